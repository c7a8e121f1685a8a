import type { Chunk, Stream } from '../engine/chunk.ts'

/** Chunks that are read ahead of whoever takes them, for each body (E11). */
const mostAhead = 4

/** What stands next in a body's output. */
export type Taken =
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  | { readonly kind: 'end' }
  | { readonly kind: 'failure'; readonly error: unknown }

/**
 * Reads one body's output ahead, so that it runs while those before it are still delivered. With `whole` nothing is handed out
 * before the body has ended well: a body that is skipped leaves no half of it behind.
 */
export class BodyReader {
  readonly #iterator: AsyncIterator<Chunk>
  readonly #whole: boolean
  readonly #ready: Taken[] = []
  readonly #pumping: Promise<void>
  #ended = false
  #wakeReader: (() => void) | undefined
  #wakePump: (() => void) | undefined

  constructor(stream: Stream, options: { readonly whole: boolean }) {
    this.#iterator = stream[Symbol.asyncIterator]()
    this.#whole = options.whole
    this.#pumping = this.#pump()
  }

  /** Whether the body has ended, delivered or not. */
  get ended(): boolean {
    return this.#ended
  }

  /** Resolves when the body has ended, well or not. */
  get over(): Promise<void> {
    return this.#pumping
  }

  /** What stands next, if it is there. */
  take(): Taken | undefined {
    if (this.#whole && !this.#ended) return undefined
    const taken = this.#ready.shift()
    this.#wakePump?.()
    return taken
  }

  /** Resolves when `take` may give something. */
  async arrival(): Promise<void> {
    if (this.#whole ? this.#ended : this.#ready.length > 0) return
    await new Promise<void>((resolve) => {
      this.#wakeReader = resolve
    })
  }

  /** Ends the body where it stands. */
  async close(): Promise<void> {
    this.#ended = true
    this.#wakePump?.()
    await this.#iterator.return?.()
    await this.#pumping
  }

  async #pump(): Promise<void> {
    try {
      for (;;) {
        while (!this.#ended && !this.#whole && this.#ready.length >= mostAhead)
          await new Promise<void>((resolve) => {
            this.#wakePump = resolve
          })
        if (this.#ended) return
        const { done, value } = await this.#iterator.next()
        if (done === true) break
        if (value.mark === undefined) this.#put({ kind: 'chunk', chunk: value })
      }
      this.#end({ kind: 'end' })
    } catch (error) {
      // Of a body that is skipped nothing is delivered.
      if (this.#whole) this.#ready.length = 0
      this.#end({ kind: 'failure', error })
    }
  }

  #put(taken: Taken): void {
    this.#ready.push(taken)
    if (!this.#whole) this.#wakeReader?.()
  }

  #end(last: Taken): void {
    this.#ended = true
    this.#ready.push(last)
    this.#wakeReader?.()
  }
}
