import type { Connector, Edge, GraphNode, Operation } from '../document.ts'
import { type GraphFacts, graphFacts } from '../graph.ts'
import type { EdgeId, NodeId } from '../ids.ts'
import type { KindCatalog } from '../kinds.ts'
import type { Fix, Problem, ProblemPath } from '../problem.ts'

/** What every check of an operation is given. */
export interface OperationContext {
  readonly connector: Connector
  readonly operation: Operation
  readonly catalog: KindCatalog
  readonly facts: GraphFacts
  /** Nodes by id: the order of the file. */
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly Edge[]
  readonly path: ProblemPath
  nodePath(id: NodeId): ProblemPath
  edgePath(id: EdgeId): ProblemPath
}

/** One row of the table of checks. */
export type OperationCheck = (context: OperationContext) => Iterable<Problem>
export type ConnectorCheck = (connector: Connector, catalog: KindCatalog) => Iterable<Problem>

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1)

export function operationContext(
  connector: Connector,
  operation: Operation,
  catalog: KindCatalog,
): OperationContext {
  const path = ['operations', connector.operations.indexOf(operation)]
  const nodes = Object.values<GraphNode>(operation.graph.nodes).toSorted(byId)
  const edges = Object.values<Edge>(operation.graph.edges).toSorted(byId)
  const nodeIndex = new Map(nodes.map((node, index) => [node.id, index]))
  const edgeIndex = new Map(edges.map((edge, index) => [edge.id, index]))
  return {
    connector,
    operation,
    catalog,
    facts: graphFacts(connector, operation, catalog),
    nodes,
    edges,
    path,
    nodePath: (id) => [...path, 'graph', 'nodes', nodeIndex.get(id) ?? 0],
    edgePath: (id) => [...path, 'graph', 'edges', edgeIndex.get(id) ?? 0],
  }
}

interface Found {
  readonly code: string
  readonly message: string
  readonly severity?: 'error' | 'warning'
  readonly fix?: Fix | undefined
}

/** A problem at a node, or at one of its settings. */
export function nodeProblem(
  context: OperationContext,
  node: NodeId,
  { code, message, severity = 'error', fix }: Found,
  setting?: readonly (string | number)[],
): Problem {
  return {
    code,
    severity,
    path:
      setting === undefined ? context.nodePath(node) : [...context.nodePath(node), 'settings', ...setting],
    place: { operation: context.operation.id, node, ...(setting === undefined ? {} : { setting }) },
    message,
    ...(fix === undefined ? {} : { fix }),
  }
}

/** A problem at an edge. */
export function edgeProblem(
  context: OperationContext,
  edge: EdgeId,
  { code, message, severity = 'error', fix }: Found,
): Problem {
  return {
    code,
    severity,
    path: context.edgePath(edge),
    place: { operation: context.operation.id, edge },
    message,
    ...(fix === undefined ? {} : { fix }),
  }
}

/** What a node is called in a message. */
export function called(context: OperationContext, id: NodeId): string {
  const node = context.facts.node(id)
  return node === undefined ? 'a node that is not there' : `“${node.title}”`
}
