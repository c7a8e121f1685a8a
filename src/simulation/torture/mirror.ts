import type { Json } from '../../model/json.ts'
import type { Asked, Page, Style, Window } from './play.ts'
import { count } from './reading.ts'
import { type Path, placed, readAt } from './bodies.ts'

/** Where a value stands in a request, as the operation puts it there. */
export interface MirroredPut {
  readonly in: 'query' | 'header' | 'json' | 'form' | 'path' | 'text' | 'url' | 'keys'
  /** A name, the text before the number, or empty. */
  readonly name: string
  /** Of `json`, and of the variables of GraphQL. */
  readonly path: Path
}

/** Where a value stands in the answer, as the operation reads it there. */
export type MirroredCarry =
  | { readonly from: 'body'; readonly path: Path }
  | { readonly from: 'header'; readonly name: string }
  | { readonly from: 'link'; readonly rel: string }
  | { readonly from: 'last-record'; readonly path: Path }
  | { readonly from: 'keys'; readonly path: Path }
  | {
      readonly from: 'element'
      readonly list: Path
      readonly where: Path
      readonly is: string
      readonly path: Path
    }
  | { readonly from: 'page'; readonly step: number; readonly first: number }
  | { readonly from: 'offset'; readonly first: number }

/** What a page must say for the operation's rules to see the end. */
export type MirroredStop =
  | {
      readonly rule: 'flag'
      readonly in: 'body' | 'header'
      readonly path: Path
      readonly name: string
      readonly is: boolean
    }
  | {
      readonly rule: 'total' | 'last-page'
      readonly in: 'body' | 'header'
      readonly path: Path
      readonly name: string
    }
  | {
      readonly rule: 'value'
      readonly in: 'body' | 'header'
      readonly path: Path
      readonly name: string
      readonly is: string
    }
  | { readonly rule: 'status'; readonly code: number }
  | { readonly rule: 'none' }

/** How an operation pages, as data: what a service must be like that pages in just this way. */
export interface Mirrored {
  readonly size: number
  readonly records: readonly Path[]
  readonly carry: MirroredCarry
  readonly puts: readonly MirroredPut[]
  readonly stops: readonly MirroredStop[]
  /** No rule asks for the next value to be absent: the service gives one with every page. */
  readonly always: boolean
  /** What records are told apart by; `id` where the operation names nothing. */
  readonly key: Path
}

/** Marks a place in the list inside of any text: a cursor, an address, an id. */
const tokenOf = (from: number): string => `tk${from}x`
const token = /tk(\d+)x/

/**
 * A service that pages as the operation expects it: it gives the next value where Carry reads it, understands it where Put writes
 * it, and announces the end as the first stop rules want it.
 */
export function mirrorStyle(mirrored: Mirrored): Style {
  const { size, carry } = mirrored
  const counted = carry.from === 'page' || carry.from === 'offset'
  return {
    id: 'operation',
    words: 'the operation’s own way',
    size,
    key: mirrored.key.join('.'),
    ...(carry.from === 'page' && { numbered: true as const }),
    item: (index) => itemOf(mirrored, index),
    window: (asked) => (counted ? countedWindow(mirrored, asked) : tokenWindow(mirrored, asked)),
    answer: (page) => answerOf(mirrored, page),
    calls: () => 0,
  }
}

function itemOf({ carry, key }: Mirrored, index: number): Json {
  const item = placed({ name: `record ${index}` }, key, `r${index}`)
  // What the next page is asked with stands in each record.
  return carry.from === 'last-record' && carry.path.join() !== key.join()
    ? placed(item, carry.path, tokenOf(index + 1))
    : carry.from === 'last-record'
      ? placed(item, key, `${tokenOf(index + 1)}r${index}`)
      : item
}

/** Wherever it stands: what was given out is found again. */
function tokenWindow({ size, puts }: Mirrored, asked: Asked): Window {
  const headers = puts.flatMap((put) => (put.in === 'header' ? [asked.header(put.name) ?? ''] : []))
  const said = [
    decoded(asked.path),
    [...asked.query].flat().join(' '),
    ...headers,
    asked.text,
    decoded(asked.text),
  ].join(' ')
  return { from: Number(token.exec(said)?.[1] ?? 0), size }
}

function countedWindow({ size, carry, puts }: Mirrored, asked: Asked): Window {
  const [put] = puts
  const first = carry.from === 'page' || carry.from === 'offset' ? carry.first : 0
  const said = put === undefined ? first : count(readPut(put, asked), first)
  const passed = Math.max(0, said - first)
  return { from: carry.from === 'page' ? (passed / carry.step) * size : passed, size }
}

const readPut = (put: MirroredPut, asked: Asked): Json | undefined => putReaders[put.in](put, asked)

const putReaders: {
  readonly [In in MirroredPut['in']]: (put: MirroredPut, asked: Asked) => Json | undefined
} = {
  query: ({ name }, { query }) => query.get(name) ?? undefined,
  header: ({ name }, asked) => asked.header(name),
  json: ({ path }, { json }) => readAt(json as Json, path),
  form: ({ name }, { form }) => form.get(name) ?? undefined,
  path: (_, { path }) => path.split('/').at(-1),
  text: ({ name }, { query, text, path }) =>
    numberBehind(name, [[...query.values()].join(' '), decoded(path), text]),
  url: () => undefined,
  keys: () => undefined,
}

function numberBehind(word: string, texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const at = text.indexOf(word.trim())
    const found = at < 0 ? undefined : /\d+/.exec(text.slice(at + word.trim().length))?.[0]
    if (found !== undefined) return found
  }
  return undefined
}

function answerOf(mirrored: Mirrored, page: Page) {
  const { records, stops } = mirrored
  const [first = [], ...more] = records
  let body: Json = placed(undefined, first, page.items)
  // Lists beside the first are there and empty: all that comes is in the first.
  for (const path of more) body = placed(body, path, [])
  const headers: [string, string][] = []
  for (const stop of stops) {
    const said = announcement(stop, page)
    if (said === undefined || stop.rule === 'status' || stop.rule === 'none') continue
    if (stop.in === 'header') headers.push([stop.name, String(said)])
    else if (!Array.isArray(body)) body = placed(body, stop.path, said)
  }
  const refused = stops.find((stop) => stop.rule === 'status')
  if (refused?.rule === 'status' && page.from > 0 && page.items.length === 0)
    return { status: refused.code, body: { error: 'There is no such page.' } }
  const led = leadOn(mirrored, page)
  if (led.header !== undefined) headers.push(led.header)
  return { headers, body: led.into === undefined || Array.isArray(body) ? body : led.into(body) }
}

function announcement(stop: MirroredStop, { next, total, size }: Page): Json | undefined {
  const last = next === undefined
  if (stop.rule === 'flag') return last ? stop.is : !stop.is
  if (stop.rule === 'total') return total
  if (stop.rule === 'last-page') return Math.max(1, Math.ceil(total / size))
  if (stop.rule === 'value') return last ? stop.is : `not ${stop.is}`
  return undefined
}

interface Led {
  readonly header?: [string, string]
  into?(body: Json): Json
}

/** The next value, in its place; nothing behind the last page. */
function leadOn({ carry, puts, always }: Mirrored, { next, from, items, asked }: Page): Led {
  const to = next ?? (always ? from + items.length : undefined)
  if (to === undefined) return {}
  const address = puts.some((put) => put.in === 'url')
  const value = address ? linkTo(asked, to) : tokenOf(to)
  switch (carry.from) {
    case 'body':
      return { into: (body) => placed(body, carry.path, value) }
    case 'keys':
      return { into: (body) => placed(body, carry.path, { mark: value, kind: 'page' }) }
    case 'header':
      return { header: [carry.name, value] }
    case 'link':
      return { header: ['Link', `<${linkTo(asked, to)}>; rel="${carry.rel}"`] }
    case 'element':
      return {
        into: (body) =>
          placed(body, carry.list, [
            placed(placed({}, carry.where, 'self'), carry.path, linkTo(asked, 0)),
            placed(placed({}, carry.where, carry.is), carry.path, value),
          ]),
      }
    default:
      return {}
  }
}

function linkTo({ root, path, query }: Asked, from: number): string {
  const asked = new URLSearchParams(query)
  asked.set('mark', tokenOf(from))
  return `${new URL(root).origin}${path}?${asked.toString()}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
