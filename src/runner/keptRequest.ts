import type { GivenAnswer } from '../engine/givenAnswers.ts'
import { idempotentMethods } from '../engine/send/retry.ts'
import type { Connector, GraphNode, Operation } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { printConnector } from '../model/print.ts'
import { printJson } from '../model/printJson.ts'
import { readDocument } from '../model/read.ts'
import { parseJson } from '../model/readJson.ts'
import { ApiProblem } from './problems.ts'
import type { Seal } from './seal.ts'

export interface RunRequest {
  readonly connector: Connector
  /** Name or id; may be left out where there is one. */
  readonly operation: string | undefined
  readonly input: Json
  readonly credential: string | undefined
  readonly pins: Readonly<Record<NodeId, readonly Json[]>> | undefined
  readonly answers?: Readonly<Record<NodeId, GivenAnswer>> | undefined
  readonly until: NodeId | undefined
  readonly mostPages?: number | undefined
  /** It fills a form, and is no run of its operation. */
  readonly aside?: boolean | undefined
}

/** What a run was asked for, as it is kept to be gone on with in another process. */
export interface KeptRequest extends Omit<RunRequest, 'mostPages'> {
  /** The last page that was asked for, counted from the first one of the run; undefined: to the end. */
  readonly lastPage?: number | undefined
}

/** Of a request that begins, or goes on, behind page `passed`. */
export function toKept({ mostPages, ...request }: RunRequest, passed: number): KeptRequest {
  return { ...request, ...(mostPages !== undefined && { lastPage: passed + mostPages }) }
}

/** How many pages are left of what was asked for, behind page `passed`; undefined: all there are. */
export function pagesLeft({ lastPage }: KeptRequest, passed: number): number | undefined {
  return lastPage === undefined ? undefined : Math.max(0, lastPage - passed)
}

export function sealRequest(seal: Seal, id: string, request: KeptRequest): string {
  const kept = { ...request, connector: parseJson(printConnector(request.connector)) }
  return seal.close(printJson(kept as unknown as Json), `request ${id}`)
}

/** Throws `ApiProblem` where the document in it can no longer be read. */
export function openRequest(seal: Seal, id: string, sealed: string): KeptRequest {
  const kept = parseJson(seal.open(sealed, `request ${id}`)) as unknown as KeptRequest & {
    readonly mostPages?: number
  }
  const { connector } = readDocument(kept.connector as unknown as Json)
  if (connector === undefined)
    throw new ApiProblem('not-resumable', 'What the run was asked for can no longer be read. Run it again.')
  // Runs that an earlier Patchbay kept said how many pages, from the first one on.
  const { mostPages: lastPage, ...request } = kept
  return { ...request, ...(lastPage !== undefined && { lastPage }), connector }
}

/**
 * Whether a run may begin anew by itself: asking again does nothing that was not done already, for each request of the operation
 * (RFC 9110, 9.2.2).
 */
export function mayBeginAgain({ graph }: Operation): boolean {
  return Object.values<GraphNode>(graph.nodes)
    .filter(({ kind, disabled }) => kind === 'request' && disabled !== true)
    .every(({ settings }) => idempotentMethods.has(methodOf(settings)))
}

/** A method that is not written is GET; one that is a template may be any. */
function methodOf(settings: unknown): string {
  const { method = 'GET' } = settings as { readonly method?: unknown }
  return typeof method === 'string' ? method.toUpperCase() : ''
}
