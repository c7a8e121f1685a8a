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
  const beginning = readBeginning(unread, mask)
  const { value, cut } = cutValue(parseJson(beginning.text), mask)
  return { value, cut: cut || beginning.stopped || beginning.shortened }
}

/** So much of a text that everybody sees it goes on. Masked first. */
function shorten(text: string, mask: (text: string) => string): string {
  return text.length > maxText + 1 ? `${mask(text).slice(0, maxText)}…` : text
}

function cutValue(value: Json, mask: (text: string) => string): Sample {
  let left = maxSample
  let cut = false
  const copy = (current: Json): Json => {
    if (typeof current === 'string') {
      const text = shorten(current, mask)
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
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_OBJECT = 0x7b

/**
 * The beginning of a record as JSON of its own, about as long as a sample may be: after the first value past that, everything
 * that stands open is closed. Long texts on the way are shortened, so that what follows them is seen.
 */
function readBeginning(
  bytes: Uint8Array,
  mask: (text: string) => string,
): {
  text: string
  stopped: boolean
  shortened: boolean
} {
  let text = ''
  let copied = 0
  let left = maxSample
  let stopped = false
  let shortened = false
  let key = false
  let at = 0
  const closing: number[] = []
  while (at < bytes.length && !stopped) {
    const byte = bytes[at] as number
    let ended = false
    if (byte === QUOTE) {
      const end = endOfText(bytes, at)
      if (end - at > maxText * 2) {
        const whole = parseJson(bytes.subarray(at, end)) as string
        text += `${decoder.decode(bytes.subarray(copied, at))}${JSON.stringify(shorten(whole, mask))}`
        copied = end
        shortened = true
      }
      left -= Math.min(end - at, maxText)
      ended = !key
      at = end
    } else if (byte === OPEN_OBJECT || byte === 0x5b) {
      // The codes of closing brackets are two above those of the opening ones.
      closing.push(byte + 2)
      key = byte === OPEN_OBJECT
      at++
    } else if (byte === closing.at(-1)) {
      closing.pop()
      ended = true
      at++
    } else if (byte === COMMA || byte === COLON) {
      key = byte === COMMA && closing.at(-1) === 0x7d
      at++
    } else if (byte <= 0x20) at++
    else {
      const from = at
      while (isPlain(bytes[at])) at++
      left -= at - from
      ended = true
    }
    stopped = ended && left <= 0 && closing.length > 0
  }
  text += decoder.decode(bytes.subarray(copied, at))
  return { text: text + String.fromCharCode(...closing.toReversed()), stopped, shortened }
}

/** From the opening quote to behind the closing one. */
function endOfText(bytes: Uint8Array, from: number): number {
  let end = bytes.indexOf(QUOTE, from + 1)
  while (isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1)
  return end + 1
}

function isEscaped(bytes: Uint8Array, quote: number): boolean {
  let backslashes = 0
  while (bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}

/** Part of a number or of true, false, null. */
function isPlain(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0x20 && byte !== COMMA && byte !== 0x5d && byte !== 0x7d
}
