import type { ShownRequest } from '../events.ts'
import type { HttpRequest } from '../io.ts'
import { mask } from '../redact.ts'

const encodedMask = encodeURIComponent(mask)

/** A request drawn with masks as events tell it; in addresses masks are shown as masks, not percent-encoded. */
export function toShown({ method, url, headers, body }: HttpRequest): ShownRequest {
  return { method, url: plainMasks(url), headers, bodyBytes: body?.byteLength ?? 0 }
}

export const plainMasks = (url: string): string =>
  url.includes(encodedMask) ? url.replaceAll(encodedMask, mask) : url

const MAX_WORDS = 200

/** "GET https://api.example.com/classes/Customer": what was asked, for messages; without the query, which is long. */
export function requestWords({ method, url }: Pick<HttpRequest, 'method' | 'url'>): string {
  const address = plainMasks(url.split('?', 1)[0] as string)
  return `${method} ${address.length > MAX_WORDS ? `${address.slice(0, MAX_WORDS)}…` : address}`
}
