import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Connector } from '../../src/model/document.ts'
import { readConnector } from '../../src/model/read.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { hostClock } from '../../src/runner/hostIo.ts'
import { createDiskFolder } from '../../src/runner/runFolder.ts'
import { openRunBook } from '../../src/runner/openRunBook.ts'
import { openRunStore } from '../../src/runner/runStore.ts'
import { createRuns } from '../../src/runner/runs.ts'
import { createTransport } from '../../src/runner/transport.ts'
import { createVault } from '../../src/runner/vault.ts'
import { median } from './median.ts'
import type { Bench } from './row.ts'

/**
 * Engine and runner (events, records and tape on the disk) against a bare undici loop that does the same requests: one
 * request per item, one after the other, over one kept connection, each answer about 1 kB of JSON. The writing loop does the same and
 * appends what Patchbay keeps, a line for each exchange and the record, to files in writes of 64 KiB: what is above it is
 * ours, what is between it and the bare loop is what keeping costs. The service, the loops and the product each run in a
 * process of their own; the callers take turns.
 */
const requestsPerRound = 3000
const warmupRequests = 1000
const rounds = 7

interface Measured {
  cpuMicros: number
  wallMs: number
  peakMb: number
}

const bench: Bench = async () => {
  const server = start('server')
  const url = String(await next(server))
  const callers = { bare: start('bare', url), writing: start('writing', url), ours: start('ours', url) }
  await Promise.all(Object.values(callers).map(next))
  const results: { [Role in keyof typeof callers]: Measured[] } = { bare: [], writing: [], ours: [] }
  for (let round = 0; round < rounds; round += 1) {
    results.bare.push(await measure(callers.bare))
    results.writing.push(await measure(callers.writing))
    results.ours.push(await measure(callers.ours))
  }
  for (const child of [...Object.values(callers), server]) child.kill()
  const figure = (pick: (measured: Measured) => number, baseline: 'bare' | 'writing' = 'bare') => {
    const [mine, theirs] = [median(results.ours.map(pick)), median(results[baseline].map(pick))]
    const ratios = results.ours.map(
      (measured, index) => pick(measured) / pick(results[baseline][index] ?? measured),
    )
    return {
      ours: mine,
      baseline: theirs,
      ratio: median(ratios),
      spread: `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
    }
  }
  const cpu = figure((measured) => measured.cpuMicros / requestsPerRound)
  const kept = figure((measured) => measured.cpuMicros / requestsPerRound, 'writing')
  const wall = figure((measured) => measured.wallMs / requestsPerRound)
  const peak = figure((measured) => measured.peakMb)
  const what = `bare undici loop; ${rounds} rounds of ${requestsPerRound} requests, pair by pair`
  return [
    {
      name: 'run: CPU a request',
      ...cpu,
      unit: 'µs CPU',
      aim: { of: 'ratio', most: 1.15 },
      note: `${what}: ${cpu.spread}`,
    },
    {
      name: 'run: CPU a request, writing loop',
      ...kept,
      unit: 'µs CPU',
      note: `undici loop that also writes a line an exchange and the record; pair by pair ${kept.spread}`,
    },
    { name: 'run: time a request', ...wall, unit: 'ms', note: `pair by pair ${wall.spread}` },
    { name: 'run: peak memory', ...peak, unit: 'MB', note: 'largest resident set of each caller' },
  ]
}
export default bench

// ── the processes ────────────────────────────────────────────────────────────────────────────────────────────────────

const roles: Record<string, (url: string) => Promise<void>> = {
  server: serve,
  ours: callWithPatchbay,
  bare: (url) => callWithUndici(url, () => undefined),
  writing: async (url) => {
    const files = openFiles()
    await callWithUndici(url, files.keep, files.flush)
  },
}

function start(role: string, url = ''): ChildProcess {
  return fork(fileURLToPath(import.meta.url), ['--role', role, url], {
    execArgv: [],
    stdio: ['ignore', 2, 2, 'ipc'],
  })
}

const next = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`a process of the bench ended with ${code}`)))
  })

async function measure(child: ChildProcess): Promise<Measured> {
  const result = next(child)
  child.send('go')
  return (await result) as Measured
}

/** Warms up, says so, and measures one round for each message. */
async function answerRounds(round: (requests: number) => Promise<void>): Promise<void> {
  await round(warmupRequests)
  process.on('message', () => {
    void (async () => {
      const cpu = process.cpuUsage()
      const from = performance.now()
      await round(requestsPerRound)
      const wallMs = performance.now() - from
      const { user, system } = process.cpuUsage(cpu)
      process.send?.({ cpuMicros: user + system, wallMs, peakMb: process.resourceUsage().maxRSS / 1024 })
    })()
  })
  process.send?.('ready')
}

async function serve(): Promise<void> {
  const filler = 'x'.repeat(900)
  const server = createServer((request, response) => {
    const body = `{"id":${JSON.stringify(request.url)},"name":"Ana Souza","filler":"${filler}"}`
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

type Keep = (url: string, status: number, headers: unknown, value: unknown) => Promise<void> | undefined

async function callWithUndici(url: string, keep: Keep, flush?: () => Promise<void>): Promise<void> {
  const { Agent, request } = await import('undici')
  const dispatcher = new Agent({ connections: 1 })
  await answerRounds(async (requests) => {
    for (let index = 0; index < requests; index += 1) {
      const { statusCode, headers, body } = await request(`${url}/items/${index}`, {
        dispatcher,
        headers: { accept: 'application/json' },
      })
      const value: unknown = await body.json()
      if (statusCode !== 200 || value === null) throw new Error('the service of the bench failed')
      const full = keep(`${url}/items/${index}`, statusCode, headers, value)
      if (full !== undefined) await full
    }
    await flush?.()
  })
}

const writeAt = 65_536

/** Two files that text is appended to: exchanges and records, as a programmer would keep them. */
function openFiles(): { keep: Keep; flush: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.on('SIGTERM', () => process.exit(0))
  const file = (name: string) => ({ path: join(folder, name), text: '' })
  const [exchanges, records] = [file('exchanges'), file('records')]
  const write = async (least: number) => {
    for (const kept of [exchanges, records]) {
      if (kept.text.length <= least) continue
      const { text } = kept
      kept.text = ''
      await appendFile(kept.path, text)
    }
  }
  return {
    keep: (url, status, headers, value) => {
      exchanges.text += `${JSON.stringify({ atMs: Date.now(), method: 'GET', url, status, headers })}\n`
      records.text += `${JSON.stringify(value)}\n`
      return exchanges.text.length > writeAt || records.text.length > writeAt ? write(writeAt) : undefined
    },
    flush: () => write(0),
  }
}

async function callWithPatchbay(url: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
  process.on('exit', () => rmSync(data, { recursive: true, force: true }))
  process.on('SIGTERM', () => process.exit(0))
  const folder = createDiskFolder(join(data, 'runs'))
  const store = await openRunStore(folder, await openRunBook(data))
  const transport = createTransport({ addresses: { privateNetwork: true }, environment: {} })
  const vault = createVault({
    folder: data,
    environment: {},
    now: hostClock.now,
    id: () => 'bench',
  })
  const runs = createRuns({ store, vault, transport, catalog })
  const connector = eachItem(url)
  await answerRounds(async (requests) => {
    const { id } = await runs.start({
      connector,
      operation: undefined,
      input: { items: Array.from({ length: requests }, (_, index) => index) },
      credential: undefined,
      pins: undefined,
      until: undefined,
    })
    const kept = await store.open(id)
    for await (const event of kept?.events.read(0, new AbortController().signal) ?? []) void event
    const summary = store.summary(id)
    if (summary?.outcome !== 'completed' || summary.records !== requests)
      throw new Error(`the run of the bench ended ${summary?.outcome}: ${summary?.failure?.message}`)
  })
}

/** inputs → expand the list → one request for each → output */
function eachItem(baseUrl: string): Connector {
  const node = (id: string, kind: string, settings: unknown) => ({ id, kind, title: id, settings })
  const edge = (from: string, to: string) => ({
    id: `${from}-${to}`,
    from: { node: from, port: 'out' },
    to: { node: to, port: 'in' },
  })
  const { connector, problems } = readConnector(
    JSON.stringify({
      format: 'patchbay.connector/1',
      id: 'bench',
      name: 'bench',
      title: 'Bench',
      service: { title: 'Bench', baseUrl, authentications: [], defaults: {} },
      operations: [
        {
          id: 'each',
          name: 'each',
          title: 'Each item',
          graph: {
            nodes: [
              node('inputs', 'inputs', {
                fields: [{ id: 'items', name: 'items', title: 'Items', type: 'list' }],
              }),
              node('expand', 'transform', { steps: [{ step: 'expand', list: '{{ input.items }}' }] }),
              node('ask', 'request', { method: 'GET', url: '/items/{{ item }}' }),
              node('output', 'output', {}),
            ],
            edges: [edge('inputs', 'expand'), edge('expand', 'ask'), edge('ask', 'output')],
          },
        },
      ],
    }),
  )
  if (connector === undefined) throw new Error(problems.map(({ message }) => message).join('\n'))
  return connector
}

const [flag, role, url] = process.argv.slice(2)
if (flag === '--role') await roles[role ?? '']?.(url ?? '')
