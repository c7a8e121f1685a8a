import { describe, expect, it } from 'vitest'
import { readEvents } from '../../src/app/runnerEvents.ts'
import type { RunEvent } from '../../src/engine/events.ts'

/** A stream whose parts are given one by one; `undefined` breaks the connection. */
function stream(parts: readonly (string | undefined)[]): Response {
  const encoder = new TextEncoder()
  let next = 0
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (next === parts.length) return controller.close()
        const part = parts[next]
        next += 1
        if (part === undefined) controller.error(new TypeError('network error'))
        else controller.enqueue(encoder.encode(part))
      },
    }),
  )
}

const line = (seq: number, type = 'checkpoint') => `${JSON.stringify({ seq, atMs: 0, type, records: seq })}\n`

interface Script {
  readonly connections: readonly (Response | Error)[]
  readonly after?: number
}

async function read({ connections, after = 0 }: Script) {
  const asked: number[] = []
  const slept: number[] = []
  const seen: number[] = []
  let failed: unknown
  try {
    const events = readEvents({
      after,
      signal: new AbortController().signal,
      timers: { frame: async () => {}, sleep: async (ms) => void slept.push(ms) },
      async open(from) {
        asked.push(from)
        const connection = connections[asked.length - 1] ?? new Error('nobody there')
        if (connection instanceof Error) throw connection
        return connection
      },
      isFinal: (error) => error instanceof RangeError,
    })
    for await (const batch of events) seen.push(...batch.map((event: RunEvent) => event.seq))
  } catch (error) {
    failed = error
  }
  return { asked, slept, seen, failed }
}

describe('the events of a run', () => {
  it('come in order, whatever pieces the network makes of the lines', async () => {
    const text = line(1) + line(2) + line(3, 'finished')
    const pieces = [text.slice(0, 7), text.slice(7, 60), text.slice(60)]
    expect(await read({ connections: [stream(pieces)] })).toMatchObject({
      seen: [1, 2, 3],
      asked: [0],
      failed: undefined,
    })
  })

  it('go on from the last number after the connection broke, and repeat nothing', async () => {
    const connections = [stream([line(1), line(2), undefined]), stream([line(2), line(3, 'finished')])]
    expect(await read({ connections })).toMatchObject({ seen: [1, 2, 3], asked: [0, 2], slept: [250] })
  })

  it('go on after a stream that ended early, in the middle of a line too', async () => {
    const connections = [stream([line(1), '{"seq":2,']), stream([line(2, 'finished')])]
    expect(await read({ connections })).toMatchObject({ seen: [1, 2], asked: [0, 1] })
  })

  it('are given up when nobody answers for long, with the waits growing', async () => {
    const result = await read({ connections: [] })
    expect(result.seen).toEqual([])
    expect(result.slept).toEqual([250, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
    expect(result.failed).toEqual(new Error('nobody there'))
  })

  it('end at once with a refusal that another try cannot change', async () => {
    const result = await read({ connections: [new RangeError('no such run')] })
    expect(result).toMatchObject({ slept: [], failed: new RangeError('no such run') })
  })
})
