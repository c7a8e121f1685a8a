import type { NodeFacts, SettingPath } from '../model/kinds.ts'
import type { Problem } from '../model/problem.ts'

/** A problem at a setting of the node, with its place in the document and in the editor. */
export function settingProblem(
  facts: NodeFacts,
  setting: SettingPath,
  problem: { code: string; message: string; severity?: Problem['severity']; fix?: Problem['fix'] },
): Problem {
  const operation = facts.connector.operations.indexOf(facts.operation)
  // In the file nodes stand in the order of their ids.
  const node = Object.keys(facts.operation.graph.nodes).sort().indexOf(facts.node.id)
  return {
    severity: 'error',
    ...problem,
    path: ['operations', operation, 'graph', 'nodes', node, 'settings', ...setting],
    place: { operation: facts.operation.id, node: facts.node.id, setting },
  }
}
