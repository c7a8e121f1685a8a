import type { Span } from '../../../expressions/ast.ts'

type JsonInkKind = 'plain' | 'key' | 'string' | 'number' | 'word' | 'sign'
type JsonSpan = Span & { ink: JsonInkKind }

const token = /"(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*|[A-Za-z_]+|[{}[\]:,]|\s+|[^]/gy
const ends = /(?:[^"\\]|\\.)*?"/y

/**
 * Colours JSON that is still being written and has holes in it (`{{ … }}`): nothing is required to be right. It remembers
 * between pieces whether a text is open, because a hole may stand inside one.
 */
export class JsonInk {
  #open = false

  /** The next piece of text, whose first character stands at `at` of the whole. */
  read(text: string, at: number): JsonSpan[] {
    const spans: JsonSpan[] = []
    const add = (from: number, to: number, ink: JsonInkKind) => {
      if (to > from) spans.push({ from: at + from, to: at + to, ink })
    }
    let from = 0
    if (this.#open) {
      ends.lastIndex = 0
      const closing = ends.exec(text)
      from = closing === null ? text.length : closing[0].length
      this.#open = closing === null
      add(0, from, 'string')
    }
    token.lastIndex = from
    for (;;) {
      const start = token.lastIndex
      const found = start < text.length ? token.exec(text)?.[0] : undefined
      if (found === undefined) break
      const to = start + found.length
      if (found.startsWith('"')) {
        const closed = found.length > 1 && /(?:^|[^\\])(?:\\\\)*"$/.test(found.slice(1))
        this.#open = !closed
        add(start, to, closed && /^\s*:/.test(text.slice(to)) ? 'key' : 'string')
      } else add(start, to, inkOf(found))
    }
    return spans
  }
}

function inkOf(text: string): JsonInkKind {
  if (/^[-\d]/.test(text)) return 'number'
  if (/^(?:true|false|null)$/.test(text)) return 'word'
  return /^[{}[\]:,]$/.test(text) ? 'sign' : 'plain'
}
