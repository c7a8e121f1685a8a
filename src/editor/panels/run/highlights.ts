import type { Spot } from '../../../engine/events.ts'
import { locateInJson, locateInLast, type Stretch } from './locate.ts'

/** What a spot marks of a message as it is shown: stretches of its address and its body, and the names of its headers. */
export interface Marked {
  readonly url: Stretch | undefined
  readonly body: Stretch | undefined
  readonly header: string | undefined
}

const nothing: Marked = { url: undefined, body: undefined, header: undefined }

export interface Message {
  readonly url?: string
  /** The body as text, in the form it is shown in. */
  readonly body: string
  /** Where its records are, for what is said of the last of them. */
  readonly records: string
}

const places: { readonly [In in Spot['in']]: (at: string, message: Message) => Partial<Marked> } = {
  query: (at, { url = '' }) => ({ url: parameterIn(url, at) }),
  path: (_, { url = '' }) => ({ url: lastSegment(url) }),
  url: (_, { url = '' }) => ({ url: { from: 0, to: url.length } }),
  header: (at) => ({ header: at.toLowerCase() }),
  body: (at, { body }) => ({ body: at === '' ? undefined : locateInJson(body, at) }),
  form: (at, { body }) => ({ body: parameterIn(`?${body}`, at, -1) }),
  'last-record': (at, { body, records }) => ({ body: locateInLast(body, records, at) }),
}

export function marked(spot: Spot | undefined, message: Message): Marked {
  return spot === undefined ? nothing : { ...nothing, ...places[spot.in](spot.at, message) }
}

/** `name=value` among the parameters of an address; without a name, all of them. */
function parameterIn(url: string, name: string, shift = 0): Stretch | undefined {
  const start = url.indexOf('?')
  if (start < 0) return undefined
  const end = url.includes('#') ? url.indexOf('#') : url.length
  if (name === '') return { from: start + 1 + shift, to: end + shift }
  let from = start + 1
  for (const pair of url.slice(from, end).split('&')) {
    if (isNamed(pair, name)) return { from: from + shift, to: from + pair.length + shift }
    from += pair.length + 1
  }
  return undefined
}

function isNamed(pair: string, name: string): boolean {
  const written = (pair.split('=', 1)[0] ?? '').replaceAll('+', ' ')
  try {
    return decodeURIComponent(written) === name
  } catch {
    return written === name
  }
}

function lastSegment(url: string): Stretch | undefined {
  const end = url.search(/[?#]/)
  const to = end < 0 ? url.length : end
  const from = url.lastIndexOf('/', to - 1) + 1
  return from <= 0 ? undefined : { from, to }
}
