import type { Chunk } from '../engine/chunk.ts'
import { EngineError } from '../engine/errors.ts'
import type { RecordStore } from '../engine/io.ts'
import { ReaderGone } from './errors.ts'
import { print, type Terminal } from './terminal.ts'

/** The records of a run on their way to stdout: the service's data, unchanged, one record a line. */
export interface Outlet extends RecordStore {
  readonly count: number
}

/** `most`: how many records the person wants. `onEnough`: they have them, or whoever read them has gone (`| head`). */
export function createOutlet(terminal: Terminal, most: number, onEnough: () => void): Outlet {
  let count = 0
  return {
    keeps: false,
    get count() {
      return count
    },
    async append(chunk: Chunk, signal: AbortSignal) {
      signal.throwIfAborted()
      const wanted = count + chunk.count > most ? chunk.slice(0, most - count) : chunk
      if (wanted.count > 0) {
        try {
          await print(terminal, wanted.lines())
        } catch (error) {
          if (error instanceof ReaderGone) return onEnough()
          throw new EngineError('storage', error instanceof Error ? error.message : String(error))
        }
        count += wanted.count
      }
      if (count >= most) onEnough()
    },
    // What has gone out cannot be taken back: after a resume, records since the last checkpoint may come again.
    cut: () => Promise.resolve(),
  }
}
