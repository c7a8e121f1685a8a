import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConnector } from '../../src/model/read.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { openRunBook } from '../../src/runner/openRunBook.ts'
import { createDiskFolder } from '../../src/runner/runFolder.ts'
import { createRuns, type Runs } from '../../src/runner/runs.ts'
import { openRunStore, type RunStore } from '../../src/runner/runStore.ts'
import { createTransport } from '../../src/runner/transport.ts'
import { createVault } from '../../src/runner/vault.ts'
import { hostClock } from '../../src/runner/hostIo.ts'
import { drawWalk, readsEach } from '../nodes/pagination/walking.ts'
import { median } from './median.ts'
import type { Bench, Row } from './row.ts'

/**
 * From the moment a stop is due to the moment the run is over, in a runner with its store on the disk and a real service: the
 * stretches in which the runner could not even hear of it count. Aim of the product: 100 ms.
 */
const rounds = 12
const mostMs = 100

interface Moment {
  readonly name: string
  /** How the service answers the second page. */
  answer(response: ServerResponse): void
  /** When the stop is due behind the arrival of the second request, in milliseconds; another one each round. */
  dueMs(round: number): number
}

const bigPage = 200_000
/** 40 MB of records that a transform reads, one page. */
const big = Buffer.from(
  `{"rows":[${Array.from({ length: bigPage }, (_, id) => `{"id":${id},"name":"${'x'.repeat(180)}"}`).join(',')}]}`,
)

const filling = 'x'.repeat(180)
const csv = Buffer.from(
  `id,name\n${Array.from({ length: bigPage / 2 }, (_, id) => `${id},${filling}`).join('\n')}`,
)
const xml = Buffer.from(
  `<rows>${Array.from({ length: bigPage / 2 }, (_, id) => `<row><id>${id}</id><name>${filling}</name></row>`).join('')}</rows>`,
)

const moments: readonly Moment[] = [
  {
    name: 'a wait',
    answer: (response) => response.writeHead(503, { 'retry-after': '60' }).end('{}'),
    dueMs: () => 30,
  },
  { name: 'a fetch', answer: () => {}, dueMs: () => 30 },
  {
    name: 'a page of 40 MB that is read and parsed',
    answer: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(big),
    dueMs: (round) => 20 + round * 15,
  },
  {
    name: 'an answer of 20 MB of CSV',
    answer: (response) => response.writeHead(200, { 'content-type': 'text/csv' }).end(csv),
    dueMs: (round) => 20 + round * 15,
  },
  {
    name: 'an answer of 20 MB of XML',
    answer: (response) => response.writeHead(200, { 'content-type': 'application/xml' }).end(xml),
    dueMs: (round) => 20 + round * 15,
  },
]

const bench: Bench = async () => {
  const data = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
  const store = await openRunStore(createDiskFolder(join(data, 'runs')), await openRunBook(data))
  const runs = createRuns({
    store,
    vault: createVault({ folder: data, environment: {}, now: hostClock.now, id: () => 'bench' }),
    transport: createTransport({ addresses: { privateNetwork: true }, environment: {} }),
    catalog,
  })
  const rows: Row[] = []
  for (const moment of moments) rows.push(await measured(moment, runs, store))
  await runs.close()
  await store.close()
  rmSync(data, { recursive: true, force: true })
  return rows
}
export default bench

async function measured({ name, answer, dueMs }: Moment, runs: Runs, store: RunStore): Promise<Row> {
  const took: number[] = []
  for (let round = 0; round < rounds; round++) {
    let requests = 0
    let second: (() => void) | undefined
    const arrived = new Promise<void>((resolve) => {
      second = resolve
    })
    const server = createServer((_, response) => {
      requests++
      if (requests === 1)
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"rows":[{"id":1},{"id":2}]}')
      else {
        answer(response)
        second?.()
      }
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { id } = await runs.start({
      connector: walkOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      operation: undefined,
      input: {},
      credential: undefined,
      pins: undefined,
      until: undefined,
    })
    await arrived
    const due = performance.now() + dueMs(round)
    await new Promise((resolve) => setTimeout(resolve, dueMs(round)))
    let ended = await runs.stop(id)
    // A stop that took too long is answered before it is over.
    for (; ended?.outcome === undefined; ended = store.summary(id))
      await new Promise((resolve) => setTimeout(resolve, 1))
    took.push(performance.now() - due)
    if (ended?.outcome !== 'stopped')
      throw new Error(`The run ended ${ended?.outcome} before it was stopped.`)
    if (requests !== 2) throw new Error(`${requests} requests came.`)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    name: `stopped during ${name}`,
    ours: Math.max(...took),
    baseline: null,
    ratio: null,
    unit: 'ms',
    aim: { of: 'ours', most: mostMs },
    note: `worst of ${rounds}; median ${median(took).toFixed(1)}`,
  }
}

const walkOf = (baseUrl: string) => {
  const { connector } = readConnector(
    drawWalk({
      service: { baseUrl },
      request: {
        method: 'GET',
        url: '{{ service.baseUrl }}/rows',
        records: 'rows',
        retry: { attempts: 5 },
      },
      pages: {
        size: '2',
        carry: { from: 'offset', by: 'size' },
        put: [{ to: 'query', name: 'skip' }],
        stop: [{ rule: 'empty-page' }],
      },
      ...readsEach,
    }),
  )
  if (connector === undefined) throw new Error('The walk of the bench is broken.')
  return connector
}
