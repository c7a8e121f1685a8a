import type { Json } from '../model/json.ts'
import type { Chunk, Mark } from './chunk.ts'
import type { Address, ExchangeId, Phases } from './events.ts'

/**
 * Everything the engine cannot compute by itself is handed in as `io`, bound by the host to one run and one credential.
 * Small interfaces, so that a browser, a runner, a terminal and a test each provide what they have; `fakeIo()` (fake.ts)
 * is the scripted one that tests, stories and samples share.
 */
export interface Io {
  /** One exchange on the wire: no redirects, retries or cookies; all header lines as they came. Throws `TransportFailure`. */
  http(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>
  readonly clock: Clock
  /** In [0, 1). */
  random(): number
  /** A new random id (see model/ids.ts). */
  id(): string
  readonly secrets: Secrets
  readonly limits: Limits
  queue(name: string, settings: QueueSettings): QueueStore
  readonly records: RecordStore
  readonly checkpoints: CheckpointStore
  readonly tape: Tape
  /**
   * Asked between stretches of work that waits for nothing: a promise to wait for where the host has not had its turn for a
   * while, so that a stop is heard within 100 ms. Absent: nobody else wants a turn.
   */
  rest?(): Promise<void> | undefined
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Rejects with the signal's reason at once when it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Values by the names of a credential's fields. */
export type Fields = Readonly<Record<string, string>>

export interface Secrets {
  /** Values of the fields that are not secret, known without opening anything: a subdomain in the base URL. */
  readonly shown: Fields
  /** All values. Throws `EngineError` of kind `credential` when there is no credential or it cannot be opened. */
  read(signal: AbortSignal): Promise<Fields>
  /** Replaces values that have expired; one in flight per credential, the others wait for its result. */
  renew(stale: Fields, work: () => Promise<Fields>): Promise<Fields>
}

export interface HttpRequest {
  readonly method: string
  /** Absolute and already encoded: what is written on the wire, byte for byte. */
  readonly url: string
  /** In order, duplicates kept, names in the writer's case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array | undefined
  /** Time until the whole answer is there, in milliseconds. */
  readonly timeoutMs: number
  /** Answers above this many bytes, after decoding, are refused while they arrive. */
  readonly maxBytes: number
}

export interface HttpResponse {
  readonly status: number
  readonly statusText: string
  /** In order, duplicates kept, as they came. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** The body with its content encoding undone. */
  readonly body: Uint8Array
  /** Bytes on the wire, before decoding. */
  readonly wireBytes: number
  readonly phases: Phases
  /** It was handed in, and nothing was sent for it (E35). A transport never says so. */
  readonly given?: true
}

export interface Rate {
  readonly count: number
  readonly perMs: number
  readonly burst?: number
}

/** What an answer told of a limit. */
export interface SeenLimit {
  readonly limit?: number
  readonly remaining?: number
  readonly resetAtMs?: number
}

export interface Limits {
  /** Reserves one call; resolves with how long to wait before making it. */
  reserve(key: string, rate: Rate, signal: AbortSignal): Promise<{ waitMs: number }>
  learn(key: string, seen: SeenLimit): void
}

export interface QueueSettings {
  readonly capacity: number
  readonly batch?: number
  readonly key?: string
}

export type LeaseId = string & { readonly __id: 'lease' }
export interface Lease {
  readonly id: LeaseId
  readonly items: Chunk
  readonly attempt: number
}

export interface QueueStore {
  /** Waits where full. Items and mark in one transaction; a mark it has already is ignored, items and all. */
  push(items: Chunk, signal: AbortSignal, mark?: Mark): Promise<void>
  /** This run pushes no more. */
  close(): Promise<void>
  /** Undefined: closed and empty. Leases that were not settled come first, with the same id and members. */
  claim(size: number, signal: AbortSignal): Promise<Lease | undefined>
  settle(lease: LeaseId, outcome: 'done' | 'dead'): Promise<void>
  size(): number
}

/** The records that the run's output had, in order. */
export interface RecordStore {
  /**
   * Whether what is appended stays somewhere (a file, a database, memory): then the engine masks it first (E34). A stream
   * to the caller is the service's data, unchanged.
   */
  readonly keeps: boolean
  append(chunk: Chunk, signal: AbortSignal): Promise<void>
  /** Cuts back to the first `count` records, before a resumed run goes on. */
  cut(count: number): Promise<void>
}

export interface Checkpoint {
  readonly hash: string
  readonly positions: Readonly<Record<string, Json>>
  /** Output of the nodes that yield one value, by node id, as JSON text. */
  readonly values: Readonly<Record<string, string>>
  readonly records: number
}

export interface CheckpointStore {
  save(checkpoint: Checkpoint): Promise<void>
}

/** Keeps exchanges for looking at later; what it is given is already masked. Must not block the run. */
export interface Tape {
  keep(
    id: ExchangeId,
    at: Address,
    attempt: number,
    request: HttpRequest,
    response: HttpResponse | undefined,
  ): void
}
