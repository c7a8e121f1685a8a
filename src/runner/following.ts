import { EngineError, toRunFailure } from '../engine/errors.ts'
import type { RunEvent } from '../engine/events.ts'
import { hostClock } from './hostIo.ts'
import type { KeptRun } from './runStore.ts'

/** Writes what a run tells into its story, to its end, however that comes. Never rejects. */
export async function followRun(kept: KeptRun, events: AsyncIterable<RunEvent>): Promise<void> {
  let finished = false
  try {
    for await (const event of events) {
      // The last word comes when all that was written before it can be read.
      if (event.type === 'finished') {
        await kept.records.flush()
        kept.update({
          outcome: event.outcome,
          finishedMs: event.atMs,
          records: event.records,
          ...(event.failure !== undefined && { failure: event.failure }),
        })
        finished = true
      }
      // A run that went on from a checkpoint again is not one that always ends at the same place.
      if (event.type === 'checkpoint' && (kept.summary.takenUp ?? 0) > 0) {
        kept.update({ takenUp: 0 })
        // Where the next runner finds it. What cannot be written costs a taking up, not the run.
        await kept.write().catch(() => {})
      }
      await kept.events.append(kept.before === 0 ? event : { ...event, seq: event.seq + kept.before })
    }
    if (!finished) throw new EngineError('internal', 'The run ended without saying how.')
  } catch (error) {
    await fail(kept, error)
  }
  await kept.events.end().catch(() => {})
  // Nobody waits for this any more. A summary that outlived its records in a power cut would tell of what is not there.
  await kept.records.sync().catch(() => {})
  kept.update({ seq: kept.events.seq })
  // Where even this cannot be written, the next start finds the run unfinished and says so.
  await kept.write().catch(() => {})
}

/** Ends a run that could not end itself: the disk under its events failed, or the engine broke its promise. */
async function fail(kept: KeptRun, error: unknown): Promise<void> {
  const failure = toRunFailure(error)
  const atMs = hostClock.now()
  const records = kept.records.count
  kept.update({ outcome: 'failed', finishedMs: atMs, records, failure })
  const seq = kept.events.seq + 1
  const last: RunEvent = {
    seq,
    atMs,
    type: 'finished',
    outcome: 'failed',
    records,
    masked: 0,
    failure,
    resumable: false,
  }
  // Those who follow live still get it from memory.
  await kept.events.append(last)?.catch(() => {})
}
