import type { EngineError } from '../../engine/errors.ts'
import { toEngineError } from '../../engine/errors.ts'
import type { Fields, HttpRequest } from '../../engine/io.ts'
import { mask } from '../../engine/redact.ts'
import { evaluateBaseUrl } from '../../engine/send/baseUrl.ts'
import { placeAll } from '../../engine/send/place.ts'
import { compilePlacements } from '../../engine/send/placements.ts'
import { assertSendable } from '../../engine/send/sendable.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import type { Authentication, Service } from '../../model/document.ts'
import { compileDefaults, compileRequest, drawRequest, type HeaderSource, toHttpRequest } from './draft.ts'
import { Ink, type InkSpan } from './ink.ts'
import type { RequestSettings } from './settings.ts'

/** A text of the request and which of its characters came from which reference; all others were typed. */
export interface EffectiveText {
  readonly text: string
  /** In order, not overlapping; `auth` is the origin of what the authentication placed. */
  readonly spans: readonly InkSpan[]
}

/** The request as it would be sent for one input, for people to look at. */
export interface EffectiveRequest {
  readonly method: string
  readonly url: EffectiveText
  readonly headers: readonly {
    readonly name: string
    readonly value: EffectiveText
    readonly source: HeaderSource | 'authentication'
  }[]
  /** The exact bytes, and the same as text; bytes that are no text are undefined there. */
  readonly body: { readonly bytes: Uint8Array; readonly text: EffectiveText | undefined } | undefined
  /** The whole, as the transport would be given it. */
  readonly request: HttpRequest
}

export interface EffectiveOptions {
  readonly settings: RequestSettings
  readonly service: Service
  readonly authentication: Authentication | undefined
  readonly scope: Scope
  /** Values of the credential's fields that are not secret. */
  readonly shown?: Fields
  /** All values; without them secret ones are masks. */
  readonly fields?: Fields
  /** @default a boundary that shows that it is chosen anew for each request */
  readonly boundary?: string
}

/**
 * Draws the request without sending it, by the code that draws what is sent. What keeps it from being drawn (an expression, an
 * address, a header that cannot be sent) is returned, not thrown.
 */
export function effectiveRequest(options: EffectiveOptions): EffectiveRequest | { failure: EngineError } {
  try {
    return draw(options)
  } catch (error) {
    return { failure: toEngineError(error) }
  }
}

function draw({ settings, service, authentication, scope, shown = {}, fields, boundary }: EffectiveOptions) {
  const placements = authentication && compilePlacements(authentication, shown)
  const auth = fields ?? placements?.masks ?? {}
  const drawn = drawRequest(compileRequest(settings), compileDefaults(service), {
    scope: withAuth(scope, auth),
    baseUrl: evaluateBaseUrl(service, shown),
    boundary: () => boundary ?? '----PatchbayBoundary',
    traced: true,
  })
  const plain = toHttpRequest(drawn, settings)
  const placed = fields === undefined ? placements?.drawMasked() : placements?.draw(fields)
  const request = placeAll(plain, placed ?? [])
  assertSendable(request)
  return {
    method: request.method,
    url: plainMasks(afterPlacing(drawn.url, request.url)),
    headers: request.headers.map((line) => {
      const own = drawn.headers.find(({ name, value }) => name === line[0] && value === line[1])
      const source = own?.source ?? ('authentication' as const)
      const origin = own === undefined ? 'auth' : own.origin
      return { name: line[0], value: whole(line[1], origin), source }
    }),
    body: request.body && { bytes: request.body, text: bodyText(drawn.body ?? [], request.body) },
    request,
  }
}

/** The scope with `auth` in it; its other names stay as lazy as they were. */
function withAuth(scope: Scope, auth: Fields): Scope {
  const seen = Object.defineProperties({}, Object.getOwnPropertyDescriptors(scope)) as Scope
  return Object.defineProperty(seen, 'auth', { value: auth, enumerable: true, configurable: true })
}

const whole = (text: string, origin: string | undefined): EffectiveText => ({
  text,
  spans: origin === undefined || text === '' ? [] : [{ from: 0, to: text.length, origin }],
})

function bodyText(pieces: readonly (Ink | Uint8Array)[], bytes: Uint8Array): EffectiveText | undefined {
  if (pieces.some((piece) => !(piece instanceof Ink))) return undefined
  const ink = new Ink(true)
  for (const piece of pieces) if (piece instanceof Ink) ink.append(piece)
  return afterPlacing(ink, new TextDecoder().decode(bytes))
}

/** Spans of what was drawn, moved to where they are behind the placing; what the placing changed came from `auth`. */
function afterPlacing({ text, spans = [] }: Ink, placed: string): EffectiveText {
  if (text === placed) return { text, spans }
  let start = 0
  while (start < text.length && text[start] === placed[start]) start++
  let end = 0
  while (
    end < text.length - start &&
    end < placed.length - start &&
    text.at(-1 - end) === placed.at(-1 - end)
  )
    end++
  const moved = placed.length - text.length
  return {
    text: placed,
    spans: [
      ...spans.filter(({ to }) => to <= start),
      { from: start, to: placed.length - end, origin: 'auth' },
      ...spans
        .filter(({ from }) => from >= text.length - end)
        .map(({ from, to, origin }) => ({ from: from + moved, to: to + moved, origin })),
    ],
  }
}

const encodedMask = encodeURIComponent(mask)

/** Masks are shown as masks, not percent-encoded. */
function plainMasks({ text, spans }: EffectiveText): EffectiveText {
  if (!text.includes(encodedMask)) return { text, spans }
  const saved = encodedMask.length - mask.length
  const before = (at: number) => text.slice(0, at).split(encodedMask).length - 1
  return {
    text: text.replaceAll(encodedMask, mask),
    spans: spans.map(({ from, to, origin }) => ({
      from: from - before(from) * saved,
      to: to - before(to) * saved,
      origin,
    })),
  }
}
