import type { Clock } from './io.ts'

/** A clock that stands still until it is told to jump. */
export interface FakeClock extends Clock {
  /** Jumps ahead, waking whoever sleeps in the order of their times and letting each act before the next. */
  advance(ms: number): Promise<void>
  /** How many sleep at present. */
  readonly sleepers: number
  /** Lets everything that is not asleep go on until nothing moves any more. */
  settle(): Promise<void>
}

interface Sleeper {
  readonly wakeAt: number
  readonly wake: () => void
}

/** 2026-01-01T00:00:00Z: a moment that samples can show. */
const firstMoment = 1_767_225_600_000

/** Turns of the microtask queue in which a run that is not waiting for anything has come to rest. */
const turnsToRest = 500

async function settle(): Promise<void> {
  for (let turn = 0; turn < turnsToRest; turn++) await Promise.resolve()
}

/**
 * A scripted clock. With `jumps` nobody ever waits: a sleep moves the clock to its end at once, which is what samples and
 * stories want; without it the time passes by `advance` only.
 */
export function createFakeClock(options: { now?: number; jumps?: boolean } = {}): FakeClock {
  let now = options.now ?? firstMoment
  const sleepers = new Set<Sleeper>()
  const nextDue = (limit: number): Sleeper | undefined => {
    let next: Sleeper | undefined
    for (const sleeper of sleepers) {
      if (sleeper.wakeAt <= limit && (next === undefined || sleeper.wakeAt < next.wakeAt)) next = sleeper
    }
    return next
  }
  return {
    now: () => now,
    get sleepers() {
      return sleepers.size
    },
    settle,
    sleep(ms, signal) {
      if (signal.aborted) return Promise.reject(signal.reason as Error)
      if (options.jumps) {
        now += Math.max(0, ms)
        return Promise.resolve()
      }
      return new Promise((resolve, reject) => {
        const stop = () => {
          sleepers.delete(sleeper)
          reject(signal.reason as Error)
        }
        const sleeper: Sleeper = {
          wakeAt: now + Math.max(0, ms),
          wake: () => {
            sleepers.delete(sleeper)
            signal.removeEventListener('abort', stop)
            resolve()
          },
        }
        signal.addEventListener('abort', stop, { once: true })
        sleepers.add(sleeper)
      })
    },
    async advance(ms) {
      await settle()
      const end = now + ms
      for (let due = nextDue(end); due !== undefined; due = nextDue(end)) {
        now = Math.max(now, due.wakeAt)
        due.wake()
        await settle()
      }
      now = end
      await settle()
    },
  }
}
