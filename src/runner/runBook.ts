import type { RunSummary } from '../api/contract.ts'
import type { RunId } from '../engine/events.ts'

/** A place to go on from, sealed: positions may hold secrets (E24). */
export interface KeptCheckpoint {
  /** Rising by one for each checkpoint of the run. */
  readonly number: number
  /** How many pages its walk had passed; undefined where the run walks none, or several. */
  readonly page?: number
  /** Hash, positions and the count of records. */
  readonly sealed: string
  /** Output of the nodes that yield one value; left out where it is as in the checkpoint before. */
  readonly values?: string
}

/** Which checkpoints are looked among; all of them where nothing is said. */
export interface CheckpointPlace {
  /** Those that had passed so many pages. */
  readonly page?: number | undefined
  /** Those with a lower number. */
  readonly below?: number | undefined
}

/**
 * What is written about runs again and again, in small: summaries, what was asked for, and the places to go on from. Kept in
 * files, in SQLite or in memory; all three pass one contract suite. What grows (events, records, tape) is in the `RunFolder`.
 */
export interface RunBook {
  /** All that are kept, in no order. What cannot be read is passed over, never removed. */
  list(): Promise<RunSummary[]>
  /** Replaces the summary whole. */
  write(summary: RunSummary): Promise<void>
  /** What the run was asked to do, sealed, so that it can go on in another process. */
  keepRequest(id: RunId, sealed: string): Promise<void>
  request(id: RunId): Promise<string | undefined>
  /** On the disk, as far as the system keeps its word, when it resolves. */
  saveCheckpoint(id: RunId, checkpoint: KeptCheckpoint): Promise<void>
  /** The newest there is in that place, with the values that hold for it. */
  checkpoint(id: RunId, place?: CheckpointPlace): Promise<KeptCheckpoint | undefined>
  /** Forgets the checkpoints above this number: the run goes on from there, and what followed is no longer true. */
  forgetAfter(id: RunId, number: number): Promise<void>
  remove(id: RunId): Promise<void>
  close(): Promise<void>
}

/** Of one run; older ones are forgotten, and a run of more pages cannot be begun again that far back. */
export const keptCheckpoints = 10_000

/** The newest of a list in order, by number, with the values that hold for it. */
export function chooseCheckpoint(
  all: readonly KeptCheckpoint[],
  { page, below = Number.POSITIVE_INFINITY }: CheckpointPlace = {},
): KeptCheckpoint | undefined {
  const at = all.findLastIndex((each) => each.number < below && (page === undefined || each.page === page))
  const found = all[at]
  if (found === undefined) return undefined
  const values = all.slice(0, at + 1).findLast((each) => each.values !== undefined)?.values
  return values === undefined ? found : { ...found, values }
}

/** As many as are kept, the oldest of which carries the values that hold for it. */
export function withoutOldest(all: readonly KeptCheckpoint[]): KeptCheckpoint[] {
  if (all.length <= keptCheckpoints) return [...all]
  const from = all.length - keptCheckpoints / 2
  const kept = all.slice(from)
  const first = chooseCheckpoint(all.slice(0, from + 1))
  return first === undefined ? kept : [first, ...kept.slice(1)]
}
