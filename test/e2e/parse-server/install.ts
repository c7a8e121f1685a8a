// Installs Parse Server, once per lock file, into the user's cache folder. It weighs 180 MB and only the end-to-end
// tests need it, so it is no dependency of Patchbay. Nothing is ever skipped: what cannot be installed is an error.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const waitLimitMs = 10 * 60_000
const pollMs = 200

/**
 * Tried against a registry that cannot be reached, npm's own retries take minutes; these give up within seconds.
 * Peer packages are left out because pglite-socket asks for a dozen PostgreSQL extensions that nothing here uses.
 */
const npmArguments = [
  'ci',
  '--ignore-scripts',
  '--legacy-peer-deps',
  '--omit=optional',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=500',
  '--fetch-retry-maxtimeout=3000',
]

interface InstallOptions {
  /** Holds package.json and package-lock.json. */
  source?: string
  /** The user's cache folder. */
  cache?: string
  /** Further arguments for `npm ci`. */
  npm?: readonly string[]
}

/** The user's cache folder, after the XDG base directory specification. */
function userCache(): string {
  const chosen = process.env['XDG_CACHE_HOME']
  return chosen === undefined || chosen === '' ? join(homedir(), '.cache') : chosen
}

/**
 * The folder with Parse Server installed from the committed lock file, installing it first where it is missing.
 * Two that start at once install once. Rejects with what npm said, in words a person can act on.
 */
export async function installParseServer(options: InstallOptions = {}): Promise<string> {
  const source = options.source ?? import.meta.dirname
  const manifests = ['package.json', 'package-lock.json'].map((name) => join(source, name))
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} `)
  for (const path of manifests) hash.update(readFileSync(path))
  const folder = join(
    options.cache ?? userCache(),
    'patchbay',
    `parse-server-${hash.digest('hex').slice(0, 16)}`,
  )
  if (existsSync(folder)) return folder

  const release = await takeLock(folder)
  try {
    if (existsSync(folder)) return folder
    removePartial(folder)
    const partial = `${folder}.partial-${process.pid}`
    mkdirSync(partial, { recursive: true })
    for (const path of manifests) cpSync(path, join(partial, basename(path)))
    await npmCi(partial, options.npm ?? [])
    // Renamed only when whole: a folder with the final name is always a finished one.
    renameSync(partial, folder)
    return folder
  } finally {
    removePartial(folder)
    release()
  }
}

/** Waits for the lock beside `folder`; one whose owner is no longer alive is taken over. */
async function takeLock(folder: string): Promise<() => void> {
  const lock = `${folder}.lock`
  mkdirSync(dirname(folder), { recursive: true })
  for (const until = performance.now() + waitLimitMs; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (performance.now() > until)
      throw new Error(
        `Another process has been installing Parse Server for too long. Remove ${lock} and try again.`,
      )
    if (existsSync(lock) && !isAlive(readOwner(lock))) rmSync(lock, { force: true })
    else await delay(pollMs)
  }
}

/** The process id in a lock; undefined while its owner has not yet written it, or has just let go of it. */
function readOwner(lock: string): number | undefined {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    return Number.isInteger(owner) && owner > 0 ? owner : undefined
  } catch {
    return undefined
  }
}

function isAlive(owner: number | undefined): boolean {
  if (owner === undefined) return true
  try {
    process.kill(owner, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function removePartial(folder: string): void {
  for (const name of readdirSync(dirname(folder)))
    if (name.startsWith(`${basename(folder)}.partial-`))
      rmSync(join(dirname(folder), name), { recursive: true, force: true })
}

async function npmCi(folder: string, more: readonly string[]): Promise<void> {
  const args = [...npmArguments, ...more]
  // npm_execpath is the npm that started the tests; on Windows `npm` alone is a .cmd file that needs a shell.
  const npm = process.env['npm_execpath']
  const child =
    npm !== undefined && /npm-cli\.c?js$/.test(npm)
      ? spawn(process.execPath, [npm, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
      : spawn('npm', args, {
          cwd: folder,
          stdio: ['ignore', 'ignore', 'pipe'],
          shell: process.platform === 'win32',
        })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (exit, signal) => resolve(exit ?? signal ?? 'unknown'))
  })
  if (code !== 0)
    throw new Error(
      `Parse Server could not be installed: npm ci ended with ${code}. The end-to-end tests need it, and the network ` +
        `to install it once; check the connection and run them again.\n${said.trim()}`,
    )
}
