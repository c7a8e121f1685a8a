import type { WaitReason } from '../../../engine/events.ts'
import type { LiveRun } from '../../../store/state.ts'

const numbers = new Intl.NumberFormat('en-US')
const seconds = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2, minimumFractionDigits: 2 })

/** `1 record`, `1,204 records`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numbers.format(count)} ${count === 1 ? one : many}`

/** `412 ms`, `1.07 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 60_000) return `${seconds.format(ms / 1000)} s`
  const whole = Math.round(ms / 1000)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** `312 B`, `4.2 kB`, `1.5 MB`: thousands, as transfers are told. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

const two = (part: number) => String(part).padStart(2, '0')

/** `09:41:07.214`, of the person's day. */
export function clockTime(ms: number): string {
  const at = new Date(ms)
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`
}

/** What a run waits for, in words that go on from "Waiting". */
export const waitReasons: Readonly<Record<WaitReason, string>> = {
  'retry-after': 'as the service asked',
  backoff: 'before the next try',
  rate: 'for the rate limit',
  capacity: 'for room in the queue',
  refresh: 'for a new token',
}

/** Why and how long a run waits, of the first node that does; undefined where none does. */
export function waitWords(run: LiveRun, nowMs: number): string | undefined {
  for (const { waiting } of Object.values(run.nodes)) {
    if (waiting === undefined) continue
    const left =
      waiting.untilMs === undefined ? undefined : Math.max(0, Math.ceil((waiting.untilMs - nowMs) / 1000))
    return `Waiting ${waitReasons[waiting.reason]}${left === undefined ? '' : `, ${left} s`}`
  }
  return undefined
}

/** How a finished run ended, in two or three words. */
export function endedWords(run: LiveRun): string {
  const took = duration((run.finishedMs ?? run.startedMs) - run.startedMs)
  if (run.outcome === 'failed') return `Failed after ${took}`
  return run.outcome === 'stopped' ? `Stopped after ${took}` : `Finished in ${took}`
}
