import type { Chunk } from './chunk.ts'
import { emptyChunk, joinChunks } from './chunk.ts'
import type { Address, ExchangeId } from './events.ts'
import type {
  Checkpoint,
  CheckpointStore,
  Clock,
  HttpRequest,
  HttpResponse,
  Limits,
  Rate,
  RecordStore,
  SeenLimit,
  Tape,
} from './io.ts'

/** Stores that live as long as the page or the process: what the browser, samples and tests run on. */

export interface MemoryRecords extends RecordStore {
  readonly count: number
  /** The records from `from` (included) to `to` (not included), as far as there are any. */
  read(from?: number, to?: number): Chunk
}

export function createMemoryRecords(options: { keeps?: boolean } = {}): MemoryRecords {
  let kept: Chunk[] = []
  let count = 0
  return {
    keeps: options.keeps ?? true,
    get count() {
      return count
    },
    append(chunk, signal) {
      if (signal.aborted) return Promise.reject(signal.reason as Error)
      if (chunk.count > 0) kept.push(chunk)
      count += chunk.count
      return Promise.resolve()
    },
    cut(to) {
      if (to < count) {
        kept = [joinChunks(kept).slice(0, to)]
        count = to
      }
      return Promise.resolve()
    },
    read(from = 0, to = count) {
      const pieces: Chunk[] = []
      let start = 0
      for (const chunk of kept) {
        if (start >= to) break
        const piece =
          start + chunk.count <= from ? emptyChunk : chunk.slice(Math.max(from - start, 0), to - start)
        if (piece.count > 0) pieces.push(piece)
        start += chunk.count
      }
      return joinChunks(pieces)
    },
  }
}

export interface MemoryCheckpoints extends CheckpointStore {
  /** The one that was saved last. */
  readonly latest: Checkpoint | undefined
}

export function createMemoryCheckpoints(): MemoryCheckpoints {
  let latest: Checkpoint | undefined
  return {
    get latest() {
      return latest
    },
    save(checkpoint) {
      latest = checkpoint
      return Promise.resolve()
    },
  }
}

export interface KeptExchange {
  readonly id: ExchangeId
  readonly at: Address
  readonly attempt: number
  readonly request: HttpRequest
  readonly response: HttpResponse | undefined
}

export interface MemoryTape extends Tape {
  /** In the order they were kept. */
  readonly exchanges: ReadonlyMap<ExchangeId, KeptExchange>
  /** How many exchanges came after the tape was full, and were not kept. */
  readonly dropped: number
}

const tapeBytes = 20 * 1024 * 1024

/** Keeps the first `maxBytes` of bodies; what comes after is counted, not kept. @default 20 MB */
export function createMemoryTape(options: { maxBytes?: number } = {}): MemoryTape {
  const maxBytes = options.maxBytes ?? tapeBytes
  const exchanges = new Map<ExchangeId, KeptExchange>()
  let bytes = 0
  let dropped = 0
  return {
    exchanges,
    get dropped() {
      return dropped
    },
    keep(id, at, attempt, request, response) {
      const size = (request.body?.byteLength ?? 0) + (response?.body.byteLength ?? 0)
      // Once full it stays full: a tape with holes could not be replayed.
      if (dropped > 0 || bytes + size > maxBytes) {
        dropped++
        return
      }
      bytes += size
      exchanges.set(id, { id, at, attempt, request, response })
    },
  }
}

/**
 * Rate limits by key: calls are spaced out so that `count` of them fit into `perMs`, after a burst of `burst` (without it
 * `count`) that may go at once (the generic cell rate algorithm, ITU-T I.371). What an answer told of its limit outranks it.
 */
export function createMemoryLimits(clock: Clock): Limits {
  const arrivals = new Map<string, number>()
  const closedUntil = new Map<string, number>()
  return {
    reserve(key: string, rate: Rate, signal: AbortSignal) {
      if (signal.aborted) return Promise.reject(signal.reason as Error)
      const now = clock.now()
      const spacing = rate.perMs / rate.count
      const tolerance = spacing * ((rate.burst ?? rate.count) - 1)
      const planned = Math.max(arrivals.get(key) ?? now, now)
      const at = Math.max(now, planned - tolerance, closedUntil.get(key) ?? 0)
      arrivals.set(key, Math.max(planned, at) + spacing)
      return Promise.resolve({ waitMs: at - now })
    },
    learn(key: string, seen: SeenLimit) {
      if (seen.remaining === 0 && seen.resetAtMs !== undefined) closedUntil.set(key, seen.resetAtMs)
    },
  }
}
