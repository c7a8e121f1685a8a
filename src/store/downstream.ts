import type { Connector, Operation } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { KindCatalog } from '../model/kinds.ts'
import { factsOf } from './picker.ts'

/** The node itself, or the container at the top that it is in, and all that its records come to. */
export function downstreamOf(
  connector: Connector,
  operation: Operation,
  { node, catalog }: { node: NodeId; catalog: KindCatalog },
): ReadonlySet<NodeId> {
  const facts = factsOf(connector, operation, catalog)
  const top = facts.containers(node).at(-1) ?? node
  const seen = new Set([top])
  for (const id of seen) for (const next of facts.outgoing(id)) seen.add(next.node)
  return seen
}
