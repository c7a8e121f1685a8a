import type { Json } from '../../model/json.ts'
import { printJson } from '../../model/printJson.ts'
import type { Handler, ServedRequest, ServedResponse } from '../handler.ts'
import { rewritten } from './faults/fault.ts'
import { faults } from './faults.ts'
import { playedOrigin, playStyle } from './play.ts'
import { styles } from './styles.ts'

/**
 * All ways to page and their faults as one service: `/STYLE/…` pages in that way, `/STYLE/FAULT/…` with the fault, and `/` lists them.
 * A walk with a fault counts its own requests: it is played anew when nothing has been asked of it for so long.
 */
export function createTortureServer(options: {
  readonly total: number
  readonly origin: () => string
  now(): number
}): Handler {
  const playing = new Map<string, { handler: Handler; askedMs: number }>()
  return (request) => {
    const [, style = '', second = '', ...rest] = request.path.split('/')
    const found = styles.find(({ id }) => id === style)
    if (found === undefined)
      return style === ''
        ? listing(options.origin())
        : missing(`There is no way to page called “${style}”. / lists them.`)
    const fault = faults.find(({ id }) => id === second)
    const mount = fault === undefined ? `/${style}` : `/${style}/${fault.id}`
    const known = playing.get(mount)
    const nowMs = options.now()
    const entry =
      known !== undefined && nowMs - known.askedMs < restMs
        ? known
        : {
            handler:
              fault === undefined
                ? playStyle(found, options.total, options.origin())
                : fault.play({
                    style: found,
                    // As long as the fault needs it, where it needs a list of its own.
                    total: Math.max(options.total, fault.total(found)),
                    now: options.now,
                  }),
            askedMs: nowMs,
          }
    entry.askedMs = nowMs
    playing.set(mount, entry)
    const path = fault === undefined ? `/${[second, ...rest].join('/')}` : `/${rest.join('/')}`
    return readdressed(
      ask(entry.handler, { ...request, header: (name) => request.header(name), path }),
      options.origin(),
      style,
      mount,
    )
  }
}

/** A walk that rests this long is over. */
const restMs = 5000

const encoder = new TextEncoder()

/** Faults give addresses of the made-up host: they lead here. */
function readdressed(response: ServedResponse, origin: string, style: string, mount: string): ServedResponse {
  const rewrite = (text: string) =>
    text
      .replaceAll(`${playedOrigin}/${style}`, `${origin}${mount}`)
      .replaceAll(playedOrigin, origin)
      .replaceAll(`${origin}/${style}/`, `${origin}${mount}/`)
  return rewritten(response, rewrite)
}

/** A thrown error is a connection that was lost: over HTTP an answer of 502 is as near as one gets. */
function ask(handler: Handler, request: ServedRequest): ServedResponse {
  try {
    return handler(request)
  } catch (error) {
    return json(502, { error: error instanceof Error ? error.message : 'The connection was lost.' })
  }
}

const json = (status: number, body: Json): ServedResponse => ({
  status,
  headers: [['Content-Type', 'application/json']],
  body: encoder.encode(`${printJson(body, { indent: 2 })}\n`),
})

const missing = (error: string) => json(404, { error })

const listing = (origin: string): ServedResponse =>
  json(200, {
    styles: styles.map(({ id, words }) => ({ id, words, address: `${origin}/${id}` })),
    faults: faults.map(({ id, words }) => ({ id, words, address: `${origin}/STYLE/${id}` })),
  })
