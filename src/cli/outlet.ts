import type { Chunk } from '../engine/chunk.ts'
import type { RecordStore } from '../engine/io.ts'
import { type Terminal, write } from './terminal.ts'

/** The records of a run on their way to stdout: the service's data, unchanged, one record a line. */
export interface Outlet extends RecordStore {
  readonly count: number
}

/** `most`: how many records the person wants; `onFull` is called when they have them. */
export function createOutlet(terminal: Terminal, most: number, onFull: () => void): Outlet {
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
        await write(terminal.stdout, wanted.lines())
        count += wanted.count
      }
      if (count >= most) onFull()
    },
    // What has gone out cannot be taken back: after a resume, records since the last checkpoint may come again.
    cut: () => Promise.resolve(),
  }
}
