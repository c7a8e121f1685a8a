import { randomFillSync } from 'node:crypto'
import type { Clock } from '../engine/io.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Bytes from here on would make the first letters likelier than the last. */
const fairBytes = 256 - (256 % letters.length)
const idLength = 20

/** Random bytes are fetched in advance: each call to the system costs more than a whole id. Each byte is used once. */
const pool = new Uint8Array(4096)
let unused = pool.length

function randomByte(): number {
  if (unused === pool.length) {
    randomFillSync(pool)
    unused = 0
  }
  const byte = pool[unused] as number
  pool[unused++] = 0
  return byte
}

/** A new random id of 20 letters and digits (119 bits), for `io.id()` and everything else that is named. */
export function randomId(): string {
  let id = ''
  while (id.length < idLength) {
    const byte = randomByte()
    if (byte < fairBytes) id += letters[byte % letters.length]
  }
  return id
}

const longestTimerMs = 2_147_483_647

/** The machine's own clock as the engine wants it. */
export const hostClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const untilMs = Date.now() + ms
      let timer: NodeJS.Timeout
      const stop = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      // Node's timers end at 24.8 days; a longer sleep is several.
      const wake = () => {
        const leftMs = untilMs - Date.now()
        if (ms > longestTimerMs && leftMs > 0) timer = setTimeout(wake, Math.min(leftMs, longestTimerMs))
        else {
          signal.removeEventListener('abort', stop)
          resolve()
        }
      }
      timer = setTimeout(wake, Math.min(Math.max(ms, 0), longestTimerMs))
      signal.addEventListener('abort', stop, { once: true })
    }),
}

/** A run keeps the runner to itself for this long at most, in milliseconds, before others have their turn. */
const mostStretchMs = 15

/** `io.rest`: others have their turn where they have not had one for a while. */
export function createRest(): () => Promise<void> | undefined {
  let turnMs = performance.now()
  return () => {
    if (performance.now() - turnMs < mostStretchMs) return undefined
    return new Promise((resolve) => {
      setImmediate(() => {
        turnMs = performance.now()
        resolve()
      })
    })
  }
}
