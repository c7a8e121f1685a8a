import type { Json } from '../../model/json.ts'
import { parseJson } from '../../model/readJson.ts'
import type { Redactor } from '../redact.ts'
import type { Exchange } from '../send.ts'
import { headerLines } from './headers.ts'

interface StatusWords {
  readonly name: string
  /** What to do about it. */
  readonly advice: string
  /** Another attempt may succeed. */
  readonly retryable?: true
}

/** Statuses that people meet, with what they can do (names: RFC 9110, 15; RFC 6585). */
const statuses: Readonly<Record<number, StatusWords>> = {
  400: { name: 'Bad Request', advice: 'Check what the request sends.' },
  401: { name: 'Unauthorized', advice: 'Check the credential.' },
  402: { name: 'Payment Required', advice: 'Check the plan of the account.' },
  403: { name: 'Forbidden', advice: 'Check what the credential is allowed to do.' },
  404: { name: 'Not Found', advice: 'Check the address and the ids in it.' },
  405: { name: 'Method Not Allowed', advice: 'Choose another method.' },
  406: { name: 'Not Acceptable', advice: 'Check the Accept header.' },
  408: { name: 'Request Timeout', advice: 'Try again.', retryable: true },
  409: { name: 'Conflict', advice: 'Check whether it exists already.' },
  410: { name: 'Gone', advice: 'It was there once; check the address.' },
  413: { name: 'Content Too Large', advice: 'Send less at once.' },
  415: { name: 'Unsupported Media Type', advice: 'Choose another kind of body or content type.' },
  422: { name: 'Unprocessable Content', advice: 'Check the values that are sent.' },
  425: { name: 'Too Early', advice: 'Try again.', retryable: true },
  429: { name: 'Too Many Requests', advice: 'Wait, and try again.', retryable: true },
  500: { name: 'Internal Server Error', advice: 'The service failed; try again later.', retryable: true },
  501: { name: 'Not Implemented', advice: 'The service does not know this request.' },
  502: { name: 'Bad Gateway', advice: 'Try again later.', retryable: true },
  503: { name: 'Service Unavailable', advice: 'Try again later.', retryable: true },
  504: { name: 'Gateway Timeout', advice: 'Try again later.', retryable: true },
}

const refusal: StatusWords = { name: '', advice: 'Look at the answer under Requests.' }
const breakdown: StatusWords = { name: '', advice: 'The service failed; try again later.', retryable: true }

export const wordsOfStatus = (status: number): StatusWords =>
  (Object.hasOwn(statuses, status) ? statuses[status] : undefined) ?? (status >= 500 ? breakdown : refusal)

const MAX_TEXT = 300
/** Larger bodies are no error messages. */
const MAX_BODY = 256 * 1024

/**
 * What the service itself says went wrong, as one short line; undefined where it says nothing that can be read. Searched for
 * secrets before it is cut, so that no half of one is left to be recognised.
 */
export function serviceWords(exchange: Exchange, redactor: Redactor): string | undefined {
  const { body } = exchange.response
  if (body.byteLength === 0 || body.byteLength > MAX_BODY) return undefined
  const text = new TextDecoder().decode(body).trim()
  if (text === '') return undefined
  try {
    return bounded(wordsIn(parseJson(text), 0), redactor)
  } catch {
    const type = headerLines(exchange.response, 'content-type')[0] ?? ''
    // A page for people says nothing in one line.
    return /html/i.test(type) || text.startsWith('<') ? undefined : bounded(text, redactor)
  }
}

/** Members under which services put their words, best first (RFC 9457: detail, title; OAuth: error_description). */
const members = [
  'error_description',
  'detail',
  'message',
  'error_message',
  'errorMessage',
  'error',
  'errors',
  'msg',
  'title',
  'description',
  'reason',
  'fault',
] as const

const MAX_DEPTH = 4
const MAX_LISTED = 3

function wordsIn(value: Json | undefined, depth: number): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined
  if (Array.isArray(value)) {
    const said = value.slice(0, MAX_LISTED).flatMap((element: Json) => wordsIn(element, depth + 1) ?? [])
    return said.length === 0 ? undefined : said.join('; ')
  }
  const object = value as Readonly<Record<string, Json>>
  for (const name of members) {
    if (!Object.hasOwn(object, name)) continue
    const found = wordsIn(object[name], depth + 1)
    if (found !== undefined) return found
  }
  // `errors: { email: ["is taken"] }`: the names of fields belong to what is said of them.
  if (depth === 0) return undefined
  const said = Object.entries(object)
    .slice(0, MAX_LISTED)
    .flatMap(([name, member]) => {
      const words =
        Array.isArray(member) || typeof member === 'string' ? wordsIn(member, depth + 1) : undefined
      return words === undefined ? [] : [`${name}: ${words}`]
    })
  return said.length === 0 ? undefined : said.join('; ')
}

function bounded(text: string | undefined, redactor: Redactor): string | undefined {
  const line = redactor
    .text(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  if (line === '') return undefined
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT)}…`
}
