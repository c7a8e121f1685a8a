import type { ReferencePath } from '../../../expressions/ast.ts'
import type { GraphNode, Operation } from '../../../model/document.ts'
import type { NodeId } from '../../../model/ids.ts'

/**
 * How other nodes call what this node gives, the likeliest first: by its title where that is one value, and as the record
 * where it comes in. For the operation's own output, that of the node whose values the output passes on unchanged; none where it
 * makes a value of its own.
 */
export function referencesOf(operation: Operation, node: GraphNode | undefined): readonly ReferencePath[] {
  const from = node ?? passedOn(operation)
  if (from === undefined) return []
  if (from.kind === 'inputs') return [['input']]
  return [['nodes', from.title], ['item']]
}

function passedOn({ graph }: Operation): GraphNode | undefined {
  const output = Object.values<GraphNode>(graph.nodes).find(({ kind }) => kind === 'output')
  const { value } = output?.settings ?? {}
  if (output === undefined || (typeof value === 'string' && value.trim() !== '')) return undefined
  const feeders = Object.values(graph.edges).filter(({ to }) => to.node === output.id)
  const [only] = feeders
  return feeders.length === 1 && only !== undefined ? graph.nodes[only.from.node as NodeId] : undefined
}
