import type { NodeId } from '../model/ids.ts'
import type { HttpResponse } from './io.ts'

/**
 * An answer of the service that is handed in for the requests of a node, so that what the operation does with it can be seen
 * without the service having to give it. The request is built and judged as always; only the wire is left out.
 */
export interface GivenAnswer {
  readonly status: number
  readonly headers: HttpResponse['headers']
  /** In UTF-8. */
  readonly body: string
  /** `first`: the first request of the node in the run alone, whatever page or item it is for; all others go out. */
  readonly when: 'first' | 'every'
}

/** The answer that a request (`Call`) is given; undefined: it goes out. Asked once for each request. */
export type GiveAnswer = (call: {
  readonly node: NodeId
  readonly confidential?: true
}) => HttpResponse | undefined

/**
 * Counts over the whole run, over all bodies of containers: a container that runs a node a hundred times runs one node. A run that
 * goes on has its first requests behind it. What a login answers is the credential's affair and never given: a made-up token would
 * take the place of the one that is kept.
 */
export function giveAnswers(
  answers: Readonly<Record<NodeId, GivenAnswer>> | undefined,
  { resumed }: { readonly resumed: boolean },
): GiveAnswer | undefined {
  if (answers === undefined || Object.keys(answers).length === 0) return undefined
  const asked = new Set<NodeId>()
  return ({ node, confidential }) => {
    const answer = Object.hasOwn(answers, node) ? answers[node] : undefined
    if (answer === undefined || confidential === true) return undefined
    const isFirst = !resumed && !asked.has(node)
    asked.add(node)
    return answer.when === 'every' || isFirst ? responseOf(answer) : undefined
  }
}

const encoder = new TextEncoder()

/** Nothing came over the wire: no bytes, and no time. */
const responseOf = ({ status, headers, body }: GivenAnswer): HttpResponse => ({
  status,
  statusText: '',
  headers,
  body: encoder.encode(body),
  wireBytes: 0,
  phases: {},
  given: true,
})
