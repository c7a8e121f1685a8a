import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { parseJson } from '../model/readJson.ts'
import type { Chunk } from './chunk.ts'
import { derivedForms } from './redactForms.ts'

/** What stands in place of a secret: always this long, whatever it hides. */
export const mask = '••••••••'

/** Shorter values are not searched for: they would be found everywhere. Where they are sent they are drawn masked anyway. */
export const minSecretBytes = 8

/**
 * Finds this run's secret values in whatever is shown or kept (E20, E34): as they are, percent-encoded, in base64 at any alignment,
 * and as JSON writes them. What holds none comes back as the same object.
 */
export interface Redactor {
  /** Adds values to look for; those under eight bytes are passed over. */
  learn(values: Iterable<string>): void
  /** How many occurrences were masked so far. */
  readonly count: number
  text(text: string): string
  /** Any bytes. */
  bytes(bytes: Uint8Array): Uint8Array
  /** Bytes of JSON, one value or one a line: they stay JSON. */
  json(bytes: Uint8Array): Uint8Array
  /** Texts, keys and numbers anywhere inside a value. */
  value<Value>(value: Value): Value
  /** The same records, masked when they are read; bytes stay bytes. */
  chunk(chunk: Chunk): Chunk
}

interface Pattern {
  readonly text: string
  /** Its UTF-8 bytes, a character each. */
  readonly bytes: string
  /** May stand inside a JSON string as it is, so that masking it leaves JSON. */
  readonly inJson: boolean
  /** May also stand outside of strings in JSON (digits): masking it there would not leave JSON. */
  readonly structural: boolean
}

interface Range {
  readonly from: number
  readonly to: number
}

const encoder = new TextEncoder()
/** One character a byte, for searching with the platform's own search; what the characters mean does not matter. */
const oneToOne = new TextDecoder('latin1')
const maskBytes = encoder.encode(mask)

/** Bodies are searched in windows, so that a large one is never held twice. */
const WINDOW = 1 << 20

export function createRedactor(): Redactor {
  return new Searcher()
}

class Searcher implements Redactor {
  readonly #patterns = new Map<string, Pattern>()
  #longest = 0
  count = 0

  learn(values: Iterable<string>): void {
    for (const value of values) {
      if (value === mask || this.#patterns.has(value) || encoder.encode(value).length < minSecretBytes)
        continue
      for (const form of derivedForms(value)) this.#add(form)
    }
  }

  #add(text: string): void {
    const bytes = encoder.encode(text)
    if (bytes.length < minSecretBytes || this.#patterns.has(text)) return
    this.#longest = Math.max(this.#longest, bytes.length)
    this.#patterns.set(text, {
      text,
      bytes: oneToOne.decode(bytes),
      inJson: isJsonText(text),
      structural: /^[\s\d.,:{}[\]eE+\-aflnrstu]*$/.test(text),
    })
  }

  text(text: string): string {
    if (this.#patterns.size === 0 || text.length * 3 < minSecretBytes) return text
    const found: Range[] = []
    for (const pattern of this.#patterns.values()) find(text, pattern.text, 0, found)
    if (found.length === 0) return text
    let masked = ''
    let at = 0
    for (const { from, to } of this.#merged(found)) {
      masked += text.slice(at, from) + mask
      at = to
    }
    return masked + text.slice(at)
  }

  bytes(bytes: Uint8Array): Uint8Array {
    const found = this.#findBytes(bytes, () => true)
    return found.length === 0 ? bytes : this.#cover(bytes, found)
  }

  json(bytes: Uint8Array): Uint8Array {
    const found = this.#findBytes(bytes, ({ inJson }) => inJson)
    if (found.length === 0) return bytes
    // A number that is a secret has no quotes to stand between: read, mask, print. As rare as it sounds.
    if (found.some(({ pattern }) => pattern.structural))
      return this.#reprinted(bytes) ?? this.#cover(bytes, found)
    return this.#cover(bytes, found)
  }

  value<Value>(value: Value): Value {
    return this.#patterns.size === 0 ? value : (this.#deep(value) as Value)
  }

  chunk(chunk: Chunk): Chunk {
    return this.#patterns.size === 0 || chunk.count === 0 ? chunk : new MaskedChunk(chunk, this)
  }

  #findBytes(bytes: Uint8Array, which: (pattern: Pattern) => boolean): (Range & { pattern: Pattern })[] {
    const found: (Range & { pattern: Pattern })[] = []
    if (this.#patterns.size === 0 || bytes.length < minSecretBytes) return found
    const patterns = [...this.#patterns.values()].filter(which)
    for (let start = 0; start < bytes.length; start += WINDOW) {
      const text = oneToOne.decode(bytes.subarray(start, start + WINDOW + this.#longest))
      for (const pattern of patterns) {
        const here: Range[] = []
        find(text, pattern.bytes, start, here)
        for (const range of here) found.push({ ...range, pattern })
      }
    }
    return found
  }

  #cover(bytes: Uint8Array, found: Range[]): Uint8Array {
    const ranges = this.#merged(found)
    const covered = ranges.reduce((length, { from, to }) => length + to - from, 0)
    const out = new Uint8Array(bytes.length - covered + ranges.length * maskBytes.length)
    let read = 0
    let write = 0
    for (const { from, to } of ranges) {
      out.set(bytes.subarray(read, from), write)
      write += from - read
      out.set(maskBytes, write)
      write += maskBytes.length
      read = to
    }
    out.set(bytes.subarray(read), write)
    return out
  }

  #merged(found: Range[]): Range[] {
    const merged: { from: number; to: number }[] = []
    for (const { from, to } of found.toSorted((a, b) => a.from - b.from)) {
      const last = merged.at(-1)
      if (last !== undefined && from < last.to) last.to = Math.max(last.to, to)
      else merged.push({ from, to })
    }
    this.count += merged.length
    return merged
  }

  #reprinted(bytes: Uint8Array): Uint8Array | undefined {
    const text = new TextDecoder().decode(bytes)
    const ended = text.endsWith('\n')
    try {
      const lines = (ended ? text.slice(0, -1) : text).split('\n')
      const masked = lines.map((line) =>
        line.trim() === '' ? line : printJson(this.#deep(parseJson(line)) as Json),
      )
      return encoder.encode(masked.join('\n') + (ended ? '\n' : ''))
    } catch {
      return undefined
    }
  }

  #deep(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (typeof value === 'number' || typeof value === 'bigint') {
      const digits = String(value)
      return this.text(digits) === digits ? value : mask
    }
    if (typeof value !== 'object' || value === null) return value
    return Array.isArray(value) ? this.#deepList(value) : this.#deepObject(value as Record<string, unknown>)
  }

  #deepList(list: readonly unknown[]): readonly unknown[] {
    let changed: unknown[] | undefined
    for (const [index, element] of list.entries()) {
      const masked = this.#deep(element)
      if (masked !== element) {
        changed ??= [...list]
        changed[index] = masked
      }
    }
    return changed ?? list
  }

  #deepObject(object: Record<string, unknown>): Record<string, unknown> {
    let changed = false
    const entries = Object.entries(object).map(([key, element]) => {
      const maskedKey = this.text(key)
      const masked = this.#deep(element)
      changed ||= maskedKey !== key || masked !== element
      return [maskedKey, masked] as const
    })
    return changed ? Object.fromEntries(entries) : object
  }
}

/** Adds all places of the pattern. Where it begins inside a JSON escape, the whole escape is covered, so that JSON stays JSON. */
function find(text: string, pattern: string, offset: number, into: Range[]): void {
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + pattern.length))
    into.push({ from: escapeStart(text, at) + offset, to: at + pattern.length + offset })
}

function escapeStart(text: string, at: number): number {
  for (let back = at - 1; back >= Math.max(0, at - 5); back--) {
    if (text[back] !== '\\') continue
    let first = back
    while (first > 0 && text[first - 1] === '\\') first--
    if ((back - first) % 2 !== 0) return at
    return back + (text[back + 1] === 'u' ? 6 : 2) > at ? back : at
  }
  return at
}

/** Whether the text can stand between two quotes of JSON: no quote or control character, and every backslash in an escape. */
function isJsonText(text: string): boolean {
  try {
    JSON.parse(`"${text}"`)
    return true
  } catch {
    return false
  }
}

/** Masks each view once, and counts what it masked once. */
class MaskedChunk implements Chunk {
  readonly count: number
  readonly #inner: Chunk
  readonly #searcher: Searcher
  #values: readonly Json[] | undefined
  #lines: Uint8Array | undefined

  constructor(inner: Chunk, searcher: Searcher) {
    this.#inner = inner
    this.#searcher = searcher
    this.count = inner.count
  }

  values(): readonly Json[] {
    this.#values ??= this.#once(this.#lines, () => this.#searcher.value(this.#inner.values()))
    return this.#values
  }

  lines(): Uint8Array {
    this.#lines ??= this.#once(this.#values, () => this.#searcher.json(this.#inner.lines()))
    return this.#lines
  }

  slice(from: number, to: number): Chunk {
    return this.#searcher.chunk(this.#inner.slice(from, to))
  }

  unread(index: number): Uint8Array | undefined {
    const bytes = this.#inner.unread?.(index)
    return bytes && this.#searcher.json(bytes)
  }

  #once<View>(other: unknown, work: () => View): View {
    const before = this.#searcher.count
    const view = work()
    if (other !== undefined) this.#searcher.count = before
    return view
  }
}
