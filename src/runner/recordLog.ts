import type { Chunk } from '../engine/chunk.ts'
import type { RecordStore } from '../engine/io.ts'
import type { Json } from '../model/json.ts'
import { parseJson } from '../model/readJson.ts'
import { type ByteLog, readLines } from './byteLog.ts'

const lineFeed = 0x0a
const indexEvery = 1000
/** A page stops growing here, so that a few huge records cannot fill the memory of whoever looks at them. */
const pageBytes = 8_388_608

/**
 * The records of a run as NDJSON. Places are remembered at the borders of chunks, every thousand records or more, so that a
 * page far down is found without reading what stands before it.
 */
export class RecordLog implements RecordStore {
  /** The engine masks what it hands over (E34). */
  readonly keeps = true
  readonly #log: ByteLog
  #count = 0
  #index: { count: number; at: number }[] = [{ count: 0, at: 0 }]

  private constructor(log: ByteLog) {
    this.#log = log
  }

  static create(log: ByteLog): RecordLog {
    return new RecordLog(log)
  }

  /** Counts what an earlier runner wrote. A record torn by a crash is cut off. */
  static async reopen(log: ByteLog): Promise<RecordLog> {
    const records = new RecordLog(log)
    let end = 0
    for await (const { at, lines } of readLines(log)) {
      for (let from = 0; from < lines.length; from = lines.indexOf(lineFeed, from) + 1) {
        records.#remember(at + from)
        records.#count++
      }
      end = at + lines.length
    }
    if (end < log.size) await log.truncate(end)
    return records
  }

  get count(): number {
    return this.#count
  }

  async append(chunk: Chunk, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (chunk.count === 0) return
    this.#remember(this.#log.size)
    const full = this.#log.append(chunk.lines())
    this.#count += chunk.count
    if (full !== undefined) await full
  }

  async cut(count: number): Promise<void> {
    if (count >= this.#count) return
    const place = await this.#placeOf(count)
    await this.#log.truncate(place)
    this.#index = this.#index.filter((entry) => entry.count <= count)
    this.#count = count
  }

  flush(): Promise<void> {
    return this.#log.flush()
  }

  /** The same, and no power cut takes them. */
  sync(): Promise<void> {
    return this.#log.sync()
  }

  close(): Promise<void> {
    return this.#log.close()
  }

  /** Up to `count` records from number `from`, each as its bytes; fewer where they are large. */
  async page(from: number, count: number): Promise<Uint8Array[]> {
    const found: Uint8Array[] = []
    let bytes = 0
    for await (const line of this.#lines(from, this.#count)) {
      found.push(line)
      bytes += line.length
      if (found.length >= count || bytes >= pageBytes) break
    }
    return found
  }

  /** The records that are there at this moment, as blocks of NDJSON. */
  async *blocks(): AsyncGenerator<Uint8Array> {
    for await (const { lines } of readLines(this.#log)) yield lines
  }

  async *#lines(from: number, end: number): AsyncGenerator<Uint8Array> {
    if (from >= end) return
    const start = this.#before(from)
    let number = start.count
    for await (const { lines } of readLines(this.#log, start.at))
      for (let at = 0; at < lines.length && number < end; number++) {
        const to = lines.indexOf(lineFeed, at)
        if (number >= from) yield lines.subarray(at, to)
        at = to + 1
      }
  }

  async #placeOf(count: number): Promise<number> {
    const start = this.#before(count)
    let number = start.count
    for await (const { at, lines } of readLines(this.#log, start.at))
      for (let from = 0; from < lines.length; number++) {
        if (number === count) return at + from
        from = lines.indexOf(lineFeed, from) + 1
      }
    return this.#log.size
  }

  #before(count: number): { count: number; at: number } {
    return this.#index.findLast((entry) => entry.count <= count) ?? { count: 0, at: 0 }
  }

  #remember(at: number): void {
    const last = this.#index.at(-1)
    if (last === undefined || this.#count - last.count >= indexEvery)
      this.#index.push({ count: this.#count, at })
  }
}

/** A record as it was kept; where its line was damaged on the disk, what is left of it as a text. */
export function readRecord(line: Uint8Array): Json {
  try {
    return parseJson(line)
  } catch {
    return new TextDecoder().decode(line)
  }
}
