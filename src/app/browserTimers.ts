import type { Clock } from '../engine/io.ts'
import type { EventStreamTimers } from './runnerEvents.ts'

/** Time of this page. */
export const browserClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop)
        resolve()
      }, ms)
      const stop = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      signal.addEventListener('abort', stop, { once: true })
    }),
}

export const browserTimers: EventStreamTimers = {
  // A page that is hidden paints nothing: its frames would never come.
  frame: () =>
    new Promise((resolve) => {
      if (document.hidden) setTimeout(resolve, 50)
      else requestAnimationFrame(() => resolve())
    }),
  sleep: browserClock.sleep,
}

/** Calls once after `ms`; the function returned calls it off. */
export function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A random id of 20 letters and digits (119 bits). */
export function makeId(): string {
  let id = ''
  while (id.length < 20) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // 248 is the greatest multiple of 62 below 256: beyond it some letters would come more often than others.
      if (byte < 248 && id.length < 20) id += letters[byte % 62]
    }
  }
  return id
}
