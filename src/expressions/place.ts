import type { ExpressionPart, Span, Template, Value } from './ast.ts'
import { type ExpressionScan, scanExpression } from './parse.ts'

/** The expression a caret stands in: behind its `{{` and, where it is closed, not behind its `}}`. */
export interface Place {
  /** Where the `{{` begins. */
  readonly open: number
  /** The closed part, or undefined where the `}}` is missing. */
  readonly part: ExpressionPart | undefined
  /** What has been read when the caret is reached. */
  readonly before: ExpressionScan
}

/** Finds the expression at the caret (an offset in UTF-16 units), or undefined where the caret stands in text. */
export function placeAt(template: Template, caret: number): Place | undefined {
  const { source, parts, errors } = template
  const part = parts.find((part) => caret >= part.from && caret < part.to) ?? parts.at(-1)
  if (part === undefined) return undefined
  const read = (open: number) => scanExpression(source.slice(0, caret), open + 2)
  if (part.type === 'expression') {
    const inside = caret >= part.from + 2 && caret <= part.to - 2
    return inside ? { open: part.from, part, before: read(part.from) } : undefined
  }
  const brace = errors.findLast(
    (error) => error.code === 'unclosed' && error.from >= part.from && error.to <= caret,
  )
  return brace === undefined ? undefined : { open: brace.from, part: undefined, before: read(brace.from) }
}

/** The values written in a part: its head, then its filters' arguments. */
export function valuesOf({ expression }: ExpressionPart): Value[] {
  if (expression === undefined) return []
  return [expression.value, ...expression.filters.flatMap((filter) => filter.arguments)]
}

/** True when the one span lies within the other; touching its ends counts. */
export const within = (inner: Span, outer: Span): boolean => inner.from >= outer.from && inner.to <= outer.to
