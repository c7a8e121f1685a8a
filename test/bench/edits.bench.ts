import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { launchOptions } from '../browser.ts'
import type { EditFigures } from './edits.page.ts'
import type { Bench, Row } from './row.ts'

/**
 * Edit → undo entry → kept, in a real Chromium with the real store, keeper and IndexedDB, at four sizes of graph; beside it
 * what a straightforward build does: the whole graph as one row with each edit.
 */
const sizes = [10, 100, 1_000, 5_000] as const

const bench: Bench = async () => {
  const root = process.env['PATCHBAY_ROOT'] ?? process.cwd()
  const files = await builtPage(root)
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const code = files.get(path.slice(1))
    // Isolated, so that the page's clock counts in 5 µs and not in 100.
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    if (path === '/') {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>Edits</title><script type="module" src="/page.js"></script>')
    } else if (code === undefined) {
      response.statusCode = 404
      response.end()
    } else {
      response.setHeader('content-type', 'text/javascript')
      response.end(code)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch(await launchOptions())
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${port}/`)
    await page.waitForFunction(() => typeof window.measureEdits === 'function')
    const rows: Row[] = []
    for (const size of sizes)
      rows.push(...rowsOf(size, await page.evaluate((count) => window.measureEdits(count), size)))
    return rows
  } finally {
    await browser.close()
    await new Promise((resolve) => server.close(resolve))
  }
}

function rowsOf(size: number, figures: EditFigures): Row[] {
  const nodes = `${size.toLocaleString('en')} nodes`
  const largest = size === sizes.at(-1)
  const base = { unit: 'ms', note: `baseline: the whole graph as one row; median of ${figures.samples}` }
  return [
    {
      name: `edit saved, ${nodes}`,
      ours: figures.savedMs,
      baseline: figures.wholeMs,
      ratio: figures.savedMs / figures.wholeMs,
      ...base,
      note: `${base.note}; worst ${figures.savedWorstMs.toFixed(1)}`,
      ...(largest ? { aim: { of: 'ours', most: 5 } as const } : {}),
    },
    {
      name: `page blocked by an edit, ${nodes}`,
      ours: figures.blockedMs,
      baseline: figures.wholeBlockedMs,
      ratio: figures.blockedMs / figures.wholeBlockedMs,
      ...base,
      note: `${base.note}; longest stretch ${figures.longestMs.toFixed(1)}`,
      ...(largest ? { aim: { of: 'ours', most: 2 } as const } : {}),
    },
    { name: `undo saved, ${nodes}`, ours: figures.undoMs, baseline: null, ratio: null, unit: 'ms' },
    {
      name: `open a kept connector, ${nodes}`,
      ours: figures.openMs,
      baseline: null,
      ratio: null,
      unit: 'ms',
      note: 'snapshot and 20 changes after it',
      ...(largest ? { aim: { of: 'ours', most: 60 } as const } : {}),
    },
  ]
}

/** The page's modules by file name. */
async function builtPage(root: string): Promise<Map<string, string>> {
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'esnext',
      rollupOptions: {
        input: { page: `${root}/test/bench/edits.page.ts` },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput
  return new Map(
    output.flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part.code] as const] : [])),
  )
}

export default bench
