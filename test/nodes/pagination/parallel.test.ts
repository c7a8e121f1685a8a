// Several pages at once, where it is known what they are asked with and how many there are.
import { describe, expect, test } from 'vitest'
import { valuesChunk } from '../../../src/engine/chunk.ts'
import { type FakeAnswer, fakeIo } from '../../../src/engine/fake.ts'
import type { HttpRequest } from '../../../src/engine/io.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { checkConnector } from '../../../src/model/checks.ts'
import { readConnector } from '../../../src/model/read.ts'
import { type Drawn, drawWalk, range, walk } from './walking.ts'

const drawn = (pages: object = {}): Drawn => ({
  request: {
    method: 'GET',
    url: '{{ service.baseUrl }}/rows',
    records: 'rows',
    query: [{ name: 'limit', value: '10' }],
  },
  pages: {
    size: '10',
    start: { value: '0' },
    carry: { from: 'offset', by: 'size' },
    put: [{ to: 'query', name: 'skip' }],
    stop: [{ rule: 'total', at: 'total' }, { rule: 'empty-page' }],
    parallel: 4,
    ...pages,
  },
})
const byPage = {
  start: { value: '1' },
  carry: { from: 'page', step: 1 },
  put: [{ to: 'query', name: 'page' }],
  stop: [{ rule: 'last-page', in: 'header', at: 'X-Pages' }],
}

/** Rows by offset or page; later pages answer sooner, so that they come out of order. Tells how many are under way at once. */
function service(
  total: number,
  more: { latencyMs?: (page: number) => number; answer?: (page: number) => FakeAnswer | undefined } = {},
) {
  const seen = { most: 0, now: 0, pages: [] as number[] }
  const io = fakeIo({
    jumps: true,
    script: async (request: HttpRequest): Promise<FakeAnswer> => {
      const query = new URL(request.url).searchParams
      const page = query.has('page') ? Number(query.get('page')) : Number(query.get('skip') ?? 0) / 10 + 1
      seen.pages.push(page)
      seen.now++
      seen.most = Math.max(seen.most, seen.now)
      await io.clock.sleep(more.latencyMs?.(page) ?? 1000 - page, new AbortController().signal)
      seen.now--
      const from = (page - 1) * 10
      return (
        more.answer?.(page) ?? {
          headers: [
            ['X-Pages', String(Math.ceil(total / 10))],
            ['Content-Type', 'application/json'],
          ],
          body: JSON.stringify({ rows: range(from, Math.min(total, from + 10)), total }),
        }
      )
    },
  })
  return { io, seen }
}

describe('[E11] pages at once', () => {
  test.each([
    ['an offset and a total', {}],
    ['a page number and the number of pages', byPage],
  ])('by %s: four at a time, records in order, no call too many', async (_, pages) => {
    const { io, seen } = service(95)
    const walked = await walk(drawn(pages), { io })
    expect(walked.records).toEqual(range(0, 95))
    expect(walked.finished).toMatchObject({ outcome: 'completed' })
    expect(seen.pages.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(seen.most).toBe(4)
    expect(walked.pages.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(walked.pages.at(-1)?.stop?.words).toMatch(/\.$/)
  })

  test.each([0, 1, 10, 11, 30])('%i records', async (total) => {
    const { io, seen } = service(total)
    const walked = await walk(drawn(), { io })
    expect(walked.records).toEqual(range(0, total))
    expect(seen.pages).toHaveLength(Math.max(1, Math.ceil(total / 10)))
  })

  test('the window moves on: a page that is taken makes room for another', async () => {
    const { io, seen } = service(200, { latencyMs: (page) => (page === 2 ? 5000 : 10) })
    const walked = await walk(drawn(), { io })
    expect(walked.records).toEqual(range(0, 200))
    // While the second page keeps everybody waiting, the three behind it are asked for and no more.
    expect(seen.pages.slice(0, 5)).toEqual([1, 2, 3, 4, 5])
  })

  test('a page that fails keeps its place: what stood before it is delivered, and the run can go on behind it', async () => {
    const failing = service(95, { answer: (page) => (page === 7 ? { status: 500 } : undefined) })
    const walked = await walk(drawn(), { io: failing.io })
    expect(walked.finished).toMatchObject({ outcome: 'failed', records: 60, resumable: true })
    expect(walked.records).toEqual(range(0, 60))
  })

  test('a rule that ends the walk sooner than the total said ends it, and the pages ahead are dropped', async () => {
    const { io } = service(95, {
      answer: (page) => (page >= 4 ? { body: { rows: [], total: 95 } } : undefined),
    })
    const walked = await walk(drawn(), { io })
    expect(walked.finished).toMatchObject({ outcome: 'completed', records: 30 })
  })

  test('records that come twice are told apart in their order', async () => {
    const { io } = service(50, {
      answer: (page) => ({
        body: { total: 50, rows: range((page - 1) * 10 - (page > 1 ? 1 : 0), page * 10) },
      }),
    })
    const walked = await walk(drawn({ dedupe: { path: 'id', then: 'drop' } }), { io })
    expect(walked.records).toEqual(range(0, 50))
    expect(walked.notes.filter((note) => /had come before/.test(note))).toHaveLength(4)
  })

  test('a run of so many pages asks for no page beyond them', async () => {
    const { io, seen } = service(95)
    const walked = await walk(drawn(), { io, mostPages: 3 })
    expect(walked.records).toEqual(range(0, 30))
    expect(seen.pages.toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  })

  test.each([{}, { dedupe: { path: 'id', then: 'drop' } }])(
    'it goes on from a checkpoint, with a total that is read anew: %j',
    async (more) => {
      const first = service(95)
      await walk(drawn(more), { io: first.io, mostPages: 3 })
      const from = first.io.checkpoints.latest
      const second = service(95)
      await second.io.records.append(valuesChunk(range(0, 30)), new AbortController().signal)
      const walked = await walk(drawn(more), { io: second.io, from: from! })
      expect(walked.records).toEqual(range(0, 95))
      expect(second.seen.pages.toSorted((a, b) => a - b)).toEqual([4, 5, 6, 7, 8, 9, 10])
    },
  )

  test('stopping leaves nothing under way', async () => {
    const stop = new AbortController()
    const { io, seen } = service(400)
    const walking = walk(drawn(), { io, signal: stop.signal })
    await io.clock.sleep(1500, new AbortController().signal)
    stop.abort(new Error('stopped'))
    expect((await walking).finished.outcome).toBe('stopped')
    const sent = seen.pages.length
    await io.clock.sleep(60_000, new AbortController().signal)
    expect(seen.pages).toHaveLength(sent)
  })
})

describe('one by one', () => {
  test.each<[string, object]>([
    ['no rule says how many there are', { stop: [{ rule: 'short-page' }] }],
    ['requests wait for each other', { gap: { minMs: 5, maxMs: 0 } }],
  ])('where %s, and the check says so', async (words, pages) => {
    const { io, seen } = service(35)
    const walked = await walk(drawn(pages), { io })
    expect(walked.records).toEqual(range(0, 35))
    expect(seen.most).toBe(1)
    const { connector } = readConnector(drawWalk(drawn(pages)))
    const problem = checkConnector(connector!, catalog).find(({ code }) => code === 'parallel-without-total')
    expect(problem?.message.toLowerCase()).toContain(words.replace('no rule', 'no stop rule'))
  })
})
