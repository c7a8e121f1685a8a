import type { Json } from '../../model/json.ts'
import { formEncode, percentEncode } from '../../expressions/encodings.ts'
import type { Placement } from '../../model/document.ts'
import { printJson } from '../../model/printJson.ts'
import { parseJson } from '../../model/readJson.ts'
import { concatBytes } from '../chunk.ts'
import { EngineError } from '../errors.ts'
import type { HttpRequest } from '../io.ts'
import type { Placed } from './placements.ts'

/** Puts the parts of a credential into a request; what stands there under the same name gives way. */
export function placeAll(request: HttpRequest, placed: readonly Placed[]): HttpRequest {
  return placed.reduce((made, part) => places[part.in](made, part), request)
}

type Place = (request: HttpRequest, part: Placed) => HttpRequest

const places: { readonly [Where in Placement['in']]: Place } = {
  header: (request, { name, value }) => withHeader(request, name, value),

  query: (request, { name, value }) => {
    const [address = '', ...rest] = request.url.split('?')
    const pairs = rest
      .join('?')
      .split('&')
      .filter((pair) => pair !== '' && nameOf(pair) !== name)
    return {
      ...request,
      url: `${address}?${[...pairs, `${percentEncode(name)}=${percentEncode(value)}`].join('&')}`,
    }
  },

  // One Cookie line, as RFC 6265 (5.4) wants it.
  cookie: (request, { name, value }) => {
    if (value.includes(';')) throw endsCookie(name)
    const kept = request.headers
      .filter(([header]) => header.toLowerCase() === 'cookie')
      .flatMap(([, line]) => line.split(';').map((pair) => pair.trim()))
      .filter((pair) => pair !== '' && pair.split('=', 1)[0] !== name)
    return withHeader(request, 'Cookie', [...kept, `${name}=${value}`].join('; '))
  },

  body: (request, part) => {
    const type = (headerOf(request, 'content-type') ?? '').toLowerCase()
    const way = bodies.find(({ reads }) => reads.test(type))
    if (request.body === undefined || request.body.byteLength === 0) {
      const created = way ?? jsonBody
      const line = created === jsonBody ? 'application/json' : undefined
      const typed = type === '' && line !== undefined ? withHeader(request, 'Content-Type', line) : request
      return { ...typed, body: created.place(new Uint8Array(0), part, type) }
    }
    if (way === undefined) throw noPlace(part)
    return { ...request, body: way.place(request.body, part, headerOf(request, 'content-type') ?? '') }
  },
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  const wanted = name.toLowerCase()
  const kept = request.headers.filter(([header]) => header.toLowerCase() !== wanted)
  return { ...request, headers: [...kept, [name, value]] }
}

function headerOf({ headers }: HttpRequest, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
}

function nameOf(pair: string): string {
  const name = (pair.split('=', 1)[0] as string).replaceAll('+', ' ')
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

interface BodyWay {
  readonly reads: RegExp
  place(body: Uint8Array, part: Placed, type: string): Uint8Array
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

const jsonBody: BodyWay = {
  reads: /^application\/(?:[\w.-]+\+)?json\b/,
  place: (body, part) => {
    const text = decoder.decode(body).trim()
    if (text === '') return encoder.encode(`{${member(part)}}`)
    if (!text.startsWith('{') || !text.endsWith('}')) throw noPlace(part)
    // Written behind what is there, so that the rest is sent as it was typed; read only where the name may be taken.
    if (text.includes(JSON.stringify(part.name))) return encoder.encode(replaced(text, part))
    const inside = text.slice(1, -1).trimEnd()
    return encoder.encode(`{${inside}${inside.trim() === '' ? '' : ','}${member(part)}}`)
  },
}

const member = ({ name, value }: Placed): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`

function replaced(text: string, part: Placed): string {
  let parsed: Json
  try {
    parsed = parseJson(text)
  } catch {
    throw noPlace(part)
  }
  const others = Object.entries(parsed as Record<string, Json>).filter(([name]) => name !== part.name)
  return printJson(Object.fromEntries([...others, [part.name, part.value]]))
}

const formBody: BodyWay = {
  reads: /^application\/x-www-form-urlencoded\b/,
  place: (body, { name, value }) => {
    const pairs = decoder
      .decode(body)
      .split('&')
      .filter((pair) => pair !== '' && nameOf(pair) !== name)
    return encoder.encode([...pairs, `${formEncode(name)}=${formEncode(value)}`].join('&'))
  },
}

/** One more part in front of the closing line (RFC 2046, 5.1.1). */
const multipartBody: BodyWay = {
  reads: /^multipart\/form-data\b/,
  place: (body, part, type) => {
    const boundary = /;\s*boundary="?([^";]+)"?/i.exec(type)?.[1]
    if (boundary === undefined) throw noPlace(part)
    const close = encoder.encode(`--${boundary}--\r\n`)
    const before = body.subarray(0, Math.max(0, body.byteLength - close.byteLength))
    const name = part.name.replaceAll('"', '%22').replace(/[\r\n]+/g, '%0D%0A')
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`
    return concatBytes([before, encoder.encode(`${head}${part.value}\r\n`), close])
  },
}

const bodies: readonly BodyWay[] = [jsonBody, formBody, multipartBody]

const endsCookie = (name: string): EngineError =>
  new EngineError(
    'credential',
    `What the authentication puts into the cookie ${name} holds a semicolon, which would begin another cookie. Fill in the value of this one cookie only, or encode it with url_encode.`,
  )

const noPlace = ({ name }: Placed): EngineError =>
  new EngineError(
    'credential',
    `The authentication puts ${name} into the body, but the body of this request is no JSON object and no form. Choose such a body, or place it in a header.`,
  )
