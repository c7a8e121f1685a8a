import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'
import { EngineError } from './errors.ts'
import { createFakeClock, type FakeClock } from './fakeClock.ts'
import type { Fields, HttpRequest, HttpResponse, Io } from './io.ts'
import {
  createMemoryCheckpoints,
  createMemoryLimits,
  createMemoryRecords,
  createMemoryTape,
  type MemoryCheckpoints,
  type MemoryRecords,
  type MemoryTape,
} from './memory.ts'
import { createMemoryQueues, type MemoryQueues } from './memoryQueue.ts'
import { createRenew } from './renew.ts'

/** An answer of the scripted transport. */
export interface FakeAnswer {
  /** @default 200 */
  readonly status?: number
  readonly headers?: HttpResponse['headers']
  /** Bytes and text as they are; anything else is printed as JSON and labelled so. @default no bytes */
  readonly body?: Uint8Array | string | Json
  /** Slept on the scripted clock before the answer comes; longer than the request may take, it is late. */
  readonly delayMs?: number
}

/** The next answer, an error to throw, or a function that gives one of them. */
export type FakeStep =
  | FakeAnswer
  | Error
  | ((request: HttpRequest, signal: AbortSignal) => FakeAnswer | Error | Promise<FakeAnswer | Error>)

export interface FakeOptions {
  /** Answers in order (one more request than answers fails as a network error), or one function for all of them. */
  readonly script?: readonly FakeStep[] | Exclude<FakeStep, FakeAnswer | Error>
  /** All fields of the credential; without it there is none, and reading it fails. */
  readonly secrets?: Fields
  /** Fields that are not secret. */
  readonly shown?: Fields
  readonly now?: number
  /** Whether sleeping moves the clock by itself (createFakeClock). */
  readonly jumps?: boolean
  /** Whether the record store keeps what it is given, so that it is masked first. @default true */
  readonly keeps?: boolean
}

export interface FakeIo extends Io {
  readonly clock: FakeClock
  readonly records: MemoryRecords
  readonly checkpoints: MemoryCheckpoints
  readonly tape: MemoryTape
  readonly queues: MemoryQueues
  /** Every request that was sent, in order. */
  readonly requests: readonly HttpRequest[]
  /** How often the credential was opened. */
  readonly reads: number
}

/**
 * Everything the engine is handed, scripted: a clock that jumps, a transport that answers from a script, stores in memory,
 * and ids and random numbers that are the same every time. Stories, samples and tests run on it.
 */
export function fakeIo(options: FakeOptions = {}): FakeIo {
  const clock = createFakeClock(options)
  const queues = createMemoryQueues()
  const requests: HttpRequest[] = []
  const random = createRandom(1)
  let ids = 0
  let reads = 0
  let fields = options.secrets
  return {
    clock,
    queues,
    requests,
    get reads() {
      return reads
    },
    async http(request, signal) {
      signal.throwIfAborted()
      const index = requests.push(request) - 1
      const step = typeof options.script === 'function' ? options.script : options.script?.[index]
      if (step === undefined)
        throw new EngineError('network', `The script has no answer for request ${index + 1}.`, {
          retryable: false,
        })
      const answer = typeof step === 'function' ? await step(request, signal) : step
      if (answer instanceof Error) throw answer
      if (answer.delayMs !== undefined) await clock.sleep(Math.min(answer.delayMs, request.timeoutMs), signal)
      if (answer.delayMs !== undefined && answer.delayMs > request.timeoutMs)
        throw new EngineError('timeout', `No answer came within ${request.timeoutMs / 1000} s.`, {
          retryable: true,
        })
      signal.throwIfAborted()
      return toResponse(answer)
    },
    random,
    id: () => `fake${String(++ids).padStart(16, '0')}`,
    secrets: {
      shown: options.shown ?? {},
      async read(signal) {
        signal.throwIfAborted()
        reads++
        if (fields === undefined)
          throw new EngineError('credential', 'This run has no credential. Choose one and run again.')
        return fields
      },
      renew: createRenew({
        read: () => Promise.resolve(fields ?? {}),
        write(fresh) {
          fields = fresh
          return Promise.resolve()
        },
      }),
    },
    limits: createMemoryLimits(clock),
    queue: queues.open,
    records: createMemoryRecords(options),
    checkpoints: createMemoryCheckpoints(),
    tape: createMemoryTape(),
  }
}

const encoder = new TextEncoder()
const json = [['Content-Type', 'application/json']] as const

function toResponse({ status = 200, headers, body }: FakeAnswer): HttpResponse {
  const made = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)
  const bytes = bodyBytes(body)
  return {
    status,
    statusText: '',
    headers: headers ?? (made ? json : []),
    body: bytes,
    wireBytes: bytes.byteLength,
    phases: { connectMs: 0, firstByteMs: 0, downloadMs: 0 },
  }
}

function bodyBytes(body: FakeAnswer['body']): Uint8Array {
  if (body === undefined) return new Uint8Array(0)
  if (body instanceof Uint8Array) return body
  return encoder.encode(typeof body === 'string' ? body : printJson(body))
}

/** Random numbers in [0, 1) that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
