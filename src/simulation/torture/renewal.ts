import type { FakeAnswer } from '../../engine/fake.ts'
import type { Fields, HttpRequest } from '../../engine/io.ts'
import { evaluateBaseUrl } from '../../engine/send/baseUrl.ts'
import { loginAddress } from '../../engine/send/login.ts'
import { parsePath } from '../../expressions/path.ts'
import type { Authentication, GraphNode, Operation, Service } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import { placed } from './bodies.ts'

/** Answers a login request; undefined: it is another request. */
export type Renewal = (request: HttpRequest) => FakeAnswer | undefined

const token = 'played again'

/**
 * The played service's side of renewing the credential that an operation uses: it gives whatever its login request reads.
 * Undefined: it makes none, or not at the status 401.
 */
export function renewalOf(operation: Operation, service: Service, shown: Fields): Renewal | undefined {
  const used = usedIn(operation, service.authentications)
  const login = used?.login
  if (login === undefined || !used?.expiry.some(({ when, number }) => when === 'status' && number === 401))
    return undefined
  const address = loginAddress(login, evaluateBaseUrl(service, shown), shown)
  const headers: [string, string][] = []
  let body: Json = {}
  for (const { in: part, at } of login.reads) {
    if (part === 'header') headers.push([at, token])
    else if (part === 'cookie') headers.push(['Set-Cookie', `${at}=${encodeURIComponent(token)}; Path=/`])
    else body = placed(body, parsePath(at) ?? [], token)
  }
  const answer: FakeAnswer = { headers: [['Content-Type', 'application/json'], ...headers], body }
  return ({ method, url }) => (method === login.method && url.split('?')[0] === address ? answer : undefined)
}

/** The authentication that a node of the operation names; the only one where it names none. */
function usedIn(operation: Operation, all: readonly Authentication[]): Authentication | undefined {
  const node = Object.values<GraphNode>(operation.graph.nodes).find(({ kind }) => kind === 'auth')
  if (node === undefined) return undefined
  const named = node.settings['authentication']
  return all.find(({ id }) => id === named) ?? (all.length === 1 ? all[0] : undefined)
}
