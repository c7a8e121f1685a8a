// A run that is stopped ends within 100 ms, whatever it was at. Measured on the real clock by `npm run bench -- abort`.
import { describe, expect, test } from 'vitest'
import { EngineError } from '../../../src/engine/errors.ts'
import type { RunEvent, RunId } from '../../../src/engine/events.ts'
import { type FakeAnswer, type FakeIo, fakeIo } from '../../../src/engine/fake.ts'
import { plan } from '../../../src/engine/plan.ts'
import { run } from '../../../src/engine/run.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import { readConnector } from '../../../src/model/read.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { bySkipping, type Drawn, drawWalk, range, readsEach } from './walking.ts'

const size = 5_000

const rows = bySkipping(size)
const drawn = (pages: object = {}): Drawn => ({
  request: { ...rows.request, retry: { attempts: 5 } },
  pages: { ...rows.pages, ...pages },
  ...readsEach,
})

/** A walk that is read event by event and stopped when one of them says so, or from the outside. */
interface Begun {
  readonly pages?: object
  readonly stop?: AbortController
  readonly stopAt?: (event: RunEvent) => boolean
}

function begin(io: FakeIo, options: Begun = {}) {
  const { connector, problems } = readConnector(drawWalk(drawn(options.pages)))
  if (connector === undefined) throw new Error(JSON.stringify(problems))
  const planned = plan(connector, 'list' as OperationId, catalog)
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems, undefined, 2))
  const stop = options.stop ?? new AbortController()
  const events: RunEvent[] = []
  const over = (async () => {
    for await (const event of run(planned.plan, {
      run: 'run' as RunId,
      input: {},
      io,
      signal: stop.signal,
    })) {
      events.push(event)
      if (options.stopAt?.(event) === true) stop.abort()
    }
  })()
  return { stop, events, over }
}

/** Whatever the run still had in mind would be done in a day. */
const day = 24 * 60 * 60_000

async function stopsAtOnce(io: FakeIo, { stop, events, over }: ReturnType<typeof begin>) {
  const asked = io.requests.length
  const atMs = io.clock.now()
  stop.abort()
  await over
  const finished = events.at(-1)
  expect(finished).toMatchObject({ type: 'finished', outcome: 'stopped' })
  expect((finished?.atMs ?? Number.POSITIVE_INFINITY) - atMs).toBeLessThanOrEqual(100)
  expect(io.clock.sleepers).toBe(0)
  await io.clock.advance(day)
  expect(io.requests).toHaveLength(asked)
  return finished
}

const page = (skip: number) => ({ body: { rows: range(skip, skip + size) } })

describe('[E28] a stop ends a walk within 100 ms, with no further call', () => {
  test('during a wait for another try', async () => {
    const io = fakeIo({
      script: [page(0), { status: 503, headers: [['Retry-After', '60']], body: {} }, page(size)],
    })
    const walk = begin(io)
    await io.clock.settle()
    expect(walk.events.filter(({ type }) => type === 'waiting')).toHaveLength(1)
    expect(await stopsAtOnce(io, walk)).toMatchObject({ records: size })
  })

  test('during the gap between two pages', async () => {
    const io = fakeIo({ script: [page(0), page(size)] })
    const walk = begin(io, { pages: { gap: { minMs: 5_000 } } })
    await io.clock.settle()
    expect(io.clock.sleepers).toBe(1)
    expect(await stopsAtOnce(io, walk)).toMatchObject({ records: size })
  })

  test('during a fetch, which hears of it', async () => {
    let heard = false
    const io = fakeIo({
      script: (_request, signal) =>
        io.requests.length === 1
          ? page(0)
          : new Promise((_, reject) => {
              signal.addEventListener('abort', () => {
                heard = true
                reject(new EngineError('network', 'The connection was cut.', { retryable: true }))
              })
            }),
    })
    const walk = begin(io)
    await io.clock.settle()
    expect(io.requests).toHaveLength(2)
    expect(await stopsAtOnce(io, walk)).toMatchObject({ records: size })
    expect(heard).toBe(true)
  })

  const text = (type: string, body: string) => ({
    headers: [['Content-Type', type] as const],
    body: new TextEncoder().encode(body),
  })
  test.each<[what: string, rest: number, answer: () => FakeAnswer]>([
    // The first rest is behind the arrival of the answer, the second the first one of the look at it.
    ['JSON is looked through', 2, () => ({ body: { rows: range(0, 400_000) } })],
    [
      'CSV is read',
      10,
      () =>
        text(
          'text/csv',
          `id,name\n${range(0, 300_000)
            .map((_, at) => `r${at},a name`)
            .join('\n')}`,
        ),
    ],
    [
      'XML is read',
      10,
      () => text('application/xml', `<rows>${'<row><id>1</id></row>'.repeat(300_000)}</rows>`),
    ],
  ])(
    'while a large answer of %s: nothing of it is told, and the rest is left',
    async (_what, rest, answer) => {
      const stop = new AbortController()
      let rests = 0
      const io: FakeIo = {
        ...fakeIo({ script: [page(0), answer()] }),
        rest: () => {
          if (io.requests.length === 2 && ++rests === rest) stop.abort()
          return undefined
        },
      }
      const walk = begin(io, { stop })
      await walk.over
      expect(walk.events.at(-1)).toMatchObject({ type: 'finished', outcome: 'stopped', records: size })
      expect(rests).toBe(rest)
      await io.clock.advance(day)
      expect(io.requests).toHaveLength(2)
    },
  )

  test('while the records of a page are parsed: the rest of the page is left', async () => {
    const io = fakeIo({ script: [page(0), page(size)] })
    const walk = begin(io, { stopAt: (event) => event.type === 'sample' && event.node === 'shape' })
    await walk.over
    const finished = walk.events.at(-1)
    expect(finished).toMatchObject({ type: 'finished', outcome: 'stopped' })
    expect(finished?.atMs).toBe(walk.events[0]?.atMs)
    expect(io.records.count).toBeLessThan(size)
    await io.clock.advance(day)
    expect(io.requests).toHaveLength(1)
  })
})
