import { EngineError } from '../engine/errors.ts'
import type { Clock, HttpRequest, HttpResponse, Io } from '../engine/io.ts'
import type { Handler } from './handler.ts'

/**
 * A played service as the engine's `io.http`: requests below `baseUrl` go to the handler, all others fail as a name that
 * cannot be found would. `latencyMs` is slept on the given clock, so that a demonstration can be seen.
 */
export function handlerTransport(baseUrl: string, handler: Handler, clock: Clock, latencyMs = 0): Io['http'] {
  const base = baseUrl.replace(/\/+$/, '')
  return async (request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> => {
    signal.throwIfAborted()
    const rest = request.url.startsWith(base) ? request.url.slice(base.length) : undefined
    if (rest === undefined || !/^([/?#]|$)/.test(rest))
      throw new EngineError('network', 'The simulated service does not answer at this address.', {
        retryable: false,
      })
    if (latencyMs > 0) await clock.sleep(latencyMs, signal)
    const withoutFragment = rest.split('#', 1)[0] ?? ''
    const mark = withoutFragment.indexOf('?')
    const path = mark < 0 ? withoutFragment : withoutFragment.slice(0, mark)
    const headers = new Map(request.headers.toReversed().map(([name, value]) => [name.toLowerCase(), value]))
    const answer = handler({
      method: request.method,
      path: path === '' ? '/' : path,
      query: mark < 0 ? '' : withoutFragment.slice(mark + 1),
      header: (name) => headers.get(name.toLowerCase()),
      body: request.body ?? new Uint8Array(),
    })
    if (answer.body.byteLength > request.maxBytes)
      throw new EngineError('size', `The answer is larger than ${request.maxBytes} bytes.`, {
        retryable: false,
      })
    return {
      status: answer.status,
      statusText: '',
      headers: answer.headers,
      body: answer.body,
      wireBytes: answer.body.byteLength,
      phases: { connectMs: 0, firstByteMs: latencyMs, downloadMs: 0 },
    }
  }
}
