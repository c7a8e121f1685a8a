// Whether what lies in dist/ was built from the files as they are now. Node built-ins only: this runs before every
// start and every command, so that an unchanged tree costs a few file reads and never loads the bundler.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'
import { reach } from './rooms.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const dist = join(root, 'dist')

const shared = ['package.json', 'package-lock.json', 'tsconfig.json', 'src/dev/build.mjs']

/**
 * What is built: `inputs` are files or folders below the root, `result` is the file that stands for a finished build.
 * @type {Record<'editor' | 'cli', { inputs: string[], result: string }>}
 */
export const parts = {
  editor: {
    inputs: [
      'index.html',
      'public',
      'vite.config.ts',
      'src/dev/iconImports.mjs',
      'src/dev/moments.mjs',
      ...roomFolders('app'),
      ...shared,
    ],
    result: join(dist, 'editor', 'index.html'),
  },
  cli: {
    inputs: [...roomFolders('cli'), ...shared],
    result: join(dist, 'cli', 'main.js'),
  },
}

function roomFolders(room) {
  return reach(room).map((name) => `src/${name}`)
}

/** The hash of a part's inputs: names and contents, so that a checkout or a touched file alone rebuilds nothing. */
export function inputHash(part) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0])
  for (const input of parts[part].inputs) addTo(hash, input)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const full = join(root, path)
  if (!existsSync(full)) return
  let entries
  try {
    entries = readdirSync(full, { withFileTypes: true })
  } catch (error) {
    if (error.code !== 'ENOTDIR') throw error
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
    return
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) addTo(hash, `${path}/${entry.name}`)
}

const stampOf = (part) => join(dist, `.${part}-built-from`)

/** Marks a part as built from inputs with this hash. */
export function markBuilt(part, hash) {
  writeFileSync(stampOf(part), hash)
}

/** True when the part was built from exactly these inputs. */
export function isFresh(part, hash = inputHash(part)) {
  const stamp = stampOf(part)
  return existsSync(parts[part].result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/**
 * Builds the named parts that are stale, in a process of its own (the bundler's memory is not the runner's), and
 * waits. Everything the build says goes to stderr. Returns the parts that were built; throws when a build fails.
 */
export function ensureBuilt(names) {
  const stale = () => names.filter((part) => !isFresh(part))
  if (stale().length === 0) return []
  mkdirSync(dist, { recursive: true })
  return withLock(join(dist, '.build-lock'), () => {
    // The one who held the lock before may have built the same.
    const built = stale()
    if (built.length === 0) return built
    process.stderr.write(`Building ${built.join(' and ')} …\n`)
    const result = spawnSync(process.execPath, [join(root, 'src/dev/build.mjs'), ...built], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    })
    if (result.status !== 0) throw new Error(`The ${built.join(' or ')} could not be built; see above.`)
    return built
  })
}
