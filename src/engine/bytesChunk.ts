import { type Json, maxJsonDepth } from '../model/json.ts'
import { parseJson } from '../model/readJson.ts'
import { type Chunk, emptyChunk } from './chunk.ts'

const comma = 0x2c
const space = 0x20
const lineFeed = 0x0a
const carriageReturn = 0x0d

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const nothing = new Uint8Array(0)

/**
 * Records that came as bytes and leave as bytes: `spans` holds, for each record, where it begins and ends in `body`
 * (two numbers a record, in order, not overlapping), as scan.ts finds them. The body must be valid JSON in valid UTF-8
 * inside the spans, which the scan has checked; it is kept, not copied, and must not be changed afterwards.
 *
 * `facts` are what the scan found out and nobody needs to look for again.
 */
export function bytesChunk(body: Uint8Array, spans: Uint32Array, facts: BytesFacts = unknown): Chunk {
  return spans.length === 0 ? emptyChunk : new BytesChunk(body, spans, facts, undefined)
}

export interface BytesFacts {
  /** Whether a span may hold a line break. */
  readonly breaks: boolean
  /** Whether a span may hold an integer beyond 2^53−1. */
  readonly bigIntegers: boolean
  /** Told when all records are parsed, because somebody reads them. */
  onRead?(): void
}

const unknown: BytesFacts = { breaks: true, bigIntegers: true }

/** Records kept as lines of JSON, as `Chunk.lines()` gives them. Blank lines are passed over. */
export function linesChunk(lines: Uint8Array): Chunk {
  const spans: number[] = []
  for (let from = 0; from < lines.length; ) {
    const found = lines.indexOf(lineFeed, from)
    const to = found < 0 ? lines.length : found
    if (!isBlank(lines, from, to)) spans.push(from, to)
    from = to + 1
  }
  return bytesChunk(lines, Uint32Array.from(spans))
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] as number) > space) return false
  return true
}

class BytesChunk implements Chunk {
  readonly count: number
  readonly #body: Uint8Array
  readonly #spans: Uint32Array
  readonly #facts: BytesFacts
  #values: readonly Json[] | undefined

  constructor(body: Uint8Array, spans: Uint32Array, facts: BytesFacts, values: readonly Json[] | undefined) {
    this.#body = body
    this.#spans = spans
    this.#facts = facts
    this.#values = values
    this.count = spans.length >> 1
  }

  values(): readonly Json[] {
    if (this.#values === undefined) {
      this.#values = parseRecords(this.#body, this.#spans, this.#facts)
      this.#facts.onRead?.()
    }
    return this.#values
  }

  lines(room?: Uint8Array): Uint8Array {
    if (!this.#facts.breaks && standsClose(this.#spans)) return copyBlock(this.#body, this.#spans, room)
    return copyRecords(this.#body, this.#spans)
  }

  slice(from: number, to: number): Chunk {
    if (from <= 0 && to >= this.count) return this
    const first = Math.max(from, 0)
    const end = Math.min(to, this.count)
    if (first >= end) return emptyChunk
    const spans = this.#spans.subarray(first * 2, end * 2)
    // A part of them may be all that anybody reads: the last record, a sample.
    const { breaks, bigIntegers } = this.#facts
    return new BytesChunk(this.#body, spans, { breaks, bigIntegers }, this.#values?.slice(first, end))
  }

  unread(index: number): Uint8Array | undefined {
    if (this.#values !== undefined) return undefined
    return this.#body.subarray(this.#spans[index * 2], this.#spans[index * 2 + 1])
  }
}

/** Whether exactly one byte (a comma, a line feed) stands between each record and the next. */
function standsClose(spans: Uint32Array): boolean {
  for (let at = 2; at < spans.length; at += 2) {
    if ((spans[at] as number) - (spans[at - 1] as number) !== 1) return false
  }
  return true
}

/** The usual page: one copy of all records, and a line feed written over each comma. */
function copyBlock(body: Uint8Array, spans: Uint32Array, room: Uint8Array | undefined): Uint8Array {
  const from = spans[0] as number
  const to = spans[spans.length - 1] as number
  const length = to - from + 1
  const out = room !== undefined && room.length >= length ? room.subarray(0, length) : new Uint8Array(length)
  out.set(body.subarray(from, to))
  for (let at = 1; at < spans.length; at += 2) out[(spans[at] as number) - from] = lineFeed
  return out
}

/** A pretty-printed page: record by record, line breaks made blanks. Inside strings JSON has no raw ones. */
function copyRecords(body: Uint8Array, spans: Uint32Array): Uint8Array {
  let length = 0
  for (let at = 0; at < spans.length; at += 2) length += (spans[at + 1] as number) - (spans[at] as number) + 1
  if (length === 0) return nothing
  const out = new Uint8Array(length)
  let end = 0
  for (let at = 0; at < spans.length; at += 2) {
    const from = spans[at] as number
    const to = spans[at + 1] as number
    for (let read = from; read < to; read++) {
      const byte = body[read] as number
      out[end++] = byte === lineFeed || byte === carriageReturn ? space : byte
    }
    out[end++] = lineFeed
  }
  return out
}

/** Parses all records at once, as one list: one call of the platform's parser for a page. */
function parseRecords(body: Uint8Array, spans: Uint32Array, facts: BytesFacts): readonly Json[] {
  const from = spans[0] as number
  const to = spans[spans.length - 1] as number
  const joined = betweenAreCommas(body, spans)
    ? decoder.decode(body.subarray(from, to))
    : withCommas(body, spans)
  // The platform's parser reads all but large integers as ours does; that the nesting is bounded the scan has seen.
  if (!facts.bigIntegers) return JSON.parse(`[${joined}]`) as readonly Json[]
  // One level more than a record may have: the list that is put round them here.
  return parseJson(`[${joined}]`, { depth: maxJsonDepth + 1 }) as readonly Json[]
}

/** Whether only a comma and blanks stand between the records, as in the list they came from. */
function betweenAreCommas(body: Uint8Array, spans: Uint32Array): boolean {
  for (let at = 2; at < spans.length; at += 2) {
    let commas = 0
    for (let read = spans[at - 1] as number; read < (spans[at] as number); read++) {
      const byte = body[read] as number
      if (byte === comma) commas++
      else if (byte !== space && byte !== lineFeed && byte !== carriageReturn && byte !== 0x09) return false
    }
    if (commas !== 1) return false
  }
  return true
}

function withCommas(body: Uint8Array, spans: Uint32Array): string {
  const lines = copyRecords(body, spans)
  for (let at = lines.indexOf(lineFeed); at >= 0; at = lines.indexOf(lineFeed, at + 1)) lines[at] = comma
  return decoder.decode(lines.subarray(0, lines.length - 1))
}
