import type { Draft } from './draft.ts'
import { percent } from './marks.ts'

/** An address as curl understands it (https://curl.se/docs/url-syntax.html), cut where a request needs it cut. Texts hold marks. */
export interface Address {
  /** Scheme and host, or the variable that holds both; empty where the address has neither. */
  base: string
  /** From the first `/` on. */
  path: string
  /** Without its `?`; undefined where there is none. */
  query?: string
  user?: string
  password?: string
}

/**
 * Reads an address. One without a scheme is `http://`, unless it begins with a variable that ends where a path would begin: that
 * holds the scheme as well. Braces and brackets in a host are a list of hosts, of which the first is taken; in a path they are
 * kept, because whoever writes `/{id}` or `[1-100].png` in a description means something to fill in.
 */
export function readAddress(draft: Draft, source: string): Address {
  const { marks, findVariables } = draft.context
  const unescaped = draft.globs ? source.replaceAll(/\\([{}[\]])/g, '$1') : source
  const [text = ''] = findVariables(unescaped.trim(), 'url').split('#', 1)
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/{1,3}/.exec(text)
  const leading = /^[\uE000-\uF8FF](?::\/\/|(?=[/?]|$))/.exec(text)?.[0]
  const prefix = scheme?.[0] ?? leading ?? ''
  const name = scheme?.[1]?.toLowerCase()
  if (name !== undefined && name !== 'http' && name !== 'https')
    draft.warnings.add(`The address begins with ${name}://, which is no HTTP.`)
  const rest = text.slice(prefix.length)
  const hostEnd = leading === undefined || leading.length > 1 ? endOf(rest, /[/?]/) : 0
  const authority = rest.slice(0, hostEnd)
  const at = authority.lastIndexOf('@')
  const [user, ...password] = at < 0 ? [] : authority.slice(0, at).split(':')
  const host = firstOfGlob(draft, authority.slice(at + 1))
  const tail = rest.slice(hostEnd)
  const question = tail.indexOf('?')
  const path = question < 0 ? tail : tail.slice(0, question)
  const query = question < 0 ? undefined : tail.slice(question + 1)
  if (draft.globs && /\{[^{}]*,[^{}]*\}|\[\w+-\w+(?::\d+)?\]/.test(tail))
    draft.warnings.add(
      `curl would ask for each address that ${marks.plain(unescaped)} stands for; the address is kept as it is written.`,
    )
  if (host === '' && leading === undefined) draft.warnings.add(`“${marks.plain(source)}” names no host.`)
  return {
    base: leading !== undefined ? leading + host : host === '' ? '' : `${name ?? 'http'}://${host}`,
    path: encodeBlanks(draft.pathAsIs ? path || '/' : withoutDots(path || '/'), '%20'),
    ...(query === undefined ? {} : { query: encodeBlanks(query, '+') }),
    ...(user === undefined ? {} : { user: decodePercent(user), password: decodePercent(password.join(':')) }),
  }
}

/** An address in one piece. `target` stands in place of path and query. */
export function printAddress({ base, path, query }: Address): string {
  return base + path + (query === undefined ? '' : `?${query}`)
}

const endOf = (text: string, stop: RegExp): number => {
  const at = text.search(stop)
  return at < 0 ? text.length : at
}

/** The first host of a list: `{one,two}.example.com`, `host[1-5]`. An IPv6 address in brackets is none. */
function firstOfGlob(draft: Draft, host: string): string {
  if (!draft.globs || host.startsWith('[')) return host
  const first = host.replaceAll(
    /\{([^{},]*),[^{}]*\}|\[(\w+)-\w+(?::\d+)?\]/g,
    (_, item, from) => item ?? from,
  )
  if (first !== host)
    draft.warnings.add('curl would ask each of several hosts; the request is for the first of them.')
  return first
}

/** Blanks and line breaks cannot be sent as they are. */
const encodeBlanks = (text: string, blank: string): string =>
  text.replaceAll(/\s/g, (char) => (char === ' ' ? blank : percent(char)))

/** A path without `.` and `..` (RFC 3986, 5.2.4). */
function withoutDots(path: string): string {
  if (!/\/\.\.?(?:\/|$)/.test(path)) return path
  const kept: string[] = []
  const segments = path.split('/')
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1
    if (segment === '..') {
      if (kept.length > 1) kept.pop()
    } else if (segment !== '.') kept.push(segment)
    if (last && (segment === '.' || segment === '..')) kept.push('')
  }
  return kept.join('/')
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
