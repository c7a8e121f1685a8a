import type { ExchangeView } from '../api/contract.ts'
import type { KeptExchange } from '../engine/memory.ts'
import { encodeBase64 } from '../expressions/encodings.ts'

/** What was exchanged with a played service, as the runner shows exchanges. */
export function viewOf({ id, at, attempt, request, response }: KeptExchange): ExchangeView {
  const { method, url, headers, body = nothing } = request
  return {
    id,
    at,
    attempt,
    request: { method, url, headers, bodyBytes: body.byteLength, bodyBase64: encodeBase64(body) },
    ...(response !== undefined && {
      response: {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers,
        bodyBase64: encodeBase64(response.body),
        bodyBytes: response.body.byteLength,
      },
    }),
  }
}

const nothing = new Uint8Array(0)
