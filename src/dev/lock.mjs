// A lock between processes: a folder, because making one is atomic on every file system. Node built-ins only.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'

const waitLimitMs = 10 * 60_000
/** One whose owner cannot be asked (another machine's or container's, or not told yet) is held for this long at most. */
const staleMs = 15 * 60_000
const pollMs = 100

/**
 * Runs `work` while holding the folder `path`, waiting (blocking) while another process holds it, and saying so. One left
 * behind by a process that died is taken over. Throws an error with words when it waited too long.
 * @template Result
 * @param {string} path
 * @param {() => Result} work
 * @returns {Result}
 */
export function withLock(path, work) {
  let told = false
  for (const until = Date.now() + waitLimitMs; !make(path); ) {
    const owner = ownerOf(path)
    if (isLeftBehind(path, owner)) {
      takeAway(path, owner)
      continue
    }
    if (Date.now() > until)
      throw new Error(`${path} is held${byWhom(owner)}. If nothing runs, remove that folder.`)
    if (!told) process.stderr.write(`Waiting for another start to finish${byWhom(owner)} …\n`)
    told = true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs)
  }
  const release = () => rmSync(path, { recursive: true, force: true })
  process.on('exit', release)
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupted)
  try {
    return work()
  } finally {
    release()
    process.off('exit', release)
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupted)
  }
}

const ownerFile = (path) => join(path, 'owner')

/** False: somebody else has it. */
function make(path) {
  try {
    mkdirSync(path)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
  writeFileSync(ownerFile(path), `${process.pid} ${hostname()}`)
  return true
}

/** `PID HOST`; undefined where it was not told (yet). */
function ownerOf(path) {
  try {
    return readFileSync(ownerFile(path), 'utf8')
  } catch {
    return undefined
  }
}

const byWhom = (owner) => (owner === undefined ? '' : ` (process ${owner.split(' ', 1)[0]})`)

function isLeftBehind(path, owner) {
  const [pid, host] = owner?.split(' ') ?? []
  // Numbers of processes mean something only where they were given.
  if (host === hostname()) return !isAlive(Number(pid))
  try {
    return Date.now() - statSync(path).mtimeMs > staleMs
  } catch {
    // Its owner let go of it between the two calls: try again at once.
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code !== 'ESRCH'
  }
}

/** Removes a lock that was left behind, and only that one: of two that wait, the other may have taken it over by now. */
function takeAway(path, owner) {
  const aside = join(path, '..', `.${basename(path)}-${process.pid}`)
  try {
    renameSync(path, aside)
    if (ownerOf(aside) === owner) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, path)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

/** Ends by way of the `exit` event, which lets go of the lock; 130 is the shell's code for an interrupted command. */
function interrupted() {
  process.exit(130)
}
