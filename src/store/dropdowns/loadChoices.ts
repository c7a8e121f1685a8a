import type { RunEvent } from '../../engine/events.ts'
import type { Json } from '../../model/json.ts'
import type { StartRun } from '../../api/contract.ts'
import type { RunnerClient } from '../runnerClient.ts'
import type { LoadedChoices } from './choices.ts'

/** Records are fetched this many at a time; the runner gives fewer where they are large. */
const recordsAtATime = 1_000
/** A list that is longer than this is for a search, not for a dropdown. */
export const mostChoices = 100_000

/**
 * Runs a list operation aside for the choices of a dropdown: one page of its own paging, and the next ones when they are asked
 * for. Giving up stops the run. Rejects with an error whose message can be shown.
 */
export async function loadChoices(
  runner: RunnerClient,
  asked: Omit<StartRun, 'aside' | 'mostPages'>,
  signal: AbortSignal,
): Promise<LoadedChoices> {
  // Not given up while it starts: the runner would have a run that nobody knows the name of, and that nobody could stop.
  const { id } = await runner.start({ ...asked, aside: true, mostPages: 1 })
  return follow(runner, id, { after: -1, from: 0 }, signal)
}

interface Place {
  /** Number of the last event that was read. */
  readonly after: number
  /** How many records were read. */
  readonly from: number
}

async function follow(
  runner: RunnerClient,
  id: string,
  { after, from }: Place,
  signal: AbortSignal,
): Promise<LoadedChoices> {
  const stop = () => void runner.stop(id).catch(() => {})
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const finished = await lastOf(runner, id, after, signal)
    if (finished.outcome === 'failed')
      throw new Error(finished.failure?.message ?? 'The list operation failed.')
    const given: Json[] = []
    let total = Infinity
    while (from + given.length < Math.min(total, mostChoices)) {
      const page = await runner.records(id, from + given.length, recordsAtATime, signal)
      total = page.total
      if (page.records.length === 0) break
      given.push(...(page.records as Json[]))
    }
    const read = from + given.length
    const goesOn = finished.resumable && finished.outcome === 'stopped'
    if (read >= mostChoices) return goesOn || total > read ? { given, cut: true } : { given }
    if (!goesOn) return { given }
    return {
      given,
      more: async (next) => {
        await runner.resume(id, { mostPages: 1 })
        return follow(runner, id, { after: finished.seq, from: read }, next)
      },
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

type Finished = Extract<RunEvent, { type: 'finished' }>

async function lastOf(
  runner: RunnerClient,
  id: string,
  after: number,
  signal: AbortSignal,
): Promise<Finished> {
  for await (const batch of runner.events(id, after, signal))
    for (const event of batch) if (event.type === 'finished') return event
  signal.throwIfAborted()
  throw new Error('The list operation was cut off. Try again.')
}
