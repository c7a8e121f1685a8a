import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './median.ts'
import type { Bench } from './row.ts'

/** From starting `patchbay run FILE` to its first request at the service, against `node -e 0` from start to end. */
const rounds = 21

const bench: Bench = async () => {
  const root = process.env['PATCHBAY_ROOT'] ?? process.cwd()
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
  let arrived: (() => void) | undefined
  const server = createServer((_, response) => {
    arrived?.()
    response.setHeader('content-type', 'application/json').end('{"ok":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const file = join(folder, 'one.connector.json')
  writeFileSync(file, oneRequest(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await untilExit(['-e', '0']))
    const from = performance.now()
    const request = new Promise<number>((resolve) => {
      arrived = () => resolve(performance.now() - from)
    })
    await untilExit([join(root, 'dist', 'cli', 'main.js'), 'run', file])
    ours.push(await request)
  }
  server.close()
  rmSync(folder, { recursive: true, force: true })
  // The first of each warms the disk's cache.
  const pairs = ours.slice(1).map((ms, index) => ms / (bare[index + 1] ?? ms))
  return [
    {
      name: 'patchbay run: to its first request',
      ratio: median(pairs),
      ours: median(ours.slice(1)),
      baseline: median(bare.slice(1)),
      unit: 'ms',
      aim: { of: 'ratio', most: 1.9 },
      note: `node -e 0; ${rounds - 1} pairs: ${Math.min(...pairs).toFixed(2)}–${Math.max(...pairs).toFixed(2)}`,
    },
  ]
}
export default bench

function untilExit(argv: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const from = performance.now()
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0
        ? resolve(performance.now() - from)
        : reject(new Error(`${argv.join(' ')} ended with ${code}`)),
    )
  })
}

function oneRequest(baseUrl: string): string {
  const node = (id: string, kind: string, settings: unknown) => ({ id, kind, title: id, settings })
  return JSON.stringify({
    format: 'patchbay.connector/1',
    id: 'bench',
    name: 'bench',
    title: 'Bench',
    service: { title: 'Bench', baseUrl, authentications: [], defaults: {} },
    operations: [
      {
        id: 'one',
        name: 'one',
        title: 'One',
        graph: {
          nodes: [node('ask', 'request', { method: 'GET', url: '/' }), node('output', 'output', {})],
          edges: [{ id: 'edge', from: { node: 'ask', port: 'out' }, to: { node: 'output', port: 'in' } }],
        },
      },
    ],
  })
}
