import { type Chunk, joinChunks, type Mark } from './chunk.ts'
import { EngineError } from './errors.ts'
import type { Lease, LeaseId, QueueSettings, QueueStore } from './io.ts'

/** The queues of one process, by name. Opening a name again takes the queue over from whoever had it open. */
export interface MemoryQueues {
  open(name: string, settings: QueueSettings): QueueStore
  /** Batches that used up their attempts. */
  deadLetters(name: string): readonly Chunk[]
}

interface Waiter {
  readonly ready: () => boolean
  readonly go: () => void
}

/** What is in one queue, whoever has it open. */
interface Held {
  waiting: Chunk
  readonly leased: Map<LeaseId, Lease>
  /** Leases of an owner that is gone, to be given out again first. */
  orphans: Lease[]
  readonly seen: Map<string, number>
  readonly dead: Chunk[]
  leases: number
  epoch: number
  closed: boolean
  pushing: Promise<unknown>
  waiters: Set<Waiter>
}

/**
 * In-memory queues: first in, first out. A batch is given out when it is full, when the queue is, or when nothing more will
 * come. An owner that was taken over cannot push, claim or settle any more: it gets an `EngineError` of kind `storage`.
 */
export function createMemoryQueues(): MemoryQueues {
  const queues = new Map<string, Held>()
  const find = (name: string): Held => {
    const found = queues.get(name)
    if (found !== undefined) return found
    const held: Held = {
      waiting: joinChunks([]),
      leased: new Map(),
      orphans: [],
      seen: new Map(),
      dead: [],
      leases: 0,
      epoch: 0,
      closed: false,
      pushing: Promise.resolve(),
      waiters: new Set(),
    }
    queues.set(name, held)
    return held
  }
  return {
    open(name, settings) {
      const held = find(name)
      held.epoch++
      held.closed = false
      held.orphans = [...held.orphans, ...held.leased.values()]
      held.leased.clear()
      wake(held)
      return openQueue(name, held, settings)
    },
    deadLetters: (name) => find(name).dead,
  }
}

function openQueue(name: string, held: Held, settings: QueueSettings): QueueStore {
  const epoch = held.epoch
  const checkOwner = () => {
    if (held.epoch !== epoch)
      throw new EngineError('storage', `The queue ${name} was taken over by another run.`, {
        retryable: false,
      })
  }
  const until = (ready: () => boolean, signal: AbortSignal) =>
    waitUntil(held, () => held.epoch !== epoch || ready(), signal)

  const pushNow = async (items: Chunk, signal: AbortSignal, mark: Mark | undefined) => {
    checkOwner()
    if (mark !== undefined && (held.seen.get(mark.source) ?? -1) >= mark.seq) return
    for (let from = 0; from < items.count; ) {
      await until(() => held.waiting.count < settings.capacity, signal)
      checkOwner()
      const to = Math.min(items.count, from + settings.capacity - held.waiting.count)
      held.waiting = joinChunks([held.waiting, items.slice(from, to)])
      from = to
      wake(held)
    }
    if (mark !== undefined) held.seen.set(mark.source, mark.seq)
  }

  return {
    push(items, signal, mark) {
      // One push after the other, or two that wait for room would mix.
      const pushed = held.pushing.then(() => pushNow(items, signal, mark))
      held.pushing = pushed.catch(() => undefined)
      return pushed
    },
    async close() {
      await held.pushing
      checkOwner()
      held.closed = true
      wake(held)
    },
    async claim(size, signal) {
      const most = Math.max(1, Math.min(size, settings.capacity))
      const ready = () => held.orphans.length > 0 || held.waiting.count >= most || held.closed
      // Asked again after every waking: another claim may have taken what this one was woken for.
      do {
        await until(ready, signal)
        checkOwner()
      } while (!ready())
      const orphan = held.orphans.shift()
      if (orphan === undefined && held.waiting.count === 0) return undefined
      const lease: Lease = orphan
        ? { ...orphan, attempt: orphan.attempt + 1 }
        : {
            id: `${name}-${++held.leases}` as LeaseId,
            items: held.waiting.slice(0, most),
            attempt: 1,
          }
      if (orphan === undefined) held.waiting = held.waiting.slice(most, held.waiting.count)
      held.leased.set(lease.id, lease)
      wake(held)
      return lease
    },
    settle(id, outcome) {
      try {
        checkOwner()
      } catch (error) {
        return Promise.reject(error as Error)
      }
      const lease = held.leased.get(id)
      held.leased.delete(id)
      if (lease !== undefined && outcome === 'dead') held.dead.push(lease.items)
      return Promise.resolve()
    },
    size: () => held.waiting.count,
  }
}

function wake(held: Held): void {
  for (const waiter of held.waiters) {
    if (!waiter.ready()) continue
    held.waiters.delete(waiter)
    waiter.go()
  }
}

function waitUntil(held: Held, ready: () => boolean, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason as Error)
  if (ready()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const stop = () => {
      held.waiters.delete(waiter)
      reject(signal.reason as Error)
    }
    const waiter: Waiter = {
      ready,
      go: () => {
        signal.removeEventListener('abort', stop)
        resolve()
      },
    }
    signal.addEventListener('abort', stop, { once: true })
    held.waiters.add(waiter)
  })
}
