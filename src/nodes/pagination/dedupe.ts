import { type Chunk, joinChunks } from '../../engine/chunk.ts'
import { toText } from '../../expressions/values.ts'
import type { Json } from '../../model/json.ts'
import { compilePath, isAbsent } from './answerPath.ts'

/** What was found among the records of a page. */
export interface Deduped {
  /** The records that had not come before; bytes stay bytes. */
  readonly fresh: Chunk
  /** How many had. */
  readonly repeated: number
}

/**
 * Remembers the keys of all records of a walk: a list that shifts while it is read gives some twice, and so does a walk that
 * began again. Memory grows with the number of records, by the length of their keys.
 */
export class Dedupe {
  readonly #read: (record: Json) => Json | undefined
  readonly #seen = new Set<string>()

  constructor(path: string) {
    this.#read = compilePath(path)
  }

  take(records: Chunk): Deduped {
    const kept: Chunk[] = []
    let repeated = 0
    let from = 0
    for (const [index, record] of records.values().entries()) {
      const key = this.#read(record)
      // A record without a key cannot have come before.
      if (isAbsent(key)) continue
      const text = toText(key)
      if (!this.#seen.has(text)) {
        this.#seen.add(text)
        continue
      }
      repeated += 1
      if (from < index) kept.push(records.slice(from, index))
      from = index + 1
    }
    if (repeated === 0) return { fresh: records, repeated }
    if (from < records.count) kept.push(records.slice(from, records.count))
    return { fresh: joinChunks(kept), repeated }
  }
}
