import type Dispatcher from 'undici/types/dispatcher.d.ts'
import { EngineError } from '../engine/errors.ts'
import type { HttpRequest, HttpResponse } from '../engine/io.ts'
import { codingsOf, createDecoder, type Decoder, type DecoderSink, unknownCoding } from './decoding.ts'
import { transportFailure } from './transportFailures.ts'
import { Watch, type Watched } from './watch.ts'

/** Bytes for which room is made at once: a service may announce what it never sends. */
const mostRoom = 1 << 23

/** Shorter limits are kept by a timer of their own, the others by the watch, which looks ten times a second. */
const exactBelowMs = 1000

/**
 * Receives one answer: undici calls it as bytes come in, and it settles one promise. It is a class with fields and no
 * closures because it is made for every request of a run: the cost per request stays that of the bare client.
 */
export class Reception implements Dispatcher.DispatchHandler, DecoderSink, Watched {
  readonly #request: HttpRequest
  readonly #origin: string
  readonly #headersTimeoutMs: number
  readonly #watch: Watch
  readonly #resolve: (response: HttpResponse) => void
  readonly #reject: (reason: unknown) => void
  #timer: NodeJS.Timeout | undefined
  #headersTimer: NodeJS.Timeout | undefined
  #settled = false
  /** Set once the request is being written; before that the exchange is only in line. */
  #cut: ((error?: Error) => void) | undefined
  #resume: (() => void) | undefined

  readonly #startedMs = performance.now()
  #writtenMs = 0
  #firstByteMs = 0
  #status = 0
  #statusText = ''
  #headers: (readonly [string, string])[] = []
  #codings: readonly string[] = []
  #decoder: Decoder | undefined
  /** Bytes that the headers say will come. */
  #announced = 0
  /** Room for all of them, where they come in pieces and are not too many; otherwise the pieces. */
  #whole: Uint8Array | undefined
  #chunks: Uint8Array[] = []
  #bytes = 0
  #wireBytes = 0

  constructor(
    request: HttpRequest,
    origin: string,
    headersTimeoutMs: number,
    signal: AbortSignal,
    resolve: (response: HttpResponse) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#request = request
    this.#origin = origin
    this.#headersTimeoutMs = headersTimeoutMs
    this.#resolve = resolve
    this.#reject = reject
    this.#watch = Watch.of(signal)
    this.#watch.add(this)
    if (request.timeoutMs < exactBelowMs) this.#timer = setTimeout(endLate, request.timeoutMs, this)
  }

  stopped(reason: unknown): void {
    this.#fail(reason)
  }

  look(nowMs: number): void {
    if (nowMs - this.#startedMs >= this.#request.timeoutMs) this.late()
    else if (
      this.#firstByteMs > 0 &&
      this.#status === 0 &&
      nowMs - this.#firstByteMs >= this.#headersTimeoutMs
    )
      this.lateHeaders()
  }

  late(): void {
    const limit = seconds(this.#request.timeoutMs)
    const { message } = lateWords.find(({ when }) => when(this.#writtenMs, this.#status)) ?? lateWords[2]
    this.#fail(
      new EngineError('timeout', message(this.#origin, limit, this.#wireBytes), {
        retryable: true,
      }),
    )
  }

  lateHeaders(): void {
    this.#fail(
      new EngineError(
        'timeout',
        `${this.#origin} began to answer, but the headers did not end within ${seconds(this.#headersTimeoutMs)}.`,
        { retryable: true },
      ),
    )
  }

  // ── undici, in the order of calls

  onConnect(abort: (error?: Error) => void): void {
    this.#cut = abort
    if (this.#settled) abort(new Error('no longer wanted'))
    else this.#writtenMs = performance.now()
  }

  onResponseStarted(): void {
    if (this.#firstByteMs === 0) this.#firstByteMs = performance.now()
    if (this.#headersTimeoutMs < exactBelowMs)
      this.#headersTimer ??= setTimeout(endLateHeaders, this.#headersTimeoutMs, this)
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void, statusText: string): boolean {
    // Informational answers (100 to 199) come before the real one.
    if (status < 200) return true
    clearTimeout(this.#headersTimer)
    this.#status = status
    this.#statusText = statusText
    this.#resume = resume
    let length = ''
    let codings = ''
    for (let index = 0; index + 1 < raw.length; index += 2) {
      const name = text(raw[index])
      const value = text(raw[index + 1])
      this.#headers.push([name, value])
      if (name.length === 14 && name.toLowerCase() === 'content-length') length = value
      else if (name.length === 16 && name.toLowerCase() === 'content-encoding')
        codings = codings === '' ? value : `${codings},${value}`
    }
    if (codings !== '') this.#codings = codingsOf(codings)
    else {
      this.#announced = Number(length)
      if (this.#announced > this.#request.maxBytes && this.#request.method !== 'HEAD') this.#tooLarge()
    }
    return true
  }

  onData(chunk: Buffer): boolean {
    if (this.#settled) return false
    this.#wireBytes += chunk.length
    if (this.#codings.length === 0) {
      this.data(chunk)
      return true
    }
    this.#decoder ??= this.#createDecoder(chunk[0] ?? 0)
    return this.#decoder?.write(chunk) ?? false
  }

  onComplete(): void {
    if (this.#decoder === undefined) this.ended()
    else this.#decoder.end()
  }

  onError(error: Error): void {
    this.#fail(transportFailure(error, this.#origin, this.#wireBytes))
  }

  // ── decoder

  data(chunk: Uint8Array): void {
    if (this.#settled) return
    this.#bytes += chunk.length
    if (this.#bytes > this.#request.maxBytes) this.#tooLarge()
    else this.#take(chunk)
  }

  /** A piece is copied to its place as it comes: kept to the end, all pieces would be held twice. */
  #take(chunk: Uint8Array): void {
    const isFirst = this.#bytes === chunk.length
    if (isFirst && this.#announced > chunk.length && this.#announced <= mostRoom)
      this.#whole = Buffer.allocUnsafeSlow(this.#announced)
    if (this.#whole === undefined) this.#chunks.push(chunk)
    else this.#whole.set(chunk, this.#bytes - chunk.length)
  }

  /** No more than what came: room that nothing was written to holds what was in memory before. */
  #body(): Uint8Array {
    return this.#whole?.subarray(0, this.#bytes) ?? joined(this.#chunks, this.#bytes)
  }

  drained(): void {
    if (!this.#settled) this.#resume?.()
  }

  failed(error: Error): void {
    this.#fail(
      new EngineError(
        'decode',
        `The answer of ${this.#origin} says it is compressed (${this.#codings.join(', ')}), but it cannot be unpacked: ${error.message}.`,
        { retryable: false },
      ),
    )
  }

  ended(): void {
    if (this.#settled) return
    this.#finish()
    const now = performance.now()
    this.#resolve({
      status: this.#status,
      statusText: this.#statusText,
      headers: this.#headers,
      body: this.#body(),
      wireBytes: this.#wireBytes,
      phases: {
        connectMs: this.#writtenMs - this.#startedMs,
        firstByteMs: this.#firstByteMs - this.#writtenMs,
        downloadMs: now - this.#firstByteMs,
      },
    })
  }

  // ── ends

  #createDecoder(firstByte: number): Decoder | undefined {
    const unknown = unknownCoding(this.#codings)
    if (unknown === undefined) return createDecoder(this.#codings, firstByte, this)
    this.#fail(
      new EngineError(
        'decode',
        `The answer of ${this.#origin} is compressed as ${unknown}, which cannot be unpacked. Ask for gzip or br in Accept-Encoding.`,
        { retryable: false },
      ),
    )
    return undefined
  }

  #tooLarge(): void {
    this.#fail(
      new EngineError(
        'size',
        `The answer of ${this.#origin} is larger than ${this.#request.maxBytes} bytes. Ask for less at a time, or raise the limit of the request.`,
        { retryable: false },
      ),
    )
  }

  #finish(): void {
    this.#settled = true
    clearTimeout(this.#timer)
    clearTimeout(this.#headersTimer)
    this.#watch.delete(this)
  }

  #fail(reason: unknown): void {
    if (this.#settled) return
    this.#finish()
    this.#chunks = []
    this.#whole = undefined
    this.#decoder?.destroy()
    this.#reject(reason)
    this.#cut?.(new Error('no longer wanted'))
  }
}

function endLate(reception: Reception): void {
  reception.late()
}

function endLateHeaders(reception: Reception): void {
  reception.lateHeaders()
}

/** How far the exchange had come when its time was up. */
const lateWords = [
  {
    when: (writtenMs: number) => writtenMs === 0,
    message: (origin: string, limit: string) => `${origin} was not reached within ${limit}.`,
  },
  {
    when: (_: number, status: number) => status === 0,
    message: (origin: string, limit: string) => `${origin} did not answer within ${limit}.`,
  },
  {
    when: () => true,
    message: (origin: string, limit: string, bytes: number) =>
      `The answer of ${origin} did not end within ${limit}; ${bytes} bytes had come.`,
  },
] as const

const seconds = (ms: number) => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`)

/** Headers are bytes; latin1 keeps each of them. */
const text = (bytes: Buffer | undefined) => (bytes === undefined ? '' : bytes.toString('latin1'))

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const only = chunks[0]
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks, bytes)
}
