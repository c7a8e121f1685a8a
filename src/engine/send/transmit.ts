import { EngineError, toEngineError, toRunFailure } from '../errors.ts'
import type { ExchangeId, Phases } from '../events.ts'
import type { HttpRequest, HttpResponse } from '../io.ts'
import type { Redactor } from '../redact.ts'
import type { Call, Exchange, Sending } from '../send.ts'
import { createExchange } from './exchange.ts'
import { assertSendable } from './sendable.ts'
import { requestWords, toShown } from './shown.ts'

/** Puts one request on the wire. `shown`: the same drawn with masks, made only when somebody is told. */
export type Transmit = (request: HttpRequest, shown: () => HttpRequest, call: Call) => Promise<Exchange>

/** Attempts of one node that are told one by one; beyond them, failures and retries only (E30). */
const MAX_TOLD = 1000

/**
 * The innermost step: one exchange, told as an `attempt` event and kept on the tape, both without secrets. Failures of the
 * transport leave as `EngineError`s that name the request and the exchange.
 */
export function createTransmit({ io, redactor, emit }: Sending): Transmit {
  const told = new Map<string, number>()

  return async (request, shown, call) => {
    const id = io.id() as ExchangeId
    const startedMs = io.clock.now()
    const tell = (response: HttpResponse | undefined, error?: EngineError) => {
      const count = (told.get(call.node) ?? 0) + 1
      told.set(call.node, count)
      const failed = error !== undefined || response === undefined || response.status >= 400
      if (count <= MAX_TOLD || failed || call.attempt > 1)
        emit({
          type: 'attempt',
          node: call.node,
          at: call.at,
          exchange: id,
          attempt: call.attempt,
          request: toShown(shown()),
          ...(response !== undefined && { status: response.status }),
          ...(error !== undefined && { failure: toRunFailure(error) }),
          bytes: response?.wireBytes ?? 0,
          startedMs,
          phases: response?.phases ?? noPhases,
        })
      io.tape.keep(
        id,
        call.at,
        call.attempt,
        lazyRequest(shown),
        response && maskedResponse(response, redactor),
      )
    }

    let response: HttpResponse
    try {
      assertSendable(request)
      response = await io.http(request, call.signal)
      if (response.body.byteLength > request.maxBytes) throw tooLarge(request)
    } catch (error) {
      // A run that was stopped tells nothing more.
      call.signal.throwIfAborted()
      const failure = inWords(error, shown(), redactor, { node: call.node, at: call.at, exchange: id })
      tell(undefined, failure)
      throw failure
    }
    call.signal.throwIfAborted()
    tell(response)
    return createExchange(id, request, response, call)
  }
}

const noPhases: Phases = {}

const tooLarge = ({ maxBytes }: HttpRequest): EngineError =>
  new EngineError(
    'size',
    `The answer is larger than ${maxBytes} bytes, the limit of this request. Ask for less, or raise the limit.`,
  )

function inWords(
  error: unknown,
  shown: HttpRequest,
  redactor: Redactor,
  place: Pick<Call, 'node' | 'at'> & { exchange: ExchangeId },
): EngineError {
  const { kind, message, retryable, status, cause } = toEngineError(error)
  return new EngineError(kind, redactor.text(`${message} (${requestWords(shown)})`), {
    ...place,
    retryable,
    ...(status !== undefined && { status }),
    cause: cause ?? error,
  })
}

/** Drawn and masked when the tape reads it: a tape that is full does not. */
function lazyRequest(shown: () => HttpRequest): HttpRequest {
  let drawn: HttpRequest | undefined
  const draw = () => (drawn ??= shown())
  return {
    get method() {
      return draw().method
    },
    get url() {
      return toShown(draw()).url
    },
    get headers() {
      return draw().headers
    },
    get body() {
      return draw().body
    },
    get timeoutMs() {
      return draw().timeoutMs
    },
    get maxBytes() {
      return draw().maxBytes
    },
  }
}

function maskedResponse(response: HttpResponse, redactor: Redactor): HttpResponse {
  let body: Uint8Array | undefined
  return {
    status: response.status,
    statusText: redactor.text(response.statusText),
    get headers() {
      return response.headers.map(([name, value]) => [name, redactor.text(value)] as const)
    },
    get body() {
      body ??= redactor.bytes(response.body)
      return body
    },
    wireBytes: response.wireBytes,
    phases: response.phases,
  }
}
