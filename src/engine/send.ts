import type { Json } from '../model/json.ts'
import type { NodeId } from '../model/ids.ts'
import type { Chunk } from './chunk.ts'
import type { Address, ExchangeId } from './events.ts'
import type { Fields, HttpRequest, HttpResponse } from './io.ts'

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
  readonly signal: AbortSignal
}

/** An answer, judged and ready to be read. */
export interface Exchange {
  readonly id: ExchangeId
  readonly request: HttpRequest
  readonly response: HttpResponse
  readonly status: number
  /** First value of the header, by name in any case. */
  header(name: string): string | undefined
  /** The records at `call.records`, or the whole body as one; lazy, bytes stay bytes until somebody reads a value. */
  readonly records: Chunk
  /** The body with its records cut out (an empty list in their place); without a record path the body itself. */
  envelope(): Json
}

export type Send = (draft: Draft, call: Call) => Promise<Exchange>
export type Policy = (next: Send) => Send
