// A runner that is killed in the middle of a run of many pages, as a crash does it, and started again.
import { createServer, type Server } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paths, type RecordsPage, type RunSummary } from '../../src/api/contract.ts'
import { bySkipping, drawWalk, range } from '../nodes/pagination/walking.ts'
import { Served } from './product.ts'

const pageSize = 50
const pages = 60
const all = pageSize * pages - 7

/** Rows by limit and skip; answers when it is let, so that the runner is killed where the test wants it. */
class Rows {
  readonly asked: number[] = []
  readonly server: Server
  /** Requests above this one wait. */
  open = 20
  #waiting: (() => void)[] = []

  constructor() {
    this.server = createServer((request, answer) => {
      const skip = Number(new URL(request.url ?? '', 'http://x').searchParams.get('skip') ?? 0)
      this.asked.push(skip / pageSize + 1)
      const say = () => {
        answer.setHeader('content-type', 'application/json')
        answer.end(JSON.stringify({ rows: range(skip, Math.min(all, skip + pageSize)) }))
      }
      if (this.asked.length <= this.open) say()
      else this.#waiting.push(say)
    })
  }

  letAll(): void {
    this.open = Number.POSITIVE_INFINITY
    for (const say of this.#waiting.splice(0)) say()
  }
}

let data: string
let rows: Rows
let runner: Served
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'patchbay-killed-'))
  rows = new Rows()
  await new Promise<void>((done) => rows.server.listen(0, '127.0.0.1', done))
  runner = new Served(data)
  await runner.start()
})
afterAll(async () => {
  await runner.stop()
  rows.server.closeAllConnections()
  await new Promise((done) => rows.server.close(done))
  await rm(data, { recursive: true, force: true })
})

const json = async <T>(path: string, init?: RequestInit): Promise<T> =>
  (await (await runner.call(path, init)).json()) as T
const post = (path: string, body: unknown) =>
  json<RunSummary>(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
const until = async (what: string, holds: () => boolean | Promise<boolean>) => {
  const endMs = Date.now() + 20_000
  while (!(await holds())) {
    if (Date.now() > endMs) throw new Error(`It never happened: ${what}.`)
    await new Promise((next) => setTimeout(next, 10))
  }
}
const recordsOf = async (id: string) => {
  const found: unknown[] = []
  for (;;) {
    const page = await json<RecordsPage>(`${paths.records(id)}?from=${found.length}&count=1000`)
    found.push(...page.records)
    if (page.records.length === 0) return found
  }
}

describe('[E25] a run whose runner is killed', () => {
  let id = ''

  test('goes on by itself with the next start, with one page fetched again at most, and every record once', async () => {
    const { port } = rows.server.address() as AddressInfo
    const started = await post(paths.runs, {
      connector: JSON.parse(drawWalk(bySkipping(pageSize, `http://127.0.0.1:${port}`))),
      input: {},
    })
    id = started.id
    await until('twenty-one pages are asked for', () => rows.asked.length === 21)
    await runner.stop('SIGKILL')
    rows.letAll()
    const before = rows.asked.length
    await runner.start()
    await until('the run is over', async () => (await json<RunSummary>(paths.run(id))).outcome !== undefined)
    const summary = await json<RunSummary>(paths.run(id))
    expect(summary).toMatchObject({ outcome: 'completed', records: all })
    expect(await recordsOf(id)).toEqual(range(0, all))
    const again = rows.asked.slice(before)
    expect(rows.asked.slice(0, before)).toEqual(range(1, 22).map(({ id: page }) => page))
    expect(again).toEqual(range(21, pages + 1).map(({ id: page }) => page))
  })

  test('its events read as one story: no end in the middle, numbers that rise', async () => {
    const text = await (await runner.call(paths.events(id))).text()
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; type: string; resumed?: boolean; index?: number })
    expect(events.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).toSorted((a, b) => a - b))
    expect(events.flatMap(({ type, resumed }) => (type === 'started' ? [resumed] : []))).toEqual([
      false,
      true,
    ])
    expect(events.flatMap(({ type }, at) => (type === 'finished' ? [at] : []))).toEqual([events.length - 1])
  })

  test('it goes on from any page that a person chooses', async () => {
    const before = rows.asked.length
    await post(paths.resume(id), { page: 58 })
    await until('the run is over', async () => (await json<RunSummary>(paths.run(id))).outcome !== undefined)
    expect(rows.asked.slice(before)).toEqual([59, 60])
    expect(await recordsOf(id)).toEqual(range(0, all))
  })

  test('one more page at a time', async () => {
    await post(paths.resume(id), { page: 10, mostPages: 2 })
    await until('it has stopped', async () => (await json<RunSummary>(paths.run(id))).outcome !== undefined)
    expect(await json<RunSummary>(paths.run(id))).toMatchObject({
      outcome: 'stopped',
      records: 12 * pageSize,
    })
  })

  test('what cannot go on says why', async () => {
    const refused = async (run: string, body: unknown) => {
      const answer = await runner.call(paths.resume(run), {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
      return [answer.status, ((await answer.json()) as { code: string; detail: string }).detail]
    }
    expect(await refused(id, { page: 59 })).toEqual([
      409,
      'What is needed to go on behind page 59 is not kept. Run it again.',
    ])
    expect((await refused('nothere', {}))[0]).toBe(404)
    expect((await refused(id, { page: -1 }))[0]).toBe(400)
  })
})
