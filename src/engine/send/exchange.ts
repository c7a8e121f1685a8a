import type { Json } from '../../model/json.ts'
import { type Chunk, emptyChunk, joinChunks } from '../chunk.ts'
import type { ExchangeId } from '../events.ts'
import type { HttpRequest, HttpResponse } from '../io.ts'
import type { Exchange, Path } from '../send.ts'
import type { Decoded, ReadBody } from './decode.ts'
import { headerLines } from './headers.ts'

/** One exchange, and how its answer is read. */
interface Answered extends Pick<Exchange, 'id' | 'request' | 'shown' | 'response'> {
  /** Where the records are in it (`Call.records`). */
  readonly path: Path | undefined
  /** More places, whose records follow (`Call.alsoRecords`). */
  readonly also: readonly Path[]
  readonly readBody: ReadBody
  /** A failure to read it, with the request and the place in its words. */
  failed(error: unknown): unknown
}

/**
 * An answer, to be read by whoever needs it. Nothing is decoded before it is asked for, and only once; a body that cannot be read
 * throws `EngineError` of kind `decode` at that moment, so that a page is complete before any of it goes on (E3).
 */
export function createExchange(answered: Answered): Exchange {
  return new Answer(answered)
}

class Answer implements Exchange {
  readonly id: ExchangeId
  readonly request: HttpRequest
  readonly shown: HttpRequest
  readonly response: HttpResponse
  readonly status: number
  readonly #answered: Answered
  #decoded: Decoded | undefined
  #envelope: { value: Json } | undefined

  constructor(answered: Answered) {
    const { id, request, shown, response } = answered
    this.id = id
    this.request = request
    this.shown = shown
    this.response = response
    this.status = response.status
    this.#answered = answered
  }

  header(name: string): string | undefined {
    return headerLines(this.response, name)[0]
  }

  get records(): Chunk {
    return this.#decode().records
  }

  envelope(): Json {
    const decoded = this.#decode()
    this.#envelope ??= { value: this.#reading(() => decoded.envelope()) }
    return this.#envelope.value
  }

  body(): Json | undefined {
    return this.#reading(() => this.#answered.readBody(undefined).records.values()[0])
  }

  #decode(): Decoded {
    this.#decoded ??= this.#reading(() => this.#decodeAll())
    return this.#decoded
  }

  #decodeAll(): Decoded {
    const { path, also, readBody } = this.#answered
    const first = readBody(path)
    if (also.length === 0) return first
    const records = joinChunks([first.records, ...also.map((more) => readBody(more).records)])
    return { records, envelope: () => first.envelope() }
  }

  #reading<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw this.#answered.failed(error)
    }
  }
}

/** The same answer, of which nothing goes on: an error rule said so. */
export function ignoredExchange({ id, request, shown, response, status }: Exchange): Exchange {
  return {
    id,
    request,
    shown,
    response,
    status,
    ignored: true,
    header: (name) => headerLines(response, name)[0],
    records: emptyChunk,
    envelope: () => null,
    body: () => null,
  }
}

/** The same answer with other records: some were left out. */
export function withRecords(exchange: Exchange, records: Chunk): Exchange {
  const { id, request, shown, response, status } = exchange
  return {
    id,
    request,
    shown,
    response,
    status,
    header: (name) => exchange.header(name),
    records,
    envelope: () => exchange.envelope(),
    body: () => exchange.body(),
  }
}
