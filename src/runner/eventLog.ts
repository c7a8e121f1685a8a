import type { RunEvent } from '../engine/events.ts'
import { type ByteLog, readLines } from './byteLog.ts'

const encoder = new TextEncoder()
const lineFeed = 0x0a

/** The newest events stay in memory for those who follow a run; older ones are read from the log. */
const ringEvents = 1024
/** How much one reader is handed at a time. */
const batchBytes = 262_144
/** One place in the log is remembered for this many events. */
const indexEvery = 256

interface Kept {
  readonly seq: number
  readonly line: Uint8Array
}

/**
 * The numbered events of a run as NDJSON: appended once, read by any number of readers from any point, live to the end.
 * A slow reader costs nothing but the log: it is handed what it can take, and goes on from the log where it has fallen
 * behind the ring. Numbers rise by one; only the last word of a run that was cut off leaves a gap.
 */
export class EventLog {
  readonly #log: ByteLog
  #ring: Kept[] = []
  #newest: number
  #ended: boolean
  /** Rising: the event of that number begins at that byte. */
  readonly #index: { seq: number; at: number }[] = []
  #waiting: (() => void)[] = []

  private constructor(log: ByteLog, newest: number, ended: boolean) {
    this.#log = log
    this.#newest = newest
    this.#ended = ended
  }

  static create(log: ByteLog): EventLog {
    return new EventLog(log, -1, false)
  }

  /** Opens what an earlier runner wrote. A line torn by a crash is cut off; one that is no event is passed over. */
  static async reopen(log: ByteLog): Promise<EventLog> {
    const events = new EventLog(log, -1, true)
    let end = 0
    for await (const { at, lines } of readLines(log)) {
      for (const line of eachLine(lines)) {
        const seq = seqOf(lines, line.from)
        if (seq <= events.#newest) continue
        events.#remember(seq, at + line.from)
        events.#newest = seq
      }
      end = at + lines.length
    }
    if (end < log.size) await log.truncate(end)
    return events
  }

  /** The run goes on: that it had finished is taken back, so that readers do not end there. */
  async goOn(): Promise<void> {
    const from = this.#index.at(-1)?.at ?? 0
    let last: { at: number; text: string } | undefined
    for await (const { at, lines } of readLines(this.#log, from))
      for (const line of eachLine(lines))
        last = { at: at + line.from, text: Buffer.from(lines.subarray(line.from, line.to)).toString() }
    if (last !== undefined && typeOf(last.text) === 'finished') await this.#log.truncate(last.at)
    this.#ended = false
  }

  /** Number of the newest event; -1 where there is none. */
  get seq(): number {
    return this.#newest
  }

  /** A promise: the disk is behind, wait. */
  append(event: RunEvent): Promise<void> | undefined {
    const { seq } = event
    const line = encoder.encode(`${toText(event)}\n`)
    this.#remember(seq, this.#log.size)
    const full = this.#log.append(line)
    this.#ring.push({ seq, line })
    if (this.#ring.length >= ringEvents * 2) this.#ring = this.#ring.slice(-ringEvents)
    this.#newest = seq
    this.#wake()
    return full
  }

  /** No more events: readers end when they have read all. */
  async end(): Promise<void> {
    try {
      await this.#log.flush()
      // Where the log failed, memory is all there is: those who follow still get the last word from it.
      this.#ring = []
    } finally {
      this.#ended = true
      this.#wake()
    }
  }

  async close(): Promise<void> {
    await this.end().finally(() => this.#log.close())
  }

  /** Blocks of whole lines with numbers above `after`, until the run has ended or `signal` aborts. */
  async *read(after: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let next = after + 1
    while (!signal.aborted) {
      if (next <= this.#newest) {
        const first = this.#ring[0]
        if (first !== undefined && first.seq <= next) {
          const batch = this.#batch(next - first.seq)
          next = batch.next
          yield batch.lines
        } else
          for await (const block of this.#fromLog(next)) {
            next = block.next
            yield block.lines
            if (signal.aborted) return
            // Back to the ring as soon as it reaches far enough.
            if ((this.#ring[0]?.seq ?? Number.POSITIVE_INFINITY) <= next) break
          }
      } else if (this.#ended) return
      else await this.#change(signal)
    }
  }

  #batch(from: number): { lines: Uint8Array; next: number } {
    const lines: Uint8Array[] = []
    let bytes = 0
    let next = 0
    for (let at = from; at < this.#ring.length && (bytes < batchBytes || lines.length === 0); at++) {
      const kept = this.#ring[at] as Kept
      lines.push(kept.line)
      bytes += kept.line.length
      next = kept.seq + 1
    }
    return { lines: Buffer.concat(lines, bytes), next }
  }

  async *#fromLog(from: number): AsyncGenerator<{ lines: Uint8Array; next: number }> {
    const place = this.#index.findLast(({ seq }) => seq <= from)?.at ?? 0
    for await (const { lines } of readLines(this.#log, place)) {
      const wanted: Uint8Array[] = []
      let next = from
      for (const line of eachLine(lines)) {
        const seq = seqOf(lines, line.from)
        if (seq < next) continue
        wanted.push(lines.subarray(line.from, line.to + 1))
        next = seq + 1
      }
      if (wanted.length > 0) yield { lines: Buffer.concat(wanted), next }
    }
  }

  #remember(seq: number, at: number): void {
    const last = this.#index.at(-1)
    if (last === undefined || seq - last.seq >= indexEvery) this.#index.push({ seq, at })
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake)
        resolve()
      }
      signal.addEventListener('abort', wake)
      this.#waiting.push(wake)
    })
  }
}

function* eachLine(lines: Uint8Array): Generator<{ from: number; to: number }> {
  for (let from = 0; from < lines.length; ) {
    const to = lines.indexOf(lineFeed, from)
    if (to < 0) return
    yield { from, to }
    from = to + 1
  }
}

const numberFirst = '{"seq":'
const numberAt = numberFirst.length

/** The number stands first, so that a reader of the log finds it without parsing the line. */
function toText(event: RunEvent): string {
  const text = JSON.stringify(event)
  if (text.startsWith(numberFirst)) return text
  const { seq, atMs, ...rest } = event
  return JSON.stringify({ seq, atMs, ...rest })
}

/** The number with which each line begins: `{"seq":12,…`. -1: the line is no event, a damaged disk put it there. */
function seqOf(lines: Uint8Array, from: number): number {
  for (let at = 0; at < numberAt; at++) if (lines[from + at] !== numberFirst.charCodeAt(at)) return -1
  let seq = 0
  for (let at = from + numberAt; at < lines.length; at++) {
    const digit = (lines[at] as number) - 0x30
    if (digit < 0 || digit > 9) break
    seq = seq * 10 + digit
  }
  return seq
}

function typeOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { readonly type?: unknown }).type
  } catch {
    return undefined
  }
}
