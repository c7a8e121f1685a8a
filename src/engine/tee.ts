import type { Chunk } from './chunk.ts'
import { Bell, ended, type OnAbort, type Pull } from './pull.ts'

/** Chunks that the fastest reader of a fan-out may be ahead of the slowest (E4). */
export const maxLag = 4

interface Held {
  readonly chunk: Chunk
  /** Readers that have not taken it yet. */
  left: number
}

/** How far one reader is. Moved where a chunk is taken and nowhere else: a reader may leave while it waits for its next. */
interface Cursor {
  /** Place in the stream of the chunk it takes next. */
  place: number
  left: boolean
}

/**
 * A stream read by several: each gets every chunk, in order. What the slowest has not taken is held, four chunks at most; then
 * the faster ones wait. When the last reader leaves, the stream is ended.
 */
export class Tee {
  readonly #source: Pull
  readonly #room: Bell
  #held: Held[] = []
  /** Place in the stream of the first chunk that is held. */
  #first = 0
  #readers: number
  #pulling: Promise<void> | undefined
  #over = false
  #failure: { readonly error: unknown } | undefined
  /** Whether a reader may still join after all others have left. */
  readonly #lingers: () => boolean

  /** `readers` is how many will call `open`; nothing is let go before all of them have read it. */
  constructor(source: Pull, readers: number, onAbort: OnAbort, lingers: () => boolean = () => false) {
    this.#source = source
    this.#readers = readers
    this.#room = new Bell(onAbort)
    this.#lingers = lingers
  }

  open(): Pull {
    return new Reader(this, 0)
  }

  /** One reader more, from the next chunk on. */
  join(): Pull {
    this.#readers++
    return new Reader(this, this.#first + this.#held.length)
  }

  /** The reader's next chunk; undefined at the end, and for a reader that has left in the meantime. */
  async take(cursor: Cursor): Promise<Chunk | undefined> {
    for (;;) {
      if (cursor.left) return undefined
      const held = this.#held[cursor.place - this.#first]
      if (held !== undefined) {
        cursor.place++
        held.left--
        this.#letGo()
        return held.chunk
      }
      if (this.#failure !== undefined) throw this.#failure.error
      if (this.#over) return undefined
      if (this.#pulling === undefined && this.#held.length >= maxLag) await this.#room.wait()
      else await (this.#pulling ??= this.#pull())
    }
  }

  async leave(cursor: Cursor): Promise<void> {
    if (cursor.left) return
    cursor.left = true
    this.#readers--
    for (const held of this.#held.slice(Math.max(cursor.place - this.#first, 0))) held.left--
    this.#letGo()
    // It may wait for room itself, which nobody else would make for it.
    this.#room.ring()
    if (this.#readers > 0 || this.#over || this.#lingers()) return
    this.#over = true
    await this.#source.return()
  }

  async #pull(): Promise<void> {
    try {
      const result = await this.#source.next()
      if (result.done) this.#over = true
      else this.#held.push({ chunk: result.value, left: this.#readers })
    } catch (error) {
      this.#failure = { error }
    } finally {
      this.#pulling = undefined
      this.#letGo()
    }
  }

  #letGo(): void {
    let gone = 0
    while (gone < this.#held.length && this.#held[gone]?.left === 0) gone++
    if (gone === 0) return
    this.#held.splice(0, gone)
    this.#first += gone
    this.#room.ring()
  }
}

class Reader implements Pull {
  readonly #tee: Tee
  readonly #cursor: Cursor

  constructor(tee: Tee, place: number) {
    this.#tee = tee
    this.#cursor = { place, left: false }
  }

  async next(): Promise<IteratorResult<Chunk, undefined>> {
    const chunk = await this.#tee.take(this.#cursor)
    return chunk === undefined || this.#cursor.left ? ended : { done: false, value: chunk }
  }

  async return(): Promise<IteratorResult<Chunk, undefined>> {
    await this.#tee.leave(this.#cursor)
    return ended
  }
}
