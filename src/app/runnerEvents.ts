import type { RunEvent } from '../engine/events.ts'
import { parseJson } from '../model/readJson.ts'

/** Time as the page gives it. */
export interface EventStreamTimers {
  /** Resolves with the next animation frame; a hidden page, which paints none, with a short timer instead. */
  frame(): Promise<void>
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export interface EventStreamOptions {
  /** Number of the newest event that is known. */
  readonly after: number
  readonly signal: AbortSignal
  readonly timers: EventStreamTimers
  /** Opens the stream after an event. Rejects where the runner cannot be reached or refuses. */
  open(after: number): Promise<Response>
  /** Whether trying again cannot help. */
  isFinal(error: unknown): boolean
}

/** Waits before the stream is opened again, in milliseconds; then it is given up. */
const retryMs = [250, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000] as const

/**
 * The numbered events of a run as batches, one an animation frame where many come, so that a fast run is painted as often as
 * the screen is. A connection that ends before the run has finished is opened again from the last number; the waits begin
 * anew whenever something came.
 */
export async function* readEvents(options: EventStreamOptions): AsyncGenerator<readonly RunEvent[]> {
  const { signal, timers } = options
  let seq = options.after
  let tries = 0
  while (!signal.aborted) {
    let failure: unknown = new Error('The stream of events ended early.')
    try {
      const response = await options.open(seq)
      for await (const batch of batches(response, timers, signal)) {
        const news = batch.filter((event) => event.seq > seq)
        const last = news.at(-1)
        if (last === undefined) continue
        seq = last.seq
        tries = 0
        yield news
        if (news.some(({ type }) => type === 'finished')) return
      }
    } catch (error) {
      if (signal.aborted) return
      if (options.isFinal(error) && !isBroken(error)) throw error
      failure = error
    }
    if (signal.aborted) return
    const waitMs = retryMs[tries]
    if (waitMs === undefined) throw failure
    tries += 1
    await timers.sleep(waitMs, signal).catch(() => {})
  }
}

/** A connection that broke while it was read: the browser throws a TypeError, a half line is no JSON. */
const isBroken = (error: unknown) =>
  error instanceof TypeError || (error as { name?: unknown }).name === 'JsonError'

/** What came since the last frame, line by line; the rest of a line waits for its end. */
async function* batches(
  response: Response,
  timers: EventStreamTimers,
  signal: AbortSignal,
): AsyncGenerator<readonly RunEvent[]> {
  const reader = (response.body ?? new Response('').body)?.getReader()
  if (reader === undefined) return
  const decoder = new TextDecoder()
  let rest = ''
  let waiting: RunEvent[] = []
  let ended = false
  let broken: unknown
  let wake: (() => void) | undefined
  const pump = (async () => {
    try {
      while (!ended) {
        const { done, value } = await reader.read()
        rest += decoder.decode(value, { stream: !done })
        const lines = rest.split('\n')
        rest = done ? '' : (lines.pop() ?? '')
        for (const line of lines) if (line.trim() !== '') waiting.push(parseJson(line) as unknown as RunEvent)
        ended ||= done
        wake?.()
      }
    } catch (error) {
      broken = error
      ended = true
      wake?.()
    }
  })()
  try {
    for (;;) {
      if (waiting.length > 0) {
        const batch = waiting
        waiting = []
        yield batch
        // The first event is shown at once; those that come meanwhile go together with the next frame.
        await timers.frame()
      } else if (ended || signal.aborted) break
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
    if (broken !== undefined) throw broken
  } finally {
    ended = true
    await reader.cancel().catch(() => {})
    await pump
  }
}
