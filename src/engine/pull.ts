import type { Chunk, Stream } from './chunk.ts'

/** One reader's end of an edge. Pulled one chunk at a time: nobody calls `next` again before it has answered. */
export interface Pull {
  next(): Promise<IteratorResult<Chunk, undefined>>
  /** The reader wants no more. Idempotent; resolves when what that ends has ended. */
  return(): Promise<IteratorResult<Chunk, undefined>>
}

export const ended: IteratorResult<Chunk, undefined> = { done: true, value: undefined }
export const endedPromise: Promise<IteratorResult<Chunk, undefined>> = Promise.resolve(ended)

/** An edge as kinds see it: to be read once. */
export function toStream(pull: Pull): Stream {
  return { [Symbol.asyncIterator]: () => pull }
}

/** Any stream as a reader's end. */
export function toPull(stream: Stream): Pull {
  const iterator = stream[Symbol.asyncIterator]()
  return {
    next: () => iterator.next() as Promise<IteratorResult<Chunk, undefined>>,
    return: async () => {
      await iterator.return?.()
      return ended
    },
  }
}

/** Hears when the run is stopped: calls back at most once, until the function it gives is called. */
export type OnAbort = (wake: (reason: unknown) => void) => () => void

/** Waits for something that somebody else will announce, or for the run to be stopped. */
export class Bell {
  readonly #onAbort: OnAbort
  #waiting: (() => void)[] = []

  constructor(onAbort: OnAbort) {
    this.#onAbort = onAbort
  }

  wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const forget = this.#onAbort(reject)
      this.#waiting.push(() => {
        forget()
        resolve()
      })
    })
  }

  ring(): void {
    if (this.#waiting.length === 0) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }
}
