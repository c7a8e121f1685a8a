import { EngineError } from '../../engine/errors.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import { encodeTyped, encodeValue } from './encode.ts'
import { compileParts, type Hole, Ink, isHole, type Part } from './ink.ts'

/** The address of a request, split by what each piece may hold. */
export interface CompiledUrl {
  /** `https://host`, written out or with references in it; undefined: relative to the base URL. */
  readonly authority: readonly Part[] | undefined
  /** An expression at the very beginning: a base URL, or a whole address that an answer gave. */
  readonly base: Hole | undefined
  readonly path: readonly Part[]
  readonly query: readonly Part[]
  /** Names that the typed query sets: they outrank the service's defaults. Lower case. */
  readonly queryNames: ReadonlySet<string>
  readonly usesAuth: boolean
}

const schemeStart = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i

/** Reads the address once. Typed text is encoded here; references are encoded when the request is drawn. */
export function compileUrl(source: string): CompiledUrl {
  const parts = compileParts(source.trim(), 'The address')
  const usesAuth = parts.some((part) => isHole(part) && part.usesAuth)
  const first = parts[0]
  const whole = first !== undefined && isHole(first)
  const authority = whole ? undefined : takeAuthority(parts)
  const rest = whole ? parts.slice(1) : (authority?.rest ?? parts)
  const { path, query } = splitQuery(dropFragment(rest), whole)
  return {
    authority: authority?.parts,
    base: whole ? first : undefined,
    path: typed(path, (text) => (path.some(isHole) ? text : plainPath(text.replace(/^(?!\/)/, '/')))),
    query: typed(query, (text) => text),
    queryNames: namesIn(query),
    usesAuth,
  }
}

function typed(parts: readonly Part[], finish: (text: string) => string): Part[] {
  return parts
    .filter((part) => isHole(part) || part !== '')
    .map((part) => (isHole(part) ? part : finish(encodeTyped(part))))
}

/** The parts up to the first `/`, `?` or `#` behind `scheme://`, and those behind. */
function takeAuthority(parts: readonly Part[]): { parts: Part[]; rest: Part[] } | undefined {
  const first = parts[0]
  if (first === undefined || isHole(first)) return undefined
  const start = schemeStart.exec(first)?.[0]
  if (start === undefined) return undefined
  if (start.length < first.length)
    return { parts: [start], rest: [first.slice(start.length), ...parts.slice(1)] }
  const taken: Part[] = [start]
  for (let at = 1; at < parts.length; at++) {
    const part = parts[at] as Part
    const end = isHole(part) ? -1 : part.search(/[/?#]/)
    if (isHole(part) || end < 0) {
      taken.push(part)
      continue
    }
    return {
      parts: [...taken, (part as string).slice(0, end)],
      rest: [(part as string).slice(end), ...parts.slice(at + 1)],
    }
  }
  return { parts: taken, rest: [] }
}

function dropFragment(parts: readonly Part[]): Part[] {
  const at = parts.findIndex((part) => !isHole(part) && part.includes('#'))
  if (at < 0) return [...parts]
  return [...parts.slice(0, at), (parts[at] as string).split('#', 1)[0] as string]
}

/** `&x=1` right behind a whole address goes on with that address's query. */
function splitQuery(parts: readonly Part[], whole: boolean): { path: Part[]; query: Part[] } {
  const first = parts[0]
  if (whole && first !== undefined && !isHole(first) && first.startsWith('&'))
    return { path: [], query: [first.slice(1), ...parts.slice(1)] }
  const at = parts.findIndex((part) => !isHole(part) && part.includes('?'))
  if (at < 0) return { path: [...parts], query: [] }
  const text = parts[at] as string
  const mark = text.indexOf('?')
  return {
    path: [...parts.slice(0, at), text.slice(0, mark)],
    query: [text.slice(mark + 1), ...parts.slice(at + 1)],
  }
}

function namesIn(query: readonly Part[]): ReadonlySet<string> {
  const text = query.map((part) => (isHole(part) ? '\u0000' : part)).join('')
  const names = text.split('&').map((pair) => pair.split('=', 1)[0] as string)
  return new Set(names.filter((name) => name !== '' && !name.includes('\u0000')).map(plainName))
}

function plainName(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' ')).toLowerCase()
  } catch {
    return name.toLowerCase()
  }
}

/**
 * Draws the address up to its query, and the query's typed text apart, for rows to be added. Throws `EngineError` of kind
 * `address` where no request could be sent to it.
 */
export function drawUrl(
  url: CompiledUrl,
  baseUrl: string,
  scope: Scope,
  traced: boolean,
): { address: Ink; query: Ink } {
  const start = drawStart(url, baseUrl, scope)
  const address = new Ink(traced)
  const query = new Ink(traced)
  const [first] = url.path
  // The base URL's closing slash and the path's first one are one.
  address.write(
    start.origin + (first === undefined ? start.path : start.path.replace(/\/+$/, '')),
    start.from,
  )
  if (first === undefined) {
    if (start.path === '') address.write('/')
  } else if (isHole(first) || !first.startsWith('/')) address.write('/')
  drawPath(url.path, scope, address)
  query.write(start.query, start.from)
  if (url.query.length > 0) {
    if (query.text !== '') query.write('&')
    for (const part of url.query) drawPart(part, scope, query)
  }
  return { address, query }
}

interface Start {
  /** `https://host:port`, as the URL standard writes it. */
  readonly origin: string
  /** Empty, or begins with a slash. */
  readonly path: string
  readonly query: string
  /** The reference it came from. */
  readonly from?: string
}

function drawStart(url: CompiledUrl, baseUrl: string, scope: Scope): Start {
  if (url.authority !== undefined) return readAddress(drawAuthority(url.authority, scope))
  if (url.base === undefined) return readBase(baseUrl)
  const given = toText(url.base.read(scope)).trim()
  if (schemeStart.test(given)) return { ...readAddress(given), from: url.base.origin }
  // An address without a host, as some answers give for the next page: behind the base URL.
  const base = readAddress(baseUrl)
  const [path = '', ...query] = encodeTyped(given.split('#', 1)[0] as string).split('?')
  const queries = [base.query, query.join('?')].filter((text) => text !== '')
  return {
    origin: base.origin,
    path: path === '' ? base.path : plainPath(`${base.path.replace(/\/+$/, '')}/${path.replace(/^\//, '')}`),
    query: queries.join('&'),
    from: url.base.origin,
  }
}

const hostText = /^[\p{L}\p{M}\p{N}._-]+$/u

/** References inside the host may only name a part of it: nothing that would end the host may come in. */
function drawAuthority(parts: readonly Part[], scope: Scope): string {
  let text = ''
  for (const part of parts) {
    const drawn = isHole(part) ? toText(part.read(scope)) : part
    if (isHole(part) && !hostText.test(drawn))
      throw new EngineError(
        'address',
        `The address cannot be used: what ${part.origin || 'an expression'} gives is no part of a host name.`,
      )
    text += drawn
  }
  return text
}

/** Addresses that were read already: a base URL is the same in every request. */
const known = new Map<string, Start>()
const MAX_KNOWN = 500

function readAddress(text: string): Start {
  let found = known.get(text)
  if (found === undefined) {
    found = parseAddress(text.trim())
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(text, found)
  }
  return found
}

const bases = new WeakMap<Start, Start>()

/** The base URL's start with where it came from: one object for all requests that are relative to it. */
function readBase(baseUrl: string): Start {
  const address = readAddress(baseUrl)
  let base = bases.get(address)
  if (base === undefined) {
    base = { ...address, from: 'service.baseUrl' }
    bases.set(address, base)
  }
  return base
}

function parseAddress(text: string): Start {
  if (text === '')
    throw new EngineError(
      'address',
      'The service has no base URL, and the address of the request is not a whole one. Set the base URL of the service.',
    )
  if (!schemeStart.test(text))
    throw new EngineError('address', 'The base URL is no address: it begins with https:// or http://.')
  let url: URL
  try {
    url = new URL(text)
  } catch (cause) {
    throw new EngineError('address', 'The address cannot be read. Check the host name and the port.', {
      cause,
    })
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new EngineError(
      'address',
      `Only http and https addresses can be called, not ${url.protocol.slice(0, -1)}.`,
    )
  if (url.username !== '' || url.password !== '')
    throw new EngineError(
      'address',
      'The address holds a user name or a password. Put them in a Basic authentication of the service.',
    )
  return {
    origin: url.origin,
    path: url.pathname === '/' ? '' : encodeTyped(url.pathname),
    query: encodeTyped(url.search.slice(1)),
  }
}

/** The path as every reader of URLs will see it: `.` and `..` resolved. */
function plainPath(path: string): string {
  return path.split('/').some(isDots) ? new URL(`http://host${path}`).pathname : path
}

function drawPath(parts: readonly Part[], scope: Scope, address: Ink): void {
  const from = address.text.length
  for (const [index, part] of parts.entries()) {
    const before = address.text.length
    drawPart(part, scope, address)
    if (isHole(part) && address.text.length === before && isSegment(parts, index))
      throw new EngineError(
        'address',
        `The address would be another one: ${part.origin || 'an expression'} is empty there. Give it a value.`,
      )
  }
  // They change the path wherever it is read next, also percent-encoded: a value must not be able to.
  if (parts.some(isHole) && address.text.slice(from).split('/').some(isDots))
    throw new EngineError(
      'address',
      `The address cannot be used: a part of its path is “.” or “..”, which would lead elsewhere.`,
    )
}

/** Whether the hole is a whole path segment, so that without it the address means something else. */
function isSegment(parts: readonly Part[], index: number): boolean {
  const before = parts[index - 1]
  const after = parts[index + 1]
  return (
    (before === undefined || (!isHole(before) && before.endsWith('/'))) &&
    (after === undefined || (!isHole(after) && (after.startsWith('/') || after === '')))
  )
}

function drawPart(part: Part, scope: Scope, ink: Ink): void {
  if (isHole(part)) ink.write(encodeValue(toText(part.read(scope))), part.origin)
  else ink.write(part)
}

const isDots = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment)
