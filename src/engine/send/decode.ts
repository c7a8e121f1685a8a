import { encodeBase64 } from '../../expressions/encodings.ts'
import { readOwn } from '../../expressions/values.ts'
import type { Json } from '../../model/json.ts'
import { parseJson } from '../../model/readJson.ts'
import { type Chunk, emptyChunk, listChunk, valuesChunk } from '../chunk.ts'
import { EngineError } from '../errors.ts'
import type { HttpResponse } from '../io.ts'
import { readChunk } from '../readChunk.ts'
import { scanJson, scanJsonInSteps, scanLines } from '../scan.ts'
import type { DecodeAs, Path } from '../send.ts'
import { headerLines } from './headers.ts'
import type { Resting } from './pieces.ts'

/** A body, read. */
export interface Decoded {
  readonly records: Chunk
  /** The body with its records cut out. */
  envelope(): Json
}

/**
 * Reads the body of one answer: its records at the path, or without one the whole as one value. Throws `EngineError` of kind
 * `decode`, which names what was expected and what came.
 */
export type ReadBody = (records: Path | undefined) => Decoded

/** What was seen of who reads a node's records: where one page was read whole, the next ones will be. */
export interface Habits {
  reads: boolean
}

/** Who will ask for which records, and how to rest on the way to them. */
export interface Ahead extends Resting {
  readonly records: Path
}

export interface OpenOptions {
  readonly habits?: Habits | undefined
  /** A large body is read with rests, before anybody asks; absent: in one stretch when somebody does. */
  readonly ahead?: Ahead | undefined
}

/** Bodies above this many bytes are not read in one stretch. */
const mostAtOnce = 1 << 22

type Decode = (
  body: Uint8Array,
  response: HttpResponse,
  records: Path | undefined,
  habits: Habits | undefined,
) => Decoded

interface Decoder {
  /** Media types that this decoder reads when nobody says how (`auto`). */
  readonly reads: RegExp
  /** Whether records can be in such a body. */
  readonly holdsRecords: boolean
  /** How it decodes; a promise where a parser that few answers need is loaded first. */
  load(): Decode | Promise<Decode>
  /** Reads a large body before anybody asks, resting on the way; absent: there is nothing in it to look for. */
  ahead?(
    body: Uint8Array,
    response: HttpResponse,
    ahead: Ahead,
    habits: Habits | undefined,
  ): Promise<ReadBody>
}

type DecoderName = Exclude<DecodeAs, 'auto'>

/** Every way to read a body; first match by media type wins. */
const decoders: { readonly [Name in DecoderName]: Decoder } = {
  json: {
    reads: /^(?:application|text)\/(?:[\w.!#$&^-]+\+)?json$|^text\/x-json$|^application\/(?:x-)?javascript$/,
    holdsRecords: true,
    load: () => decodeJson,
    ahead: (body, _response, ahead, habits) => scanAhead(withoutMark(body), ahead, habits),
  },
  ndjson: {
    reads: /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|json-?lines)$/,
    holdsRecords: true,
    load: () => decodeLines,
  },
  csv: {
    reads: /^(?:text|application)\/(?:x-)?(?:csv|comma-separated-values|tab-separated-values)$/,
    holdsRecords: true,
    load: async () => {
      const { readCsv } = await import('./readCsv.ts')
      return (body, response, records) =>
        at(readCsv(decodeText(body, response), delimiterOf(response)), records)
    },
    ahead: async (body, response, ahead) => {
      const { readCsvInSteps } = await import('./readCsv.ts')
      const value = await readCsvInSteps(decodeText(body, response), ahead, delimiterOf(response))
      return (records) => at(value, records)
    },
  },
  xml: {
    // XHTML is a page for people.
    reads: /^(?:application|text)\/xml$|^(?!application\/xhtml\b).*\+xml$/,
    holdsRecords: true,
    load: async () => {
      const { readXml } = await import('./readXml.ts')
      return (body, response, records) =>
        at(readXml(decodeText(body, response, declaredCharset(body))), records)
    },
    ahead: async (body, response, ahead) => {
      const { readXmlInSteps } = await import('./readXml.ts')
      const value = await readXmlInSteps(decodeText(body, response, declaredCharset(body)), ahead)
      return (records) => at(value, records)
    },
  },
  text: {
    reads: /^text\/|^application\/(?:yaml|x-yaml|xhtml\+xml|x-www-form-urlencoded)$|\+yaml$/,
    holdsRecords: false,
    load: () => (body, response) => single(decodeText(body, response)),
  },
  binary: {
    reads: /^/,
    holdsRecords: false,
    load: () => (body) => single(encodeBase64(body)),
  },
}

const decodeJson = (
  body: Uint8Array,
  _response: unknown,
  records: Path | undefined,
  habits: Habits | undefined,
): Decoded => {
  const bare = withoutMark(body)
  const read =
    habits?.reads === true && records !== undefined && body.byteLength <= mostAtOnce
      ? readJson(bare, records)
      : undefined
  if (read !== undefined) return read
  const onRead = habits && (() => void (habits.reads = true))
  const scanned = scanJson(bare, records, onRead)
  return { records: scanned.records, envelope: () => parseJson(scanned.envelope()) }
}

/** Parsed at once, with no look for borders. Undefined: it is no JSON, and the scan says so better. */
function readJson(body: Uint8Array, path: Path): Decoded | undefined {
  let value: Json
  try {
    value = parseJson(body)
  } catch {
    return undefined
  }
  const found = path.reduce<unknown>(readOwn, value) as Json | undefined
  if (!Array.isArray(found)) return undefined
  return {
    records: readChunk(found as readonly Json[], () => scanJson(body, path).records),
    envelope: () => without(value, path),
  }
}

/** The value with an empty list at the path. */
function without(value: Json | undefined, path: Path): Json {
  const [step, ...rest] = path
  if (step === undefined) return []
  if (Array.isArray(value))
    return value.map((each: Json, at) => (at === Number(step) ? without(each, rest) : each))
  const object = value as { readonly [key: string]: Json }
  return { ...object, [step]: without(object[step], rest) }
}

const decodeLines: Decode = (body, _response, records) => {
  const found = scanLines(withoutMark(body), records ?? [])
  return { records: records === undefined ? listChunk(found) : found, envelope: () => null }
}

/**
 * Finds what reads an answer's body, and loads it where it has to be; nothing is read yet. Without a body (also 204, 205, 304
 * and blanks only) the value is null, and there are no records.
 */
export async function openBody(
  response: HttpResponse,
  as: DecodeAs,
  { habits, ahead }: OpenOptions = {},
): Promise<ReadBody> {
  const { body } = response
  if (isBlank(body)) return readNothing
  const name = as === 'auto' ? recognise(body, response) : as
  const decoder = decoders[name]
  if (decoder.ahead !== undefined && ahead !== undefined && body.byteLength > mostAtOnce)
    return decoder.ahead(body, response, ahead, habits).catch(readFailure)
  const loading = decoder.load()
  const decode = loading instanceof Promise ? await loading : loading
  return (records) => {
    if (!decoder.holdsRecords && records !== undefined) throw noRecords(response)
    return decode(body, response, records, habits)
  }
}

async function scanAhead(body: Uint8Array, ahead: Ahead, habits: Habits | undefined): Promise<ReadBody> {
  const { records: path, rest, signal } = ahead
  const onRead = habits && (() => void (habits.reads = true))
  const { records, envelope } = await scanJsonInSteps(body, { path, rest, signal, onRead })
  const found: Decoded = { records, envelope: () => parseJson(envelope()) }
  return (asked) => (asked === path ? found : decodeJson(body, undefined, asked, habits))
}

/** What is wrong with a large body is said where it is read, as it is of a small one. */
const readFailure =
  (error: unknown): ReadBody =>
  () => {
    throw error
  }

const readNothing: ReadBody = (records) =>
  records === undefined ? single(null) : { records: emptyChunk, envelope: () => null }

/** The decoder that the Content-Type asks for; without one, or with one that says nothing, what the first bytes look like. */
function recognise(body: Uint8Array, response: HttpResponse): DecoderName {
  const type = mediaType(response)
  // Services that send JSON under a wrong name are many, those that send other things that look like whole JSON few.
  if (vague.test(type) && looksLikeJson(body) && isJsonBody(body)) return 'json'
  if (type === '') return isText(body) ? 'text' : 'binary'
  return names.find((name) => decoders[name].reads.test(type)) ?? 'binary'
}

const names = Object.keys(decoders) as readonly DecoderName[]

/** Media types that are sent by mistake, or for want of a better one. */
const vague =
  /^$|^text\/(?:plain|html)$|^application\/(?:octet-stream|x-www-form-urlencoded|unknown)$|^unknown\/unknown$/

function mediaType(response: HttpResponse): string {
  const line = headerLines(response, 'content-type')[0] ?? ''
  return (line.split(';', 1)[0] as string).trim().toLowerCase()
}

const OPEN_OBJECT = 0x7b
const OPEN_LIST = 0x5b

/** Only objects and lists: a text of digits or a quoted word is more likely meant as text. */
function looksLikeJson(body: Uint8Array): boolean {
  const bare = withoutMark(body)
  const first = bare.find((byte) => byte > 0x20)
  return first === OPEN_OBJECT || first === OPEN_LIST
}

function isJsonBody(body: Uint8Array): boolean {
  try {
    scanJson(withoutMark(body), undefined)
    return true
  } catch {
    return false
  }
}

function isText(body: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(body).includes('\0')
  } catch {
    return false
  }
}

/** JSON must not begin with a byte order mark (RFC 8259, 8.1), and some does. */
function withoutMark(body: Uint8Array): Uint8Array {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body
}

function isBlank(body: Uint8Array): boolean {
  const bare = withoutMark(body)
  return bare.length < 64 && bare.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))
}

/** In the charset that the Content-Type names, or the byte order mark, or UTF-8; what cannot be read becomes U+FFFD. */
function decodeText(body: Uint8Array, response: HttpResponse, declared = ''): string {
  const line = headerLines(response, 'content-type')[0] ?? ''
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(line)?.[1] ?? declared
  try {
    return new TextDecoder(markedCharset(body) ?? (charset || 'utf-8')).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

/** A byte order mark outranks what the header says (WHATWG Encoding, decode). */
function markedCharset(body: Uint8Array): string | undefined {
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be'
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le'
  return withoutMark(body) === body ? undefined : 'utf-8'
}

/** What an XML declaration says (XML 1.0, 4.3.3); it is written in ASCII whatever follows. */
function declaredCharset(body: Uint8Array): string | undefined {
  const beginning = new TextDecoder('latin1').decode(body.subarray(0, 200))
  return /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(beginning)?.[1]
}

/** A value that was read whole, and the records in it: the elements of the list at the path, or the one value there. */
function at(value: Json, records: Path | undefined): Decoded {
  if (records === undefined) return single(value)
  const found = records.reduce<unknown>(readOwn, value) as Json | undefined
  const list = Array.isArray(found) ? (found as readonly Json[]) : [found]
  return {
    records: valuesChunk(list.filter((record) => record !== undefined && record !== null)),
    envelope: () => value,
  }
}

const delimiterOf = (response: HttpResponse) =>
  mediaType(response).endsWith('tab-separated-values') ? ('\t' as const) : undefined

function single(value: Json): Decoded {
  return { records: valuesChunk([value]), envelope: () => value }
}

function noRecords(response: HttpResponse): EngineError {
  const type = mediaType(response)
  return new EngineError(
    'decode',
    `Records were expected, but the answer is no JSON, NDJSON, CSV or XML${type === '' ? '' : ` (its content type is ${type.slice(0, 80)})`}. Look at the answer under Requests, or empty “Records at”.`,
  )
}
