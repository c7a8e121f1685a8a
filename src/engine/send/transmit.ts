import { EngineError, type FailureDetails, toEngineError, toRunFailure } from '../errors.ts'
import type { ExchangeId, Phases } from '../events.ts'
import type { HttpRequest, HttpResponse } from '../io.ts'
import type { Redactor } from '../redact.ts'
import type { Call, Exchange, Path, Sending } from '../send.ts'
import { type Habits, openBody } from './decode.ts'
import { createExchange } from './exchange.ts'
import { assertSendable } from './sendable.ts'
import { plainMasks, requestWords, toShown } from './shown.ts'

/** Puts one request on the wire. `shown`: the same drawn with masks, made only when somebody is told. */
export type Transmit = (request: HttpRequest, shown: () => HttpRequest, call: Call) => Promise<Exchange>

/** Attempts of one node that are told one by one; beyond them, failures and retries only (E30). */
const MAX_TOLD = 1000

/**
 * The innermost step: one exchange, told as an `attempt` event and kept on the tape, both without secrets. An answer that is
 * handed in stands in for the wire here and nowhere else, so that all policies around meet it as they would meet a real one.
 * Failures of the transport leave as `EngineError`s that name the request and the exchange.
 */
export function createTransmit({ io, redactor, emit, sent, giveAnswer }: Sending): Transmit {
  const told = new Map<string, number>()
  const habits = new Map<string, Habits>()
  const habitsOf = (node: string): Habits => {
    let known = habits.get(node)
    if (known === undefined) {
      known = { reads: false }
      habits.set(node, known)
    }
    return known
  }
  const tell = (
    id: ExchangeId,
    startedMs: number,
    call: Call,
    shown: LazyRequest,
    response: HttpResponse | undefined,
    error: EngineError | undefined,
  ) => {
    const bytes = response?.wireBytes ?? 0
    sent?.(call.node, bytes)
    const count = (told.get(call.node) ?? 0) + 1
    told.set(call.node, count)
    const failed = response === undefined || response.status >= 400
    if (count <= MAX_TOLD || failed || call.attempt > 1)
      emit({
        type: 'attempt',
        node: call.node,
        at: call.at,
        exchange: id,
        attempt: call.attempt,
        request: toShown(shown),
        ...(response !== undefined && { status: response.status }),
        ...(error !== undefined && { failure: toRunFailure(error) }),
        bytes,
        startedMs,
        phases: response?.phases ?? noPhases,
        ...(response?.given === true && { given: true }),
      })
    const kept =
      response && (call.confidential === true ? withheld(response) : new MaskedResponse(response, redactor))
    io.tape.keep(id, call.at, call.attempt, shown, kept)
  }

  return async (request, shown, call) => {
    const id = io.id() as ExchangeId
    const startedMs = io.clock.now()
    const drawn = new LazyRequest(shown)
    let response: HttpResponse
    try {
      assertSendable(request)
      response = giveAnswer?.(call) ?? (await io.http(request, call.signal))
      if (response.body.byteLength > request.maxBytes) throw tooLarge(request)
    } catch (error) {
      // A run that was stopped tells nothing more.
      call.signal.throwIfAborted()
      const failure = inWords(error, drawn, redactor, { node: call.node, at: call.at, exchange: id })
      tell(id, startedMs, call, drawn, undefined, failure)
      throw failure
    }
    const { rest } = io
    const turn = rest?.()
    if (turn !== undefined) await turn
    call.signal.throwIfAborted()
    tell(id, startedMs, call, drawn, response, undefined)
    const readBody = await openBody(response, call.policy?.decode ?? 'auto', {
      habits: habitsOf(call.node),
      ...(rest !== undefined &&
        call.records !== undefined && {
          ahead: { records: call.records, rest, signal: call.signal },
        }),
    })
    call.signal.throwIfAborted()
    const place = { node: call.node, at: call.at, exchange: id, status: response.status }
    return createExchange({
      id,
      request,
      shown: drawn,
      response,
      path: call.records,
      also: call.alsoRecords ?? none,
      readBody,
      failed: (error) => inWords(error, drawn, redactor, place),
    })
  }
}

const noPhases: Phases = {}

/** What the tape has of an answer that is a secret. */
const withheld = ({ status, statusText, wireBytes, phases }: HttpResponse): HttpResponse => ({
  status,
  statusText,
  headers: [['Content-Type', 'text/plain']],
  body: new TextEncoder().encode('What a login answers is kept nowhere.'),
  wireBytes,
  phases,
})

const none: readonly Path[] = []

const tooLarge = ({ maxBytes }: HttpRequest): EngineError =>
  new EngineError(
    'size',
    `The answer is larger than ${maxBytes} bytes, the limit of this request. Ask for less, or raise the limit.`,
  )

function inWords(
  error: unknown,
  shown: HttpRequest,
  redactor: Redactor,
  place: Pick<FailureDetails, 'node' | 'at' | 'exchange' | 'status'>,
): EngineError {
  const { kind, message, retryable, status, cause } = toEngineError(error)
  return new EngineError(kind, redactor.text(`${message} (${requestWords(shown)})`), {
    ...place,
    retryable,
    ...(status !== undefined && { status }),
    cause: cause ?? error,
  })
}

/** Drawn with masks once, and only when somebody reads it. */
class LazyRequest implements HttpRequest {
  readonly #draw: () => HttpRequest
  #drawn: HttpRequest | undefined

  constructor(draw: () => HttpRequest) {
    this.#draw = draw
  }

  get #request(): HttpRequest {
    return (this.#drawn ??= this.#draw())
  }

  get method() {
    return this.#request.method
  }

  get url() {
    return plainMasks(this.#request.url)
  }

  get headers() {
    return this.#request.headers
  }

  get body() {
    return this.#request.body
  }

  get timeoutMs() {
    return this.#request.timeoutMs
  }

  get maxBytes() {
    return this.#request.maxBytes
  }
}

/** Searched for secrets when it is read: a tape that is full does not. */
class MaskedResponse implements HttpResponse {
  readonly #response: HttpResponse
  readonly #redactor: Redactor
  #body: Uint8Array | undefined

  constructor(response: HttpResponse, redactor: Redactor) {
    this.#response = response
    this.#redactor = redactor
  }

  get status() {
    return this.#response.status
  }

  get statusText() {
    return this.#redactor.text(this.#response.statusText)
  }

  get headers() {
    return this.#redactor.value(this.#response.headers)
  }

  get body() {
    return (this.#body ??= this.#redactor.bytes(this.#response.body))
  }

  get wireBytes() {
    return this.#response.wireBytes
  }

  get phases() {
    return this.#response.phases
  }

  get given() {
    return this.#response.given
  }
}
