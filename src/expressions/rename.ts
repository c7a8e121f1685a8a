import {
  expressionReferences,
  type Key,
  type Reference,
  type ReferencePath,
  referencePath,
  type Span,
} from './ast.ts'
import { isTemplated } from './templated.ts'
import { isRootName, isStepName } from './names.ts'
import { parseTemplate } from './parse.ts'
import { printReference, printStep, printText } from './print.ts'

/** The last key of `path` is to be called `to`: `{ path: ['nodes', 'Old title'], to: 'New title' }`. */
export interface Rename {
  readonly path: ReferencePath
  readonly to: Key
}

interface Replacement extends Span {
  readonly text: string
}

/**
 * Rewrites the references that walk through exactly that path; everything else stays byte for byte, also inside
 * expressions with mistakes. A step written in brackets without need, or in single quotes, stays written so.
 */
export function renameInTemplate(source: string, { path, to }: Rename): string {
  return rewrite(source, (reference) => {
    const walked = referencePath(reference)
    if (path.length > walked.length || path.some((key, index) => String(key) !== String(walked[index])))
      return undefined
    const step = reference.steps[path.length - 2]
    if (step !== undefined) return { ...step.span, text: renamedStep(source, step.span, step.key, to) }
    if (typeof to !== 'string' || !isRootName(to)) return undefined
    return { ...reference.rootSpan, text: to }
  })
}

function renamedStep(source: string, span: Span, old: Key, to: Key): string {
  const written = source.slice(span.from, span.to)
  const dotted = written.startsWith('.')
  if (typeof to === 'number' || typeof old === 'number') return printStep(to)
  if (dotted) return isStepName(to) ? written.slice(0, written.length - old.length) + to : printStep(to)
  // Brackets that were needed for the old name give way to a dot where the new one does not need them.
  if (isStepName(to) && !isStepName(old)) return printStep(to)
  const quoted = printText(to)
  if (!/^\[\s*'/.test(written)) return `[${quoted}]`
  return `['${quoted.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}']`
}

/**
 * Replaces references by others: `change` gets each one and returns its new path, or undefined to leave it. Used
 * to resolve titles to ids where a document's content is hashed.
 */
export function mapReferences(
  source: string,
  change: (path: ReferencePath, reference: Reference) => ReferencePath | undefined,
): string {
  return rewrite(source, (reference) => {
    const path = change(referencePath(reference), reference)
    return path === undefined ? undefined : { ...reference.span, text: printReference(path) }
  })
}

/**
 * References as the Connector Builder of the Tray platform wrote them, `{{ $.auth.token }}`, in our form,
 * `{{ auth.token }}`. All else stays as it is.
 */
export function modernizeReferences(text: string): string {
  return rewrite(text, ({ root, rootSpan, steps }) => {
    const first = steps[0]
    if (root !== '$' || typeof first?.key !== 'string' || !isRootName(first.key)) return undefined
    return { from: rootSpan.from, to: first.span.to, text: first.key }
  })
}

function rewrite(source: string, change: (reference: Reference) => Replacement | undefined): string {
  if (!isTemplated(source)) return source
  let written = ''
  let at = 0
  for (const part of parseTemplate(source).parts) {
    if (part.type === 'text' || part.expression === undefined) continue
    for (const reference of expressionReferences(part.expression)) {
      const replacement = change(reference)
      if (replacement === undefined) continue
      written += source.slice(at, replacement.from) + replacement.text
      at = replacement.to
    }
  }
  return at === 0 ? source : written + source.slice(at)
}
