import type { Authentication, ErrorRule, Service } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Chunk } from './chunk.ts'
import type { Address, ExchangeId, NodeEvent } from './events.ts'
import type { GiveAnswer } from './givenAnswers.ts'
import type { Fields, HttpRequest, HttpResponse, Io } from './io.ts'
import type { Redactor } from './redact.ts'

/**
 * Sending: policies wrap one `send`, from the outside in
 * containers'(withRetry(withRules(withRateLimit(withRedirects(withAuthorization(transmit)))))).
 */

/** Pure: called with masks to be shown, with values to be sent, and again after a refresh. */
export type Draft = (auth: Fields) => HttpRequest

export type Path = readonly (string | number)[]

export interface Call {
  readonly node: NodeId
  readonly at: Address
  readonly attempt: number
  /** Where the records are in the answer; undefined: the answer is one value. */
  readonly records: Path | undefined
  /** More places, whose records follow in this order. */
  readonly alsoRecords?: readonly Path[]
  readonly signal: AbortSignal
  /** How the answer is read and judged; without it the defaults of `defaultAnswerPolicy` hold. */
  readonly policy?: AnswerPolicy
  /** A redirect has led away from the service: the credential stays closed for good. */
  readonly anonymous?: true
  /** An error rule says that the credential has expired: it is renewed before the request is sent. */
  readonly refresh?: true
  /** The answer is a secret as a whole: it is told that it came, and kept nowhere. */
  readonly confidential?: true
}

/** How an answer is turned into a value: by its Content-Type, or as one of the table in send/decode.ts. */
export type DecodeAs = 'auto' | 'json' | 'ndjson' | 'csv' | 'xml' | 'text' | 'binary'

/** What the request's settings say of its answers. One object per plan, so that what is compiled of it is kept with it. */
export interface AnswerPolicy {
  readonly decode: DecodeAs
  /** How many redirects are followed; 0: none, and a redirect is an answer like any other. */
  readonly redirects: number
  /** The request's own rules, asked before the service's. */
  readonly rules: readonly ErrorRule[]
  /** Without it a failure stands, but for what an error rule says. */
  readonly retry?: RetryPolicy
}

/** Where in the body a service says how long to wait, and in what. */
export interface WaitInBody {
  readonly path: Path
  readonly unit: 's' | 'ms'
}

/** Which failures are tried again, how often, and after what wait. */
export interface RetryPolicy {
  /** In all, the first one too. */
  readonly attempts: number
  readonly statuses: readonly number[]
  /** Whether failures of the network, and answers that were cut off, are. */
  readonly network: boolean
  /** `safe`: a method that may have done something is sent again only where the answer says that it has not. */
  readonly methods: 'safe' | 'all'
  /** Wait before the second attempt, at most; doubled for each one after it, up to `maxMs`. */
  readonly baseMs: number
  readonly maxMs: number
  /** A service that asks for a longer wait is not waited for. */
  readonly mostWaitMs: number
  /** Where in the body a service says how long to wait. */
  readonly body: WaitInBody | undefined
}

/** An answer, judged and ready to be read. */
export interface Exchange {
  readonly id: ExchangeId
  readonly request: HttpRequest
  /** The same drawn with masks, for words: short secrets are not found by searching. */
  readonly shown: HttpRequest
  readonly response: HttpResponse
  readonly status: number
  /** An error rule said `ignore`: there is nothing to read in it, and nothing goes on along the edge. */
  readonly ignored?: true
  /** First value of the header, by name in any case. */
  header(name: string): string | undefined
  /** The records at `call.records`, or the whole body as one; lazy, bytes stay bytes until somebody reads a value. */
  readonly records: Chunk
  /** The body with its records cut out (an empty list in their place); without a record path the body itself. */
  envelope(): Json
  /** The whole body as one value, whatever records are asked of it; read anew at each call. */
  body(): Json | undefined
}

export type Send = (draft: Draft, call: Call) => Promise<Exchange>
export type Policy = (next: Send) => Send

/**
 * What `createSend(sending)` (send/createSend.ts) builds everything inside the containers' policies from, once a run for each
 * authentication. Events are masked where the run takes them; the tape is given what the redactor made of an exchange.
 */
export interface Sending {
  readonly io: Io
  /** Its base URL says where credentials may go; its error rules are asked after the request's own. */
  readonly service: Service
  readonly authentication: Authentication | undefined
  readonly redactor: Redactor
  emit(event: NodeEvent): void
  /** Hears of every exchange, also of those that are not told singly, with the bytes that came. */
  sent?(node: NodeId, bytes: number): void
  /** Answers that are handed in; a request without one goes out. */
  readonly giveAnswer?: GiveAnswer
}
