import type { Chunk } from '../engine/chunk.ts'
import { EngineError } from '../engine/errors.ts'
import type { RecordStore } from '../engine/io.ts'
import { ReaderGone } from './errors.ts'
import { print, type Terminal } from './terminal.ts'

/** The records of a run on their way to stdout: the service's data, unchanged, one record a line. */
export interface Outlet extends RecordStore {
  readonly count: number
}

interface OutletOptions {
  /** How many records the person wants. */
  readonly most: number
  /** What must have gone well before the first record leaves; afterwards nothing can be taken back. */
  readonly first?: Promise<void> | undefined
  /** They have them, or whoever read them has gone (`| head`). */
  onEnough(): void
}

export function createOutlet(terminal: Terminal, { most, first, onEnough }: OutletOptions): Outlet {
  let count = 0
  return {
    keeps: false,
    get count() {
      return count
    },
    async append(chunk: Chunk, signal: AbortSignal) {
      await first
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
