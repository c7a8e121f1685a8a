import { type FileHandle, open } from 'node:fs/promises'
import { EngineError } from '../engine/errors.ts'
import { storageFailure } from './dataFolder.ts'
import { codeOf } from './systemErrors.ts'

/** Bytes that grow at their end and can be read at any place: a file, or memory where nothing is to be kept. */
export interface ByteLog {
  /** All that was appended, written or not. */
  readonly size: number
  /**
   * Keeps the bytes. Up to `copiedBytes` of them are copied; more must not be changed afterwards. A promise: wait for it
   * before giving more.
   */
  append(bytes: Uint8Array): Promise<void> | undefined
  /** Resolves when everything is written; rejects with `EngineError` of kind `storage` where it cannot be. */
  flush(): Promise<void>
  /** The same, and the disk has it: a machine that loses its power loses none of it. Costs milliseconds. */
  sync(): Promise<void>
  /** As many of `length` bytes as there are. What is not written yet is written first. */
  read(position: number, length: number): Promise<Uint8Array>
  truncate(size: number): Promise<void>
  close(): Promise<void>
}

/**
 * Pieces up to this size are copied behind one another: what they came in is free at once, and the disk is handed few large
 * blocks where it would be handed hundreds of small ones.
 */
export const copiedBytes = 16_384
const gatherBytes = 65_536

/** Above this much unwritten, `append` asks its caller to wait. */
const holdBackBytes = 1_048_576

/**
 * A file that is written in pieces of at least `writeAtBytes`, and whole at a flush; with `writeAfterMs` nothing waits longer
 * than that. While one write is under way what comes is gathered, so a slow disk sees few large writes and a fast one
 * many small ones.
 */
export async function openFileLog(
  path: string,
  writeAtBytes: number,
  what: string,
  writeAfterMs?: number,
): Promise<ByteLog> {
  let file: FileHandle
  try {
    file = await open(path, 'a+', 0o600)
  } catch (error) {
    throw storageFailure(what, error)
  }
  let size: number
  try {
    size = (await file.stat()).size
  } catch (error) {
    await file.close()
    throw storageFailure(what, error)
  }
  let written = size
  /** How much of it was forced to the disk. What stood there at the opening was, by whoever wrote it or by the system since. */
  let forced = size
  let pending: Uint8Array[] = []
  let block: Buffer | undefined
  /** What of the block is not in `pending` yet. */
  let blockFrom = 0
  let blockTo = 0
  let writing: Promise<void> | undefined
  let wanted = false
  let failure: EngineError | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const isDue = () => size > written && (wanted || size - written >= writeAtBytes)
  const writeWhole = () => {
    timer = undefined
    // A flush may have come first; a write with nothing to do would be over before it is remembered as under way.
    if (failure !== undefined || size === written) return
    wanted = true
    writing ??= write()
  }

  function gather(bytes: Uint8Array): void {
    if (bytes.length > copiedBytes) {
      sealBlock()
      pending.push(bytes)
      return
    }
    if (block === undefined || blockTo + bytes.length > gatherBytes) {
      sealBlock()
      block = Buffer.allocUnsafeSlow(gatherBytes)
      blockFrom = 0
      blockTo = 0
    }
    block.set(bytes, blockTo)
    blockTo += bytes.length
  }

  function sealBlock(): void {
    if (block === undefined || blockFrom === blockTo) return
    pending.push(block.subarray(blockFrom, blockTo))
    blockFrom = blockTo
  }

  async function write(): Promise<void> {
    while (failure === undefined && isDue()) {
      sealBlock()
      const pieces = pending
      pending = []
      try {
        await writeAll(file, pieces)
        for (const piece of pieces) written += piece.length
      } catch (error) {
        failure = storageFailure(what, error)
      }
    }
    wanted = false
    writing = undefined
    if (failure === undefined) writeLater()
  }

  function writeLater(): void {
    if (writeAfterMs !== undefined && size > written) timer ??= setTimeout(writeWhole, writeAfterMs)
  }

  const log: ByteLog = {
    get size() {
      return size
    },
    append(bytes) {
      if (failure !== undefined) return Promise.reject(failure)
      if (closed) return Promise.reject(new EngineError('storage', `${what} cannot be kept: it is closed.`))
      if (bytes.length === 0) return undefined
      gather(bytes)
      size += bytes.length
      if (size - written >= writeAtBytes) writing ??= write()
      else writeLater()
      return size - written > holdBackBytes ? log.flush() : undefined
    },
    async flush() {
      while (failure === undefined && size > written) {
        wanted = true
        writing ??= write()
        await writing
      }
      if (failure !== undefined) throw failure
    },
    async sync() {
      await log.flush()
      const to = written
      if (to === forced) return
      try {
        await file.datasync()
      } catch (error) {
        // Some file systems know no forcing; what they are given, they have.
        if (!knowsNoForcing(error)) throw storageFailure(what, error)
      }
      forced = to
    },
    async read(position, length) {
      if (position + length > written && size > written) await log.flush()
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - position)))
      let filled = 0
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, position + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return bytes.subarray(0, filled)
    },
    async truncate(to) {
      await log.flush()
      if (to >= size) return
      await file.truncate(to)
      size = to
      written = to
      // A cut that the disk does not know yet must not look like what was forced before.
      forced = -1
    },
    async close() {
      if (closed) return
      closed = true
      clearTimeout(timer)
      await log.flush().finally(() => file.close())
    },
  }
  return log
}

const knowsNoForcing = (error: unknown): boolean => ['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error))

/** The most pieces one call of the system takes (IOV_MAX). */
const mostPieces = 1024

async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  for (let from = 0; from < pieces.length; from += mostPieces) {
    const some = pieces.slice(from, from + mostPieces)
    const bytes = some.reduce((sum, piece) => sum + piece.length, 0)
    const { bytesWritten } = await file.writev(some)
    // A short write tells of a disk that is filling up: the rest is written until it says so itself.
    if (bytesWritten < bytes) await file.writeFile(Buffer.concat(some, bytes).subarray(bytesWritten))
  }
}

/** A log that is gone when nobody holds it any more. */
export function createMemoryLog(): ByteLog {
  let bytes = Buffer.alloc(4096)
  let size = 0
  return {
    get size() {
      return size
    },
    append(more) {
      if (size + more.length > bytes.length) {
        const larger = Buffer.alloc(Math.max(bytes.length * 2, size + more.length))
        bytes.copy(larger, 0, 0, size)
        bytes = larger
      }
      bytes.set(more, size)
      size += more.length
      return undefined
    },
    flush: () => Promise.resolve(),
    sync: () => Promise.resolve(),
    read: (position, length) =>
      Promise.resolve(Uint8Array.from(bytes.subarray(position, Math.min(size, position + length)))),
    truncate: (to) => {
      size = Math.min(size, to)
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
  }
}

const blockBytes = 65_536
const lineFeed = 0x0a

/**
 * Whole lines from `position` on, in blocks that end with a line feed, up to the size of now; a last line without its feed
 * (torn by a crash) is left out.
 */
export async function* readLines(
  log: ByteLog,
  position = 0,
): AsyncGenerator<{ readonly at: number; readonly lines: Uint8Array }> {
  const end = log.size
  let at = position
  let length = blockBytes
  while (at < end) {
    const block = await log.read(at, Math.min(length, end - at))
    const cut = block.lastIndexOf(lineFeed) + 1
    if (cut > 0) {
      yield { at, lines: block.subarray(0, cut) }
      at += cut
      length = blockBytes
    } else if (at + block.length >= end) return
    // A line longer than a block: read more of it.
    else length *= 4
  }
}
