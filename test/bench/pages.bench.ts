import { type ChildProcess, fork, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './median.ts'
import type { Bench, Row } from './row.ts'

/**
 * `patchbay run FILE > out` over all pages of a list, against the loop that a programmer would write: undici, one kept
 * connection, `body.json()`, a line of JSON a record into a file in writes of 64 KiB, follow `next`. Each is a process of its own
 * from start to end, and both write the same bytes. Records are about 200 bytes.
 */
interface Case {
  readonly name: string
  readonly records: number
  readonly size: number
  readonly rounds: number
  /** Whether a node reads each record. */
  readonly reads?: true
  /** Before each answer of the service, in milliseconds. */
  readonly delayMs?: number
  /** How many pages are asked for at once. */
  readonly parallel?: number
  readonly most?: number
  readonly mostTime?: number
}

const cases: readonly Case[] = [
  { name: 'a million records in pages of 1,000', records: 1_000_000, size: 1000, rounds: 3, most: 0.45 },
  { name: '200,000 records in pages of 100', records: 200_000, size: 100, rounds: 3, most: 0.7 },
  {
    name: 'the same, two fields of each read',
    records: 200_000,
    size: 1000,
    rounds: 3,
    reads: true,
    most: 1.1,
  },
]
/** With a request that takes its time, pages that are known are asked for four at once. */
const slow: Case = {
  name: '200,000 records in pages of 1,000, 20 ms a request, four at once',
  records: 200_000,
  size: 1000,
  rounds: 3,
  delayMs: 20,
  parallel: 4,
  mostTime: 0.3,
}
/** Beside which the peak of the million is held. */
const small: Case = { name: '20,000 records in pages of 1,000', records: 20_000, size: 1000, rounds: 3 }
const mostMb = 125
const mostGrowth = 1.1

interface Spent {
  readonly cpuMs: number
  readonly wallMs: number
  readonly peakMb: number
}

const here = fileURLToPath(import.meta.url)
const root = process.env['PATCHBAY_ROOT'] ?? process.cwd()

const bench: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-pages-'))
  const server = fork(here, ['--role', 'server'], { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] })
  try {
    const url = String(await next(server))
    const rows: Row[] = []
    let peak: number | undefined
    for (const each of cases) {
      const results = await measure(each, url, folder)
      rows.push(...rowsOf(each, results))
      if (each.reads !== true) rows.push(await transportRow(each, results.loop, url, folder))
      peak ??= median(results.ours.map(({ peakMb }) => peakMb))
    }
    rows.push(timeRow(slow, await measure(slow, url, folder)))
    const beside = await measure(small, url, folder)
    rows.push(...memoryRows(peak ?? 0, median(beside.ours.map(({ peakMb }) => peakMb))))
    return rows
  } finally {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
export default bench

async function measure(each: Case, url: string, folder: string) {
  const ours: Spent[] = []
  const loop: Spent[] = []
  const file = join(folder, 'connector.json')
  writeFileSync(file, JSON.stringify(connectorFor(each, url)))
  const outputs = { ours: join(folder, 'ours'), loop: join(folder, 'loop') }
  for (let round = 0; round < each.rounds; round++) {
    loop.push(
      await spend([here, '--role', 'loop', url, JSON.stringify(each), outputs.loop], folder, undefined),
    )
    ours.push(await spend([join(root, 'dist/cli/main.js'), 'run', file], folder, outputs.ours))
    const [a, b] = [statSync(outputs.ours).size, statSync(outputs.loop).size]
    if (a !== b) throw new Error(`${each.name}: ours wrote ${a} bytes, the loop ${b}.`)
  }
  return { ours, loop }
}

function rowsOf(
  { name, records, most, rounds }: Case,
  { ours, loop }: { ours: Spent[]; loop: Spent[] },
): Row[] {
  const ratios = ours.map((mine, at) => mine.cpuMs / (loop[at]?.cpuMs ?? mine.cpuMs))
  const each = (spent: Spent[]) => (median(spent.map(({ cpuMs }) => cpuMs)) * 1000) / records
  return [
    {
      name: `pages: ${name}`,
      ours: each(ours),
      baseline: each(loop),
      ratio: median(ratios),
      unit: 'µs CPU a record',
      ...(most !== undefined && { aim: { of: 'ratio' as const, most } }),
      note: `whole processes, ${rounds} pairs: ${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
    },
  ]
}

/**
 * What undici takes by itself: the same pages asked for by the same loop, which keeps the bytes of an answer for no longer than
 * it takes to find what leads on. Nothing that goes through it takes less.
 */
async function transportRow(each: Case, loop: Spent[], url: string, folder: string): Promise<Row> {
  const alone: Spent[] = []
  for (let round = 0; round < each.rounds; round++)
    alone.push(await spend([here, '--role', 'drain', url, JSON.stringify(each)], folder, undefined))
  const cpu = (spent: Spent[]) => median(spent.map(({ cpuMs }) => cpuMs))
  return {
    name: `pages: ${each.name}, the transport alone`,
    ours: (cpu(alone) * 1000) / each.records,
    baseline: (cpu(loop) * 1000) / each.records,
    ratio: cpu(alone) / cpu(loop),
    unit: 'µs CPU a record',
    note: 'nothing is scanned, copied or written: where the ratio above would end',
  }
}

/** Whole processes, their start included. */
function timeRow(
  { name, mostTime = 1, rounds }: Case,
  { ours, loop }: { ours: Spent[]; loop: Spent[] },
): Row {
  const each = (spent: Spent[]) => median(spent.map(({ wallMs }) => wallMs))
  const ratios = ours.map((mine, at) => mine.wallMs / (loop[at]?.wallMs ?? mine.wallMs))
  return {
    name: `pages: ${name}`,
    ours: each(ours),
    baseline: each(loop),
    ratio: median(ratios),
    unit: 'ms',
    aim: { of: 'ratio', most: mostTime },
    note: `time of whole processes, ${rounds} pairs: ${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}; the loop asks page by page`,
  }
}

function memoryRows(million: number, few: number): Row[] {
  return [
    {
      name: 'pages: peak memory of the million',
      ours: million,
      baseline: null,
      ratio: null,
      unit: 'MB',
      aim: { of: 'ours', most: mostMb },
      note: 'largest resident set of the process',
    },
    {
      name: 'pages: the same beside 20,000 records',
      ours: million,
      baseline: few,
      ratio: million / few,
      unit: 'MB',
      aim: { of: 'ratio', most: mostGrowth },
      note: 'memory must not grow with the number of pages',
    },
  ]
}

/** Runs node to its end with stdout into a file; what it took is told by a hook that is loaded before it. */
async function spend(args: readonly string[], folder: string, into: string | undefined): Promise<Spent> {
  const told = join(folder, 'spent.json')
  const hook = join(folder, 'hook.cjs')
  writeFileSync(
    hook,
    `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 })) })`,
  )
  const out = into === undefined ? 'ignore' : openSync(into, 'w')
  const from = performance.now()
  const child = spawn(process.execPath, ['--require', hook, ...args], { stdio: ['ignore', out, 'inherit'] })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const wallMs = performance.now() - from
  if (typeof out === 'number') closeSync(out)
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
  return { wallMs, ...(JSON.parse(readFileSync(told, 'utf8')) as Omit<Spent, 'wallMs'>) }
}

const next = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`a process of the bench ended with ${code}`)))
  })

// ── the operation ────────────────────────────────────────────────────────────────────────────────────────────────────

function connectorFor({ records, size, reads, delayMs, parallel }: Case, url: string) {
  const node = (id: string, kind: string, settings: object, parent?: string) => ({
    id,
    kind,
    title: id,
    settings,
    ...(parent !== undefined && { parent }),
  })
  const edge = (from: string, fromPort: string, to: string, toPort: string) => ({
    id: `${from}-${to}`,
    from: { node: from, port: fromPort },
    to: { node: to, port: toPort },
  })
  return {
    format: 'patchbay.connector/1',
    id: 'bench',
    name: 'bench',
    title: 'Bench',
    service: { title: 'Bench', baseUrl: url, authentications: [], defaults: {} },
    operations: [
      {
        id: 'list',
        name: 'list',
        title: 'List',
        graph: {
          nodes: [
            node('pages', 'pagination-loop', {
              carry: parallel === undefined ? { from: 'body', path: 'next' } : { from: 'page', step: 1 },
              put: [{ to: 'query', name: 'page' }],
              stop: [
                parallel === undefined
                  ? { rule: 'no-value' }
                  : { rule: 'last-page', in: 'body', at: 'pages' },
              ],
              ...(parallel !== undefined && { parallel }),
            }),
            node(
              'ask',
              'request',
              {
                method: 'GET',
                url: '{{ service.baseUrl }}/list',
                query: [
                  { name: 'size', value: String(size) },
                  { name: 'records', value: String(records) },
                  { name: 'delay', value: String(delayMs ?? 0) },
                ],
                records: 'data',
              },
              'pages',
            ),
            ...(reads === true
              ? [
                  node('map', 'transform', {
                    steps: [
                      {
                        step: 'map',
                        rows: [
                          { name: 'id', value: '{{ item.id }}' },
                          { name: 'name', value: '{{ item.name }}' },
                        ],
                      },
                    ],
                  }),
                ]
              : []),
            node('output', 'output', {}),
          ],
          edges: [
            edge('ask', 'out', 'pages', 'emit'),
            ...(reads === true
              ? [edge('pages', 'out', 'map', 'in'), edge('map', 'out', 'output', 'in')]
              : [edge('pages', 'out', 'output', 'in')]),
          ],
        },
      },
    ],
  }
}

// ── the processes ────────────────────────────────────────────────────────────────────────────────────────────────────

const roles: Record<string, (...args: string[]) => Promise<void>> = { server: serve, loop, drain }

/** The records of one page are made once; its first record, as long as the others, and what leads to the next page differ. */
async function serve(): Promise<void> {
  const lists = new Map<number, Buffer>()
  /** All records of a page but the first. */
  const listOf = (size: number) => {
    let list = lists.get(size)
    if (list === undefined) {
      list = Buffer.from(
        Array.from({ length: size - 1 }, (_, at) => `,${JSON.stringify(recordAt(at))}`).join(''),
      )
      lists.set(size, list)
    }
    return list
  }
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams
    const [size, records, page] = ['size', 'records', 'page'].map((name) => Number(query.get(name) ?? 1))
    const delayMs = Number(query.get('delay') ?? 0)
    const list = listOf(size ?? 1)
    const last = (page ?? 1) * (size ?? 1) >= (records ?? 1)
    const first = `{"data":[${JSON.stringify(recordAt(500_000 + (page ?? 1)))}`
    const pages = Math.ceil((records ?? 1) / (size ?? 1))
    const end = `],"pages":${pages},"next":${last ? 'null' : `"${(page ?? 1) + 1}"`}}`
    const answer = () => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': first.length + list.length + end.length,
      })
      response.write(first)
      response.write(list)
      response.end(end)
    }
    if (delayMs > 0) setTimeout(answer, delayMs)
    else answer()
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

const recordAt = (at: number) => ({
  id: `xWMyZ4YEGZ${String(at).padStart(6, '0')}`,
  name: `Customer number ${at}`,
  email: `customer${at}@example.com`,
  region: 'Europe',
  createdAt: '2026-01-09T09:41:00.000Z',
  seats: at % 50,
  active: at % 3 === 0,
})

async function loop(url = '', text = '{}', path = ''): Promise<void> {
  const { records, size, reads, delayMs = 0 } = JSON.parse(text) as Case
  const { Agent, request } = await import('undici')
  const dispatcher = new Agent({ connections: 1 })
  const file = await open(path, 'w')
  let lines = ''
  let page: string | null = null
  do {
    const query = `size=${size}&records=${records}&delay=${delayMs}${page === null ? '' : `&page=${page}`}`
    const { body } = await request(`${url}/list?${query}`, { dispatcher })
    const answer = (await body.json()) as { data: ReturnType<typeof recordAt>[]; next: string | null }
    for (const record of answer.data) {
      lines += `${JSON.stringify(reads === true ? { id: record.id, name: record.name } : record)}\n`
      if (lines.length > 65_536) {
        await file.write(lines)
        lines = ''
      }
    }
    page = answer.next
  } while (page !== null)
  await file.write(lines)
  await file.close()
  await dispatcher.close()
}

async function drain(url = '', text = '{}'): Promise<void> {
  const { records, size } = JSON.parse(text) as Case
  const { Agent, request } = await import('undici')
  const dispatcher = new Agent({ connections: 1 })
  let page: string | undefined
  do {
    const query = `size=${size}&records=${records}&delay=0${page === undefined ? '' : `&page=${page}`}`
    const { body } = await request(`${url}/list?${query}`, { dispatcher })
    const bytes = Buffer.from(await body.arrayBuffer())
    const end = bytes.toString('latin1', bytes.byteLength - 30)
    page = /"next":"(\d+)"/.exec(end)?.[1]
  } while (page !== undefined)
  await dispatcher.close()
}

const role = process.argv.indexOf('--role')
if (role > 0) await roles[process.argv[role + 1] ?? '']?.(...process.argv.slice(role + 2))
