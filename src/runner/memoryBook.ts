import type { RunSummary } from '../api/contract.ts'
import type { RunId } from '../engine/events.ts'
import { chooseCheckpoint, type KeptCheckpoint, type RunBook, withoutOldest } from './runBook.ts'

/** Gone with the process. */
export function createMemoryBook(): RunBook {
  const summaries = new Map<RunId, RunSummary>()
  const requests = new Map<RunId, string>()
  const checkpoints = new Map<RunId, KeptCheckpoint[]>()
  const of = (id: RunId) => checkpoints.get(id) ?? []
  return {
    list: () => Promise.resolve([...summaries.values()]),
    async write(summary) {
      summaries.set(summary.id, summary)
    },
    async keepRequest(id, sealed) {
      requests.set(id, sealed)
    },
    request: (id) => Promise.resolve(requests.get(id)),
    async saveCheckpoint(id, checkpoint) {
      checkpoints.set(id, withoutOldest([...of(id), checkpoint]))
    },
    checkpoint: (id, place) => Promise.resolve(chooseCheckpoint(of(id), place)),
    async forgetAfter(id, number) {
      checkpoints.set(
        id,
        of(id).filter((each) => each.number <= number),
      )
    },
    async remove(id) {
      summaries.delete(id)
      requests.delete(id)
      checkpoints.delete(id)
    },
    close: () => Promise.resolve(),
  }
}
