import type { Stream } from '../../engine/chunk.ts'
import type { Exchange } from '../../engine/send.ts'
import type { Json } from '../../model/json.ts'
import { BodyReader } from '../bodyReader.ts'

/** One page that is asked for: with what, and what came of it. */
export interface Asking {
  readonly page: number
  readonly value: Json | undefined
  /** In addresses: a page that is asked for a second time, after a restart, is another page. */
  readonly name: string
  /** The answer, once it is there. */
  exchange: Exchange | undefined
  /** The answer says that the walk must begin anew. */
  restarts: boolean
  /** Resolves when the records of the page were compared with those before it. */
  readonly compared: Promise<void>
  /** Tells `compared`. */
  done(): void
  /** The page before it, whose records must be compared first. */
  readonly before: Promise<void> | undefined
}

export function createAsking(
  page: number,
  value: Json | undefined,
  name: string,
  before: Promise<void> | undefined,
): Asking {
  const told: { done?: () => void } = {}
  const compared = new Promise<void>((resolve) => {
    told.done = resolve
  })
  return {
    page,
    value,
    name,
    exchange: undefined,
    restarts: false,
    compared,
    done: () => told.done?.(),
    before,
  }
}

interface Entry {
  readonly asking: Asking
  readonly reader: BodyReader
}

/** Pages that are asked for before the ones in front of them were taken: what they are asked with is known by counting. */
export class Ahead {
  readonly #entries = new Map<number, Entry>()

  /** The number of the last page that is under way; 0: none is. */
  get last(): number {
    return Math.max(0, ...this.#entries.keys())
  }

  comparedOf(page: number): Promise<void> | undefined {
    return this.#entries.get(page)?.asking.compared
  }

  start(asking: Asking, stream: Stream): void {
    this.#entries.set(asking.page, { asking, reader: new BodyReader(stream, { whole: false }) })
  }

  /** The page, if it is under way with this value. */
  take(page: number, value: Json | undefined): Entry | undefined {
    const entry = this.#entries.get(page)
    if (entry === undefined || entry.asking.value !== value) return undefined
    this.#entries.delete(page)
    return entry
  }

  /** Nobody wants them any more. */
  async close(): Promise<void> {
    const entries = [...this.#entries.values()]
    this.#entries.clear()
    for (const { asking } of entries) asking.done()
    await Promise.all(entries.map(({ reader }) => reader.close()))
  }
}

/** All that a body under way gives; its failure is thrown where it stands. */
export async function* readAll(reader: BodyReader): Stream {
  try {
    for (;;) {
      const taken = reader.take()
      if (taken === undefined) await reader.arrival()
      else if (taken.kind === 'chunk') yield taken.chunk
      else if (taken.kind === 'failure') throw taken.error
      else return
    }
  } finally {
    await reader.close()
  }
}
