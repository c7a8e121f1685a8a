// A runner that is killed again and again, wherever it happens to be: at the end every record is there, once and in order.
import { createServer, type Server } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths, type RecordsPage, type RunSummary } from '../../src/api/contract.ts'
import { seededRandom } from '../../src/simulation/random.ts'
import { Served } from '../e2e/product.ts'
import { drawWalk, range } from '../nodes/pagination/walking.ts'

const size = 40
const pages = 400
const all = size * pages - 3
const kills = 30

let data: string
let server: Server
let runner: Served
/** How often each page was asked for. */
const asked = new Map<number, number>()

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'patchbay-kills-'))
  server = createServer((request, answer) => {
    const skip = Number(new URL(request.url ?? '', 'http://x').searchParams.get('skip') ?? 0)
    asked.set(skip / size, (asked.get(skip / size) ?? 0) + 1)
    answer.setHeader('content-type', 'application/json')
    // A moment for each page, so that a kill finds the run at work.
    setTimeout(() => answer.end(JSON.stringify({ rows: range(skip, Math.min(all, skip + size)) })), 15)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  runner = new Served(data)
  await runner.start()
})
afterAll(async () => {
  await runner.stop()
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await rm(data, { recursive: true, force: true })
})

const json = async <T>(path: string, init?: RequestInit): Promise<T> =>
  (await (await runner.call(path, init)).json()) as T

test(`[E25] killed ${kills} times: every record once, and no page asked for more than once again at each kill`, async () => {
  const random = seededRandom(7)
  const { id } = await json<RunSummary>(paths.runs, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      connector: JSON.parse(
        drawWalk({
          service: { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
          request: {
            method: 'GET',
            url: '{{ service.baseUrl }}/rows',
            records: 'rows',
            query: [{ name: 'limit', value: String(size) }],
          },
          pages: {
            size: String(size),
            carry: { from: 'offset', by: 'size' },
            put: [{ to: 'query', name: 'skip' }],
            stop: [{ rule: 'short-page' }],
          },
        }),
      ) as unknown,
      input: {},
    }),
  })
  const now = () => json<RunSummary>(paths.run(id))
  let killed = 0
  for (; killed < kills; killed++) {
    // A run that gets nowhere between one kill and the next is given up: it may be what kills its runner.
    const before = (await now()).records
    for (let seen = await now(); seen.outcome === undefined && seen.records <= before; seen = await now())
      await new Promise((next) => setTimeout(next, 5))
    // The moments are the test: wherever the run is by then.
    await new Promise((next) => setTimeout(next, random() * 120))
    if ((await now()).outcome !== undefined) break
    await runner.stop('SIGKILL')
    await runner.start()
  }
  expect(killed).toBeGreaterThan(5)
  let summary = await now()
  for (; summary.outcome === undefined; summary = await now())
    await new Promise((next) => setTimeout(next, 50))
  expect(summary).toMatchObject({ outcome: 'completed', records: all })
  const found: unknown[] = []
  for (let page: RecordsPage; found.length < all; found.push(...page.records)) {
    page = await json<RecordsPage>(`${paths.records(id)}?from=${found.length}&count=1000`)
    if (page.records.length === 0) break
  }
  expect(found).toEqual(range(0, all))
  const again = [...asked.values()].reduce((sum, count) => sum + count - 1, 0)
  expect(asked.size).toBe(pages)
  expect(again).toBeLessThanOrEqual(killed)
})
