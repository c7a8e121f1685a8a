import type { Handler } from '../simulation/handler.ts'

/** Serves a played service over HTTP, below `mount` (`/demo/parse`). */
export function mountHandler(
  mount: string,
  handler: Handler,
): (request: Request, body: Uint8Array) => Response {
  return (request, body) => {
    const rest = request.url.slice(request.url.indexOf(mount) + mount.length)
    const mark = rest.indexOf('?')
    const path = mark < 0 ? rest : rest.slice(0, mark)
    const answer = handler({
      method: request.method,
      path: path === '' ? '/' : path,
      query: mark < 0 ? '' : rest.slice(mark + 1),
      header: (name) => request.headers.get(name) ?? undefined,
      body,
    })
    const empty = answer.status === 204 || answer.status === 304
    return new Response(empty ? null : Uint8Array.from(answer.body), {
      status: answer.status,
      headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
    })
  }
}
