import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { paths, tokenHeader } from '../api/contract.ts'
import { ApiProblem } from './problems.ts'

/** Who may call this runner. */
export interface Guard {
  /** Names under which it is served, with the port. */
  readonly hosts: readonly string[]
  /** Pages that may call it. */
  readonly origins: readonly string[]
  readonly token: string
}

/** Loopback names with the right port, and no other: a name of somebody's own that leads here is DNS rebinding. */
export function createGuard(port: number, token: string): Guard {
  const names = ['127.0.0.1', 'localhost']
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))
  return { hosts, origins: hosts.map((host) => `http://${host}`), token }
}

/**
 * Judges a request before anything else looks at it. A browser tells the page that calls (`Origin`, `Sec-Fetch-Site`);
 * whoever sends neither is no web page, and then the token decides. Throws `ApiProblem`.
 */
export function judgeRequest(guard: Guard, path: string, headers: IncomingHttpHeaders): void {
  const host = headers.host?.toLowerCase()
  if (host === undefined || !guard.hosts.includes(host))
    throw new ApiProblem('host-refused', `This runner is reached at http://${guard.hosts[0]} only.`)
  const origin = headers.origin
  if (origin !== undefined && !guard.origins.includes(origin.toLowerCase()))
    throw new ApiProblem('origin-refused', 'Only the editor of this runner may call it.')
  const isApi = path === '/api' || path.startsWith('/api/')
  if (!isApi) return
  if (origin === undefined && headers['sec-fetch-site'] === 'cross-site')
    throw new ApiProblem('origin-refused', 'Only the editor of this runner may call it.')
  if (path === paths.health) return
  const given = headers[tokenHeader]
  if (typeof given !== 'string' || !isSame(given, guard.token))
    throw new ApiProblem(
      'token-missing',
      'The call carries no valid token. Reload the editor: a new start of the runner makes a new one.',
    )
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares in constant time; of texts of any length, since what is compared are their digests. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}
