import { isRefusedName } from '../expressions/names.ts'
import { maxJsonDepth } from '../model/json.ts'
import { parseJson } from '../model/readJson.ts'
import { bytesChunk } from './bytesChunk.ts'
import { type Chunk, concatBytes } from './chunk.ts'
import { EngineError } from './errors.ts'
import type { Path } from './send.ts'

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
    records: bytesChunk(body, new Uint32Array(scanner.spans), {
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
      for (const at of scanner.spans) spans.push(from + at)
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

const SPACE = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Bytes that may follow a backslash, but for `u`: `" \ / b f n r t`. */
const simpleEscapes: ReadonlySet<number> = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74])

const literals: ReadonlyMap<number, readonly number[]> = new Map(
  ['true', 'false', 'null'].map((word) => [word.charCodeAt(0), [...new TextEncoder().encode(word)]]),
)

/** Bytes of a list that are looked at between two rests: about 10 ms. */
const stretchBytes = 1 << 21

/** For each open level of the value being skipped: whether it is an object. One for all scans, none of which rests in a value. */
const objects = new Uint8Array(maxJsonDepth + 2)

class Scanner {
  /** Where each record begins and ends. */
  spans: number[] = []
  /** Where the records stand in the body; both 0 where there is nothing to cut. */
  cutFrom = 0
  cutTo = 0
  /** Whether a line break stands within a record. */
  breaks = false
  /** Whether there may be an integer beyond 2^53−1, which has sixteen digits or more. */
  bigIntegers = false
  readonly #body: Uint8Array
  #depth = 0
  /** Whether a line break was passed since somebody last cleared it. */
  #brokeLine = false

  constructor(body: Uint8Array) {
    this.#body = body
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
    return this.#skipBlanks(marked ? 3 : 0)
  }

  #expectEnd(after: number): void {
    const end = this.#skipBlanks(after)
    if (end < this.#body.length) throw this.#fault('something follows after its end', end)
  }

  get isBlank(): boolean {
    return this.#skipBlanks(0) >= this.#body.length
  }

  /** Follows the path from the value at `at`; gives where the value ends. Recursion is as deep as the path is long. */
  *#walk(at: number, path: Path, level: number): Generator<undefined, number> {
    const step = path[level]
    const byte = this.#body[at]
    if (step === undefined) return yield* this.#takeRecords(at)
    if (byte === OPEN_OBJECT) return yield* this.#walkObject(at, path, level)
    if (byte === OPEN_LIST) return yield* this.#walkList(at, path, level)
    return this.#skipValue(at)
  }

  *#walkObject(open: number, path: Path, level: number): Generator<undefined, number> {
    const wanted = String(path[level])
    const refused = isRefusedName(wanted)
    this.#enter(open)
    let at = this.#skipBlanks(open + 1)
    if (this.#body[at] === CLOSE_OBJECT) return this.#leave(at)
    for (;;) {
      const value = this.#skipKey(at)
      if (!refused && this.#keyIs(at, wanted)) {
        // Of two keys of one name the last counts.
        this.#forget()
        at = yield* this.#walk(value, path, level + 1)
      } else at = this.#skipValue(value)
      at = this.#skipBlanks(at)
      if (this.#body[at] === CLOSE_OBJECT) return this.#leave(at)
      if (this.#body[at] !== COMMA) throw this.#fault('a comma or the end of an object is missing', at)
      at = this.#skipBlanks(at + 1)
    }
  }

  *#walkList(open: number, path: Path, level: number): Generator<undefined, number> {
    const step = String(path[level])
    const wanted = /^(?:0|[1-9]\d{0,9})$/.test(step) ? Number(step) : -1
    this.#enter(open)
    let at = this.#skipBlanks(open + 1)
    if (this.#body[at] === CLOSE_LIST) return this.#leave(at)
    for (let index = 0; ; index++) {
      const end = index === wanted ? yield* this.#walk(at, path, level + 1) : this.#skipValue(at)
      at = this.#skipBlanks(end)
      if (this.#body[at] === CLOSE_LIST) return this.#leave(at)
      at = this.#nextElement(at)
    }
  }

  /** The value at the end of the path: a list's elements, no record for null, otherwise the value itself. */
  *#takeRecords(open: number): Generator<undefined, number> {
    const byte = this.#body[open]
    if (byte === 0x6e) return this.#skipValue(open)
    if (byte !== OPEN_LIST) {
      const end = this.#takeOne(open)
      this.#cut(open, end)
      return end
    }
    this.#enter(open)
    let at = this.#skipBlanks(open + 1)
    let restAt = open + stretchBytes
    while (this.#body[at] !== CLOSE_LIST) {
      at = this.#skipBlanks(this.#takeOne(at))
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
    if (this.#body[at] !== COMMA) throw this.#fault('a comma or the end of a list is missing', at)
    const next = this.#skipBlanks(at + 1)
    if (this.#body[next] === CLOSE_LIST) throw this.#fault('a value is missing', next)
    return next
  }

  #takeOne(at: number): number {
    this.#brokeLine = false
    const end = this.#skipValue(at)
    this.breaks ||= this.#brokeLine
    this.spans.push(at, end)
    return end
  }

  #cut(from: number, to: number): void {
    this.cutFrom = from
    this.cutTo = to
  }

  #forget(): void {
    this.spans = []
    this.#cut(0, 0)
  }

  #enter(at: number): void {
    if (++this.#depth > maxJsonDepth) throw this.#tooDeep(at)
  }

  #leave(at: number): number {
    this.#depth--
    return at + 1
  }

  /** Passes one value of any kind, checking all of it; gives where it ends. Iterative: nesting costs no stack. */
  #skipValue(from: number): number {
    const body = this.#body
    const floor = this.#depth
    let depth = floor
    let at = from
    for (;;) {
      const byte = body[at] as number
      if (byte === QUOTE) at = this.#skipString(at)
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (++depth > maxJsonDepth) throw this.#tooDeep(at)
        const object = byte === OPEN_OBJECT
        objects[depth] = object ? 1 : 0
        at = this.#skipBlanks(at + 1)
        // The codes of closing brackets are two above those of the opening ones.
        if (body[at] !== byte + 2) {
          if (object) at = this.#skipKey(at)
          continue
        }
        depth--
        at++
      } else if (byte === MINUS || (byte >= ZERO && byte <= NINE)) at = this.#skipNumber(at)
      else at = this.#skipLiteral(at)

      for (;;) {
        if (depth === floor) return at
        // Pages have blanks everywhere or nowhere: a call for each place where one could stand would be most of the work.
        if ((body[at] as number) <= SPACE) at = this.#skipBlanks(at)
        const next = body[at]
        const object = objects[depth] === 1
        if (next === COMMA) {
          at++
          if ((body[at] as number) <= SPACE) at = this.#skipBlanks(at)
          if (object) at = this.#skipKey(at)
          break
        }
        if (next !== (object ? CLOSE_OBJECT : CLOSE_LIST))
          throw this.#fault(`a comma or the end of ${object ? 'an object' : 'a list'} is missing`, at)
        depth--
        at++
      }
    }
  }

  /** From the opening quote of a key to the beginning of its value. */
  #skipKey(at: number): number {
    const body = this.#body
    if (body[at] !== QUOTE) throw this.#fault('a key in quotes is missing', at)
    let end = this.#skipString(at)
    if ((body[end] as number) <= SPACE) end = this.#skipBlanks(end)
    if (body[end] !== COLON) throw this.#fault('a colon after a key is missing', end)
    end++
    return (body[end] as number) <= SPACE ? this.#skipBlanks(end) : end
  }

  /** Whether the key whose opening quote is at `at` is the wanted one; only called on keys that were checked. */
  #keyIs(at: number, wanted: string): boolean {
    const end = this.#skipString(at)
    const bytes = this.#body.subarray(at, end)
    if (!bytes.includes(BACKSLASH)) {
      // Shorter in characters is never longer in bytes: spares decoding most keys that are others.
      if (wanted.length > bytes.length - 2) return false
      return decoder.decode(bytes.subarray(1, -1)) === wanted
    }
    return parseJson(decoder.decode(bytes)) === wanted
  }

  #skipBlanks(from: number): number {
    const body = this.#body
    let at = from
    for (;;) {
      const byte = body[at] as number
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) this.#brokeLine = true
      else if (byte !== 0x20 && byte !== 0x09) return at
      at++
    }
  }

  #skipString(open: number): number {
    const body = this.#body
    let at = open + 1
    for (;;) {
      const byte = body[at] as number
      if (byte === QUOTE) return at + 1
      if (byte === BACKSLASH) at = this.#skipEscape(at)
      else if (byte >= 0x80) at = this.#skipMultibyte(at)
      else if (byte >= 0x20) at++
      else if (at >= body.length) throw this.#fault('a text in quotes is never closed', at)
      else throw this.#fault('a line break, tab or other control character stands inside quotes', at)
    }
  }

  #skipEscape(at: number): number {
    const body = this.#body
    const letter = body[at + 1] as number
    if (simpleEscapes.has(letter)) return at + 2
    if (letter === 0x75) {
      let digit = at + 2
      while (digit < at + 6 && isHexDigit(body[digit])) digit++
      if (digit === at + 6) return digit
      if (digit >= body.length) throw this.#fault('an escape is cut off', digit)
    }
    throw this.#fault('a backslash is followed by something that is no escape', at)
  }

  /** One character of two to four bytes (Unicode, table 3-7): no overlong form, no surrogate, nothing past U+10FFFF. */
  #skipMultibyte(at: number): number {
    const body = this.#body
    const lead = body[at] as number
    const second = body[at + 1] as number
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    let sound = length > 0 && second >= low && second <= high
    for (let next = at + 2; sound && next < at + length; next++) {
      const byte = body[next] as number
      sound = byte >= 0x80 && byte <= 0xbf
    }
    if (!sound) throw this.#fault('it is not UTF-8 text', at)
    return at + length
  }

  #skipNumber(from: number): number {
    const body = this.#body
    let at = body[from] === MINUS ? from + 1 : from
    at = body[at] === ZERO ? at + 1 : this.#skipDigits(at)
    if (at - from >= 16) this.bigIntegers = true
    if (body[at] === 0x2e) at = this.#skipDigits(at + 1)
    const byte = body[at]
    if (byte !== 0x65 && byte !== 0x45) return at
    const sign = body[at + 1]
    return this.#skipDigits(sign === 0x2b || sign === MINUS ? at + 2 : at + 1)
  }

  #skipDigits(from: number): number {
    const body = this.#body
    let at = from
    while ((body[at] as number) >= ZERO && (body[at] as number) <= NINE) at++
    if (at === from) throw this.#fault('a digit is missing', at)
    return at
  }

  #skipLiteral(at: number): number {
    const word = literals.get(this.#body[at] as number)
    if (word === undefined) throw this.#fault('a value is missing', at)
    for (let index = 1; index < word.length; index++) {
      if (this.#body[at + index] !== word[index]) throw this.#fault('a value is missing', at + index)
    }
    return at + word.length
  }

  #tooDeep(at: number): EngineError {
    return this.#fault(`lists and objects stand more than ${maxJsonDepth} deep in each other`, at)
  }

  #fault(words: string, at: number): EngineError {
    const length = this.#body.length
    if (length === 0) return new EngineError('decode', 'The answer should be JSON, but it is empty.')
    const cut = at >= length
    return new EngineError(
      'decode',
      cut
        ? `The answer is cut off: it ends after ${length} bytes in the middle of its JSON.`
        : `The answer is not valid JSON: ${words} (byte ${at + 1} of ${length}).`,
    )
  }
}

function isHexDigit(byte: number | undefined): boolean {
  if (byte === undefined) return false
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
}
