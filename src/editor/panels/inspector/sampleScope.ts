import type { Scope } from '../../../expressions/evaluate.ts'
import type { Connector, GraphNode } from '../../../model/document.ts'
import type { GraphFacts } from '../../../model/graph.ts'
import type { NodeId } from '../../../model/ids.ts'
import { checkInput } from '../../../model/checkInput.ts'
import type { Json } from '../../../model/json.ts'
import { scopeNames } from '../../../model/scope.ts'

export interface SampleScope {
  readonly scope: Scope
  /** Titles of nodes whose value is wanted and which have not run yet. */
  readonly missing: readonly string[]
}

/**
 * What a node's expressions would see for the input that is typed and the values of the last run. `reads` are the titles its
 * settings name.
 */
export function sampleScope(
  facts: GraphFacts,
  node: NodeId,
  connector: Connector,
  input: Json | undefined,
  samples: Readonly<Record<NodeId, Json>>,
  reads: { readonly titles: ReadonlySet<string>; readonly item: boolean },
): SampleScope {
  const names = scopeNames(facts, node)
  const given = checkInput(names.fields, input).value
  const missing: string[] = []
  const valueOf = (id: NodeId): Json | undefined => {
    if (facts.node(id)?.kind === 'inputs') return given
    const value = Object.hasOwn(samples, id) ? samples[id] : undefined
    if (value === undefined) missing.push(titleOf(facts.node(id)))
    return value
  }
  const scope: Scope = {
    input: given,
    service: { baseUrl: connector.service.baseUrl, title: connector.service.title },
  }
  const [feeder] = names.item.from === 'records' ? names.item.nodes : []
  if (reads.item && feeder !== undefined) scope['item'] = valueOf(feeder)
  const nodes: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const title of reads.titles) {
    const named = names.named(title)
    if (named?.holds === 'value') nodes[title] = valueOf(named.node)
  }
  scope['nodes'] = { ...nodes }
  return { scope, missing }
}

const titleOf = (node: GraphNode | undefined) => node?.title ?? 'a node'
