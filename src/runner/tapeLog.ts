import type { ExchangeView } from '../api/contract.ts'
import type { Address, ExchangeId } from '../engine/events.ts'
import type { HttpRequest, HttpResponse, Tape } from '../engine/io.ts'
import { type ByteLog, copiedBytes } from './byteLog.ts'

/** What is kept of a run's exchanges, in bytes; beyond it the tape says where it stops. */
export const tapeBytes = 20_971_520
/** More of one body is not kept, so that one large answer does not use up the tape. */
const bodyBytes = 4_194_304

/** A line of the tape, before the bodies that it announces: base64 would cost a third more, of time and of room. */
interface Entry {
  readonly id: string
  readonly at: Address
  readonly attempt: number
  readonly request: Omit<ExchangeView['request'], 'bodyBase64'>
  readonly response?: Omit<NonNullable<ExchangeView['response']>, 'bodyBase64'>
}

interface Place {
  readonly at: number
  readonly bytes: number
}

/** Each entry begins with the length of its head and of its two bodies, so that the tape is walked without parsing. */
const prefixBytes = 12
/** Stands where the tape was full, in place of an entry: one without a head. */
const endMark = new Uint8Array(prefixBytes)

/** Where entries are put together that the log copies anyway. Used within one call, and free again behind it. */
const scratch = Buffer.allocUnsafeSlow(copiedBytes)

/** The exchanges of a run, already masked, for looking at later. Keeping never waits for the disk. */
export class TapeLog implements Tape {
  readonly #log: ByteLog
  readonly #places = new Map<string, Place>()
  /** Header lines are often one object for all requests of a node: the last that were written, and their text. */
  #headers: HttpRequest['headers'] = []
  #headersText = '[]'
  #full = false

  private constructor(log: ByteLog) {
    this.#log = log
  }

  static create(log: ByteLog): TapeLog {
    return new TapeLog(log)
  }

  /**
   * Finds the exchanges that an earlier runner kept, up to one that was torn by a crash or is damaged. Nothing is cut off: a
   * tape of the past grows no more, and what cannot be read here may still be read by a person.
   */
  static async reopen(log: ByteLog): Promise<TapeLog> {
    const tape = new TapeLog(log)
    let at = 0
    while (at + prefixBytes <= log.size) {
      const { head, bodies } = lengths(await log.read(at, prefixBytes))
      if (head === 0) {
        tape.#full = true
        break
      }
      const bytes = prefixBytes + head + bodies
      if (at + bytes > log.size) break
      const id = idOf(await log.read(at + prefixBytes, head))
      if (id === undefined) break
      tape.#places.set(id, { at, bytes })
      at += bytes
    }
    return tape
  }

  /** Whether something was left out because the tape is full. */
  get full(): boolean {
    return this.#full
  }

  get count(): number {
    return this.#places.size
  }

  keep(
    id: ExchangeId,
    at: Address,
    attempt: number,
    request: HttpRequest,
    response: HttpResponse | undefined,
  ): void {
    if (this.#full) return
    const sent = shortened(request.body)
    const came = shortened(response?.body)
    const head = headOf(id, at, attempt, request, this.#textOf(request.headers), response)
    const headBytes = Buffer.byteLength(head)
    const bytes = prefixBytes + headBytes + sent.length + came.length
    if (this.#log.size + bytes > tapeBytes) {
      this.#full = true
      this.#log.append(endMark)?.catch(() => {})
      return
    }
    const kept = bytes <= scratch.length ? scratch.subarray(0, bytes) : Buffer.allocUnsafe(bytes)
    kept.writeUInt32LE(headBytes, 0)
    kept.writeUInt32LE(sent.length, 4)
    kept.writeUInt32LE(came.length, 8)
    kept.write(head, prefixBytes)
    kept.set(sent, prefixBytes + headBytes)
    kept.set(came, prefixBytes + headBytes + sent.length)
    this.#places.set(id, { at: this.#log.size, bytes })
    // A disk that fails is told by the records and the events; the tape then ends here.
    this.#log.append(kept)?.catch(() => {
      this.#full = true
    })
  }

  async find(id: string): Promise<ExchangeView | undefined> {
    const place = this.#places.get(id)
    if (place === undefined) return undefined
    const bytes = Buffer.from(await this.#log.read(place.at, place.bytes))
    const { head, sent } = lengths(bytes)
    const entry = JSON.parse(bytes.subarray(prefixBytes, prefixBytes + head).toString()) as Entry
    const bodies = bytes.subarray(prefixBytes + head)
    return {
      ...entry,
      request: { ...entry.request, bodyBase64: bodies.subarray(0, sent).toString('base64') },
      ...(entry.response !== undefined && {
        response: { ...entry.response, bodyBase64: bodies.subarray(sent).toString('base64') },
      }),
    } as ExchangeView
  }

  close(): Promise<void> {
    return this.#log.close()
  }

  #textOf(headers: HttpRequest['headers']): string {
    if (headers !== this.#headers) {
      this.#headers = headers
      this.#headersText = JSON.stringify(headers)
    }
    return this.#headersText
  }
}

/** The id of an entry; undefined where its head is damaged. */
function idOf(head: Uint8Array): string | undefined {
  try {
    return (JSON.parse(Buffer.from(head).toString()) as Entry).id
  } catch {
    return undefined
  }
}

function lengths(prefix: Uint8Array): { head: number; sent: number; bodies: number } {
  const bytes = Buffer.from(prefix.buffer, prefix.byteOffset, prefix.byteLength)
  const sent = bytes.readUInt32LE(4)
  return { head: bytes.readUInt32LE(0), sent, bodies: sent + bytes.readUInt32LE(8) }
}

/** The entry as JSON, written member by member: it is made for every exchange, and most of it needs no looking at. */
function headOf(
  id: ExchangeId,
  at: Address,
  attempt: number,
  request: HttpRequest,
  requestHeaders: string,
  response: HttpResponse | undefined,
): string {
  const sent = `{"method":${JSON.stringify(request.method)},"url":${JSON.stringify(request.url)},"headers":${requestHeaders},${bodyText(request.body)}}`
  const came =
    response === undefined
      ? ''
      : `,"response":{"status":${response.status},"statusText":${JSON.stringify(response.statusText)},"headers":${JSON.stringify(response.headers)},${response.given === true ? '"given":true,' : ''}${bodyText(response.body)}}`
  return `{"id":${JSON.stringify(id)},"at":${JSON.stringify(at)},"attempt":${attempt},"request":${sent}${came}}`
}

const noBytes = new Uint8Array(0)

const shortened = (body: Uint8Array = noBytes): Uint8Array =>
  body.length > bodyBytes ? body.subarray(0, bodyBytes) : body

/** How long a body is, and how much of it is not kept, where it is not kept whole. */
const bodyText = (body: Uint8Array = noBytes): string =>
  body.length > bodyBytes
    ? `"bodyBytes":${body.length},"cut":${body.length - bodyBytes}`
    : `"bodyBytes":${body.length}`
