import type { Json } from '../model/json.ts'
import { parseJson } from '../model/readJson.ts'
import type { Chunk } from './chunk.ts'

/** A value made small enough to be told in an event. */
export interface Sample {
  readonly value: Json
  readonly cut: boolean
}

/** What a sample may be as JSON, about, in characters. */
const maxSample = 16_384
/** What is shown of one text. */
const maxText = 1_000
/** Records up to this size are parsed whole, by the platform's parser; of larger ones only the beginning is read. */
const maxWhole = 4_096

/**
 * One record of a chunk, cut to about 16 KB: members and elements past that are left out, texts are shortened, integers
 * beyond 2^53−1 become text. Of a large record that nobody has parsed only the beginning is read. `mask` is asked before a text is
 * shortened, so that no half of a secret is left to be recognised.
 */
export function sampleRecord(chunk: Chunk, index: number, mask: (text: string) => string): Sample {
  const unread = chunk.unread?.(index)
  if (unread === undefined || unread.length <= maxWhole) {
    const value = unread === undefined ? chunk.values()[index] : parseJson(unread)
    return cutValue(value ?? null, mask)
  }
  const reader = new BeginningReader(unread)
  const beginning = reader.read()
  const { value, cut } = cutValue(beginning ?? null, mask)
  return { value, cut: cut || reader.stopped }
}

function cutValue(value: Json, mask: (text: string) => string): Sample {
  let left = maxSample
  let cut = false
  const copy = (current: Json): Json => {
    if (typeof current === 'string') {
      const text = current.length > maxText ? `${mask(current).slice(0, maxText)}…` : current
      cut ||= text !== current
      left -= text.length + 2
      return text
    }
    left -= 6
    if (typeof current === 'bigint') return current.toString()
    if (typeof current !== 'object' || current === null) return current
    if (Array.isArray(current)) {
      const list: Json[] = []
      for (const element of current as readonly Json[]) {
        if (left <= 0) {
          cut = true
          break
        }
        list.push(copy(element))
      }
      return list
    }
    const members: [string, Json][] = []
    for (const [key, member] of Object.entries(current)) {
      if (left <= 0 || key.length > maxText) {
        cut = true
        if (left <= 0) break
        continue
      }
      left -= key.length + 3
      members.push([key, copy(member)])
    }
    return Object.fromEntries(members)
  }
  return { value: copy(value), cut }
}

const decoder = new TextDecoder()
const BACKSLASH = 0x5c
const QUOTE = 0x22

/** Reads valid JSON from its first byte until there is enough; what stands open then ends there. */
class BeginningReader {
  stopped = false
  readonly #bytes: Uint8Array
  #at = 0
  #left = maxSample

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Undefined: there was enough before the value began. */
  read(): Json | undefined {
    const byte = this.#skipBlanks()
    if (byte === 0x7b) return this.#readObject()
    if (byte === 0x5b) return this.#readList()
    if (byte === QUOTE) return this.#readText()
    const from = this.#at
    while (isPlain(this.#bytes[this.#at])) this.#at++
    this.#left -= this.#at - from
    return parseJson(decoder.decode(this.#bytes.subarray(from, this.#at)))
  }

  #readObject(): Json {
    const members: [string, Json][] = []
    while (this.#more(0x7d)) {
      const key = this.#readText()
      this.#skipBlanks()
      this.#at++
      const member = this.read()
      if (member !== undefined) members.push([key, member])
    }
    return Object.fromEntries(members)
  }

  #readList(): Json {
    const list: Json[] = []
    while (this.#more(0x5d)) {
      const element = this.read()
      if (element !== undefined) list.push(element)
    }
    return list
  }

  /** Passes the opening bracket or a comma; false at the closing one and when there is enough. */
  #more(close: number): boolean {
    if (this.stopped) return false
    if (this.#skipBlanks() === close) {
      this.#at++
      return false
    }
    this.#at++
    if (this.#skipBlanks() === close) {
      this.#at++
      return false
    }
    if (this.#left <= 0) this.stopped = true
    return !this.stopped
  }

  #readText(): string {
    const bytes = this.#bytes
    const from = this.#at
    let end = bytes.indexOf(QUOTE, from + 1)
    while (isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1)
    this.#at = end + 1
    this.#left -= Math.min(this.#at - from, maxText)
    return parseJson(decoder.decode(bytes.subarray(from, this.#at))) as string
  }

  #skipBlanks(): number | undefined {
    while ((this.#bytes[this.#at] ?? 0x21) <= 0x20) this.#at++
    return this.#bytes[this.#at]
  }
}

function isEscaped(bytes: Uint8Array, quote: number): boolean {
  let backslashes = 0
  while (bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}

/** Part of a number or of true, false, null. */
function isPlain(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0x20 && byte !== 0x2c && byte !== 0x5d && byte !== 0x7d
}
