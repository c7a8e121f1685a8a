import type { Path } from '../../engine/send.ts'
import { parseTemplate } from '../../expressions/parse.ts'

/** Several paths with commas between them, in the order in which their records follow. Undefined where one is none. */
export function parseRecordPaths(text: string): readonly [Path, ...Path[]] | undefined {
  const [first, ...more] = splitPaths(text).map(parseRecordPath)
  if (first === undefined || more.includes(undefined)) return undefined
  return [first, ...(more as Path[])]
}

/** At commas that stand outside of quotes: a key may hold one. */
function splitPaths(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,])+/g) ?? []
}

/**
 * Reads a record path in the words of the expression language: `results`, `data.items`, `["odd key"][0].rows`. `$` is the
 * answer itself, also in front (`$.data`). Undefined when it is no path; empty text is not asked here.
 */
export function parseRecordPath(text: string): Path | undefined {
  const trimmed = text.trim()
  const path = trimmed.startsWith('$') ? trimmed.slice(1).replace(/^\./, '') : trimmed
  if (path === '') return trimmed === '$' ? [] : undefined
  const template = parseTemplate(`{{ answer${path.startsWith('[') ? '' : '.'}${path} }}`)
  const only = template.parts[0]
  if (template.errors.length > 0 || template.parts.length !== 1 || only?.type !== 'expression')
    return undefined
  const expression = only.expression
  if (expression === undefined || expression.filters.length > 0 || expression.value.type !== 'reference')
    return undefined
  return expression.value.steps.map(({ key }) => key)
}
