import type { Json } from '../model/json.ts'
import { type Chunk, emptyChunk } from './chunk.ts'

/**
 * Records that were parsed because somebody reads them all: looking for their borders first would be done for nothing. Who
 * wants them as bytes after all gets those that came, found then.
 */
export function readChunk(values: readonly Json[], bytes: () => Chunk): Chunk {
  return values.length === 0 ? emptyChunk : new ReadChunk(values, bytes)
}

class ReadChunk implements Chunk {
  readonly count: number
  readonly #values: readonly Json[]
  readonly #bytes: () => Chunk
  #found: Chunk | undefined

  constructor(values: readonly Json[], bytes: () => Chunk) {
    this.#values = values
    this.#bytes = bytes
    this.count = values.length
  }

  values(): readonly Json[] {
    return this.#values
  }

  lines(): Uint8Array {
    this.#found ??= this.#bytes()
    return this.#found.lines()
  }

  slice(from: number, to: number): Chunk {
    if (from <= 0 && to >= this.count) return this
    const [first, end] = [Math.max(from, 0), Math.min(to, this.count)]
    return readChunk(this.#values.slice(first, end), () => {
      this.#found ??= this.#bytes()
      return this.#found.slice(first, end)
    })
  }
}
