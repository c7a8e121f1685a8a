import { constants } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { EngineError } from '../engine/errors.ts'
import { fileReason, isDiskFull } from './systemErrors.ts'
import type { Environment } from './proxies.ts'

/** Where each platform keeps what programs remember (XDG base directories; Apple's and Microsoft's guides). */
const homes: Readonly<Record<string, (environment: Environment, home: string) => string>> = {
  darwin: (_, home) => join(home, 'Library', 'Application Support', 'Patchbay'),
  win32: (environment, home) =>
    join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Patchbay'),
}

/** The folder that is used when none is named. */
export function defaultDataFolder(
  environment: Environment,
  platform: string = process.platform,
  home: string = homedir(),
): string {
  const named = homes[platform]
  if (named !== undefined) return named(environment, home)
  const xdg = environment['XDG_DATA_HOME']
  // A relative path here must be ignored, says the XDG specification.
  return join(xdg !== undefined && xdg.startsWith('/') ? xdg : join(home, '.local', 'share'), 'patchbay')
}

/** What of the data folder was asked for cannot be done; the words say which file, why, and what to do. */
export class DataFolderError extends Error {
  override name = 'DataFolderError' as const
  readonly diskFull: boolean
  constructor(message: string, diskFull = false) {
    super(message)
    this.diskFull = diskFull
  }
}

/** A failing file in words. */
export function folderFailure(what: string, path: string, error: unknown): DataFolderError {
  if (error instanceof DataFolderError) return error
  const remedy = isDiskFull(error) ? ' Make room, then try again.' : ''
  return new DataFolderError(
    `${what} cannot be kept in ${path}: ${fileReason(error)}.${remedy}`,
    isDiskFull(error),
  )
}

/** The same for what happens in the middle of a run. */
export function storageFailure(what: string, error: unknown): EngineError {
  const remedy = isDiskFull(error) ? ' Make room, then run again.' : ''
  return new EngineError('storage', `${what} cannot be kept: ${fileReason(error)}.${remedy}`, {
    retryable: isDiskFull(error),
  })
}

/**
 * Makes a folder that only its owner may read. One that is there and empty is closed to others; where it holds something its
 * mode is somebody's choice (`--data .` must not close a home page), and every file and folder of ours in it is closed itself.
 */
export async function makePrivateFolder(path: string): Promise<void> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 })
    if (made === undefined && process.platform !== 'win32' && (await readdir(path)).length === 0)
      await chmod(path, 0o700)
  } catch (error) {
    throw folderFailure("Patchbay's data", path, error)
  }
}

/**
 * Replaces a file whole or not at all, readable by its owner only unless `mode` says otherwise: written beside it, forced to the disk, renamed over it.
 * After a crash the file holds what it held before or what it should hold now. `lasting: false` leaves the forcing out: that
 * costs tens of milliseconds, and what can be lost to a power cut, though not to a killed process, should not make a run wait.
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  { lasting = true, mode = 0o600 }: { lasting?: boolean; mode?: number } = {},
): Promise<void> {
  const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.new`
  try {
    const file = await open(beside, 'wx', mode)
    try {
      await file.writeFile(content)
      if (lasting) await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw error
  }
  if (lasting) await syncFolder(path)
}

/** Makes a rename last over a power cut. Windows opens no folders, and some file systems refuse; the file itself is safe. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const folder = await open(join(path, '..'), constants.O_RDONLY)
    await folder.sync().finally(() => folder.close())
  } catch {
    // The rename has happened; only its survival of a power cut in this second is less sure.
  }
}
