// A lock between processes: a folder, because making one is atomic on every file system. Node built-ins only.
import { mkdirSync, rmSync, statSync } from 'node:fs'

const waitLimitMs = 10 * 60_000
const staleMs = 15 * 60_000
const pollMs = 100

/**
 * Runs `work` while holding the folder `path`, waiting (blocking) while another process holds it. One left behind by a
 * process that died is taken over after a quarter of an hour. Throws EEXIST when it waited too long.
 */
export function withLock(path, work) {
  for (const until = Date.now() + waitLimitMs; ; ) {
    try {
      mkdirSync(path)
      break
    } catch (error) {
      if (error.code !== 'EEXIST' || Date.now() > until) throw error
      if (isStale(path)) rmSync(path, { recursive: true, force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs)
    }
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

function isStale(path) {
  try {
    return Date.now() - statSync(path).mtimeMs > staleMs
  } catch {
    // Its owner let go of it between the two calls: try again at once.
    return false
  }
}

/** Ends by way of the `exit` event, which lets go of the lock; 130 is the shell's code for an interrupted command. */
function interrupted() {
  process.exit(130)
}
