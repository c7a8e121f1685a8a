import type { Expression } from '../../expressions/ast.ts'
import { expressionReferences } from '../../expressions/ast.ts'
import { type CompiledTemplate, compileTemplate } from '../../expressions/evaluate.ts'
import { parseTemplate } from '../../expressions/parse.ts'
import { compileSetting } from '../setting.ts'

/** Characters of a drawn text and the reference they came from, such as `input.id`. UTF-16 units, `to` exclusive. */
export interface InkSpan {
  readonly from: number
  readonly to: number
  readonly origin: string
}

/**
 * A text being drawn. Traced, it remembers which characters came from which reference, for the editor to colour; what
 * is sent is drawn by the same code with the tracing off, so that preview and wire cannot differ.
 */
export class Ink {
  text = ''
  readonly spans: InkSpan[] | undefined

  constructor(traced: boolean) {
    this.spans = traced ? [] : undefined
  }

  write(text: string, origin?: string): void {
    if (this.spans !== undefined && origin !== undefined && text !== '')
      this.spans.push({ from: this.text.length, to: this.text.length + text.length, origin })
    this.text += text
  }

  /** Puts another ink behind this one, its spans moved along. */
  append(ink: Ink): void {
    for (const { from, to, origin } of ink.spans ?? [])
      this.spans?.push({ from: from + this.text.length, to: to + this.text.length, origin })
    this.text += ink.text
  }
}

/** An expression inside a template. */
export interface Hole {
  /** Gives the value with its type; undefined where it is absent. Throws `EngineError`. */
  readonly read: CompiledTemplate
  /** The first reference in it, as written: what the drawn characters come from. */
  readonly origin: string
  readonly usesAuth: boolean
  /** Place in the template's source. */
  readonly from: number
  readonly to: number
}

/** Literal text, or a hole. */
export type Part = string | Hole

export const isHole = (part: Part): part is Hole => typeof part !== 'string'

/** Splits a template into its parts, compiled once. A template with mistakes is one hole that throws. */
export function compileParts(source: string, words: string): readonly Part[] {
  if (!source.includes('{{')) return source === '' ? [] : [source]
  const template = parseTemplate(source)
  if (template.errors.length > 0)
    return [
      {
        read: compileSetting(source, words),
        origin: '',
        usesAuth: false,
        from: 0,
        to: source.length,
      },
    ]
  return template.parts.map(
    (part): Part => (part.type === 'text' ? part.text : compileHole(source, part, part.expression, words)),
  )
}

function compileHole(
  source: string,
  { from, to }: { from: number; to: number },
  expression: Expression | undefined,
  words: string,
): Hole {
  const references = expression === undefined ? [] : expressionReferences(expression)
  const first = references[0]
  return {
    read: compileSetting(source.slice(from, to), words),
    origin: first === undefined ? '' : source.slice(first.span.from, first.span.to),
    usesAuth: references.some(({ root }) => root === 'auth'),
    from,
    to,
  }
}

/** The whole template as one typed value, and where it came from. */
export interface TypedSetting {
  readonly read: CompiledTemplate
  readonly origin: string | undefined
  readonly usesAuth: boolean
  /** Set where the text holds no expression. */
  readonly constant: string | undefined
}

/** Compiles a setting that keeps its type when it is one whole reference. */
export function compileTyped(source: string, words: string): TypedSetting {
  const holes = compileParts(source, words).filter(isHole)
  return {
    read: holes.length === 0 ? compileTemplate(source) : compileSetting(source, words),
    origin: holes[0]?.origin,
    usesAuth: holes.some((hole) => hole.usesAuth),
    constant: holes.length === 0 ? source : undefined,
  }
}
