import type { RunSummary } from '../api/contract.ts'
import type { RunFailure, RunId } from '../engine/events.ts'
import type { ByteLog } from './byteLog.ts'
import { EventLog } from './eventLog.ts'
import { RecordLog } from './recordLog.ts'
import type { CheckpointPlace, KeptCheckpoint, RunBook } from './runBook.ts'
import type { RunFolder, RunPart } from './runFolder.ts'
import { TapeLog } from './tapeLog.ts'

/** What is kept of one run, while it goes on and afterwards. */
export interface KeptRun {
  readonly id: RunId
  readonly summary: RunSummary
  readonly events: EventLog
  readonly records: RecordLog
  readonly tape: TapeLog
  /** Its events are numbered from above this: those of an earlier part of it stand before. */
  readonly before: number
  /** Reads on even when the store closes or removes the run meanwhile: what has begun is given whole. */
  reading(blocks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array>
  /** Changes the summary in memory, and on the disk when `write` is called. */
  update(changes: Partial<RunSummary>): void
  write(): Promise<void>
  /** What it was asked to do, sealed. */
  keepRequest(sealed: string): Promise<void>
  /** The place to go on from, sealed, after the records that it counts. */
  saveCheckpoint(checkpoint: Omit<KeptCheckpoint, 'number'>): Promise<void>
  /** Resolves when nobody reads. */
  idle(): Promise<void>
  /** At once, whoever reads. */
  close(): Promise<void>
}

export interface RunStore {
  /** Newest first, those aside too. */
  list(): RunSummary[]
  summary(id: string): RunSummary | undefined
  create(summary: RunSummary): Promise<KeptRun>
  /** A run that goes on, or one that is opened again. */
  open(id: string): Promise<KeptRun | undefined>
  /** Runs that a killed runner left unfinished, to be taken up again or ended. */
  interrupted(): RunSummary[]
  /** Ends the story of an interrupted run: a last event, so that readers end, and a summary that says why. */
  endInterrupted(id: string, nowMs: number): Promise<void>
  /** What the run was asked to do, sealed. */
  request(id: string): Promise<string | undefined>
  /** The newest place to go on from; see `RunBook`. */
  checkpoint(id: string, place?: CheckpointPlace): Promise<KeptCheckpoint | undefined>
  /**
   * A run of the past goes on, from that checkpoint or from its beginning: what came after it is forgotten. Undefined: there is no
   * such run.
   */
  goOn(id: string, from: KeptCheckpoint | undefined): Promise<KeptRun | undefined>
  /** The run goes on no more: it may be closed when nobody has looked at it for long, and removed when it is old. */
  release(id: RunId): Promise<void>
  close(): Promise<void>
}

/** The newest runs that a data folder keeps; older ones are removed when a new one starts. */
export const keptRuns = 50
/** The newest runs aside that are kept: as many as a form may have dropdowns that can load more. */
export const keptAside = 30
/** Runs of the past that stay open for looking at. */
const openRuns = 8

/**
 * The last word of a run that was cut off is numbered this far above what is on the disk: a reader may have seen events that
 * the disk never got, and asks for what comes after those. More are never under way.
 */
const lostAtMost = 100_000

/** What is told of a run that a runner left behind when it was killed. */
const interrupted = (resumable: boolean): RunFailure => ({
  kind: 'internal',
  message: `The runner was stopped while this run went on. The records up to there are kept; ${resumable ? 'go on with it, or ' : ''}run it again.`,
  retryable: true,
})

/** Opens the runs that a folder and a book hold. */
export async function openRunStore(folder: RunFolder, book: RunBook): Promise<RunStore> {
  const summaries = new Map<string, RunSummary>()
  const live = new Map<string, KeptRun>()
  /** In the order of their last use. */
  const past = new Map<string, Promise<KeptRun>>()

  for (const summary of await book.list()) summaries.set(summary.id, summary)

  const list = () =>
    [...summaries.values()]
      .map((summary) => live.get(summary.id)?.summary ?? summary)
      .toSorted((a, b) => b.startedMs - a.startedMs || (a.id < b.id ? 1 : -1))

  async function removeOld(): Promise<void> {
    const runs = list()
    const old = [
      ...runs.filter(({ aside }) => aside !== true).slice(keptRuns),
      ...runs.filter(({ aside }) => aside === true).slice(keptAside),
    ]
    for (const { id } of old) {
      if (live.has(id)) continue
      summaries.delete(id)
      closePast(id)
      // What cannot be removed now (Windows keeps files that are read) is in nobody's way, and old again at the next start.
      await folder
        .remove(id)
        .then(() => book.remove(id))
        .catch(() => {})
    }
  }

  /** Waits for nobody: a reader that takes nothing may keep a run open for as long as it stays. */
  function closePast(id: string): void {
    const opened = past.get(id)
    past.delete(id)
    void opened?.then((run) => run.idle().then(run.close)).catch(() => {})
  }

  function closeLongUnused(): void {
    for (const id of past.keys())
      if (past.size > openRuns) closePast(id)
      else return
  }

  function keep(
    summary: RunSummary,
    parts: Parts,
    { checkpoints, before } = { checkpoints: 0, before: 0 },
  ): KeptRun {
    let known = summary
    let number = checkpoints
    let valuesKept: string | undefined
    let readers = 0
    let onLastGone: (() => void) | undefined
    return {
      ...parts,
      id: summary.id,
      before,
      get summary() {
        return live.has(summary.id)
          ? { ...known, records: parts.records.count, seq: parts.events.seq }
          : known
      },
      update(changes) {
        known = { ...known, ...changes }
        summaries.set(summary.id, known)
      },
      write: () => book.write(known),
      keepRequest: (sealed) => book.keepRequest(summary.id, sealed),
      saveCheckpoint({ values, ...checkpoint }) {
        number++
        const changed = values !== valuesKept
        valuesKept = values
        return book.saveCheckpoint(summary.id, {
          ...checkpoint,
          number,
          ...(changed && values !== undefined && { values }),
        })
      },
      async *reading(blocks) {
        readers++
        try {
          yield* blocks
        } finally {
          readers--
          if (readers === 0) onLastGone?.()
        }
      },
      idle: () =>
        new Promise((resolve) => {
          if (readers === 0) resolve()
          else onLastGone = resolve
        }),
      close: async () => {
        await closeAll(parts)
      },
    }
  }

  await removeOld()
  return {
    list,
    summary: (id) => live.get(id)?.summary ?? summaries.get(id),
    async create(summary) {
      const { id } = summary
      const run = await makeRoom(folder, book, summary)
        .then((parts) => keep(summary, parts))
        .catch(async (error: unknown) => {
          // Half a run would be listed at the next start as one that was cut off.
          await folder.remove(id).catch(() => {})
          await book.remove(id).catch(() => {})
          throw error
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
      closeLongUnused()
      return opened
    },
    interrupted: () =>
      [...summaries.values()].filter(({ id, outcome }) => outcome === undefined && !live.has(id)),
    async endInterrupted(id, nowMs) {
      const summary = summaries.get(id)
      if (summary === undefined || summary.outcome !== undefined || live.has(id)) return
      // Whoever looked at it saw it without its end.
      closePast(id)
      summaries.set(summary.id, await closeInterrupted(folder, book, summary, nowMs))
    },
    request: (id) => book.request(id as RunId),
    checkpoint: (id, place) => book.checkpoint(id as RunId, place),
    async goOn(id, from) {
      const summary = summaries.get(id)
      if (summary === undefined || live.has(id)) return undefined
      const cutOff = summary.outcome === undefined
      const parts = await (past.get(id) ?? reopen(folder, summary))
      past.delete(id)
      const number = from?.number ?? 0
      await book.forgetAfter(summary.id, number)
      if (from === undefined) await parts.records.cut(0)
      await parts.events.goOn()
      const { outcome: _, finishedMs: __, failure: ___, ...asked } = summary
      const before = parts.events.seq + (cutOff ? lostAtMost : 0)
      const run = keep(asked, parts, { checkpoints: number, before })
      summaries.set(run.id, asked)
      live.set(run.id, run)
      await run.write()
      return run
    },
    async release(id) {
      const run = live.get(id)
      if (run === undefined) return
      run.update({ records: run.records.count, seq: run.events.seq })
      live.delete(id)
      past.set(id, Promise.resolve(run))
      closeLongUnused()
    },
    async close() {
      const opened = await Promise.allSettled(past.values())
      const all = [
        ...opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
        ...live.values(),
      ]
      await Promise.all(all.map((run) => run.close()))
      await book.close()
    },
  }
}

type Parts = Pick<KeptRun, 'events' | 'records' | 'tape'>

const closeAll = ({ events, records, tape }: Parts) =>
  Promise.allSettled([events.close(), records.close(), tape.close()])

async function makeRoom(folder: RunFolder, book: RunBook, summary: RunSummary): Promise<Parts> {
  await folder.create(summary.id)
  await book.write(summary)
  return withLogs(folder, summary.id, (events, records, tape) => ({
    events: EventLog.create(events),
    records: RecordLog.create(records),
    tape: TapeLog.create(tape),
  }))
}

function reopen(folder: RunFolder, { id }: RunSummary): Promise<Parts> {
  return withLogs(folder, id, async (events, records, tape) => ({
    events: await EventLog.reopen(events),
    records: await RecordLog.reopen(records),
    tape: await TapeLog.reopen(tape),
  }))
}

/** Opens the three files of a run; where one cannot be used the others are closed again. */
async function withLogs(
  folder: RunFolder,
  id: RunId,
  use: (events: ByteLog, records: ByteLog, tape: ByteLog) => Parts | Promise<Parts>,
): Promise<Parts> {
  const opened: ByteLog[] = []
  const open = async (part: RunPart) => {
    const log = await folder.open(id, part)
    opened.push(log)
    return log
  }
  try {
    return await use(await open('events'), await open('records'), await open('tape'))
  } catch (error) {
    await Promise.allSettled(opened.map((log) => log.close()))
    throw error
  }
}

async function closeInterrupted(
  folder: RunFolder,
  book: RunBook,
  summary: RunSummary,
  nowMs: number,
): Promise<RunSummary> {
  const resumable = await book.checkpoint(summary.id).then(
    (found) => found !== undefined,
    () => false,
  )
  const failure = interrupted(resumable)
  const failed: RunSummary = { ...summary, outcome: 'failed', finishedMs: nowMs, failure }
  let parts: Parts | undefined
  try {
    parts = await reopen(folder, summary)
    const { events, records } = parts
    const seq = events.seq + 1 + lostAtMost
    await events.append({
      seq,
      atMs: nowMs,
      type: 'finished',
      outcome: 'failed',
      records: records.count,
      masked: 0,
      failure,
      resumable,
    })
    const closed = { ...failed, records: records.count, seq }
    await events.end()
    await book.write(closed)
    return closed
  } catch {
    // A disk that cannot be written now keeps the run as it was; it is told as failed all the same.
    return failed
  } finally {
    if (parts !== undefined) await closeAll(parts)
  }
}
