// A runner that is killed again and again, wherever it happens to be: at the end every record is there, once and in order.
import { createServer, type Server, type ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths, type RecordsPage, type RunSummary } from '../../src/api/contract.ts'
import { seededRandom } from '../../src/simulation/random.ts'
import { Served } from '../e2e/product.ts'
import { bySkipping, drawWalk, range } from '../nodes/pagination/walking.ts'

const size = 40
const kills = 30
/** More than are passed between the kills, so that the last of them finds the run at work too. */
const pages = kills * 8
const all = size * pages - 3

/** What the service does with the request at which it gives the sign to kill; later ones wait. */
type Last = 'answered' | 'left waiting'

/** Rows by limit and skip, which says when so many requests have come. */
class Rows {
  /** How often each page was asked for. */
  readonly asked = new Map<number, number>()
  readonly server: Server
  #left = 0
  #last: Last = 'answered'
  #sign = () => {}
  #waiting: (() => void)[] = []

  constructor() {
    this.server = createServer((request, answer) => {
      const skip = Number(new URL(request.url ?? '', 'http://x').searchParams.get('skip') ?? 0)
      const page = skip / size
      this.asked.set(page, (this.asked.get(page) ?? 0) + 1)
      this.#come(() => say(answer, skip))
    })
  }

  /** Resolves when the request has come, the last one that is answered, or the first that is not. */
  after(requests: number, last: Last): Promise<void> {
    this.#left = requests
    this.#last = last
    // Whoever waits was killed.
    this.#waiting = []
    return new Promise((resolve) => {
      this.#sign = resolve
    })
  }

  /** From now on every request is answered. */
  open(): void {
    this.#left = Number.POSITIVE_INFINITY
    for (const answer of this.#waiting.splice(0)) answer()
  }

  #come(answer: () => void): void {
    this.#left--
    if (this.#left > 0 || (this.#left === 0 && this.#last === 'answered')) answer()
    else this.#waiting.push(answer)
    if (this.#left === 0) this.#sign()
  }
}

function say(answer: ServerResponse, skip: number): void {
  answer.setHeader('content-type', 'application/json')
  answer.end(JSON.stringify({ rows: range(skip, Math.min(all, skip + size)) }))
}

let data: string
let rows: Rows
let runner: Served

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'patchbay-kills-'))
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

test(`[E25] killed ${kills} times: every record once, and no page asked for more than once again at each kill`, async () => {
  const random = seededRandom(7)
  // Three at least: a run that gets no page further between two kills is given up, for it may be what kills its runner.
  const next = () => rows.after(3 + Math.floor(random() * 4), random() < 0.5 ? 'answered' : 'left waiting')
  const url = `http://127.0.0.1:${(rows.server.address() as AddressInfo).port}`
  let sign = next()
  const { id } = await json<RunSummary>(paths.runs, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ connector: JSON.parse(drawWalk(bySkipping(size, url))) as unknown, input: {} }),
  })
  for (let killed = 0; killed < kills; killed++) {
    await sign
    await runner.stop('SIGKILL')
    sign = next()
    await runner.start()
  }
  rows.open()
  // Its events end with it.
  await (await runner.call(paths.events(id))).text()
  expect(await json<RunSummary>(paths.run(id))).toMatchObject({ outcome: 'completed', records: all })
  const found: unknown[] = []
  for (let page: RecordsPage; found.length < all; found.push(...page.records)) {
    page = await json<RecordsPage>(`${paths.records(id)}?from=${found.length}&count=1000`)
    if (page.records.length === 0) break
  }
  expect(found).toEqual(range(0, all))
  expect(rows.asked.size).toBe(pages)
  const again = [...rows.asked.values()].reduce((sum, count) => sum + count - 1, 0)
  expect(again).toBeGreaterThan(0)
  expect(again).toBeLessThanOrEqual(kills)
})
