import { maxJsonDepth } from '../model/json.ts'
import { EngineError } from './errors.ts'

/**
 * The grammar of JSON (RFC 8259, UTF-8) over bytes: each function passes one thing that begins at `at`, checks all of it, and
 * gives where it ends; what is wrong is thrown as `EngineError` of kind `decode`. They are functions of what they are given, and
 * of no object: half of the time of a run whose records nobody reads is spent in them, and a field that is looked up at each
 * string costs as much as the string.
 */
export interface JsonText {
  readonly body: Uint8Array
  /** The same bytes, for reading four at once. */
  readonly view: DataView
  /** Whether a line break was passed since somebody last cleared it. */
  brokeLine: boolean
  /** Whether there may be an integer beyond 2^53−1, which has sixteen digits or more. */
  bigIntegers: boolean
}

export const jsonText = (body: Uint8Array): JsonText => ({
  body,
  view: new DataView(body.buffer, body.byteOffset, body.byteLength),
  brokeLine: false,
  bigIntegers: false,
})

const SPACE = 0x20
const QUOTE = 0x22
const PLUS = 0x2b
const COMMA = 0x2c
const MINUS = 0x2d
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const COLON = 0x3a
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const TAB = 0x09

/** Bytes that may follow a backslash, but for `u`: `" \ / b f n r t`. */
const simpleEscapes: ReadonlySet<number> = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74])

const [TRUE, FALSE, NULL] = ['true', 'false', 'null'].map((word) => new TextEncoder().encode(word))

/** For each open level of the value being skipped: whether it is an object. One for all, since nobody rests in a value. */
const objects = new Uint8Array(maxJsonDepth + 2)

/** A value of any kind, `floor` levels deep already. Iterative: nesting costs no stack. */
export function skipValue(text: JsonText, from: number, floor: number): number {
  const { body, view } = text
  let depth = floor
  let at = from
  for (;;) {
    const byte = body[at] as number
    if (byte === QUOTE) at = skipString(body, view, at)
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (++depth > maxJsonDepth) throw tooDeep(body, at)
      const object = byte === OPEN_OBJECT
      objects[depth] = object ? 1 : 0
      at++
      if ((body[at] as number) <= SPACE) at = skipBlanks(text, at)
      // The codes of closing brackets are two above those of the opening ones.
      if (body[at] !== byte + 2) {
        if (object) at = skipKey(text, at)
        continue
      }
      depth--
      at++
    } else if (byte === MINUS || (byte >= ZERO && byte <= NINE)) at = skipNumber(text, at)
    else at = skipLiteral(body, at)

    for (;;) {
      if (depth === floor) return at
      // Pages have blanks everywhere or nowhere: a call for each place where one could stand would be most of the work.
      if ((body[at] as number) <= SPACE) at = skipBlanks(text, at)
      const next = body[at]
      const object = objects[depth] === 1
      if (next === COMMA) {
        at++
        if ((body[at] as number) <= SPACE) at = skipBlanks(text, at)
        if (object) at = skipKey(text, at)
        break
      }
      if (next !== (object ? CLOSE_OBJECT : CLOSE_LIST))
        throw fault(body, `a comma or the end of ${object ? 'an object' : 'a list'} is missing`, at)
      depth--
      at++
    }
  }
}

/** From the opening quote of a key to the beginning of its value. */
export function skipKey(text: JsonText, at: number): number {
  const { body, view } = text
  if (body[at] !== QUOTE) throw fault(body, 'a key in quotes is missing', at)
  let end = skipString(body, view, at)
  if ((body[end] as number) <= SPACE) end = skipBlanks(text, end)
  if (body[end] !== COLON) throw fault(body, 'a colon after a key is missing', end)
  end++
  return (body[end] as number) <= SPACE ? skipBlanks(text, end) : end
}

export function skipBlanks(text: JsonText, from: number): number {
  const { body } = text
  let at = from
  for (;;) {
    const byte = body[at] as number
    if (byte === LINE_FEED || byte === CARRIAGE_RETURN) text.brokeLine = true
    else if (byte !== SPACE && byte !== TAB) return at
    at++
  }
}

/** From the opening quote to behind the closing one; four bytes at a time, for as long as all of them are plain. */
export function skipString(body: Uint8Array, view: DataView, open: number): number {
  const last = body.length - 4
  let at = open + 1
  for (;;) {
    if (at <= last) {
      const special = specialBytes(view.getInt32(at, true))
      if (special === 0) {
        at += 4
        continue
      }
      // To the first of them: what stands before it is plain.
      at += (31 - Math.clz32(special & -special)) >> 3
    }
    const byte = body[at] as number
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) at = skipEscape(body, at)
    else if (byte >= 0x80) {
      // One is seldom alone: what is no English text stays here.
      do at = skipMultibyte(body, at)
      while ((body[at] as number) >= 0x80)
    } else if (byte >= SPACE) at++
    else if (at >= body.length) throw fault(body, 'a text in quotes is never closed', at)
    else throw fault(body, 'a line break, tab or other control character stands inside quotes', at)
  }
}

/**
 * Which of four bytes (little endian) need a look inside quotes: their highest bit is set in the result. A quote, a backslash,
 * a control character, a byte of a longer character; those above the lowest of them may be set wrongly, since subtraction borrows.
 */
function specialBytes(four: number): number {
  const quotes = (four ^ 0x22222222) - 0x01010101
  const backslashes = (four ^ 0x5c5c5c5c) - 0x01010101
  return (four | (four - 0x20202020) | quotes | backslashes) & 0x80808080
}

function skipEscape(body: Uint8Array, at: number): number {
  const letter = body[at + 1] as number
  if (simpleEscapes.has(letter)) return at + 2
  if (letter === 0x75) {
    let digit = at + 2
    while (digit < at + 6 && isHexDigit(body[digit])) digit++
    if (digit === at + 6) return digit
    if (digit >= body.length) throw fault(body, 'an escape is cut off', digit)
  }
  throw fault(body, 'a backslash is followed by something that is no escape', at)
}

/** One character of two to four bytes (Unicode, table 3-7): no overlong form, no surrogate, nothing past U+10FFFF. */
function skipMultibyte(body: Uint8Array, at: number): number {
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
  if (!sound) throw fault(body, 'it is not UTF-8 text', at)
  return at + length
}

function skipNumber(text: JsonText, from: number): number {
  const { body } = text
  let at = body[from] === MINUS ? from + 1 : from
  at = body[at] === ZERO ? at + 1 : skipDigits(body, at)
  if (at - from >= 16) text.bigIntegers = true
  if (body[at] === POINT) at = skipDigits(body, at + 1)
  const byte = body[at]
  if (byte !== 0x65 && byte !== 0x45) return at
  const sign = body[at + 1]
  return skipDigits(body, sign === PLUS || sign === MINUS ? at + 2 : at + 1)
}

function skipDigits(body: Uint8Array, from: number): number {
  let at = from
  while ((body[at] as number) >= ZERO && (body[at] as number) <= NINE) at++
  if (at === from) throw fault(body, 'a digit is missing', at)
  return at
}

function skipLiteral(body: Uint8Array, at: number): number {
  const first = body[at]
  const word = first === 0x74 ? TRUE : first === 0x66 ? FALSE : first === 0x6e ? NULL : undefined
  if (word === undefined) throw fault(body, 'a value is missing', at)
  for (let index = 1; index < word.length; index++) {
    if (body[at + index] !== word[index]) throw fault(body, 'a value is missing', at + index)
  }
  return at + word.length
}

export function tooDeep(body: Uint8Array, at: number): EngineError {
  return fault(body, `lists and objects stand more than ${maxJsonDepth} deep in each other`, at)
}

/** What is wrong at a place, in words. */
export function fault({ length }: Uint8Array, words: string, at: number): EngineError {
  if (length === 0) return new EngineError('decode', 'The answer should be JSON, but it is empty.')
  return new EngineError(
    'decode',
    at >= length
      ? `The answer is cut off: it ends after ${length} bytes in the middle of its JSON.`
      : `The answer is not valid JSON: ${words} (byte ${at + 1} of ${length}).`,
  )
}

function isHexDigit(byte: number | undefined): boolean {
  if (byte === undefined) return false
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
}
