import type { GivenAnswer } from '../../engine/givenAnswers.ts'
import { printJson } from '../../model/printJson.ts'
import type { Json } from '../../model/json.ts'
import { parseRecordPaths } from './recordPath.ts'
import type { RequestSettings } from './settings.ts'

/** What a service answers, without how often. */
export type AnswerSample = Omit<GivenAnswer, 'when'>

/** What an answer must know of the request it is for. */
export type AnswerFacts = Pick<RequestSettings, 'records' | 'decode'>

/** An answer that every request can be given, without having come from its service. */
export interface ReadyAnswer {
  readonly id: string
  /** What it is called where it is chosen. */
  readonly title: string
  /** What it gives, and what it is good for. */
  readonly says: string
  readonly status: number
  readonly headers: GivenAnswer['headers']
  readonly body: string | ((request: AnswerFacts) => Json | undefined)
}

const json = ['Content-Type', 'application/json'] as const
const html = ['Content-Type', 'text/html; charset=utf-8'] as const

/**
 * Answers that services give on bad days, and that nobody can ask them for. What came from a service, such as its usual 200, is
 * no row of this table: it is kept from a run.
 */
export const readyAnswers: readonly ReadyAnswer[] = [
  {
    id: 'empty',
    title: 'Empty answer',
    says: 'Status 200 with no records, or with no body where the answer is one value.',
    status: 200,
    headers: [],
    body: emptyRecords,
  },
  {
    id: '429',
    title: '429, wait 2 s',
    says: 'Too many requests: “Retry-After: 2” asks to wait for two seconds.',
    status: 429,
    headers: [json, ['Retry-After', '2']],
    body: printJson({ error: { code: 'rate_limited', message: 'Too many requests.' } }),
  },
  {
    id: '401',
    title: '401, expired token',
    says: 'The token has expired: it is renewed where the authentication or an error rule knows status 401 as that sign.',
    status: 401,
    headers: [
      json,
      ['WWW-Authenticate', 'Bearer error="invalid_token", error_description="The access token expired"'],
    ],
    body: printJson({ error: { code: 'invalid_token', message: 'The access token expired.' } }),
  },
  {
    id: '500',
    title: '500, service failed',
    says: 'The service failed, with a message in JSON.',
    status: 500,
    headers: [json],
    body: printJson({ error: { code: 'internal', message: 'Something went wrong.' } }),
  },
  {
    id: '503',
    title: '503, no wait named',
    says: 'The service is down and does not say for how long; its body is a page for people.',
    status: 503,
    headers: [html],
    body: '<!doctype html><title>Service Unavailable</title><h1>We will be right back</h1>',
  },
  {
    id: '200-error',
    title: '200 with an error in it',
    says: 'Status 200, but the body says that it failed: only an error rule can tell.',
    status: 200,
    headers: [json],
    body: printJson({ error: { code: 'quota_exceeded', message: 'The quota is used up.' } }),
  },
  {
    id: 'not-json',
    title: 'Not JSON',
    says: 'Status 200 with a web page to sign in, as proxies and portals give it in place of data.',
    status: 200,
    headers: [html],
    body: '<!doctype html><title>Sign in</title><h1>Please sign in to this network</h1>',
  },
]

export const findReadyAnswer = (id: string): ReadyAnswer | undefined =>
  readyAnswers.find((ready) => ready.id === id)

/** The answer as this request is given it. */
export function answerFrom({ status, headers, body }: ReadyAnswer, request: AnswerFacts): AnswerSample {
  if (typeof body === 'string') return { status, headers, body }
  const made = body(request)
  return made === undefined
    ? { status, headers, body: '' }
    : { status, headers: [json, ...headers], body: printJson(made) }
}

/** An empty list where the request looks for its records. Without such a place, or where no JSON is read, no body is emptiest. */
function emptyRecords({ records, decode }: AnswerFacts): Json | undefined {
  const paths = decode === 'auto' || decode === 'json' ? parseRecordPaths(records) : undefined
  return paths?.reduce<Json>((body, path) => withEmptyList(body, path), {})
}

/** The value with an empty list at a path; what leads there is made. */
function withEmptyList(value: Json | undefined, [step, ...rest]: readonly (string | number)[]): Json {
  if (step === undefined) return []
  const at = typeof step === 'number' ? step : undefined
  if (at !== undefined) {
    const list = Array.isArray(value) ? [...(value as readonly Json[])] : []
    for (let index = list.length; index < at; index++) list.push(null)
    list[at] = withEmptyList(list[at], rest)
    return list
  }
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  const members = object as { readonly [key: string]: Json }
  const inside = Object.hasOwn(members, step) ? members[step] : undefined
  return Object.fromEntries([...Object.entries(members), [step, withEmptyList(inside, rest)]])
}
