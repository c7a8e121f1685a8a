import type { Json } from '../../model/json.ts'
import { printJson } from '../../model/printJson.ts'
import { parseJson } from '../../model/readJson.ts'
import type { Handler, ServedRequest, ServedResponse } from '../handler.ts'

/** A request as a style reads it. */
export interface Asked {
  readonly method: string
  /** Below the style's own root: `/list`. */
  readonly path: string
  readonly query: URLSearchParams
  header(name: string): string | undefined
  /** The body as text, as form fields, and as an object of JSON; empty where it is none. */
  readonly text: string
  readonly form: URLSearchParams
  readonly json: Readonly<Record<string, Json>>
  /** The address of the style's root, for links: `https://torture.example/NAME`. */
  readonly root: string
}

/** Which records are asked for. */
export interface Window {
  readonly from: number
  readonly size: number
}

/** One page of the list, as a style tells it. */
export interface Page extends Window {
  readonly items: readonly Json[]
  /** Where the next page begins; undefined: this is the last. */
  readonly next: number | undefined
  readonly total: number
  readonly asked: Asked
}

export interface Answer {
  readonly status?: number
  readonly headers?: readonly (readonly [name: string, value: string])[]
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: Json
}

/** What a service remembers between requests: walks by their handle. */
export type Memory = Map<string, number>

/** One way to page, as data and three small functions. */
export interface Style {
  readonly id: string
  /** How it pages, in words. */
  readonly words: string
  /** Page size that the example asks for. */
  readonly size: number
  /** Path of a record's id. */
  readonly key: string
  /** The record with this number; default: `{ id: 'r7' }`. */
  item?(index: number): Json
  /** Reads which records are asked for, or refuses. */
  window(asked: Asked, memory: Memory): Window | Answer
  answer(page: Page, memory: Memory): Answer
  /** The service counts pages by itself, so that none of them can be short. */
  readonly numbered?: true
  /** It answers in XML. */
  readonly xml?: true
  /** How many requests a walk over so many records takes. */
  calls(total: number): number
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

const usualItem = (index: number): Json => ({ id: `r${index}` })

/** Where played services are, as far as their answers say. */
export const playedOrigin = 'https://torture.example'

/** Plays a style over a list of so many records. `origin`: where links lead. */
export function playStyle(style: Style, total: number, origin = playedOrigin): Handler {
  const memory: Memory = new Map()
  const item = style.item ?? usualItem
  return (request) => {
    const asked = readAsked(request, `/${style.id}`, origin)
    const window = style.window(asked, memory)
    if (!('from' in window)) return toResponse(window)
    const to = Math.min(total, window.from + window.size)
    const items = Array.from({ length: Math.max(0, to - window.from) }, (_, at) => item(window.from + at))
    return toResponse(
      style.answer({ ...window, items, next: to < total ? to : undefined, total, asked }, memory),
    )
  }
}

function readAsked(request: ServedRequest, mount: string, origin: string): Asked {
  const text = decoder.decode(request.body)
  return {
    method: request.method,
    path: request.path.startsWith(mount) ? request.path.slice(mount.length) : request.path,
    query: new URLSearchParams(request.query),
    header: (name) => request.header(name),
    text,
    form: new URLSearchParams(text),
    get json() {
      return objectOf(text)
    },
    root: `${origin}${mount}`,
  }
}

function objectOf(text: string): Readonly<Record<string, Json>> {
  try {
    const parsed = parseJson(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Readonly<Record<string, Json>>)
      : {}
  } catch {
    return {}
  }
}

export function toResponse({ status = 200, headers = [], body }: Answer): ServedResponse {
  const isText = typeof body === 'string'
  const type = !isText ? 'application/json' : body.startsWith('<') ? 'application/xml' : 'text/plain'
  return {
    status,
    headers: [...(body === undefined ? [] : [['Content-Type', type] as const]), ...headers],
    body: encoder.encode(body === undefined ? '' : isText ? body : printJson(body)),
  }
}
