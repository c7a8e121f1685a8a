import { compileTemplate } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import type { Authentication, Login } from '../../model/document.ts'
import { EngineError, type FailureDetails } from '../errors.ts'
import type { Fields, HttpRequest } from '../io.ts'
import type { Redactor } from '../redact.ts'
import type { Call, Exchange, Sending } from '../send.ts'
import { askedWait } from './askedWait.ts'
import { evaluateBaseUrl, originOf } from './baseUrl.ts'
import { readAnswer, signedInAt } from './expiry.ts'
import { serviceWords, wordsOfStatus } from './failureWords.ts'
import { headerLines } from './headers.ts'
import { placeAll } from './place.ts'
import { compilePlacements } from './placements.ts'
import { requestWords } from './shown.ts'
import type { Transmit } from './transmit.ts'

const timeoutMs = 30_000
const maxBytes = 1_000_000

const contentTypes: { readonly [Sends in Login['sends']]: string } = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
}

/** Makes the login request of an authentication, with what a person filled in, and gives all fields as they are after it. */
export type SignIn = (fields: Fields, call: Call) => Promise<Fields>

/**
 * Compiles a login request. Its answer is a secret as a whole: it is told as an attempt and kept on no tape. Throws
 * `EngineError`: `credential` when the service refuses, or answers without the token; `status` when it asks to come later.
 */
export function compileSignIn(
  { io, service, redactor }: Sending,
  { fields: described, title }: Authentication,
  login: Login,
  transmit: Transmit,
): SignIn {
  const { shown } = io.secrets
  const placements = compilePlacements({ fields: described, placements: login.placements }, shown)
  const base = evaluateBaseUrl(service, shown)
  const url = loginAddress(login, base, shown)
  const draft: HttpRequest = {
    method: login.method,
    url,
    headers: [
      ['Accept', 'application/json, */*;q=0.5'],
      ...(login.method === 'GET' ? [] : [['Content-Type', contentTypes[login.sends]] as const]),
    ],
    body: undefined,
    timeoutMs,
    maxBytes,
  }
  const readers = login.reads.map((read) => ({ ...read, value: places[read.in](read.at) }))

  return async (fields, call) => {
    if (originOf(url) === undefined)
      throw new EngineError(
        'address',
        `The login request of “${title}” has no whole address. Write a path behind the base URL, such as /login.`,
        { node: call.node, at: call.at },
      )
    redactor.learn(placements.secrets(fields))
    const request = placeAll(draft, placements.draw(fields))
    const exchange = await transmit(request, () => placeAll(draft, placements.drawMasked()), {
      node: call.node,
      at: call.at,
      attempt: call.attempt,
      records: undefined,
      signal: call.signal,
      confidential: true,
    })
    const place = { node: call.node, at: call.at, exchange: exchange.id, status: exchange.status }
    if (exchange.status >= 300) throw refused(exchange, place, redactor, io.clock.now())
    const fresh: Record<string, string> = { ...fields, [signedInAt]: String(io.clock.now()) }
    for (const { field, at, value } of readers) {
      const found = value(exchange)
      if (found === undefined || found === null || toText(found).trim() === '')
        throw new EngineError(
          'credential',
          `${requestWords(exchange.shown)} answered ${exchange.status}, but there is nothing at “${at}” in its answer. Correct where the login request of “${title}” finds ${field}.`,
          place,
        )
      fresh[field] = toText(found)
    }
    return fresh
  }
}

/** Where the login request goes: as it is written, or behind the base URL. */
export function loginAddress(login: Login, base: string, shown: Fields): string {
  const written = toText(compileTemplate(login.url)({ auth: shown })).trim()
  if (/^https?:\/\//i.test(written)) return written
  return `${base.replace(/\/+$/, '')}/${written.replace(/^\/+/, '')}`
}

const places: {
  readonly [In in Login['reads'][number]['in']]: (at: string) => (exchange: Exchange) => unknown
} = {
  body: readAnswer,
  header: (at) => (exchange) => exchange.header(at),
  // Set-Cookie: NAME=VALUE; attributes (RFC 6265, 4.1).
  cookie: (at) => (exchange) =>
    headerLines(exchange.response, 'set-cookie')
      .map((line) => line.split(';', 1)[0] as string)
      .find((pair) => pair.slice(0, Math.max(0, pair.indexOf('='))).trim() === at)
      ?.slice(at.length + 1)
      .trim(),
}

function refused(exchange: Exchange, place: FailureDetails, redactor: Redactor, nowMs: number): EngineError {
  const { status } = exchange
  const { name } = wordsOfStatus(status)
  const said = serviceWords(exchange, redactor)
  const words = `Signing in failed: ${requestWords(exchange.shown)} answered ${status}${name === '' ? '' : ` (${name})`}${said === undefined ? '' : `: ${said}`}`
  const sentence = /[.!?…]$/.test(words) ? words : `${words}.`
  if (status === 429 || status >= 500) {
    const askedMs = askedWait(exchange, nowMs, undefined)
    return new EngineError('status', redactor.text(sentence), {
      ...place,
      retryable: true,
      ...(askedMs !== undefined && { askedMs }),
    })
  }
  return new EngineError(
    'credential',
    redactor.text(`${sentence} Check the credential, or fill it in again.`),
    place,
  )
}
