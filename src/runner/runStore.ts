import type { RunSummary } from '../api/contract.ts'
import type { RunFailure, RunId } from '../engine/events.ts'
import { EventLog } from './eventLog.ts'
import { RecordLog } from './recordLog.ts'
import type { RunFolder } from './runFolder.ts'
import { TapeLog } from './tapeLog.ts'

/** What is kept of one run, while it goes on and afterwards. */
export interface KeptRun {
  readonly id: RunId
  readonly summary: RunSummary
  readonly events: EventLog
  readonly records: RecordLog
  readonly tape: TapeLog
  /** Changes the summary in memory, and on the disk when `write` is called. */
  update(changes: Partial<RunSummary>): void
  write(): Promise<void>
  close(): Promise<void>
}

export interface RunStore {
  /** Newest first. */
  list(): RunSummary[]
  summary(id: string): RunSummary | undefined
  create(summary: RunSummary): Promise<KeptRun>
  /** A run that goes on, or one that is opened again. */
  open(id: string): Promise<KeptRun | undefined>
  /** The run goes on no more: it may be closed when nobody has looked at it for long, and removed when it is old. */
  release(id: RunId): Promise<void>
  close(): Promise<void>
}

/** The newest runs that a data folder keeps; older ones are removed when a new one starts. */
export const keptRuns = 50
/** Runs of the past that stay open for looking at. */
const openRuns = 8

/**
 * The last word of a run that was cut off is numbered this far above what is on the disk: a reader may have seen events that
 * the disk never got, and asks for what comes after those. More are never under way.
 */
const lostAtMost = 100_000

/** What is told of a run that a runner left behind when it was killed. */
const interrupted: RunFailure = {
  kind: 'internal',
  message: 'The runner was stopped while this run went on. The records up to there are kept; run it again.',
  retryable: true,
}

/** Opens a folder of runs. Those that a killed runner left unfinished are closed as failed, with their records kept. */
export async function openRunStore(folder: RunFolder, nowMs: number): Promise<RunStore> {
  const summaries = new Map<string, RunSummary>()
  const live = new Map<string, KeptRun>()
  /** In the order of their last use. */
  const past = new Map<string, Promise<KeptRun>>()

  for (const summary of await folder.list()) summaries.set(summary.id, summary)
  for (const summary of summaries.values())
    if (summary.outcome === undefined)
      summaries.set(summary.id, await closeInterrupted(folder, summary, nowMs))

  const list = () =>
    [...summaries.values()]
      .map((summary) => live.get(summary.id)?.summary ?? summary)
      .toSorted((a, b) => b.startedMs - a.startedMs || (a.id < b.id ? 1 : -1))

  async function removeOld(): Promise<void> {
    for (const { id } of list().slice(keptRuns)) {
      if (live.has(id)) continue
      summaries.delete(id)
      await closePast(id)
      await folder.remove(id)
    }
  }

  async function closePast(id: string): Promise<void> {
    const opened = past.get(id)
    past.delete(id)
    await opened?.then((run) => run.close()).catch(() => {})
  }

  function keep(summary: RunSummary, parts: Pick<KeptRun, 'events' | 'records' | 'tape'>): KeptRun {
    let known = summary
    return {
      ...parts,
      id: summary.id,
      get summary() {
        return live.has(summary.id)
          ? { ...known, records: parts.records.count, seq: parts.events.seq }
          : known
      },
      update(changes) {
        known = { ...known, ...changes }
        summaries.set(summary.id, known)
      },
      write: () => folder.write(known),
      close: async () => {
        await Promise.allSettled([parts.events.close(), parts.records.close(), parts.tape.close()])
      },
    }
  }

  await removeOld()
  return {
    list,
    summary: (id) => live.get(id)?.summary ?? summaries.get(id),
    async create(summary) {
      const { id } = summary
      await folder.create(id)
      await folder.write(summary)
      const run = keep(summary, {
        events: EventLog.create(await folder.open(id, 'events')),
        records: RecordLog.create(await folder.open(id, 'records')),
        tape: TapeLog.create(await folder.open(id, 'tape')),
      })
      summaries.set(id, summary)
      live.set(id, run)
      await removeOld()
      return run
    },
    async open(id) {
      const going = live.get(id)
      if (going !== undefined) return going
      const summary = summaries.get(id)
      if (summary === undefined) return undefined
      const opened = past.get(id) ?? reopen(folder, summary).then((parts) => keep(summary, parts))
      past.delete(id)
      past.set(id, opened)
      opened.catch(() => past.delete(id))
      const oldest = past.keys().next().value
      if (past.size > openRuns && oldest !== undefined) await closePast(oldest)
      return opened
    },
    async release(id) {
      const run = live.get(id)
      if (run === undefined) return
      run.update({ records: run.records.count, seq: run.events.seq })
      live.delete(id)
      past.set(id, Promise.resolve(run))
    },
    async close() {
      await Promise.all([...past.keys()].map(closePast))
      await Promise.all([...live.values()].map((run) => run.close()))
    },
  }
}

async function reopen(
  folder: RunFolder,
  { id }: RunSummary,
): Promise<Pick<KeptRun, 'events' | 'records' | 'tape'>> {
  return {
    events: await EventLog.reopen(await folder.open(id, 'events')),
    records: await RecordLog.reopen(await folder.open(id, 'records')),
    tape: await TapeLog.reopen(await folder.open(id, 'tape')),
  }
}

/** Ends the story of a run that was cut off: a last event, so that readers end, and a summary that says why. */
async function closeInterrupted(folder: RunFolder, summary: RunSummary, nowMs: number): Promise<RunSummary> {
  const failed: RunSummary = { ...summary, outcome: 'failed', finishedMs: nowMs, failure: interrupted }
  try {
    const { events, records, tape } = await reopen(folder, summary)
    const seq = events.seq + 1 + lostAtMost
    await events.append({
      seq,
      atMs: nowMs,
      type: 'finished',
      outcome: 'failed',
      records: records.count,
      masked: 0,
      failure: interrupted,
      resumable: false,
    })
    const closed = { ...failed, records: records.count, seq }
    await Promise.all([events.close(), records.close(), tape.close()])
    await folder.write(closed)
    return closed
  } catch {
    // A disk that cannot be written now keeps the run as it was; it is told as failed all the same.
    return failed
  }
}
