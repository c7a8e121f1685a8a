import * as z from 'zod/mini'
import type { Outcome, RunFailure, RunId } from '../engine/events.ts'
import type { ShownRequest } from '../engine/events.ts'
import { json } from '../model/document.ts'

/**
 * The runner's HTTP contract: paths, bodies and problem codes, read by the runner that serves it and by the clients that
 * call it. JSON in, JSON or NDJSON out, with integers beyond 2^53−1 as digits (model/readJson.ts and printJson.ts on both sides).
 * Every call but `GET /api/health` carries the token of `tokenHeader`.
 */
export const tokenHeader = 'x-patchbay-token'
/** The page finds its token in `<meta name="patchbay-token" content="…">`. */
export const tokenMeta = 'patchbay-token'

export const paths = {
  /** GET: `Health`. The one call without a token. */
  health: '/api/health',
  /** GET: `RunSummary[]` but for those aside, newest first (the newest 50 are kept). POST `StartRun`: 201, `RunSummary`. */
  runs: '/api/runs',
  /** GET: `RunSummary`. DELETE stops the run, or leaves one that is over as it is: `RunSummary`. */
  run: (id: string) => `/api/runs/${id}`,
  /** POST `ResumeRun`: a run that is over goes on, behind its last checkpoint or behind a page. 202, `RunSummary`. */
  resume: (id: string) => `/api/runs/${id}/resume`,
  /** GET `?after=SEQ`: numbered events above SEQ (all without it), live to the end, as NDJSON. */
  events: (id: string) => `/api/runs/${id}/events`,
  /** GET `?from=N&count=N` (at most 1,000): `RecordsPage`, with fewer records where they are large. */
  records: (id: string) => `/api/runs/${id}/records`,
  /** GET: all records there are by now, as a file. */
  download: (id: string, format: 'ndjson' | 'csv') => `/api/runs/${id}/records.${format}`,
  /** GET: `ExchangeView`. */
  exchange: (id: string, exchange: string) => `/api/runs/${id}/exchanges/${exchange}`,
  /** GET: `CredentialSummary[]`. POST `NewCredential`: 201, `CredentialSummary`. */
  credentials: '/api/credentials',
  /**
   * GET: `CredentialSummary`. DELETE: 204. PATCH `ChangeCredential`: `CredentialSummary`; another origin, or a secret field
   * made readable, wants the secret fields filled in again (`bad-request`).
   */
  credential: (id: string) => `/api/credentials/${id}`,
  /** POST `testCredential`: `CredentialTest`. */
  testCredential: (id: string) => `/api/credentials/${id}/test`,
} as const

export interface Health {
  readonly ok: true
  /** Another one at each start. */
  readonly instance: string
}

/** Where the bundled demo API is mounted. */
export const demoPath = '/demo/parse'

/** An answer that a run is given for requests of a node (engine/givenAnswers.ts). */
const givenAnswer = z.object({
  /** A final one: 1xx only announces another. */
  status: z.int().check(z.minimum(200), z.maximum(599)),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
  when: z.enum(['first', 'every']),
})

export const startRun = z.object({
  /** The connector as its file holds it. */
  connector: json,
  /** Name or id; may be left out where there is one. */
  operation: z.optional(z.string()),
  input: json,
  credential: z.optional(z.string()),
  /** Replaces a node's stream: records by node id (E31). */
  pins: z.optional(z.record(z.string(), z.array(json))),
  /** Answers that requests of nodes are given in place of the service's, by node id (E35). */
  answers: z.optional(z.record(z.string(), givenAnswer)),
  until: z.optional(z.string()),
  /** The run ends after so many pages, and can go on. */
  mostPages: z.optional(z.int().check(z.positive())),
  /** It fills a form (the choices of a dropdown) and is no run of its operation: it is not listed, and forgotten soon. */
  aside: z.optional(z.boolean()),
})
export type StartRun = z.infer<typeof startRun>

export const resumeRun = z.object({
  /** Behind this page of its walk; without it where it had got to. */
  page: z.optional(z.int().check(z.nonnegative())),
  /** It ends after so many more pages, and can go on. */
  mostPages: z.optional(z.int().check(z.positive())),
})
export type ResumeRun = z.infer<typeof resumeRun>

export interface RunSummary {
  readonly id: RunId
  readonly connector: string
  readonly operation: string
  readonly operationTitle: string
  readonly hash: string
  readonly startedMs: number
  readonly finishedMs?: number
  readonly outcome?: Outcome
  readonly records: number
  /** Number of the newest event. */
  readonly seq: number
  readonly yields: 'one' | 'many'
  readonly failure?: RunFailure
  /** How often a runner that was cut off has taken it up again, since it last got anywhere. */
  readonly takenUp?: number
  /** It was started to fill a form. */
  readonly aside?: true
}

export interface RecordsPage {
  readonly from: number
  /** How many there are so far; more may come while the run goes on. */
  readonly total: number
  readonly records: readonly unknown[]
}

/** An exchange from the tape, masked. Bodies are base64; `cut` tells how many bytes were left out. */
export interface ExchangeView {
  readonly id: string
  readonly at: string
  readonly attempt: number
  readonly request: ShownRequest & { readonly bodyBase64: string; readonly cut?: number }
  readonly response?: {
    readonly status: number
    readonly statusText: string
    readonly headers: readonly (readonly [name: string, value: string])[]
    readonly bodyBase64: string
    readonly bodyBytes: number
    readonly cut?: number
    /** It was handed in with the run, and nothing was sent. */
    readonly given?: true
  }
}

export const newCredential = z.object({
  title: z.string(),
  /** Id of the connector's authentication, and the origin its values may be sent to (`https://api.example.com`). */
  authentication: z.string(),
  connector: z.string(),
  origin: z.string(),
  /** Where its login request goes, if that is another origin. */
  loginOrigin: z.optional(z.string()),
  /** Names of the fields that are secret. */
  secret: z.array(z.string()),
  fields: z.record(z.string(), z.string()),
})
export type NewCredential = z.infer<typeof newCredential>

/** Changes to a credential; fields left out keep their values. */
export const changeCredential = z.partial(newCredential)
export type ChangeCredential = z.infer<typeof changeCredential>

/** What may be told of a credential: names, never values (values of fields that are not secret are shown). */
export interface CredentialSummary {
  readonly id: string
  readonly title: string
  readonly authentication: string
  readonly connector: string
  readonly origin: string
  readonly loginOrigin?: string
  readonly fields: readonly { readonly name: string; readonly secret: boolean; readonly shown?: string }[]
  readonly createdMs: number
  readonly changedMs: number
}

export const testCredential = z.object({ connector: json })

export interface CredentialTest {
  readonly ok: boolean
  readonly status?: number
  /** In words: "Back4App accepted the key (200, 41 ms)". */
  readonly message: string
}

/** RFC 9457 problem details, with a stable `code`. */
export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ProblemCode
  readonly detail: string
  /** Document problems, where the document is what is wrong. */
  readonly problems?: readonly unknown[]
}

/** Every code the runner answers with, its status and its title. */
export const problemCodes = {
  'bad-request': { status: 400, title: 'The request cannot be read' },
  'token-missing': { status: 401, title: 'The token is missing or wrong' },
  'host-refused': { status: 403, title: 'This host name is not served' },
  'origin-refused': { status: 403, title: 'Another web page called' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-refused': { status: 405, title: 'This method is not served here' },
  'run-not-found': { status: 404, title: 'There is no such run' },
  'credential-not-found': { status: 404, title: 'There is no such credential' },
  'exchange-not-found': { status: 404, title: 'The exchange is not on the tape' },
  'run-going': { status: 409, title: 'The run is going on' },
  'not-resumable': { status: 409, title: 'The run cannot go on' },
  'too-large': { status: 413, title: 'The request is too large' },
  'document-has-problems': { status: 422, title: 'The connector has problems' },
  'origin-changed': { status: 422, title: 'The credential is for another address' },
  'vault-locked': { status: 500, title: 'The vault cannot be opened' },
  'disk-full': { status: 507, title: 'The disk is full' },
  internal: { status: 500, title: 'The runner failed' },
} as const satisfies Record<string, { status: number; title: string }>
export type ProblemCode = keyof typeof problemCodes
