import type { ReferencePath } from '../../../expressions/ast.ts'
import { checkTemplate } from '../../../expressions/check.ts'
import { printTemplate } from '../../../expressions/print.ts'
import type { ScopeEntry } from '../../../expressions/scope.ts'

/** What a value that is dragged carries, beside its text for other programs. */
export const referenceType = 'application/x-patchbay-reference'

/** Puts a value's possible references into a drag, the likeliest first: which of them is in scope, the target knows. */
export function writeReference(data: DataTransfer, paths: readonly ReferencePath[]): void {
  const [first] = paths
  if (first === undefined) return
  data.effectAllowed = 'copy'
  data.setData(referenceType, JSON.stringify(paths))
  data.setData('text/plain', printTemplate(first))
}

/** True while one of our values hovers; what it is can be read only when it is dropped. */
export const holdsReference = (data: DataTransfer): boolean => data.types.includes(referenceType)

/** The reference to insert where `scope` holds: the first that can be used there, else the first of all. */
export function readReference(data: DataTransfer, scope: readonly ScopeEntry[]): ReferencePath | undefined {
  const paths = parsePaths(data.getData(referenceType))
  return paths.find((path) => checkTemplate(printTemplate(path), scope).length === 0) ?? paths[0]
}

function parsePaths(text: string): ReferencePath[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter(isPath) : []
  } catch {
    // Another page may name its data as we do.
    return []
  }
}

function isPath(value: unknown): value is ReferencePath {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'string' &&
    value.every((key) => typeof key === 'string' || (Number.isInteger(key) && (key as number) >= 0))
  )
}
