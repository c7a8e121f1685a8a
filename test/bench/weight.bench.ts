import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Plugin, type Rolldown } from 'vite'
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

/** The page, the connector's page that it loads next, and the canvas on it; nothing waits for anything else. */
const firstModules = [
  '/src/app/main.tsx',
  '/src/editor/connector/ConnectorPage.tsx',
  '/src/editor/canvas/Canvas.tsx',
]

const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10

const bench: Bench = async () => {
  const root = process.env['PATCHBAY_ROOT'] ?? process.cwd()
  // Twice: as people get it, for what it weighs, and with the stack in parts of its own, for how much of that is the stack.
  const [before, whole] = weigh(await chunksOf(root, []))
  const [stackBefore, stackWhole] = weigh(await chunksOf(root, [splitStack()]), (chunk) =>
    chunk.name.startsWith('stack-'),
  )
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
    row('weight before the canvas works', before, 165),
    row('  of that, the fixed stack', stackBefore),
    row('  of that, ours and other libraries', before - stackBefore),
    row('weight of the whole editor', whole, 330),
    row('  of that, the fixed stack', stackWhole),
    row('  of that, ours and other libraries', whole - stackWhole),
    row('style sheets, apart', styles),
  ]
}
export default bench

async function chunksOf(root: string, plugins: Plugin[]): Promise<readonly Rolldown.OutputChunk[]> {
  const built = await build({
    root,
    logLevel: 'silent',
    build: { write: false, emptyOutDir: false },
    plugins,
  })
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput
  return output.filter((part) => part.type === 'chunk')
}

/** What is loaded before the canvas works, and all there is: bytes of those chunks that count. */
function weigh(
  chunks: readonly Rolldown.OutputChunk[],
  counts: (chunk: Rolldown.OutputChunk) => boolean = () => true,
): [before: number, whole: number] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set<Rolldown.OutputChunk>()
  const take = (chunk: Rolldown.OutputChunk | undefined) => {
    if (chunk === undefined || first.has(chunk)) return
    first.add(chunk)
    for (const name of chunk.imports) take(byName.get(name))
  }
  for (const module of firstModules) {
    const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)))
    if (chunk === undefined) throw new Error(`The build has no ${module}.`)
    take(chunk)
  }
  const sum = (some: Iterable<Rolldown.OutputChunk>) =>
    [...some].filter(counts).reduce((bytes, { code }) => bytes + gzipSync(code).byteLength, 0)
  return [sum(first), sum(chunks)]
}

/** Puts the fixed stack into chunks of its own, so that it can be weighed; loading order stays what it is. */
function splitStack(): Plugin {
  return {
    name: 'weigh-the-stack-apart',
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                {
                  priority: 100,
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
