import { constants } from 'node:fs'
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { EngineError } from '../engine/errors.ts'
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

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EACCES: 'it may not be written by you',
  EPERM: 'it may not be written by you',
  EROFS: 'the disk can only be read',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name is in the way',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports a fault',
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code ?? ''
export const isMissing = (error: unknown) => codeOf(error) === 'ENOENT'
export const isDiskFull = (error: unknown) => codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'

/** A failing file in words. */
export function folderFailure(what: string, path: string, error: unknown): DataFolderError {
  if (error instanceof DataFolderError) return error
  const reason = reasons[codeOf(error)] ?? (codeOf(error) || 'of an unknown cause')
  const remedy = isDiskFull(error) ? ' Make room, then try again.' : ''
  return new DataFolderError(`${what} cannot be kept in ${path}: ${reason}.${remedy}`, isDiskFull(error))
}

/** The same for what happens in the middle of a run. */
export function storageFailure(what: string, error: unknown): EngineError {
  const reason = reasons[codeOf(error)] ?? (codeOf(error) || 'of an unknown cause')
  const remedy = isDiskFull(error) ? ' Make room, then run again.' : ''
  return new EngineError('storage', `${what} cannot be kept: ${reason}.${remedy}`, {
    retryable: isDiskFull(error),
  })
}

/** Makes a folder that only its owner may read; one that is there already is closed to others. */
export async function makePrivateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    if (process.platform !== 'win32') await chmod(path, 0o700)
  } catch (error) {
    throw folderFailure("Patchbay's data", path, error)
  }
}

/**
 * Replaces a file whole or not at all, readable by its owner only: written beside it, forced to the disk, renamed over it.
 * After a crash the file holds what it held before or what it should hold now. `lasting: false` leaves the forcing out: that
 * costs tens of milliseconds, and what can be lost to a power cut, though not to a killed process, should not make a run wait.
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  { lasting = true }: { lasting?: boolean } = {},
): Promise<void> {
  const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.new`
  try {
    const file = await open(beside, 'wx', 0o600)
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
