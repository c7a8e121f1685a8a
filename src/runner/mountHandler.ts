import { setTimeout as sleep } from 'node:timers/promises'
import type { Handler } from '../simulation/handler.ts'

/** Serves a played service over HTTP, below `mount` (`/demo/parse`). */
export function mountHandler(
  mount: string,
  handler: Handler,
): (request: Request, body: Uint8Array) => Promise<Response> {
  return async (request, body) => {
    const end = request.url.indexOf(mount) + mount.length
    const rest = request.url.slice(end)
    const mark = rest.indexOf('?')
    const path = mark < 0 ? rest : rest.slice(0, mark)
    const answer = handler({
      method: request.method,
      path: path === '' ? '/' : path,
      query: mark < 0 ? '' : rest.slice(mark + 1),
      header: (name) => request.headers.get(name) ?? undefined,
      body,
    })
    if (answer.afterMs !== undefined) await sleep(answer.afterMs, undefined, { signal: request.signal })
    const empty = answer.status === 204 || answer.status === 304
    return new Response(empty ? null : Uint8Array.from(answer.body), {
      status: answer.status,
      headers: answer.headers.map(([name, value]): [string, string] => [
        name,
        // A played service does not know where it is mounted; real ones answer the whole address.
        name.toLowerCase() === 'location' && value.startsWith('/')
          ? request.url.slice(0, end) + value
          : value,
      ]),
    })
  }
}
