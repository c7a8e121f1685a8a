import type { Key, ReferencePath } from './ast.ts'
import { isStepName } from './names.ts'

/** A text in quotes, as the language reads it back; what cannot be seen is written as an escape. */
export function printText(text: string): string {
  // JSON's escapes are a part of ours, and it writes lone halves of a character as \uXXXX.
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** `.name` where it can be written so, otherwise `["any text"]`, or `[0]`. */
export function printStep(key: Key): string {
  if (typeof key === 'number') return `[${key}]`
  return isStepName(key) ? `.${key}` : `[${printText(key)}]`
}

/** The canonical form of a reference: `nodes["Get customers"].body[0].id`. */
export function printPath(root: string, keys: readonly Key[]): string {
  return root + keys.map(printStep).join('')
}

/** {@link printPath} of a path as data. */
export function printReference([root, ...keys]: ReferencePath): string {
  return printPath(root, keys)
}

/** A whole template that is one reference, which keeps its type. */
export function printTemplate(path: ReferencePath): string {
  return `{{ ${printReference(path)} }}`
}

/** A text as a template that evaluates to it: two braces in it are written as an expression. */
export function escapeText(text: string): string {
  return text.replace(/\{{2,}/g, (braces) => `{{ ${printText(braces)} }}`)
}
