import { type Json, maxJsonDepth } from './json.ts'

/** Where a text stopped being JSON, in words, with the place; never more than one character of the text. */
export class JsonError extends Error {
  override name = 'JsonError' as const
  /** In UTF-16 units from the start of the text; bytes from the start where the text is no UTF-8. */
  readonly offset: number
  /** Both from 1. */
  readonly line: number
  readonly column: number

  constructor(words: string, offset: number, line: number, column: number) {
    super(`${words} (line ${line}, column ${column})`)
    this.offset = offset
    this.line = line
    this.column = column
  }
}

export interface JsonLimits {
  /** Lists and objects within each other. @default maxJsonDepth */
  readonly depth?: number
}

/**
 * The one reader of JSON (RFC 8259). Accepts and refuses what `JSON.parse` does, but for texts nested deeper than the
 * limit, and gives what it gives, but for one thing: an integer outside ±(2^53−1) is a `bigint` with all its digits. A number
 * with a fraction or an exponent is always a `number`, also where its digits are more than one can hold; two keys of one
 * name: the last one counts; `__proto__` is a key like any other. Bytes are UTF-8, with or without a byte order mark.
 *
 * Throws {@link JsonError}.
 */
export function parseJson(source: string | Uint8Array, limits: JsonLimits = {}): Json {
  const text = typeof source === 'string' ? source : decodeUtf8(source)
  const depth = limits.depth ?? maxJsonDepth
  if (!mayHoldBigInteger(text) && !mayBeDeeper(text, depth)) {
    try {
      return JSON.parse(text) as Json
    } catch {
      // The platform's words differ from one to the next and quote the text: our own reader says where and what.
    }
  }
  return new Reader(text, depth).read()
}

/** UTF-8 as text, without its byte order mark. Throws {@link JsonError} where the bytes are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const offset = soundUtf8Length(bytes)
    let line = 1
    let lineStart = 0
    for (let at = 0; at < offset; at++) {
      if (bytes[at] !== 0x0a) continue
      line++
      lineStart = at + 1
    }
    throw new JsonError('This is not UTF-8 text', offset, line, offset - lineStart + 1)
  }
}

/** How many bytes from the start are UTF-8: halves the search each time, for the platform says only whether, not where. */
function soundUtf8Length(bytes: Uint8Array): number {
  const sound = (length: number) => {
    try {
      // A stream may end within a character, so that a cut is not taken for a mistake.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true })
      return true
    } catch {
      return false
    }
  }
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (sound(middle)) low = middle
    else high = middle - 1
  }
  return characterStart(bytes, low)
}

/** Where the character begins that is not whole at `end`. */
function characterStart(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[end - back] ?? 0
    if (byte < 0x80) break
    if (byte < 0xc0) continue
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    return length > back ? end - back : end
  }
  return end
}

/** 2^53−1 has so many digits: a text without such a run of them holds no integer beyond it. */
const longDigits = 16

/** Looks at each sixteenth character alone: a run of sixteen digits cannot pass between two of them. */
function mayHoldBigInteger(text: string): boolean {
  for (let at = longDigits - 1; at < text.length; at += longDigits) {
    if (!isDigit(text, at)) continue
    let from = at
    let to = at + 1
    while (from > 0 && isDigit(text, from - 1)) from--
    while (to < text.length && isDigit(text, to)) to++
    if (to - from >= longDigits) return true
  }
  return false
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= ZERO && unit <= NINE
}

const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const QUOTE = 0x22
const BACKSLASH = 0x5c
const ZERO = 0x30
const NINE = 0x39

/** Whether brackets nest deeper than `limit`. A text of fewer than two characters a level cannot. */
function mayBeDeeper(text: string, limit: number): boolean {
  if (text.length < limit * 2) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) {
      at = endOfString(text, at)
      if (at < 0) return false
    } else if (unit === OPEN_OBJECT || unit === OPEN_LIST) {
      if (++depth > limit) return true
    } else if (unit === CLOSE_OBJECT || unit === CLOSE_LIST) depth--
  }
  return false
}

/** The closing quote of the string that opens at `from`, or -1. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return end
  }
  return -1
}

const numberPattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
/** Characters of a string up to its end, an escape or something that may not stand there. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what a JSON string may not hold.
const plainCharacters = /[^"\\\u0000-\u001f]*/y

const literals: Readonly<Record<string, { word: string; value: Json }>> = {
  t: { word: 'true', value: true },
  f: { word: 'false', value: false },
  n: { word: 'null', value: null },
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** Reads with all digits and says where a text goes wrong; used only where the platform's reader would not do. */
class Reader {
  private at = 0
  private depth = 0
  private readonly text: string
  private readonly maxDepth: number

  constructor(text: string, maxDepth: number) {
    this.text = text
    this.maxDepth = maxDepth
  }

  read(): Json {
    this.skipBlanks()
    const value = this.readValue()
    this.skipBlanks()
    if (this.at < this.text.length) throw this.unexpected('the end')
    return value
  }

  private readValue(): Json {
    const character = this.text[this.at]
    if (character === '{') return this.readObject()
    if (character === '[') return this.readList()
    if (character === '"') return this.readString()
    if (character === '-' || (character !== undefined && character >= '0' && character <= '9'))
      return this.readNumber()
    const literal = character === undefined ? undefined : literals[character]
    if (literal === undefined || !this.text.startsWith(literal.word, this.at))
      throw this.unexpected('a value')
    this.at += literal.word.length
    return literal.value
  }

  private readObject(): Json {
    this.enter()
    const object: Record<string, Json> = {}
    this.skipBlanks()
    if (this.text[this.at] === '}') return this.leave(object)
    for (;;) {
      if (this.text[this.at] !== '"') throw this.unexpected('a key in quotes')
      const key = this.readString()
      this.skipBlanks()
      if (this.text[this.at] !== ':') throw this.unexpected('a colon after the key')
      this.at++
      this.skipBlanks()
      const value = this.readValue()
      // Assigning would change what the object inherits from instead of giving it a key.
      if (key === '__proto__')
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
      else object[key] = value
      this.skipBlanks()
      if (this.text[this.at] === '}') return this.leave(object)
      if (this.text[this.at] !== ',') throw this.unexpected('a comma or the end of the object')
      this.at++
      this.skipBlanks()
    }
  }

  private readList(): Json {
    this.enter()
    const list: Json[] = []
    this.skipBlanks()
    if (this.text[this.at] === ']') return this.leave(list)
    for (;;) {
      list.push(this.readValue())
      this.skipBlanks()
      if (this.text[this.at] === ']') return this.leave(list)
      if (this.text[this.at] !== ',') throw this.unexpected('a comma or the end of the list')
      this.at++
      this.skipBlanks()
    }
  }

  private readNumber(): number | bigint {
    numberPattern.lastIndex = this.at
    const match = numberPattern.exec(this.text)
    if (match === null) throw this.unexpected('a digit', this.at + 1)
    this.at += match[0].length
    if (match[1] !== undefined || match[2] !== undefined) return Number(match[0])
    const number = Number(match[0])
    return Number.isSafeInteger(number) ? number : BigInt(match[0])
  }

  private readString(): string {
    const opened = this.at++
    let read = ''
    for (;;) {
      plainCharacters.lastIndex = this.at
      const plain = plainCharacters.exec(this.text)?.[0] ?? ''
      read += plain
      this.at += plain.length
      const character = this.text[this.at]
      if (character === '"') {
        this.at++
        return read
      }
      if (character === undefined) throw this.problem('A text in quotes is never closed', opened)
      if (character !== '\\')
        throw this.problem('A line break, tab or other control character stands inside quotes', this.at)
      read += this.readEscape()
    }
  }

  private readEscape(): string {
    const letter = this.text[this.at + 1] ?? ''
    const simple = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined
    if (simple !== undefined) {
      this.at += 2
      return simple
    }
    const digits = this.text.slice(this.at + 2, this.at + 6)
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits))
      throw this.problem('A backslash is followed by something that is no escape', this.at)
    this.at += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  private enter(): void {
    if (++this.depth > this.maxDepth)
      throw this.problem(`Lists and objects stand more than ${this.maxDepth} deep in each other`, this.at)
    this.at++
  }

  private leave<Value extends Json>(value: Value): Value {
    this.depth--
    this.at++
    return value
  }

  private skipBlanks(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
      this.at++
    }
  }

  private unexpected(expected: string, at = this.at): JsonError {
    if (at >= this.text.length) return this.problem(`The text ends where ${expected} should stand`, at)
    const character = String.fromCodePoint(this.text.codePointAt(at) ?? 0)
    const shown = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `“${character}”` : 'something else'
    return this.problem(`Expected ${expected}, but ${shown} stands there`, at)
  }

  private problem(words: string, offset: number): JsonError {
    let line = 1
    let lineStart = 0
    for (let at = this.text.indexOf('\n'); at >= 0 && at < offset; at = this.text.indexOf('\n', at + 1)) {
      line++
      lineStart = at + 1
    }
    return new JsonError(words, offset, line, offset - lineStart + 1)
  }
}
