import * as z from 'zod/mini'
import { errorRule, row } from '../../model/document.ts'

/** How a body is written. What each kind reads of the settings is in `draftBody.ts`. */
export const bodyKinds = ['none', 'json', 'form', 'multipart', 'text', 'graphql', 'binary'] as const
export type BodyKind = (typeof bodyKinds)[number]

/** A part of a multipart body; with `file` it is sent as a file of that name. */
const part = z.extend(row, {
  /** The media type of a part that is no file; without it, or empty, none is said (RFC 7578, 4.4: text/plain). */
  contentType: z.optional(z.string()),
  file: z.optional(
    z.looseObject({
      name: z._default(z.string(), ''),
      contentType: z._default(z.string(), ''),
      /** `text`: the value is the content (a `data:` URL is decoded); `base64`: the value is base64 of it. */
      encoding: z._default(z.enum(['text', 'base64']), 'text'),
    }),
  ),
})
export type Part = z.infer<typeof part>

export const requestBody = z.looseObject({
  kind: z.enum(bodyKinds),
  /** JSON (template first, JSON second), plain text, or base64 of the bytes. */
  text: z.optional(z.string()),
  /** Replaces the kind's own Content-Type. */
  contentType: z.optional(z.string()),
  rows: z.optional(z.array(row)),
  parts: z.optional(z.array(part)),
  /** GraphQL: the document, and its variables as JSON. */
  query: z.optional(z.string()),
  variables: z.optional(z.string()),
  /** JSON: what becomes of members whose value is absent. */
  whenEmpty: z.optional(z.enum(['omit', 'null'])),
})
export type RequestBody = z.infer<typeof requestBody>

/** A method is a token (RFC 9110, 9.1). */
const method = z.string().check(z.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/, 'a method such as GET or POST'))

const minute = 60_000

/** Which failures are asked again. Absent, as in documents from before there was one: none. */
const retry = z.looseObject({
  attempts: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(20)), 4),
  statuses: z._default(
    z.array(z.number().check(z.int(), z.minimum(100), z.maximum(599))),
    [408, 425, 429, 500, 502, 503, 504],
  ),
  network: z._default(z.boolean(), true),
  methods: z._default(z.enum(['safe', 'all']), 'safe'),
  baseMs: z._default(z.number().check(z.int(), z.minimum(0), z.maximum(10 * minute)), 500),
  maxMs: z._default(z.number().check(z.int(), z.minimum(0), z.maximum(60 * minute)), 30_000),
  mostWaitMs: z._default(z.number().check(z.int(), z.minimum(0), z.maximum(24 * 60 * minute)), 5 * minute),
  /** Path in the body of a failure to how long to wait: `error.retry_after`. */
  waitAt: z._default(z.string(), ''),
  waitUnit: z._default(z.enum(['s', 'ms']), 's'),
})
export type RetrySettings = z.infer<typeof retry>
/** What a new request has. */
export const usualRetry: RetrySettings = retry.parse({})

export const requestSettings = z.looseObject({
  method: z._default(method, 'GET'),
  /** Absolute, or relative to the service's base URL. */
  url: z._default(z.string(), ''),
  query: z._default(z.array(row), []),
  headers: z._default(z.array(row), []),
  body: z._default(requestBody, { kind: 'none' }),
  /** What goes on along the edge: the body (or its records), or status, headers and body as one value. */
  answer: z._default(z.enum(['body', 'full']), 'body'),
  /** Path to the list of records: `results`; `$`: the answer is the list; empty: the answer is one value. */
  records: z._default(z.string(), ''),
  decode: z._default(z.enum(['auto', 'json', 'ndjson', 'csv', 'xml', 'text', 'binary']), 'auto'),
  timeoutMs: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(60 * minute)), minute),
  redirects: z._default(z.number().check(z.int(), z.minimum(0), z.maximum(50)), 10),
  maxBytes: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(2_000_000_000)), 100_000_000),
  errorRules: z._default(z.array(errorRule), []),
  retry: z.optional(retry),
})
export type RequestSettings = z.infer<typeof requestSettings>
