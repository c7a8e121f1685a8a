// Builds dist/: `node src/dev/build.mjs [editor] [cli]`, both without a name. The editor is a page; the command line is
// a loader (src/cli/chunks.ts) and an entry with lazy chunks beside it, its dependencies bundled, so that it starts in a
// fraction of a second and runs without node_modules.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { dist, inputHash, markBuilt, parts, root } from './freshness.mjs'

/**
 * The transport offers HTTP/1.1 and nothing else, so no server can choose HTTP/2: undici's half for it, and with it the whole
 * of `node:http2` that it loads at start, stays out of the command line.
 */
const withoutHttp2 = {
  name: 'without-http2',
  load: (id) =>
    id.endsWith('/undici/lib/dispatcher/client-h2.js')
      ? 'module.exports = () => { throw new Error("HTTP/2 was not offered.") }'
      : undefined,
}

/** The package is ECMAScript modules; V8's code can be kept for CommonJS alone (`vm.SourceTextModule` is behind a flag). */
const asCommonJs = {
  name: 'as-common-js',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' })
  },
}

const config = {
  editor: (outDir) => ({ root, build: { outDir, emptyOutDir: true } }),
  cli: (outDir) => ({
    root,
    configFile: false,
    publicDir: false,
    plugins: [withoutHttp2, asCommonJs],
    // SQLite is a native module: it stays outside, and where it is missing files do its work (runner/openRunBook.ts).
    ssr: { noExternal: true, external: ['libsql'], target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      minify: false,
      rollupOptions: {
        input: { main: 'src/cli/start.ts', patchbay: 'src/cli/main.ts' },
        // Chunks lie beside the entry: `new URL('../editor/', import.meta.url)` means the same in all of them.
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          // Half the text to parse at each start; names stay, for whoever reads a stack.
          minify: { compress: true, mangle: { keepNames: true }, codegen: true },
        },
      },
    },
  }),
}

/** Built beside the old one and then put in its place, so that a build that fails leaves what worked. */
async function buildPart(part) {
  const target = join(dist, part)
  const partial = join(dist, `.${part}-${process.pid}`)
  // Taken before the build: a file saved meanwhile makes the result stale again.
  const hash = inputHash(part)
  try {
    await build({ ...config[part](partial), logLevel: 'warn' })
    rmSync(target, { recursive: true, force: true })
    renameSync(partial, target)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
  if (!existsSync(parts[part].result)) throw new Error(`The build gave no ${parts[part].result}.`)
  markBuilt(part, hash)
}

const named = process.argv.slice(2)
const unknown = named.filter((part) => !(part in config))
if (unknown.length > 0) {
  console.error(
    `There is no part called ${unknown.join(', ')}; the parts are ${Object.keys(config).join(', ')}.`,
  )
  process.exit(2)
}
try {
  for (const part of named.length > 0 ? named : Object.keys(config)) await buildPart(part)
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  process.exit(1)
}
