import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'

interface ChunkModule {
  exports: unknown
}

type Require = (id: string) => unknown

type Compiled = (
  exports: unknown,
  require: Require,
  module: ChunkModule,
  filename: string,
  dirname: string,
) => void

/** A chunk that was compiled from its text: what V8 made of it is kept at the end. */
interface Fresh {
  readonly cache: string
  readonly script: Script
}

/**
 * Loads the CommonJS chunks of a built folder, each with the code that V8 made of it the last time, so that a start compiles
 * nothing: half of the time to a first request was compiling. Node does the same from 22.1 on (`module.enableCompileCache`,
 * https://nodejs.org/api/module.html#module-compile-cache), not on 20.
 *
 * The code lies beside its chunk as `NAME.cache`, written when the process ends: by then it holds every function that was
 * called. V8 refuses what another version of it made, and takes everything else on trust, a damaged file to the death of the
 * process: a digest stands before the code. What is refused is compiled again and written anew. A folder that cannot be written
 * keeps none, and works.
 *
 * V8 knows a text by its length alone, so only chunks with the hash of their content in their name are kept: not the entry.
 *
 * @param folder The built folder; chunks name each other as `./NAME`, everything else is Node's own.
 * @param entry The file name of the first chunk.
 * @param atEnd Calls what it is given when the process ends.
 */
export function runChunks(
  folder: string,
  entry: string,
  atEnd: (work: () => void) => void = (work) => process.once('exit', work),
): void {
  const loaded = new Map<string, ChunkModule>()
  const fresh: Fresh[] = []
  const requireOfNode = createRequire(join(folder, entry))

  const compile = (name: string): Script => {
    const filename = join(folder, name)
    const source = wrapped(readFileSync(filename, 'utf8'))
    if (name === entry) return new Script(source, { filename })
    const cache = `${filename}.cache`
    const cachedData = readKept(cache)
    const script = new Script(source, { filename, ...(cachedData && { cachedData }) })
    if (cachedData === undefined || script.cachedDataRejected) fresh.push({ cache, script })
    return script
  }

  const require: Require = (id) => (id.startsWith('./') ? load(id.slice(2)) : requireOfNode(id))

  const load = (name: string): unknown => {
    const known = loaded.get(name)
    if (known !== undefined) return known.exports
    const module: ChunkModule = { exports: {} }
    // Before it runs: two chunks may name each other.
    loaded.set(name, module)
    const run = compile(name).runInThisContext() as Compiled
    run(module.exports, require, module, join(folder, name), folder)
    return module.exports
  }

  atEnd(() => {
    for (const { cache, script } of fresh) keep(cache, script.createCachedData())
  })
  load(entry)
}

/** On the first line of the text, so that lines in a stack are those of the file. */
function wrapped(text: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${text}\n})`
}

const digest = (code: Buffer): Buffer => createHash('sha256').update(code).digest()
const digestBytes = 32

/** The code kept in a file, as it was written; nothing where there is none or where it is damaged. */
function readKept(path: string): Buffer | undefined {
  let file: Buffer
  try {
    file = readFileSync(path)
  } catch {
    return undefined
  }
  const code = file.subarray(digestBytes)
  return digest(code).equals(file.subarray(0, digestBytes)) ? code : undefined
}

/** Put in place whole: another start may be reading. */
function keep(path: string, code: Buffer): void {
  const partial = `${path}.${process.pid}`
  try {
    writeFileSync(partial, Buffer.concat([digest(code), code]))
    renameSync(partial, path)
  } catch {
    // The folder is somebody else's, or full: the next start compiles again.
    rmSync(partial, { force: true })
  }
}
