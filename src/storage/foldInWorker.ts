import type { ConnectorId } from '../model/ids.ts'
import type { FoldAnswer, FoldRequest } from './fold.worker.ts'

/** Folds in a worker that is made when there is something to fold and ended after it. Rejects where it could not. */
export function foldInWorker(database: string, connector: ConnectorId): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./fold.worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<FoldAnswer>) => {
      worker.terminate()
      if ('folded' in data) resolve(data.folded)
      else reject(new Error(data.failed))
    })
    worker.addEventListener('error', (event) => {
      worker.terminate()
      reject(new Error(event.message))
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin.
    worker.postMessage({ database, connector } satisfies FoldRequest)
  })
}
