import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { DataFolderError, folderFailure } from './dataFolder.ts'
import { codeOf, isMissing } from './systemErrors.ts'

/** Who holds a data folder, and how to talk to it: what `runner.json` says. It is readable by its owner only. */
const holderFile = z.object({
  pid: z.number(),
  instance: z.string(),
  startedMs: z.number(),
  /** Known once the runner listens. */
  url: z.optional(z.string()),
  token: z.optional(z.string()),
})
type Holder = z.infer<typeof holderFile>

export interface FolderLock {
  readonly instance: string
  /** Tells where the runner listens and the token of its API, so that the command line can find it. Throws `DataFolderError`. */
  announce(url: string, token: string): void
  release(): void
}

const lockName = 'runner.json'
/** How long another runner may take to say who it is. */
const usualHealthMs = 2000
/** Instances of this very process: its number alone says nothing, since in a container it is often the same as before. */
const heldHere = new Set<string>()

/** The runner that holds the folder, as far as its file tells. */
function readHolder(folder: string): Holder | undefined {
  try {
    return z.parse(holderFile, JSON.parse(readFileSync(join(folder, lockName), 'utf8')))
  } catch {
    return undefined
  }
}

/**
 * Takes a data folder for one runner: two of them would write the same vault. What a killed runner left is recognised by
 * its process being gone, or by another process answering under its number. Throws `DataFolderError` naming the holder.
 */
export async function lockFolder(
  folder: string,
  nowMs: number,
  healthMs = usualHealthMs,
): Promise<FolderLock> {
  const path = join(folder, lockName)
  const holder: Holder = { pid: process.pid, instance: randomUUID(), startedMs: nowMs }
  for (let tries = 0; tries < 3; tries++) {
    try {
      writeFileSync(path, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
      return createLock(path, holder)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        // A full disk takes the name of a file, though not what is to stand in it.
        rmSync(path, { force: true })
        throw folderFailure("The runner's mark", path, error)
      }
    }
    const found = readText(path)
    const other = readHolder(folder)
    if (other !== undefined && (await isAlive(other, nowMs, healthMs)))
      throw new DataFolderError(
        `${folder} is in use by another runner (process ${other.pid}${other.url === undefined ? '' : `, ${other.url}`}). Stop it, or name another folder with --data.`,
      )
    moveAway(path, found)
  }
  throw new DataFolderError(`${folder} is being taken by another runner at this moment. Try again.`)
}

function createLock(path: string, holder: Holder): FolderLock {
  heldHere.add(holder.instance)
  const isOurs = () => readText(path)?.includes(holder.instance) === true
  return {
    instance: holder.instance,
    announce(url, token) {
      // Written beside and renamed, so that a reader never sees half of it.
      const beside = `${path}.${holder.pid}.new`
      try {
        writeFileSync(beside, JSON.stringify({ ...holder, url, token }), { mode: 0o600 })
        renameSync(beside, path)
      } catch (error) {
        rmSync(beside, { recursive: true, force: true })
        throw folderFailure("The runner's mark", path, error)
      }
    },
    release() {
      heldHere.delete(holder.instance)
      if (isOurs()) rmSync(path, { force: true })
    },
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw folderFailure("The runner's mark", path, error)
  }
}

/**
 * A process of that number lives; and, where it told its address, it is a runner that knows the instance. Numbers are used
 * again, so the number alone would keep a folder locked by somebody's text editor.
 */
async function isAlive(holder: Holder, nowMs: number, healthMs: number): Promise<boolean> {
  if (holder.pid === process.pid) return heldHere.has(holder.instance)
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
  }
  // One that has not announced itself after a minute never will.
  if (holder.url === undefined) return nowMs - holder.startedMs < 60_000
  try {
    const answer = await fetch(`${holder.url}/api/health`, { signal: AbortSignal.timeout(healthMs) })
    const health: unknown = await answer.json()
    return (health as { instance?: string } | null)?.instance === holder.instance
  } catch (error) {
    // Nobody listens there any more, or something else does. One that listens and is silent may only be busy, or halted.
    return error instanceof Error && error.name === 'TimeoutError'
  }
}

/**
 * Removes a stale mark, and only that one: it is renamed first, which one of two starting runners can do, and looked at
 * under its new name; a mark that is another's by then is put back.
 */
function moveAway(path: string, expected: string | undefined): void {
  const aside = `${path}.${process.pid}.stale`
  try {
    renameSync(path, aside)
    if (readText(aside) !== expected) linkSync(aside, path)
    unlinkSync(aside)
  } catch (error) {
    if (!isMissing(error)) throw folderFailure("The runner's mark", path, error)
  }
}
