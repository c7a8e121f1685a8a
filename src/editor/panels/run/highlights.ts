import type { Spot } from '../../../engine/events.ts'
import type { Path } from '../../../engine/send.ts'
import type { TextMark } from '../../../ui/markedText.tsx'
import { locateInJson, locateInLast, type Stretch } from './locate.ts'

/** A place in a message: what the engine says of it, or more exactly what is known of the settings that put something there. */
export type Place =
  | Spot
  /** A segment of the path, counted from 0; from the end with −1, −2 … */
  | { readonly in: 'segment'; readonly at: number }
  /** The word behind a text. */
  | { readonly in: 'word'; readonly part: 'query' | 'path' | 'body'; readonly at: string }

/** A place that is pointed at, and how it is told from others: by its tone and its number. */
export interface Pointer extends Pick<TextMark, 'tone' | 'number' | 'title'> {
  readonly place: Place
}

/** What pointers mark of a message as it is shown: stretches of its address and its body, and headers by name in small letters. */
export interface Marks {
  readonly url: readonly TextMark[]
  readonly body: readonly TextMark[]
  readonly headers: Readonly<Record<string, Omit<Pointer, 'place'>>>
}

export interface Message {
  readonly url?: string
  /** The body as text, in the form it is shown in. */
  readonly body: string
  /** Where its records are, for what is said of the last of them: the last list that has any. */
  readonly records?: readonly Path[]
}

interface Found {
  readonly url?: Stretch | undefined
  readonly body?: Stretch | undefined
  readonly header?: string
}

type In = Place['in']
type PlaceIn<Kind extends In> = Kind extends Spot['in'] ? Spot : Extract<Place, { readonly in: Kind }>

const places: { readonly [Kind in In]: (place: PlaceIn<Kind>, message: Message) => Found } = {
  query: ({ at }, { url = '' }) => ({ url: parameterIn(url, at) }),
  path: (_, { url = '' }) => ({ url: segmentOf(url, -1) }),
  segment: ({ at }, { url = '' }) => ({ url: segmentOf(url, at) }),
  url: (_, { url = '' }) => ({ url: { from: 0, to: url.length } }),
  header: ({ at }) => ({ header: at.toLowerCase() }),
  body: ({ at }, { body }) => ({ body: at === '' ? undefined : locateInJson(body, at) }),
  form: ({ at }, { body }) => ({ body: parameterIn(`?${body}`, at, -1) }),
  'last-record': ({ at }, { body, records = wholeBody }) => ({ body: locateInLast(body, records, at) }),
  word: ({ part, at }, { url = '', body }) => ({
    ...(part === 'query' && { url: parameterWith(url, at) }),
    ...(part === 'path' && { url: wordBehind(url, at, /[^/?#]*/y) }),
    ...(part === 'body' && { body: wordBehind(body, at, /\s*[^\s&"'<>,;)]*/y) }),
  }),
}

const wholeBody: readonly Path[] = [[]]

/** What each pointer marks. One whose place is not there marks nothing. */
export function marksOf(pointers: readonly Pointer[], message: Message): Marks {
  const url: TextMark[] = []
  const body: TextMark[] = []
  const headers: Record<string, Omit<Pointer, 'place'>> = {}
  for (const { place, ...look } of pointers) {
    const found = places[place.in](place as never, message)
    if (found.url !== undefined) url.push({ ...found.url, ...look })
    if (found.body !== undefined) body.push({ ...found.body, ...look })
    if (found.header !== undefined) headers[found.header] = look
  }
  return { url, body, headers }
}

/** `name=value` among the parameters of an address; without a name, all of them. */
function parameterIn(url: string, name: string, shift = 0): Stretch | undefined {
  if (name === '') {
    const query = queryOf(url)
    return query && { from: query.from + shift, to: query.to + shift }
  }
  return pairIn(url, (pair) => decoded(pair.split('=', 1)[0] ?? '') === name, shift)
}

/** The parameter whose value holds a text. */
const parameterWith = (url: string, text: string): Stretch | undefined =>
  text === '' ? undefined : pairIn(url, (pair) => decoded(pair.slice(pair.indexOf('=') + 1)).includes(text))

function pairIn(url: string, isIt: (pair: string) => boolean, shift = 0): Stretch | undefined {
  const query = queryOf(url)
  if (query === undefined) return undefined
  let { from } = query
  for (const pair of url.slice(query.from, query.to).split('&')) {
    if (isIt(pair)) return { from: from + shift, to: from + pair.length + shift }
    from += pair.length + 1
  }
  return undefined
}

function queryOf(url: string): Stretch | undefined {
  const start = url.indexOf('?')
  if (start < 0) return undefined
  return { from: start + 1, to: url.includes('#') ? url.indexOf('#') : url.length }
}

function decoded(text: string): string {
  const written = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

function segmentOf(url: string, number: number): Stretch | undefined {
  const start = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*\/?/i.exec(url)?.[0].length ?? (url.startsWith('/') ? 1 : 0)
  const end = url.search(/[?#]/)
  const segments = url.slice(start, end < 0 ? url.length : end).split('/')
  const index = number < 0 ? segments.length + number : number
  const segment = segments[index]
  if (segment === undefined || segment === '') return undefined
  const from = segments.slice(0, index).reduce((sum, each) => sum + each.length + 1, start)
  return { from, to: from + segment.length }
}

/** `word` is sticky: it is matched where the text ends. */
function wordBehind(text: string, after: string, word: RegExp): Stretch | undefined {
  const at = after === '' ? -1 : text.indexOf(after)
  if (at < 0) return undefined
  word.lastIndex = at + after.length
  const found = word.exec(text)?.[0] ?? ''
  const blanks = found.length - found.trimStart().length
  return found.trim() === ''
    ? undefined
    : { from: at + after.length + blanks, to: at + after.length + found.length }
}
