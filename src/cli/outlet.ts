import type { Chunk } from '../engine/chunk.ts'
import { EngineError } from '../engine/errors.ts'
import type { RecordStore } from '../engine/io.ts'
import { ReaderGone } from './errors.ts'
import { print, type Terminal } from './terminal.ts'

/** The records of a run on their way to stdout: the service's data, unchanged, one record a line. */
export interface Outlet extends RecordStore {
  /** How many records have gone out. */
  readonly count: number
  /** Lets out what is still held, once the run is over, however it ended. Throws `EngineError` of kind `storage`. */
  end(): Promise<void>
}

interface OutletOptions {
  /** How many records the person wants. */
  readonly most: number
  /** What must have gone well before the first record leaves; afterwards nothing can be taken back. */
  readonly first?: Promise<void> | undefined
  /** Whether small pages wait for each other; not where somebody keeps a checkpoint of what has gone out. */
  readonly gathers: boolean
  /** They have them, or whoever read them has gone (`| head`). */
  onEnough(): void
}

/** Bytes that are gathered before they are written: what a write costs is the same for a small page. */
const gatheredBytes = 65_536
/** Room for them, and for a page as large as most are: lines are copied to where they are written from, and nowhere else. */
const roomBytes = 524_288
/** What is gathered goes out after so long at the latest, in milliseconds: whoever watches or reads on sees no difference. */
const mostHeldMs = 20

export function createOutlet(terminal: Terminal, options: OutletOptions): Outlet {
  return new StdoutOutlet(terminal, options)
}

class StdoutOutlet implements Outlet {
  /** The engine masks nothing: these are the service's data, for the person who asked. */
  readonly keeps = false
  count = 0
  readonly #terminal: Terminal
  readonly #options: OutletOptions
  readonly #room = new Uint8Array(roomBytes)
  /** Bytes of the room that hold records, and how many records. */
  #used = 0
  #held = 0
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  /** A write that nobody waited for has failed. */
  #failure: { readonly error: unknown } | undefined

  constructor(terminal: Terminal, options: OutletOptions) {
    this.#terminal = terminal
    this.#options = options
  }

  async append(chunk: Chunk, signal: AbortSignal): Promise<void> {
    const { most, first, gathers, onEnough } = this.#options
    await first
    await this.#writing
    this.#throwFailure()
    signal.throwIfAborted()
    const left = most - this.count - this.#held
    const wanted = chunk.count > left ? chunk.slice(0, left) : chunk
    if (wanted.count > 0) await this.#take(wanted)
    const isEnough = this.count + this.#held >= most
    if (isEnough || !gathers || this.#used >= gatheredBytes) await this.#write()
    else if (this.#used > 0) this.#timer ??= setTimeout(this.#writeLater, mostHeldMs)
    if (isEnough) onEnough()
  }

  // What has gone out cannot be taken back: after a resume, records since the last checkpoint may come again.
  cut(): Promise<void> {
    return Promise.resolve()
  }

  async end(): Promise<void> {
    await this.#writing
    this.#throwFailure()
    await this.#write()
  }

  async #take(chunk: Chunk): Promise<void> {
    const rest = this.#room.subarray(this.#used)
    const lines = chunk.lines(rest)
    if (lines.buffer !== rest.buffer) {
      if (lines.length > rest.length) await this.#write()
      if (lines.length > this.#room.length) return this.#print(lines, chunk.count)
      this.#room.set(lines, this.#used)
    }
    this.#used += lines.length
    this.#held += chunk.count
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#used === 0) return
    const lines = this.#room.subarray(0, this.#used)
    const held = this.#held
    this.#used = 0
    this.#held = 0
    await this.#print(lines, held)
  }

  readonly #writeLater = (): void => {
    this.#writing = this.#write()
      .catch((error: unknown) => {
        this.#failure = { error }
      })
      .finally(() => {
        this.#writing = undefined
      })
  }

  async #print(lines: Uint8Array, records: number): Promise<void> {
    try {
      await print(this.#terminal, lines)
    } catch (error) {
      if (error instanceof ReaderGone) return this.#options.onEnough()
      throw new EngineError('storage', error instanceof Error ? error.message : String(error))
    }
    this.count += records
  }

  #throwFailure(): void {
    const failure = this.#failure
    this.#failure = undefined
    if (failure !== undefined) throw failure.error
  }
}
