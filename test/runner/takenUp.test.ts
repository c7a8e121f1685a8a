// A run whose runner is gone, taken up by the next one. What a killed runner leaves is its data folder as it was at that moment: a
// copy of it is given to another runner while the first still waits for a page.
import { cp, readFile, truncate } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { paths, type RecordsPage, type RunSummary } from '../../src/api/contract.ts'
import { bySkipping, drawWalk, range } from '../nodes/pagination/walking.ts'
import { type Api, openApi } from './api.ts'
import { makeFolder } from './logFiles.ts'
import { serveHttp } from './servers.ts'

const size = 3

/** Rows by limit and skip, ten pages of them; pages above `open` wait until the test ends. */
async function serveRows(open: number) {
  const asked: number[] = []
  const state = { open, waits: () => {} }
  const url = await serveHttp((request, answer: ServerResponse) => {
    const skip = Number(new URL(request.url ?? '', 'http://x').searchParams.get('skip') ?? 0)
    const page = skip / size + 1
    asked.push(page)
    if (page > state.open) return state.waits()
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify({ rows: range(skip, Math.min(10 * size - 1, skip + size)) }))
  })
  const waiting = () =>
    new Promise<void>((resolve) => {
      state.waits = resolve
    })
  return { url, asked, state, waiting }
}

const summaryOf = async (api: Api, id: string) => (await api.json(paths.run(id))) as RunSummary
const recordsOf = async (api: Api, id: string) =>
  ((await api.json(`${paths.records(id)}?count=1000`)) as RecordsPage).records
const over = async (api: Api, id: string) => {
  await api.events(id)
  return summaryOf(api, id)
}

async function begin(open: number, body: object = {}, request: object = {}) {
  const rows = await serveRows(open)
  const data = await makeFolder()
  const api = await openApi({ data })
  const waits = rows.waiting()
  const walk = bySkipping(size, rows.url)
  const { id } = await api.start({
    connector: JSON.parse(drawWalk({ ...walk, request: { ...walk.request, ...request } })) as unknown,
    input: {},
    ...body,
  })
  return { ...rows, waits, id, api, data }
}

/** A run that waits for the page behind the last open one, and what its runner would leave if it were killed now. */
async function cutOff(...given: Parameters<typeof begin>) {
  const begun = await begin(...given)
  await begun.waits
  return { ...begun, left: await leftOf(begun.data) }
}

async function leftOf(data: string): Promise<string> {
  const left = await makeFolder()
  await cp(data, left, { recursive: true, filter: (source) => basename(source) !== 'runner.json' })
  return left
}

/** Everything is open to it, and told from what was asked before. */
async function nextRunner({
  state,
  asked,
  left,
}: Pick<Awaited<ReturnType<typeof cutOff>>, 'state' | 'asked' | 'left'>) {
  state.open = 100
  asked.length = 0
  return openApi({ data: left })
}

describe('[E25] a run that is taken up', () => {
  test('goes on behind its last page, to the end', async () => {
    const cut = await cutOff(4)
    const next = await nextRunner(cut)
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'completed', records: 29 })
    expect(cut.asked).toEqual([5, 6, 7, 8, 9, 10])
    expect(await recordsOf(next, cut.id)).toEqual(range(0, 29))
  })

  test('[E35] still has the answers it was given, and has its first request behind it', async () => {
    const answer = { status: 503, headers: [], body: '', when: 'first' }
    const cut = await cutOff(4, { answers: { ask: answer } }, { retry: { attempts: 2, baseMs: 0 } })
    const next = await nextRunner(cut)
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'completed', records: 29 })
    const events = await next.events(cut.id)
    // What was told just before the cut may be lost with it: only what was told since is sure.
    const since = events.slice(events.findLastIndex(({ type }) => type === 'started'))
    expect(since[0]).toMatchObject({ resumed: true, answered: ['ask'] })
    expect(since.filter((event) => event.type === 'attempt' && event.given === true)).toEqual([])
    expect(cut.asked).toEqual([5, 6, 7, 8, 9, 10])
  })

  test('is none that was to fill a form: it is ended, and nothing more is asked for', async () => {
    const cut = await cutOff(4, { aside: true })
    const next = await nextRunner(cut)
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'failed', aside: true })
    expect(cut.asked).toEqual([])
  })

  test('of so many pages gets those that are left of them', async () => {
    const cut = await cutOff(4, { mostPages: 6 })
    const next = await nextRunner(cut)
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'stopped', records: 6 * size })
    expect(cut.asked).toEqual([5, 6])
  })

  test('that a person had go on for so many pages gets those that are left of them', async () => {
    const cut = await begin(4, { mostPages: 4 })
    await over(cut.api, cut.id)
    cut.state.open = 5
    const waiting = cut.waiting()
    await cut.api.post(paths.resume(cut.id), { page: 3, mostPages: 4 })
    await waiting
    const left = await leftOf(cut.data)
    const next = await nextRunner({ ...cut, left })
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'stopped', records: 7 * size })
    expect(cut.asked).toEqual([6, 7])
  })

  test('that a person had go on to the end gets there, however many pages it was asked for at first', async () => {
    const cut = await begin(4, { mostPages: 4 })
    await over(cut.api, cut.id)
    cut.state.open = 5
    const waiting = cut.waiting()
    await cut.api.post(paths.resume(cut.id), {})
    await waiting
    const next = await nextRunner({ ...cut, left: await leftOf(cut.data) })
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'completed', records: 29 })
    expect(cut.asked).toEqual([6, 7, 8, 9, 10])
  })

  test('as often as it gets on between one runner and the next', async () => {
    const cut = await cutOff(1)
    let { left } = cut
    for (const open of [2, 3, 4, 5, 6]) {
      cut.state.open = open
      const waiting = cut.waiting()
      await openApi({ data: left })
      await waiting
      left = await leftOf(left)
    }
    const last = await nextRunner({ ...cut, left })
    expect(await over(last, cut.id)).toMatchObject({ outcome: 'completed', records: 29 })
    expect(await recordsOf(last, cut.id)).toEqual(range(0, 29))
  })

  test('before its first page was kept begins anew', async () => {
    const cut = await cutOff(0)
    const next = await nextRunner(cut)
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'completed', records: 29 })
    expect(cut.asked).toEqual(range(1, 11).map(({ id }) => id))
    expect(await recordsOf(next, cut.id)).toEqual(range(0, 29))
  })

  test('before its first page was kept is left to the person, where asking again might do something again', async () => {
    const cut = await cutOff(0, {}, { method: 'POST' })
    const next = await nextRunner(cut)
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'failed' })
    expect(cut.asked).toEqual([])
  })

  test('goes on behind the newest page whose records are all there', async () => {
    const cut = await cutOff(5)
    const file = join(cut.left, 'runs', cut.id, 'records.ndjson')
    const lines = (await readFile(file, 'utf8')).split('\n')
    // What a machine that lost its power had not written yet: two pages, and the end of a line.
    await truncate(file, Buffer.byteLength(lines.slice(0, 3 * size).join('\n')) + 4)
    const next = await nextRunner(cut)
    expect(await over(next, cut.id)).toMatchObject({ outcome: 'completed', records: 29 })
    expect(cut.asked).toEqual([4, 5, 6, 7, 8, 9, 10])
    expect(await recordsOf(next, cut.id)).toEqual(range(0, 29))
    const started = (await next.events(cut.id)).findLast(({ type }) => type === 'started')
    expect(started).toMatchObject({ resumed: true, records: 3 * size, lost: 2 * size })
  })
})

describe('a person goes on', () => {
  test('twice at once: one of the two is told that it goes on already', async () => {
    const cut = await begin(4, { mostPages: 4 })
    await over(cut.api, cut.id)
    cut.state.open = 100
    const answers = await Promise.all([1, 2].map(() => cut.api.post(paths.resume(cut.id), { page: 2 })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409])
    expect(await over(cut.api, cut.id)).toMatchObject({ outcome: 'completed', records: 29 })
    expect(await recordsOf(cut.api, cut.id)).toEqual(range(0, 29))
  })

  test('behind page 0: from the first page', async () => {
    const cut = await begin(4, { mostPages: 4 })
    await over(cut.api, cut.id)
    cut.asked.length = 0
    cut.state.open = 100
    expect((await cut.api.post(paths.resume(cut.id), { page: 0, mostPages: 2 })).status).toBe(202)
    expect(await over(cut.api, cut.id)).toMatchObject({ outcome: 'stopped', records: 2 * size })
    expect(cut.asked).toEqual([1, 2])
    expect(await recordsOf(cut.api, cut.id)).toEqual(range(0, 2 * size))
  })
})
