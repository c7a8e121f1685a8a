import type { NodeId, OperationId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'

/**
 * What a run reports as it goes, and the wire format: the engine emits, the runner stores and forwards as NDJSON, the
 * store folds, the canvas paints. JSON-safe, bounded and masked: counters and samples, not every record; bodies are on the
 * tape by exchange, records in the record store. Integers beyond 2^53−1 are text in events.
 */

/** Node ids with the number or batch id of each body run, such as `every:12/deep:3/orders`; the same in every replay. */
export type Address = string
export type RunId = string & { readonly __id: 'run' }
export type ExchangeId = string & { readonly __id: 'exchange' }

export type WaitReason = 'retry-after' | 'backoff' | 'rate' | 'capacity' | 'refresh'

export type FailureKind =
  | 'status'
  | 'network'
  | 'timeout'
  | 'decode'
  | 'rule'
  | 'expression'
  | 'input'
  | 'size'
  | 'redirect'
  | 'address'
  | 'carry'
  | 'cycle'
  | 'no-page'
  | 'foreign-origin'
  | 'credential'
  | 'storage'
  | 'internal'

/** How a run, or one attempt, ended badly. Free of secrets; says what happened, where and what to do. */
export interface RunFailure {
  readonly kind: FailureKind
  readonly message: string
  readonly node?: NodeId
  readonly at?: Address
  readonly exchange?: ExchangeId
  readonly status?: number
  /** The guard that ended a walk, where it was one that fails. */
  readonly rule?: string
  readonly retryable: boolean
}

/** Milliseconds spent in each part of an exchange; absent where the host cannot tell. */
export interface Phases {
  /** Waiting for a free connection, name lookup, connecting and TLS; 0 on a kept connection. */
  readonly connectMs?: number
  /** From the request being written to the first byte of the answer. */
  readonly firstByteMs?: number
  readonly downloadMs?: number
}

/** A request as it may be shown: drawn with masks. */
export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly bodyBytes: number
}

/**
 * A part of a request or of an answer, told by its place and not by its bytes: what is shown of both has its secrets masked, and
 * its bytes are not those that were sent. `at`: the name of a parameter, a field or a header, or a path in the body.
 */
export interface Spot {
  readonly in: 'query' | 'header' | 'body' | 'form' | 'path' | 'url' | 'last-record'
  readonly at: string
}

/** A value and where it was found or put, in words that the film strip shows, and as a place to be marked. */
export interface Highlight {
  readonly value: Json
  readonly where: string
  readonly spot?: Spot
}

/** Why a walk over pages ended. `partial`: by a limit, so that there may be more. */
export interface StopReason {
  readonly rule: string
  readonly words: string
  readonly partial?: true
}

/** What nodes tell; the run adds `seq` and `atMs`. */
export type NodeEvent =
  | { readonly type: 'node'; node: NodeId; at: Address; state: 'running' | 'done' | 'failed' }
  /** Running totals, not differences; at most ten a second for a node. */
  | {
      readonly type: 'counts'
      node: NodeId
      chunks: number
      records: number
      bytes: number
      requests: number
    }
  | { readonly type: 'waiting'; node: NodeId; at: Address; reason: WaitReason; untilMs?: number }
  /** The first three values of a node, each cut to a bounded size: completion and the output tree read them. */
  | { readonly type: 'sample'; node: NodeId; at: Address; value: Json; cut?: true }
  | {
      readonly type: 'page'
      node: NodeId
      at: Address
      index: number
      put?: Highlight
      next?: Highlight
      count: number
      exchange: ExchangeId
      /** How long its answer took, in milliseconds, without waits. */
      ms: number
      /** Its answer was handed in. */
      given?: true
      stop?: StopReason
    }
  | {
      readonly type: 'attempt'
      node: NodeId
      at: Address
      exchange: ExchangeId
      attempt: number
      request: ShownRequest
      status?: number
      failure?: RunFailure
      bytes: number
      startedMs: number
      phases: Phases
      /** Its answer was handed in: nothing was sent. */
      given?: true
    }
  | {
      readonly type: 'batch'
      node: NodeId
      at: Address
      batch: string
      count: number
      attempt: number
      state: 'released' | 'done' | 'dead'
    }
  | {
      readonly type: 'queue'
      node: NodeId
      size: number
      capacity: number
      inFlight: number
      tokens?: number
    }
  | { readonly type: 'note'; node: NodeId; at: Address; message: string }

export type Outcome = 'completed' | 'failed' | 'stopped'

export type RunEventBody =
  | {
      readonly type: 'started'
      run: RunId
      operation: OperationId
      hash: string
      resumed: boolean
      /** Of a run that goes on: how many records it has by then. */
      records?: number
      /** … and how many had come and were lost on the disk since: they are fetched again. */
      lost?: number
      yields: 'one' | 'many'
      /** The node it ends with, where that is not the operation's output. */
      until?: NodeId
      /** Nodes that are not run: their records were handed in. */
      given?: readonly NodeId[]
      /** Nodes whose requests were given answers in place of the service's. */
      answered?: readonly NodeId[]
    }
  | NodeEvent
  | { readonly type: 'checkpoint'; records: number }
  | {
      readonly type: 'finished'
      outcome: Outcome
      records: number
      /** How many occurrences of secret values were masked in what was kept and shown. */
      masked: number
      failure?: RunFailure
      resumable: boolean
    }

export type RunEvent = { readonly seq: number; readonly atMs: number } & RunEventBody
