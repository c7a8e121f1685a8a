import { parseTemplate } from './parse.ts'

/**
 * Reads a path in the words of the expression language: `results`, `data.items`, `["odd key"][0].rows`. `$` is the value itself,
 * also in front (`$.data`). Undefined when it is no path; empty text is none.
 */
export function parsePath(text: string): readonly (string | number)[] | undefined {
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
