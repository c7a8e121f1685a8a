import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { printJson } from '../model/printJson.ts'

/**
 * An ordered run of records with two views, both always there; nobody asks which it was made of. A million records are a
 * few thousand chunks, and where no node reads a record the bytes that came go out untouched.
 *
 * Chunks come from the constructors here and in bytesChunk.ts only.
 */
export interface Chunk {
  readonly count: number
  /** A marked chunk holds no records (E3). */
  readonly mark?: Mark
  /** Parses at the first call and keeps the result. Read only. */
  values(): readonly Json[]
  /**
   * One record of JSON a line, each ended by a line feed; the bytes that came, if they came as bytes. Where they have to be
   * copied and fit into the room that is given, they may be written there, and the result is the part of it that they fill.
   */
  lines(room?: Uint8Array): Uint8Array
  slice(from: number, to: number): Chunk
  /**
   * The bytes of one record while nobody has parsed it, otherwise undefined: lets a sample read the beginning of a large
   * record without parsing the rest.
   */
  unread?(index: number): Uint8Array | undefined
}

/** "All up to here has passed." */
export interface Mark {
  readonly source: NodeId
  readonly seq: number
  readonly position: Json
}

export type Stream = AsyncIterable<Chunk>

const encoder = new TextEncoder()
const nothing = new Uint8Array(0)

/** Records that are values already. The list is kept, not copied: nobody may change it afterwards. */
export function valuesChunk(values: readonly Json[]): Chunk {
  return new ValuesChunk(values)
}

class ValuesChunk implements Chunk {
  readonly count: number
  readonly #values: readonly Json[]

  constructor(values: readonly Json[]) {
    this.#values = values
    this.count = values.length
  }

  values(): readonly Json[] {
    return this.#values
  }

  lines(): Uint8Array {
    let text = ''
    for (const value of this.#values) text += `${printJson(value)}\n`
    return encoder.encode(text)
  }

  slice(from: number, to: number): Chunk {
    return from <= 0 && to >= this.count ? this : new ValuesChunk(this.#values.slice(from, to))
  }
}

/** Nothing but the mark. */
export function markChunk(mark: Mark): Chunk {
  return { count: 0, mark, values: () => [], lines: () => nothing, slice: () => emptyChunk }
}

export const emptyChunk: Chunk = valuesChunk([])

/**
 * Several chunks as one, in order; bytes stay bytes. Marks cannot be joined, since a mark's place among the records is
 * what it means: throws a TypeError.
 */
export function joinChunks(chunks: readonly Chunk[]): Chunk {
  if (chunks.some((chunk) => chunk.mark !== undefined)) throw new TypeError('A mark cannot be joined.')
  const filled = chunks.filter((chunk) => chunk.count > 0)
  return filled.length === 1 && filled[0] !== undefined ? filled[0] : new JoinedChunk(filled)
}

class JoinedChunk implements Chunk {
  readonly count: number
  readonly #pieces: readonly Chunk[]
  #values: readonly Json[] | undefined

  constructor(pieces: readonly Chunk[]) {
    this.#pieces = pieces
    this.count = pieces.reduce((count, piece) => count + piece.count, 0)
  }

  values(): readonly Json[] {
    this.#values ??= this.#pieces.flatMap((piece) => piece.values())
    return this.#values
  }

  lines(): Uint8Array {
    return concatBytes(this.#pieces.map((piece) => piece.lines()))
  }

  slice(from: number, to: number): Chunk {
    if (from <= 0 && to >= this.count) return this
    const pieces: Chunk[] = []
    let start = 0
    for (const piece of this.#pieces) {
      const first = Math.max(from - start, 0)
      const end = Math.min(to - start, piece.count)
      if (first < end) pieces.push(piece.slice(first, end))
      start += piece.count
    }
    return joinChunks(pieces)
  }

  unread(index: number): Uint8Array | undefined {
    let start = 0
    for (const piece of this.#pieces) {
      if (index < start + piece.count) return piece.unread?.(index - start)
      start += piece.count
    }
    return undefined
  }
}

const comma = 0x2c
const lineFeed = 0x0a
const openBracket = 0x5b
const closeBracket = 0x5d

/** Many records as one: a list of them. Bytes stay bytes. */
export function listChunk(chunk: Chunk): Chunk {
  if (chunk.mark !== undefined) throw new TypeError('A mark cannot be listed.')
  return new ListChunk(chunk)
}

class ListChunk implements Chunk {
  readonly count = 1
  readonly #members: Chunk
  #values: readonly Json[] | undefined

  constructor(members: Chunk) {
    this.#members = members
  }

  values(): readonly Json[] {
    this.#values ??= [this.#members.values()]
    return this.#values
  }

  lines(): Uint8Array {
    if (this.#members.count === 0) return encoder.encode('[]\n')
    const lines = this.#members.lines()
    const out = new Uint8Array(lines.length + 2)
    out[0] = openBracket
    out.set(lines, 1)
    // A line holds no line feed but its last: each of them stands between two members.
    for (let at = out.indexOf(lineFeed); at >= 0; at = out.indexOf(lineFeed, at + 1)) out[at] = comma
    out[lines.length] = closeBracket
    out[lines.length + 1] = lineFeed
    return out
  }

  slice(from: number, to: number): Chunk {
    return from <= 0 && to >= 1 ? this : emptyChunk
  }
}

/** One array of bytes out of several; the only one itself where there is one. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1 && pieces[0] !== undefined) return pieces[0]
  let length = 0
  for (const piece of pieces) length += piece.length
  const out = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}
