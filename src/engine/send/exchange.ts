import type { Json } from '../../model/json.ts'
import { type Chunk, emptyChunk } from '../chunk.ts'
import type { ExchangeId } from '../events.ts'
import type { HttpRequest, HttpResponse } from '../io.ts'
import type { Call, Exchange } from '../send.ts'
import { type Decoded, decodeAnswer } from './decode.ts'
import { headerLines } from './headers.ts'

/**
 * An answer, to be read by whoever needs it. Nothing is decoded before it is asked for, and only once; a body that cannot be read
 * throws `EngineError` of kind `decode` at that moment, so that a page is complete before any of it goes on (E3).
 */
export function createExchange(
  id: ExchangeId,
  drawn: Drawn,
  response: HttpResponse,
  call: Pick<Call, 'records' | 'policy' | 'node' | 'at'>,
): Exchange {
  return new Answer(id, drawn, response, call)
}

/** One request, drawn with values and with masks. */
type Drawn = Pick<Exchange, 'request' | 'shown'>

class Answer implements Exchange {
  readonly id: ExchangeId
  readonly request: HttpRequest
  readonly shown: HttpRequest
  readonly response: HttpResponse
  readonly status: number
  readonly #call: Pick<Call, 'records' | 'policy' | 'node' | 'at'>
  #decoded: Decoded | undefined
  #envelope: { value: Json } | undefined

  constructor(
    id: ExchangeId,
    { request, shown }: Drawn,
    response: HttpResponse,
    call: Pick<Call, 'records' | 'policy' | 'node' | 'at'>,
  ) {
    this.id = id
    this.request = request
    this.shown = shown
    this.response = response
    this.status = response.status
    this.#call = call
  }

  header(name: string): string | undefined {
    return headerLines(this.response, name)[0]
  }

  get records(): Chunk {
    return this.#decode().records
  }

  envelope(): Json {
    this.#envelope ??= { value: this.#decode().envelope() }
    return this.#envelope.value
  }

  #decode(): Decoded {
    this.#decoded ??= decodeAnswer(this.response, this.#call.policy?.decode ?? 'auto', {
      records: this.#call.records,
      node: this.#call.node,
      at: this.#call.at,
      exchange: this.id,
    })
    return this.#decoded
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
  }
}
