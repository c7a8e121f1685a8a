/**
 * The shape of a parsed template. Every part carries its place in the source, in UTF-16 units, `to` exclusive,
 * so that checking, completion and renaming all speak about the same characters.
 */

/** A stretch of the source: from (inclusive) to (exclusive), in UTF-16 units. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What a path step reads: a property by its name, or an element of a list by its index from 0. */
export type Key = string | number

/** A root and the keys that follow it, as data: `['nodes', 'Get customers', 'body', 0]`. */
export type ReferencePath = readonly [string, ...Key[]]

/** One step of a reference; its span takes in the dot or the brackets. */
export interface Step {
  readonly key: Key
  readonly span: Span
}

/** `root.step[0]["any text"]` */
export interface Reference {
  readonly type: 'reference'
  readonly root: string
  readonly rootSpan: Span
  readonly steps: readonly Step[]
  readonly span: Span
}

/** A text, number, `true`, `false` or `null` written in the expression itself. */
export interface Literal {
  readonly type: 'literal'
  readonly value: string | number | bigint | boolean | null
  readonly span: Span
}

export type Value = Reference | Literal

/** `name: argument, argument`, behind its bar */
export interface FilterCall {
  readonly name: string
  readonly nameSpan: Span
  readonly arguments: readonly Value[]
  readonly span: Span
}

/** A value and the filters it goes through, first to last. */
export interface Expression {
  readonly value: Value
  readonly filters: readonly FilterCall[]
  readonly span: Span
}

export interface TextPart extends Span {
  readonly type: 'text'
  readonly text: string
}

/**
 * A `{{ … }}`, braces included in the span. `expression` is what could be read of it: whole when `broken` is
 * false, else the part before the mistake (so that renaming still reaches it), or undefined.
 */
export interface ExpressionPart extends Span {
  readonly type: 'expression'
  readonly expression: Expression | undefined
  readonly broken: boolean
}

export type TemplatePart = TextPart | ExpressionPart

/** `unclosed`: a `{{` without its `}}`; its span is that of the two braces. */
export type ExpressionErrorCode = 'syntax' | 'refused-name' | 'unclosed'

export interface ExpressionError extends Span {
  readonly code: ExpressionErrorCode
  readonly message: string
}

/** Parts stand in order and cover the source without a gap. */
export interface Template {
  readonly source: string
  readonly parts: readonly TemplatePart[]
  readonly errors: readonly ExpressionError[]
}

/** The references of an expression in the order they are written: its value, then arguments of its filters. */
export function expressionReferences(expression: Expression): Reference[] {
  const found: Reference[] = []
  if (expression.value.type === 'reference') found.push(expression.value)
  for (const filter of expression.filters) {
    for (const argument of filter.arguments) if (argument.type === 'reference') found.push(argument)
  }
  return found
}

/** The reference's path as data. */
export function referencePath(reference: Reference): ReferencePath {
  return [reference.root, ...reference.steps.map((step) => step.key)]
}
