import { concatBytes } from '../../engine/chunk.ts'
import type { HttpRequest } from '../../engine/io.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import type { Service } from '../../model/document.ts'
import { oncePer } from '../setting.ts'
import { compileBody, type CompiledBody } from './draftBody.ts'
import { type DrawnHeader, drawHeaders } from './draftHeaders.ts'
import { type CompiledRow, compileRows, type DrawnRow, drawRow } from './draftRows.ts'
import { type CompiledUrl, compileUrl, drawUrl } from './draftUrl.ts'
import { encodeValue } from './encode.ts'
import { compileTyped, Ink, type TypedSetting } from './ink.ts'
import type { BodyPieces } from './multipart.ts'
import type { RequestSettings } from './settings.ts'

/** A request node's settings, read once per plan. */
export interface CompiledRequest {
  readonly settings: RequestSettings
  /** Without it the credential changes nothing in the draft, and one drawing serves to show and to send. */
  readonly usesAuth: boolean
  readonly url: CompiledUrl
  readonly query: readonly CompiledRow[]
  readonly headers: readonly CompiledRow[]
  readonly body: CompiledBody
  readonly contentType: TypedSetting
}

/** What the service adds to every request, read once per plan. */
export interface CompiledDefaults {
  readonly query: readonly CompiledRow[]
  readonly headers: readonly CompiledRow[]
  readonly usesAuth: boolean
}

/** Where a header line came from: the request's rows, the service's defaults, or what Patchbay adds. */
export type HeaderSource = 'request' | 'service' | 'patchbay'

/** A request on paper: its pieces with, where it was traced, what each came from. */
export interface DrawnRequest {
  readonly method: string
  readonly url: Ink
  readonly headers: readonly (DrawnHeader & { readonly source: HeaderSource })[]
  readonly body: BodyPieces | undefined
}

export const compileRequest = oncePer((settings: RequestSettings): CompiledRequest => {
  const url = compileUrl(settings.url)
  const query = compileRows(settings.query, 'repeat', 'The query parameter')
  const headers = compileRows(settings.headers, 'comma', 'The header')
  const body = compileBody(settings.body)
  const contentType = compileTyped(settings.body.contentType ?? '', 'The content type')
  return {
    settings,
    url,
    query,
    headers,
    body,
    contentType,
    usesAuth:
      url.usesAuth ||
      body.usesAuth ||
      contentType.usesAuth ||
      [...query, ...headers].some((row) => row.usesAuth),
  }
})

export const compileDefaults = oncePer(({ defaults }: Service): CompiledDefaults => {
  const query = compileRows(defaults.query, 'repeat', 'The service’s query parameter')
  const headers = compileRows(defaults.headers, 'comma', 'The service’s header')
  return { query, headers, usesAuth: [...query, ...headers].some((row) => row.usesAuth) }
})

export interface DrawOptions {
  readonly scope: Scope
  readonly baseUrl: string
  /** The boundary of a multipart body, chosen once per request, so that every drawing of it is the same. */
  readonly boundary: () => string
  readonly traced: boolean
}

/** Draws the request for one scope. Throws `EngineError` of kind `expression` or `address`. */
export function drawRequest(
  request: CompiledRequest,
  defaults: CompiledDefaults,
  { scope, baseUrl, boundary, traced }: DrawOptions,
): DrawnRequest {
  const { address: url, query } = drawUrl(request.url, baseUrl, scope, traced)
  const rows = request.query.flatMap((row) => drawRow(row, scope))
  const own = new Set([...request.url.queryNames, ...rows.map(({ name }) => name.toLowerCase())])
  const added = defaults.query
    .flatMap((row) => drawRow(row, scope))
    .filter(({ name }) => !own.has(name.toLowerCase()))
  for (const row of added) writePair(query, row)
  for (const row of rows) writePair(query, row)
  if (query.text !== '') {
    url.write('?')
    url.append(query)
  }
  const body = request.body.draw(scope, boundary, traced)
  return {
    method: request.settings.method,
    url,
    headers:
      body === undefined
        ? drawBodilessHeaders(request, defaults, scope)
        : drawAllHeaders(request, defaults, scope, body.contentType),
    body: body?.pieces,
  }
}

function writePair(query: Ink, { name, values, origin }: DrawnRow): void {
  query.write(`${query.text === '' ? '' : '&'}${encodeValue(name)}=`)
  query.write(values.map(encodeValue).join(','), origin)
}

const accepts: Readonly<Record<RequestSettings['decode'], string>> = {
  auto: 'application/json, */*;q=0.8',
  json: 'application/json',
  ndjson: 'application/x-ndjson, application/jsonl;q=0.9, */*;q=0.1',
  csv: 'text/csv, */*;q=0.1',
  xml: 'application/xml, text/xml;q=0.9, */*;q=0.1',
  text: '*/*',
  binary: '*/*',
}

const isType = ({ name }: DrawnHeader) => name.toLowerCase() === 'content-type'

/**
 * Every header line but those of the credential and of the transport. The request's own rows win over the service's, and both
 * over ours; a Content-Type is only added to a request with a body.
 */
function drawAllHeaders(
  request: CompiledRequest,
  defaults: CompiledDefaults,
  scope: Scope,
  bodyType: string | undefined,
): DrawnRequest['headers'] {
  const own = drawHeaders(request.headers, scope)
  const taken = new Set(own.map(({ name }) => name.toLowerCase()))
  const typed = toText(request.contentType.read(scope)).trim()
  const ours: DrawnHeader[] = []
  const service = drawHeaders(defaults.headers, scope).filter(({ name }) => !taken.has(name.toLowerCase()))
  const typeIsOurs =
    bodyType !== undefined &&
    !taken.has('content-type') &&
    (typed !== '' || !request.body.yields || !service.some(isType))
  if (typeIsOurs)
    ours.push({ name: 'Content-Type', value: typed || bodyType, origin: request.contentType.origin })
  const kept = typeIsOurs ? service.filter((line) => !isType(line)) : service
  for (const { name } of kept) taken.add(name.toLowerCase())
  if (!taken.has('accept'))
    ours.push({ name: 'Accept', value: accepts[request.settings.decode], origin: undefined })
  if (!taken.has('user-agent')) ours.push({ name: 'User-Agent', value: 'Patchbay', origin: undefined })
  const from = (lines: readonly DrawnHeader[], source: HeaderSource) =>
    lines.map((line) => ({ ...line, value: withBoundary(line, bodyType), source }))
  return [...from(own, 'request'), ...from(kept, 'service'), ...from(ours, 'patchbay')]
}

const isConstant = (rows: readonly CompiledRow[]): boolean =>
  rows.every(({ name, value }) => name.constant !== undefined && value.constant !== undefined)

/** The same as the transport takes them, by what was drawn. */
const constantLines = new WeakMap<DrawnRequest['headers'], HttpRequest['headers']>()

const toLines = (headers: DrawnRequest['headers']): HttpRequest['headers'] =>
  headers.map(({ name, value }) => [name, value] as const)

const constantHeaders = new WeakMap<CompiledRequest, WeakMap<CompiledDefaults, DrawnRequest['headers']>>()

/** Without a body and without an expression in them the header lines are the same in every request: drawn once per plan. */
function drawBodilessHeaders(
  request: CompiledRequest,
  defaults: CompiledDefaults,
  scope: Scope,
): DrawnRequest['headers'] {
  const known = constantHeaders.get(request)?.get(defaults)
  if (known !== undefined) return known
  const headers = drawAllHeaders(request, defaults, scope, undefined)
  if (
    isConstant(request.headers) &&
    isConstant(defaults.headers) &&
    request.contentType.constant !== undefined
  ) {
    const byDefaults =
      constantHeaders.get(request) ?? new WeakMap<CompiledDefaults, DrawnRequest['headers']>()
    constantHeaders.set(request, byDefaults.set(defaults, headers))
    constantLines.set(headers, toLines(headers))
  }
  return headers
}

/** A Content-Type that says multipart without its boundary could not be read by anybody. */
function withBoundary({ name, value }: DrawnHeader, bodyType: string | undefined): string {
  const boundary = /;\s*boundary=.*$/.exec(bodyType ?? '')?.[0]
  if (boundary === undefined || name.toLowerCase() !== 'content-type') return value
  return /^multipart\//i.test(value) && !/;\s*boundary=/i.test(value) ? value + boundary : value
}

const encoder = new TextEncoder()

/** The request as it goes to the transport. */
export function toHttpRequest(drawn: DrawnRequest, settings: RequestSettings): HttpRequest {
  return {
    method: drawn.method,
    url: drawn.url.text,
    headers: constantLines.get(drawn.headers) ?? toLines(drawn.headers),
    body: drawn.body && bodyBytes(drawn.body),
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.maxBytes,
  }
}

export function bodyBytes(pieces: BodyPieces): Uint8Array {
  return concatBytes(pieces.map((piece) => (piece instanceof Ink ? encoder.encode(piece.text) : piece)))
}
