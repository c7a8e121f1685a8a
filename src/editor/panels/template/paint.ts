import { type ExpressionPart, expressionReferences, type Span } from '../../../expressions/ast.ts'
import { parseTemplate } from '../../../expressions/parse.ts'
import type { ScopeEntry } from '../../../expressions/scope.ts'
import { type Hue, hueOfPath, pathOf } from './hues.ts'
import { JsonInk } from './jsonInk.ts'

export type InkKind = 'plain' | 'key' | 'string' | 'number' | 'word' | 'sign'

/** Characters of a template that are drawn alike. `wrong`: something is not right there. */
export interface Stroke extends Span {
  readonly ink: InkKind | 'brace' | 'expression'
  readonly text: string
  readonly wrong: boolean
}

/** Plain text, or an expression that is drawn as a chip of one hue; `hue` is undefined where it cannot be read. */
export type Painted =
  | { readonly as: 'text'; readonly from: number; readonly strokes: readonly Stroke[] }
  | {
      readonly as: 'chip'
      readonly from: number
      readonly hue: Hue | undefined
      readonly strokes: readonly Stroke[]
    }

export type TemplateLanguage = 'text' | 'json' | 'graphql' | 'url'

/**
 * How a template is drawn under its text field: every character once and in order, so that the drawing and the text that
 * is edited lie on each other to the pixel.
 */
export function paintTemplate(
  source: string,
  language: TemplateLanguage,
  scope: readonly ScopeEntry[],
  wrong: readonly Span[] = [],
): readonly Painted[] {
  const json = language === 'json' ? new JsonInk() : undefined
  return parseTemplate(source).parts.map((part): Painted => {
    if (part.type === 'expression') return paintExpression(source, part, scope, wrong)
    const strokes =
      json === undefined
        ? [stroke('plain', source, part)]
        : json.read(part.text, part.from).map((span) => stroke(span.ink, source, span))
    return { as: 'text', from: part.from, strokes: strokes.flatMap((each) => cutAt(each, wrong)) }
  })
}

const stroke = (ink: Stroke['ink'], source: string, { from, to }: Span): Stroke => ({
  ink,
  from,
  to,
  text: source.slice(from, to),
  wrong: false,
})

function paintExpression(
  source: string,
  part: ExpressionPart,
  scope: readonly ScopeEntry[],
  wrong: readonly Span[],
): Painted {
  const inner = source.slice(part.from + 2, part.to - 2)
  const lead = inner.length - inner.trimStart().length
  const from = part.from + 2 + lead
  const to = Math.max(from, part.to - 2 - (inner.length - inner.trimEnd().length))
  const [first] = part.expression === undefined ? [] : expressionReferences(part.expression)
  const hue = part.broken ? undefined : first === undefined ? 'output' : hueOfPath(pathOf(first), scope)
  const strokes = [
    stroke('brace', source, { from: part.from, to: from }),
    ...(to > from ? cutAt(stroke('expression', source, { from, to }), wrong) : []),
    stroke('brace', source, { from: to, to: part.to }),
  ]
  return { as: 'chip', from: part.from, hue, strokes }
}

/** The stroke in pieces, those that lie in one of the spans marked. */
function cutAt(whole: Stroke, wrong: readonly Span[]): Stroke[] {
  const cuts = new Set([whole.from, whole.to])
  for (const { from, to } of wrong)
    for (const at of [from, to]) if (at > whole.from && at < whole.to) cuts.add(at)
  const edges = [...cuts].toSorted((a, b) => a - b)
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? whole.to
    return {
      ...whole,
      from,
      to,
      text: whole.text.slice(from - whole.from, to - whole.from),
      wrong: wrong.some((span) => span.from < to && span.to > from),
    }
  })
}
