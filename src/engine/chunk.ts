import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'

/**
 * An ordered run of records with two views, both always there; nobody asks which it was made of. A million records are a
 * few thousand chunks, and where no node reads a record the bytes that came go out untouched.
 */
export interface Chunk {
  readonly count: number
  /** A marked chunk holds no records (E3). */
  readonly mark?: Mark
  /** Parses at the first call and keeps the result. Read only. */
  values(): readonly Json[]
  /** One record of JSON a line, each ended by a line feed; the bytes that came, if they came as bytes. */
  lines(): Uint8Array
  slice(from: number, to: number): Chunk
}

/** "All up to here has passed." */
export interface Mark {
  readonly source: NodeId
  readonly seq: number
  readonly position: Json
}

export type Stream = AsyncIterable<Chunk>
