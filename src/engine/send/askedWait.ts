import { readOwn, toText } from '../../expressions/values.ts'
import type { Exchange, WaitInBody } from '../send.ts'
import { headerLines } from './headers.ts'
import { parseHttpDate } from './httpDate.ts'

/** Reads how long to wait, in milliseconds from now, out of a header's text. */
type ReadWait = (text: string, nowMs: number) => number | undefined

interface WaitHeader {
  /** In lower case. */
  readonly name: string
  readonly read: ReadWait
  /** It stands in every answer, and says when the count begins anew: it asks for a wait only where nothing is left. */
  readonly resets?: true
}

const seconds = (text: string): number | undefined => {
  const trimmed = text.trim()
  return /^\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined
}

/** A moment is a large number: nobody waits for thirty years, and nobody's clock stands in 1970. */
const momentFrom = 1_000_000_000
const milliMomentFrom = 1_000_000_000_000

/** Seconds from now (a fraction too), or the second, or millisecond, of an epoch: services use one name for all three. */
const fromNowOrEpoch: ReadWait = (text, nowMs) => {
  const number = seconds(text)
  if (number === undefined) return undefined
  if (number >= milliMomentFrom) return Math.max(0, number - nowMs)
  return number >= momentFrom ? Math.max(0, number * 1000 - nowMs) : number * 1000
}

/** `"default";r=0;t=30` (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/) or `limit=10, remaining=0, reset=30`. */
const structured: ReadWait = (text) => {
  const found = /(?:^|[;,\s])(?:t|reset)=(\d+)/.exec(text)?.[1]
  return found === undefined ? undefined : Number(found) * 1000
}

/**
 * Headers that say when to ask again; the first that can be read counts. `Retry-After` is RFC 9110, 10.2.3
 * (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3); the others are what services made up before there was one.
 */
const waitHeaders: readonly WaitHeader[] = [
  {
    name: 'retry-after',
    read: (text, nowMs) => {
      const number = seconds(text)
      if (number !== undefined) return number * 1000
      const date = parseHttpDate(text, nowMs)
      return date === undefined ? undefined : Math.max(0, date - nowMs)
    },
  },
  {
    name: 'retry-after-ms',
    read: (text) => seconds(text),
  },
  {
    name: 'x-retry-after',
    read: fromNowOrEpoch,
  },
  { name: 'x-ratelimit-reset-after', read: fromNowOrEpoch, resets: true },
  { name: 'ratelimit', read: structured, resets: true },
  { name: 'ratelimit-reset', read: fromNowOrEpoch, resets: true },
  { name: 'x-ratelimit-reset', read: fromNowOrEpoch, resets: true },
  { name: 'x-rate-limit-reset', read: fromNowOrEpoch, resets: true },
]

const remainingHeaders: readonly string[] = [
  'ratelimit-remaining',
  'x-ratelimit-remaining',
  'x-rate-limit-remaining',
]

/**
 * How long the service asks to wait before the next attempt, in milliseconds; undefined: it does not say. `Retry-After` outranks
 * the body, and the body the headers that only say when a limit begins anew.
 */
export function askedWait(exchange: Exchange, nowMs: number, body?: WaitInBody): number | undefined {
  const nothingLeft = exchange.status === 429 || remaining(exchange) === 0
  let reset: number | undefined
  for (const { name, read, resets } of waitHeaders) {
    if (resets === true && (!nothingLeft || reset !== undefined)) continue
    const [line] = headerLines(exchange.response, name)
    const wait = line === undefined ? undefined : read(line, nowMs)
    if (wait === undefined) continue
    if (resets !== true) return wait
    reset = wait
  }
  return (body === undefined ? undefined : inBody(exchange, body, nowMs)) ?? reset
}

function inBody(exchange: Exchange, { path, unit }: WaitInBody, nowMs: number): number | undefined {
  let found: unknown
  try {
    found = exchange.body()
  } catch {
    return undefined
  }
  for (const key of path) found = readOwn(found, key)
  const text = toText(found)
  if (unit === 'ms') return seconds(text)
  return fromNowOrEpoch(text, nowMs)
}

function remaining({ response }: Exchange): number | undefined {
  for (const name of remainingHeaders) {
    const [line] = headerLines(response, name)
    const count = line === undefined ? undefined : seconds(line)
    if (count !== undefined) return count
  }
  const [structuredLine] = headerLines(response, 'ratelimit')
  const found = /(?:^|[;,\s])(?:r|remaining)=(\d+)/.exec(structuredLine ?? '')?.[1]
  return found === undefined ? undefined : Number(found)
}
