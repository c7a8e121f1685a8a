// A list of a million records through the command that people get, into a file: every record once, in memory that stays small.
import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine } from '../e2e/product.ts'
import { bySkipping, drawWalk } from '../nodes/pagination/walking.ts'

const all = 1_000_000
/** What the product promises is 125; a machine under load collects its garbage later. */
const mostMb = 160

const recordAt = (id: number) => `{"id":${id},"name":"Customer number ${id}","note":"${'x'.repeat(140)}"}`

let folder: string
let server: Server
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-million-'))
  server = createServer((request, answer) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams
    const [skip, limit] = [Number(query.get('skip') ?? 0), Number(query.get('limit'))]
    const rows = Array.from({ length: Math.max(0, Math.min(limit, all - skip)) }, (_, at) =>
      recordAt(skip + at),
    )
    answer.setHeader('content-type', 'application/json')
    answer.end(`{"rows":[${rows.join(',')}],"total":${all}}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await rm(folder, { recursive: true, force: true })
})

test.each<[what: string, size: number, pages: object]>([
  ['page by page', 1_000, {}],
  ['in small pages, which are gathered', 250, {}],
  ['four pages at once', 1_000, { parallel: 4, stop: [{ rule: 'total', at: 'total' }] }],
])('%s', async (_what, size, pages) => {
  const file = join(folder, 'walk.connector.json')
  const out = join(folder, 'out.ndjson')
  const told = join(folder, 'peak')
  const walk = bySkipping(size, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await writeFile(file, drawWalk({ ...walk, pages: { ...walk.pages, ...pages } }))
  const hook = join(folder, 'hook.cjs')
  await writeFile(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, String(process.resourceUsage().maxRSS / 1024)))`,
  )
  const target = await open(out, 'w')
  const child = spawn(process.execPath, ['--require', hook, commandLine, 'run', file], {
    stdio: ['ignore', target.fd, 'inherit'],
  })
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
  await target.close()

  let next = 0
  let wrong: string | undefined
  for await (const line of createInterface({ input: createReadStream(out) })) {
    if (line !== recordAt(next)) wrong ??= `record ${next} is ${line}`
    next++
  }
  expect(wrong).toBeUndefined()
  expect(next).toBe(all)
  expect(Number(await readFile(told, 'utf8'))).toBeLessThan(mostMb)
})
