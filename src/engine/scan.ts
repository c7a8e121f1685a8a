import { isRefusedName } from '../expressions/names.ts'
import { maxJsonDepth } from '../model/json.ts'
import { parseJson } from '../model/readJson.ts'
import { bytesChunk } from './bytesChunk.ts'
import { type Chunk, concatBytes } from './chunk.ts'
import { EngineError } from './errors.ts'
import type { Path } from './send.ts'
import {
  fault,
  skipBlanks,
  skipKey,
  skipString,
  skipValue,
  type JsonText,
  jsonText,
  tooDeep,
} from './skipJson.ts'

/** A page taken apart without parsing it. */
export interface Scanned {
  readonly records: Chunk
  /** The body with its records cut out, an empty list in their place; the body itself where there are none to cut. */
  envelope(): Uint8Array
}

/**
 * Finds the records of a JSON body in one pass over its bytes (RFC 8259, UTF-8): the elements of the list at `path`, the one
 * value that stands there, or none where the path leads to null or to nothing. Without a path the whole body is one record.
 * An empty path means the root.
 *
 * Everything is checked on the way, so that a truncated or malformed page never becomes records: throws `EngineError` of
 * kind `decode` exactly where the reader of the model would refuse the body. Reads as that reader does: of two keys of one
 * name the last counts. `onRead` is told when somebody parses all records.
 */
export function scanJson(body: Uint8Array, path: Path | undefined, onRead?: () => void): Scanned {
  const scanner = new Scanner(body)
  scanner.scan(path ?? [], path === undefined)
  return scannedBy(scanner, body, path, onRead)
}

export interface ScanSteps {
  readonly path: Path
  /** See `Io`. */
  readonly rest: () => Promise<void> | undefined
  readonly signal: AbortSignal
  readonly onRead?: (() => void) | undefined
}

/** The same, resting between stretches of a large list, so that whoever waits for a stop is heard. */
export async function scanJsonInSteps(
  body: Uint8Array,
  { path, rest, signal, onRead }: ScanSteps,
): Promise<Scanned> {
  const scanner = new Scanner(body)
  for (const _ of scanner.steps(path)) {
    await rest()
    signal.throwIfAborted()
  }
  return scannedBy(scanner, body, path, onRead)
}

function scannedBy(scanner: Scanner, body: Uint8Array, path: Path | undefined, onRead?: () => void): Scanned {
  return {
    records: bytesChunk(body, scanner.spans.taken(), {
      breaks: scanner.breaks,
      bigIntegers: scanner.bigIntegers,
      ...(onRead !== undefined && { onRead }),
    }),
    envelope: () =>
      path === undefined || scanner.cutTo === 0
        ? body
        : concatBytes([body.subarray(0, scanner.cutFrom), emptyList, body.subarray(scanner.cutTo)]),
  }
}

/**
 * The same for one JSON value a line (NDJSON, JSON Lines): each line is a record, or holds the records at the path. Blank lines
 * are passed over. A line that is not whole is told by its number.
 */
export function scanLines(body: Uint8Array, path: Path): Chunk {
  const spans: number[] = []
  let bigIntegers = false
  for (let from = 0, line = 1; from < body.length; line++) {
    const found = body.indexOf(LINE_FEED, from)
    const to = found < 0 ? body.length : found
    const scanner = new Scanner(body.subarray(from, to))
    if (!scanner.isBlank) {
      try {
        scanner.scan(path, path.length === 0)
      } catch (error) {
        throw inLine(line, error)
      }
      for (const at of scanner.spans.taken()) spans.push(from + at)
      bigIntegers ||= scanner.bigIntegers
    }
    from = to + 1
  }
  return bytesChunk(body, Uint32Array.from(spans), { breaks: false, bigIntegers })
}

const inLine = (line: number, error: unknown): unknown =>
  error instanceof EngineError ? new EngineError(error.kind, `Line ${line}: ${error.message}`) : error

const emptyList = new TextEncoder().encode('[]')
const decoder = new TextDecoder()

const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const LINE_FEED = 0x0a

/** Bytes of a list that are looked at between two rests: about 10 ms. */
const stretchBytes = 1 << 21

/** Begins and ends, two numbers a record, in a list that grows by doubling: bytes that nobody has to collect number by number. */
class Spans {
  #places = new Uint32Array(64)
  #length = 0

  add(from: number, to: number): void {
    if (this.#length === this.#places.length) {
      const larger = new Uint32Array(this.#length * 4)
      larger.set(this.#places)
      this.#places = larger
    }
    this.#places[this.#length++] = from
    this.#places[this.#length++] = to
  }

  forget(): void {
    this.#length = 0
  }

  taken(): Uint32Array {
    return this.#places.subarray(0, this.#length)
  }
}

class Scanner {
  /** Where each record begins and ends. */
  readonly spans = new Spans()
  /** Where the records stand in the body; both 0 where there is nothing to cut. */
  cutFrom = 0
  cutTo = 0
  /** Whether a line break stands within a record. */
  breaks = false
  readonly #body: Uint8Array
  readonly #text: JsonText
  #depth = 0

  constructor(body: Uint8Array) {
    this.#body = body
    this.#text = jsonText(body)
  }

  /** Whether there may be an integer beyond 2^53−1 in it. */
  get bigIntegers(): boolean {
    return this.#text.bigIntegers
  }

  scan(path: Path, whole: boolean): void {
    if (whole) this.#expectEnd(this.#takeOne(this.#begin()))
    else for (const _ of this.steps(path));
  }

  /** Goes on for a stretch with each step. */
  *steps(path: Path): Generator<undefined, void> {
    this.#expectEnd(yield* this.#walk(this.#begin(), path, 0))
  }

  #begin(): number {
    const body = this.#body
    // A byte order mark is no part of the text.
    const marked = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
    return skipBlanks(this.#text, marked ? 3 : 0)
  }

  #expectEnd(after: number): void {
    const end = skipBlanks(this.#text, after)
    if (end < this.#body.length) throw fault(this.#body, 'something follows after its end', end)
  }

  get isBlank(): boolean {
    return skipBlanks(this.#text, 0) >= this.#body.length
  }

  /** Follows the path from the value at `at`; gives where the value ends. Recursion is as deep as the path is long. */
  *#walk(at: number, path: Path, level: number): Generator<undefined, number> {
    const step = path[level]
    const byte = this.#body[at]
    if (step === undefined) return yield* this.#takeRecords(at)
    if (byte === OPEN_OBJECT) return yield* this.#walkObject(at, path, level)
    if (byte === OPEN_LIST) return yield* this.#walkList(at, path, level)
    return skipValue(this.#text, at, this.#depth)
  }

  *#walkObject(open: number, path: Path, level: number): Generator<undefined, number> {
    const wanted = String(path[level])
    const refused = isRefusedName(wanted)
    this.#enter(open)
    let at = skipBlanks(this.#text, open + 1)
    if (this.#body[at] === CLOSE_OBJECT) return this.#leave(at)
    for (;;) {
      const value = skipKey(this.#text, at)
      if (!refused && this.#keyIs(at, wanted)) {
        // Of two keys of one name the last counts.
        this.#forget()
        at = yield* this.#walk(value, path, level + 1)
      } else at = skipValue(this.#text, value, this.#depth)
      at = skipBlanks(this.#text, at)
      if (this.#body[at] === CLOSE_OBJECT) return this.#leave(at)
      if (this.#body[at] !== COMMA) throw fault(this.#body, 'a comma or the end of an object is missing', at)
      at = skipBlanks(this.#text, at + 1)
    }
  }

  *#walkList(open: number, path: Path, level: number): Generator<undefined, number> {
    const step = String(path[level])
    const wanted = /^(?:0|[1-9]\d{0,9})$/.test(step) ? Number(step) : -1
    this.#enter(open)
    let at = skipBlanks(this.#text, open + 1)
    if (this.#body[at] === CLOSE_LIST) return this.#leave(at)
    for (let index = 0; ; index++) {
      const end =
        index === wanted ? yield* this.#walk(at, path, level + 1) : skipValue(this.#text, at, this.#depth)
      at = skipBlanks(this.#text, end)
      if (this.#body[at] === CLOSE_LIST) return this.#leave(at)
      at = this.#nextElement(at)
    }
  }

  /** The value at the end of the path: a list's elements, no record for null, otherwise the value itself. */
  *#takeRecords(open: number): Generator<undefined, number> {
    const byte = this.#body[open]
    if (byte === 0x6e) return skipValue(this.#text, open, this.#depth)
    if (byte !== OPEN_LIST) {
      const end = this.#takeOne(open)
      this.#cut(open, end)
      return end
    }
    this.#enter(open)
    let at = skipBlanks(this.#text, open + 1)
    let restAt = open + stretchBytes
    while (this.#body[at] !== CLOSE_LIST) {
      at = skipBlanks(this.#text, this.#takeOne(at))
      if (this.#body[at] === CLOSE_LIST) break
      at = this.#nextElement(at)
      if (at > restAt) {
        restAt = at + stretchBytes
        yield undefined
      }
    }
    this.#cut(open, at + 1)
    return this.#leave(at)
  }

  /** From the comma behind an element to the next one. A list that ends behind a comma has no next: its value is missing. */
  #nextElement(at: number): number {
    if (this.#body[at] !== COMMA) throw fault(this.#body, 'a comma or the end of a list is missing', at)
    const next = skipBlanks(this.#text, at + 1)
    if (this.#body[next] === CLOSE_LIST) throw fault(this.#body, 'a value is missing', next)
    return next
  }

  #takeOne(at: number): number {
    const text = this.#text
    text.brokeLine = false
    const end = skipValue(text, at, this.#depth)
    this.breaks ||= text.brokeLine
    this.spans.add(at, end)
    return end
  }

  #cut(from: number, to: number): void {
    this.cutFrom = from
    this.cutTo = to
  }

  #forget(): void {
    this.spans.forget()
    this.#cut(0, 0)
  }

  #enter(at: number): void {
    if (++this.#depth > maxJsonDepth) throw tooDeep(this.#body, at)
  }

  #leave(at: number): number {
    this.#depth--
    return at + 1
  }

  /** Whether the key whose opening quote is at `at` is the wanted one; only called on keys that were checked. */
  #keyIs(at: number, wanted: string): boolean {
    const body = this.#body
    const end = skipString(body, this.#text.view, at)
    // Most keys are told apart by a letter or two, and decoding one costs more than passing a record.
    for (let index = 0; index < wanted.length; index++) {
      const [letter, byte] = [wanted.charCodeAt(index), body[at + 1 + index] as number]
      if (letter >= 0x80 || byte === BACKSLASH)
        return parseJson(decoder.decode(body.subarray(at, end))) === wanted
      if (letter !== byte) return false
    }
    return end - at - 2 === wanted.length
  }
}
