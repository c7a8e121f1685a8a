import type { CheckAway } from '../store/problems.ts'
import type { CheckAnswer, CheckRequest } from './check.worker.ts'

/** Checks in a worker of its own, made with the first check. Rejects where there is none; the next check tries again. */
export function createCheckInWorker(): CheckAway {
  let worker: Worker | undefined
  let newest = 0
  const waiting = new Map<
    number,
    { resolve: (answer: Awaited<ReturnType<CheckAway>>) => void; reject: (error: Error) => void }
  >()
  const end = (message: string) => {
    worker?.terminate()
    worker = undefined
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
  }
  const start = () => {
    const made = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
    made.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => {
      const asked = waiting.get(data.number)
      waiting.delete(data.number)
      if ('checks' in data) asked?.resolve(data.checks)
      else asked?.reject(new Error(data.failed))
    })
    made.addEventListener('error', (event) => end(event.message))
    return made
  }
  return (connector, operations) =>
    new Promise((resolve, reject) => {
      worker ??= start()
      newest += 1
      waiting.set(newest, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin.
      worker.postMessage({ number: newest, connector, operations } satisfies CheckRequest)
    })
}
