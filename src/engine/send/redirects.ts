import { EngineError } from '../errors.ts'
import type { HttpRequest } from '../io.ts'
import type { Draft, Exchange, Policy, Sending } from '../send.ts'
import { originOf } from './baseUrl.ts'
import { requestWords } from './shown.ts'

/** What a request that says nothing about it follows. */
const DEFAULT_LIMIT = 10

/** Which requests turn into a GET without a body (RFC 9110, 15.4; Fetch, HTTP-redirect fetch). */
const becomesGet: Readonly<Record<number, (method: string) => boolean>> = {
  301: (method) => method === 'POST',
  302: (method) => method === 'POST',
  303: (method) => method !== 'GET' && method !== 'HEAD',
  307: () => false,
  308: () => false,
}

/** Headers of a body, which go with it. */
const bodyHeaders: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
])

/**
 * All that follows to another origin. A list of what may go, not of what may not: services have too many names for headers
 * that sign a request in.
 */
const travelling: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'user-agent',
  'range',
  'if-modified-since',
  'if-none-match',
  ...bodyHeaders,
])

/**
 * Redirects are ours, so that no credential follows one: behind the first to another origin the credential stays closed, also
 * if a later one leads back. Each hop is an exchange of its own.
 */
export const withRedirects =
  ({ authentication, redactor }: Sending): Policy =>
  (next) =>
  async (draft, call) => {
    const limit = call.policy?.redirects ?? DEFAULT_LIMIT
    const refuse = (exchange: Exchange, words: string): EngineError =>
      new EngineError('redirect', redactor.text(`${requestWords(exchange.shown)} ${words}.`), {
        node: call.node,
        at: call.at,
        exchange: exchange.id,
        status: exchange.status,
      })
    let exchange = await next(draft, call)
    if (limit === 0 || nextMethod(exchange) === undefined) return exchange

    const seen = new Set([hopKey(exchange.request)])
    let current = draft
    let currentCall = call
    for (let hop = 1; ; hop++) {
      const method = nextMethod(exchange)
      if (method === undefined) return exchange
      if (hop > limit)
        throw refuse(
          exchange,
          `was redirected more than ${limit} times. Raise the limit, or call the last address`,
        )
      const from = exchange.request.url
      const target = resolve(exchange, refuse)
      const leaves = originOf(target) !== originOf(from)
      if (leaves && authentication !== undefined) {
        if (from.startsWith('https:') && target.startsWith('http:'))
          throw refuse(exchange, 'was redirected from https to http. A credential is not sent that way')
        if (redactor.text(target) !== target)
          throw refuse(
            exchange,
            'was redirected to another address that holds the credential. It was not called',
          )
      }
      current = redirected(current, target, method, leaves)
      if (leaves) currentCall = { ...currentCall, anonymous: true }
      const key = hopKey({ method, url: target })
      if (seen.has(key)) throw refuse(exchange, 'is redirected in a circle. Check the address')
      seen.add(key)
      exchange = await next(current, currentCall)
    }
  }

/** The method of the request that follows; undefined: the answer is no redirect. */
function nextMethod(exchange: Exchange): string | undefined {
  const turns = Object.hasOwn(becomesGet, exchange.status) ? becomesGet[exchange.status] : undefined
  if (turns === undefined || exchange.header('location') === undefined) return undefined
  const { method } = exchange.request
  return turns(method) ? 'GET' : method
}

const hopKey = ({ method, url }: Pick<HttpRequest, 'method' | 'url'>): string => `${method} ${url}`

/** The address of the next request: absolute, without fragment and without user name and password. */
type Refuse = (exchange: Exchange, words: string) => EngineError

function resolve(exchange: Exchange, refuse: Refuse): string {
  const location = fromLatin1(exchange.header('location') ?? '').trim()
  let url: URL
  try {
    url = new URL(location, exchange.request.url)
  } catch {
    throw refuse(exchange, 'was redirected to an address that cannot be read')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse(exchange, `was redirected to a ${url.protocol.slice(0, 20)} address, which cannot be called`)
  url.hash = ''
  url.username = ''
  url.password = ''
  return url.href
}

/** Header bytes beyond ASCII arrive as latin-1; where they are UTF-8, that is what the service meant. */
function fromLatin1(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text
  try {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return text
  }
}

function redirected(draft: Draft, url: string, method: string, leaves: boolean): Draft {
  return (auth) => {
    const request = draft(auth)
    const bare = method !== request.method
    const headers = request.headers.filter(([written]) => {
      const name = written.toLowerCase()
      return !(bare && bodyHeaders.has(name)) && (!leaves || travelling.has(name))
    })
    return { ...request, method, url, headers, body: bare ? undefined : request.body }
  }
}
