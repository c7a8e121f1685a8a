import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import type { Bench } from './row.ts'

/**
 * What the browser has to load, gzipped: before the canvas works (everything the page and the canvas import without
 * waiting), and the whole editor with its workers. The fixed stack (what the product is asked to be built of) and everything
 * else apart.
 */
const fixedStack = [
  'react',
  'react-dom',
  'scheduler',
  '@xyflow',
  '@reduxjs',
  'redux',
  'react-redux',
  'immer',
  'reselect',
  'xstate',
  '@xstate',
  'dexie',
  'zustand',
  'd3-',
]

/** The page, and the canvas that it loads next; workers are entries too, but nothing waits for them. */
const firstModules = ['/index.html', '/src/editor/canvas/Canvas.tsx'] as const

const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10

const bench: Bench = async () => {
  const root = process.env['PATCHBAY_ROOT'] ?? process.cwd()
  const built = await build({
    root,
    logLevel: 'silent',
    build: { write: false, emptyOutDir: false },
    plugins: [splitStack()],
  })
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput
  const chunks = output.filter((part) => part.type === 'chunk')
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set<string>()
  const take = (name: string) => {
    if (first.has(name)) return
    first.add(name)
    for (const imported of byName.get(name)?.imports ?? []) take(imported)
  }
  for (const chunk of chunks)
    if (firstModules.some((name) => chunk.facadeModuleId?.endsWith(name) === true)) take(chunk.fileName)
  const weigh = (names: Iterable<string>) => {
    let stack = 0
    let own = 0
    for (const name of names) {
      const chunk = byName.get(name)
      if (chunk === undefined) continue
      const bytes = gzipSync(chunk.code).byteLength
      if (chunk.name.startsWith('stack-')) stack += bytes
      else own += bytes
    }
    return { stack, own, all: stack + own }
  }
  const before = weigh(first)
  const whole = weigh(byName.keys())
  const styles = gzipped(join(root, 'dist', 'editor'), '.css')
  const row = (name: string, bytes: number, most?: number) => ({
    name,
    ratio: null,
    ours: kilobytes(bytes),
    baseline: null,
    unit: 'kB gzipped',
    ...(most !== undefined && { aim: { of: 'ours' as const, most } }),
  })
  return [
    row('weight before the canvas works', before.all, 165),
    row('  of that, the fixed stack', before.stack),
    row('  of that, ours and other libraries', before.own),
    row('weight of the whole editor', whole.all, 330),
    row('  of that, the fixed stack', whole.stack),
    row('  of that, ours and other libraries', whole.own),
    row('style sheets, apart', styles),
  ]
}
export default bench

/** Puts the fixed stack into chunks of its own, so that it can be weighed; loading order stays what it is. */
function splitStack() {
  return {
    name: 'weigh-the-stack-apart',
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                {
                  name: (id: string) => {
                    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1]
                    return found !== undefined &&
                      fixedStack.some(
                        (name) =>
                          found === name ||
                          found.startsWith(`${name}/`) ||
                          (name.endsWith('-') && found.startsWith(name)),
                      )
                      ? `stack-${found.replaceAll(/[@/]/g, '')}`
                      : null
                  },
                },
              ],
            },
          },
        },
      },
    }),
  }
}

function gzipped(folder: string, ending: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name.endsWith(ending))
      bytes += gzipSync(readFileSync(join(entry.parentPath, entry.name))).byteLength
  return bytes
}
