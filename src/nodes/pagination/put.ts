import { EngineError } from '../../engine/errors.ts'
import type { HttpRequest } from '../../engine/io.ts'
import { originOf } from '../../engine/send/baseUrl.ts'
import type { Path } from '../../engine/send.ts'
import { formEncode } from '../../expressions/encodings.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import type { Json } from '../../model/json.ts'
import { printJson } from '../../model/printJson.ts'
import { parseJson } from '../../model/readJson.ts'
import { encodeValue } from '../request/encode.ts'
import { parseRecordPath } from '../request/recordPath.ts'
import { compileSetting } from '../setting.ts'
import { isAbsent } from './answerPath.ts'
import { dropParameters, mapQuery, pairText, setPair } from './query.ts'
import type { PaginationSettings, Put, PutKind } from './settings.ts'

/** What stands around the page when a value is put. */
export interface Putting {
  /** `page`, `input` and the other names of the container. */
  readonly scope: Scope
  /** The value that was carried, with its type. */
  readonly value: Json | undefined
  /** The service's base URL, evaluated. */
  readonly baseUrl: string
}

/** Writes the value into a drawn request; gives another request. Throws `EngineError` of kind `carry` where there is no place for it. */
type Apply = (request: HttpRequest, putting: Putting) => HttpRequest

interface PutWay<Kind extends PutKind> {
  readonly title: string
  /** Where it goes, in words that go on from "put into": "the query parameter skip". */
  where(put: Extract<Put, { to: Kind }>): string
  /** The same for a socket: `query.skip`. */
  brief(put: Extract<Put, { to: Kind }>): string
  compile(put: Extract<Put, { to: Kind }>): Apply
  /** Earlier ones come first: another request, another address, then what is written into it. Default: 2. */
  readonly order?: 0 | 1
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** Every place a value can be put. */
export const putWays: { readonly [Kind in PutKind]: PutWay<Kind> } = {
  query: {
    title: 'Query parameter',
    brief: ({ name }) => `query.${name}`,
    where: ({ name }) => `the query parameter ${name}`,
    compile: ({ name, value }) => {
      const read = reader(value, `The query parameter ${name}`)
      return (request, putting) => {
        const found = read(putting)
        return mapQuery(request, (pairs) =>
          setPair(pairs, name, isAbsent(found) ? undefined : pairText(name, toText(found), encodeValue)),
        )
      }
    },
  },
  header: {
    title: 'Header',
    brief: ({ name }) => `header ${name}`,
    where: ({ name }) => `the header ${name}`,
    compile: ({ name, value }) => {
      const read = reader(value, `The header ${name}`)
      return (request, putting) => {
        const found = read(putting)
        return isAbsent(found) ? request : withHeader(request, name, toText(found).replace(/[\r\n]+/g, ' '))
      }
    },
  },
  json: {
    title: 'JSON body',
    brief: ({ path }) => `body.${path}`,
    where: ({ path }) => `${path} of the body`,
    compile: ({ path, value }) => intoJson(parseRecordPath(path), value, `${path} of the body`),
  },
  variable: {
    title: 'GraphQL variable',
    brief: ({ name }) => `$${name}`,
    where: ({ name }) => `the variable ${name}`,
    compile: ({ name, value }) => intoJson(['variables', name], value, `The variable ${name}`),
  },
  form: {
    title: 'Form field',
    brief: ({ name }) => `form.${name}`,
    where: ({ name }) => `the form field ${name}`,
    compile: ({ name, value }) => {
      const read = reader(value, `The form field ${name}`)
      return (request, putting) => {
        const found = read(putting)
        return withForm(request, (pairs) =>
          setPair(pairs, name, isAbsent(found) ? undefined : pairText(name, toText(found), formEncode)),
        )
      }
    },
  },
  path: {
    title: 'Segment of the path',
    brief: ({ segment }) => `path[${segment}]`,
    where: ({ segment }) =>
      segment === -1 ? 'the last segment of the path' : `segment ${String(segment)} of the path`,
    compile: ({ segment, value }) => {
      const read = reader(value, 'The segment of the path')
      return (request, putting) => withSegment(request, segment, encodeValue(toText(read(putting))))
    },
  },
  text: {
    title: 'Inside a text',
    brief: ({ after }) => `“${after.trim()}”`,
    where: ({ after, in: part }) => `the ${part}, behind “${after.trim()}”`,
    compile: (put) => {
      const read = reader(put.value, `What stands behind “${put.after.trim()}”`)
      return (request, putting) => texts[put.in](request, put.after, toText(read(putting)))
    },
  },
  url: {
    title: 'The whole address',
    brief: () => 'address',
    where: () => 'the address',
    order: 1,
    compile: (put) => {
      const read = reader(put.value, 'The next address')
      return (request, putting) => withUrl(request, toText(read(putting)).trim(), put, putting.baseUrl)
    },
  },
  keys: {
    title: 'Each key under its name',
    brief: ({ in: part }) => `${part}.*`,
    where: ({ in: part }) => `the ${part}, each key under its own name`,
    compile:
      ({ in: part }) =>
      (request, { value }) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? eachKey[part](request, value as Readonly<Record<string, Json>>)
          : request,
  },
  endpoint: {
    title: 'Another request',
    brief: ({ url }) => url,
    where: ({ method, url }) => `another request, ${method} ${url}`,
    order: 0,
    compile: ({ method, url, body }) => {
      const [readUrl, readBody] = [
        compileSetting(url, 'The address of the next page'),
        compileSetting(body, 'The body of the next page'),
      ]
      return (request, { scope, baseUrl }) => {
        const address = resolve(toText(readUrl(scope)).trim(), baseUrl, 'service')
        const text = toText(readBody(scope))
        return { ...request, method, url: address, body: text === '' ? undefined : encoder.encode(text) }
      }
    },
  },
}

export function wayOf<Kind extends PutKind>(put: Extract<Put, { to: Kind }>): PutWay<Kind> {
  return putWays[put.to] as unknown as PutWay<Kind>
}

export const briefOf = (put: Put): string => wayOf(put).brief(put as never)

export const whereOf = (put: Put): string => wayOf(put).where(put as never)

/** All that is done to the drafted request of a page after the first: what is dropped, then what is put. */
export function compilePuts({ put, drop }: Pick<PaginationSettings, 'put' | 'drop'>): Apply {
  const steps = put
    .map((each) => ({ order: wayOf(each).order ?? 2, apply: wayOf(each).compile(each as never) }))
    .toSorted((a, b) => a.order - b.order)
  return (request, putting) => {
    let made = drop.which === 'none' ? request : dropParameters(request, drop.which, drop.names)
    for (const { apply } of steps) made = apply(made, putting)
    return made
  }
}

function reader(template: string, words: string): (putting: Putting) => Json | undefined {
  // What is written most: the value itself, with its type.
  if (/^\{\{\s*page\.value\s*\}\}$/.test(template)) return ({ value }) => value
  const read = compileSetting(template, words)
  return ({ scope }) => read(scope) as Json | undefined
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  const lower = name.toLowerCase()
  const at = request.headers.findIndex(([written]) => written.toLowerCase() === lower)
  const others = request.headers.filter(([written]) => written.toLowerCase() !== lower)
  others.splice(at < 0 ? others.length : at, 0, [name, value])
  return { ...request, headers: others }
}

const hasType = ({ headers }: HttpRequest) => headers.some(([name]) => name.toLowerCase() === 'content-type')

const withType = (request: HttpRequest, type: string): HttpRequest =>
  hasType(request) ? request : withHeader(request, 'Content-Type', type)

function intoJson(path: Path | undefined, template: string, words: string): Apply {
  const read = reader(template, words)
  return (request, putting) => {
    if (path === undefined || path.length === 0) throw noPlace(`“${words}” is no place in a JSON body.`)
    const found = read(putting)
    return withJson(request, (body) => placeAt(body, path, found, words))
  }
}

function withJson(request: HttpRequest, change: (body: Json | undefined) => Json): HttpRequest {
  let body: Json | undefined
  try {
    body = request.body === undefined ? undefined : parseJson(decoder.decode(request.body))
  } catch {
    throw noPlace('The body of the request is no JSON, so the next value cannot be put into it.')
  }
  return withType({ ...request, body: encoder.encode(printJson(change(body))) }, 'application/json')
}

/** A copy with the value at the path; objects that lead there are made. Nothing: what stood there is taken out. */
function placeAt(body: Json | undefined, path: Path, value: Json | undefined, words: string): Json {
  const [key, ...rest] = path
  if (key === undefined) return value ?? null
  if (Array.isArray(body) && typeof key === 'number') {
    const copy = [...(body as readonly Json[])]
    copy[key] = placeAt(copy[key], rest, value, words)
    return copy
  }
  if (!isAbsent(body) && (typeof body !== 'object' || Array.isArray(body)))
    throw noPlace(`There is no place for ${words}: what stands before it is no object.`)
  const members = Object.entries((body ?? {}) as Readonly<Record<string, Json>>)
  const name = String(key)
  const made: [string, Json][] =
    rest.length === 0 && value === undefined
      ? members.filter(([member]) => member !== name)
      : replaced(members, name, placeAt(members.find(([member]) => member === name)?.[1], rest, value, words))
  return Object.fromEntries(made)
}

function replaced(members: readonly [string, Json][], name: string, value: Json): [string, Json][] {
  return members.some(([member]) => member === name)
    ? members.map(([member, old]) => [member, member === name ? value : old])
    : [...members, [name, value]]
}

function withForm(
  request: HttpRequest,
  change: (pairs: readonly string[]) => readonly string[],
): HttpRequest {
  const text = request.body === undefined ? '' : decoder.decode(request.body)
  const pairs = change(text.split('&').filter((pair) => pair !== ''))
  return withType({ ...request, body: encoder.encode(pairs.join('&')) }, 'application/x-www-form-urlencoded')
}

/** Scheme and host; path; query with its question mark. */
function splitUrl(url: string): readonly [origin: string, path: string, query: string] {
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url)
  return [match?.[1] ?? '', match?.[2] ?? '', match?.[3] ?? '']
}

function withSegment(request: HttpRequest, segment: number, text: string): HttpRequest {
  const [origin, path, query] = splitUrl(request.url)
  const segments = path.split('/').slice(1)
  const at = segment < 0 ? segments.length + segment : segment
  if (at < 0 || at > segments.length)
    throw noPlace(
      `The path ${path} has no segment ${String(segment)}, so the next value cannot be put there.`,
    )
  segments[at] = text
  return { ...request, url: `${origin}/${segments.join('/')}${query}` }
}

/** The word behind a text, in what may be percent-encoded. A text that is not there is a mistake in the settings. */
function replaceWord(text: string, after: string, value: string, encode: (text: string) => string): string {
  const at = after === '' ? -1 : text.indexOf(after)
  if (at < 0)
    throw noPlace(`“${after.trim()}” does not stand in the request, so the next value has no place.`)
  const from = at + after.length
  const word = /^\s*[^\s&"'<>,;)]*/.exec(text.slice(from))?.[0] ?? ''
  const blanks = /^\s*/.exec(word)?.[0] ?? ''
  return text.slice(0, from) + blanks + encode(value) + text.slice(from + word.length)
}

const same = (text: string): string => text

const texts: {
  readonly [Part in 'query' | 'path' | 'body']: (
    request: HttpRequest,
    after: string,
    value: string,
  ) => HttpRequest
} = {
  query: (request, after, value) => {
    let found = false
    const made = mapQuery(request, (pairs) =>
      pairs.map((pair) => {
        const [name = '', ...rest] = pair.split('=')
        const text = decodeQuery(rest.join('='))
        if (found || after === '' || !text.includes(after)) return pair
        found = true
        return `${name}=${encodeValue(replaceWord(text, after, value, same))}`
      }),
    )
    if (!found)
      throw noPlace(`“${after.trim()}” does not stand in the query, so the next value has no place.`)
    return made
  },
  path: (request, after, value) => {
    const [origin, path, query] = splitUrl(request.url)
    return { ...request, url: `${origin}${replaceSegmentWord(path, after, encodeValue(value))}${query}` }
  },
  body: (request, after, value) => {
    const text = request.body === undefined ? '' : decoder.decode(request.body)
    return { ...request, body: encoder.encode(replaceWord(text, after, value, same)) }
  },
}

function replaceSegmentWord(path: string, after: string, value: string): string {
  const at = after === '' ? -1 : path.indexOf(after)
  if (at < 0) throw noPlace(`“${after}” does not stand in the path, so the next value has no place.`)
  const from = at + after.length
  const word = /^[^/]*/.exec(path.slice(from))?.[0] ?? ''
  return path.slice(0, from) + value + path.slice(from + word.length)
}

function decodeQuery(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** What a relative address begins at. */
function resolve(address: string, base: string, relativeTo: 'request' | 'host' | 'service'): string {
  // Absolute, or without its protocol (`//host/path`, RFC 3986, 4.2).
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return address
  if (relativeTo === 'service')
    return address === '' ? base : `${base.replace(/\/+$/, '')}${address.replace(/^\/*/, '/')}`
  try {
    const from = new URL(base)
    return new URL(address, relativeTo === 'host' ? from.origin : from).href
  } catch {
    throw noPlace('The next address cannot be read.')
  }
}

function withUrl(
  request: HttpRequest,
  address: string,
  { relativeTo, otherHosts }: Extract<Put, { to: 'url' }>,
  baseUrl: string,
): HttpRequest {
  const made = address.startsWith('//')
    ? `${/^[a-z]+:/i.exec(request.url)?.[0] ?? 'https:'}${address}`
    : resolve(address, relativeTo === 'service' ? baseUrl : request.url, relativeTo)
  const url = made.replace(/#.*$/s, '')
  const [here, there] = [originOf(request.url), originOf(url)]
  if (here !== there && !otherHosts)
    throw new EngineError(
      'foreign-origin',
      `The next page is at ${there ?? 'an address that cannot be read'}, and this walk began at ${here ?? 'another'}. It was not asked for. Allow other hosts in Put, if they are to be trusted.`,
    )
  return { ...request, url }
}

const eachKey: {
  readonly [Part in 'query' | 'form' | 'json']: (
    request: HttpRequest,
    value: Readonly<Record<string, Json>>,
  ) => HttpRequest
} = {
  query: (request, value) =>
    mapQuery(request, (pairs) =>
      Object.entries(value).reduce<readonly string[]>(
        (made, [name, each]) => setPair(made, name, pairText(name, toText(each), encodeValue)),
        pairs,
      ),
    ),
  form: (request, value) =>
    withForm(request, (pairs) =>
      Object.entries(value).reduce<readonly string[]>(
        (made, [name, each]) => setPair(made, name, pairText(name, toText(each), formEncode)),
        pairs,
      ),
    ),
  json: (request, value) =>
    withJson(request, (body) =>
      Object.entries(value).reduce<Json>(
        (made, [name, each]) => placeAt(made, [name], each, name),
        body ?? {},
      ),
    ),
}

const noPlace = (message: string): EngineError => new EngineError('carry', message)
