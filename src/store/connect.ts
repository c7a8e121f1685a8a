import type { Connector, Edge, GraphNode, Operation } from '../model/document.ts'
import type { EdgeId, NodeId } from '../model/ids.ts'
import type { KindCatalog, KindFacts, Port } from '../model/kinds.ts'
import { findPort } from '../model/ports.ts'
import type { GraphIndex } from './graphIndex.ts'

/** One end of an edge that is being drawn. */
export interface PortRef {
  readonly node: NodeId
  readonly port: string
  readonly way: 'in' | 'out'
}

export interface ConnectContext {
  readonly operation: Operation
  readonly index: GraphIndex
  readonly catalog: KindCatalog
}

/** Why two ports cannot be joined, in words; undefined: they can. */
export type Refusal = string | undefined

/** What a drag from one port asks of every other: made once when it begins, cheap for each port it passes. */
export interface ConnectionRules {
  readonly from: PortRef
  /** Why the drag cannot end at this port. */
  refusal(to: PortRef): Refusal
}

const ownValue = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

const what = { records: 'records', auth: 'a sign-in', options: 'options' } as const

/**
 * Which ports an edge from (or, drawn backwards, to) `from` may join. Legal is what the checks would not complain about: both
 * ends carry the same, nothing goes in a circle, a port that takes one edge has none, and no record edge crosses the
 * border of a container (E6, E7); an auth edge may enter one.
 */
export function connectionRules(context: ConnectContext, from: PortRef): ConnectionRules {
  const { operation, catalog, index } = context
  const nodes = operation.graph.nodes
  const start = ownValue(nodes, from.node)
  const startPort = start && portOf(catalog, start, from)
  // Drawn forwards, whatever leads to the start would close a circle; backwards, whatever the start leads to.
  const circle = startPort?.carries === 'records' ? reached(index, from) : new Set<NodeId>()
  return {
    from,
    refusal(to) {
      const end = ownValue(nodes, to.node)
      if (start === undefined || end === undefined) return 'The node is not there any more.'
      const endPort = portOf(catalog, end, to)
      if (startPort === undefined || endPort === undefined) return 'There is no such port.'
      if (from.way === to.way)
        return from.way === 'out' ? 'Both ends give. End at an input.' : 'Both ends take. Begin at an output.'
      const [giver, taker] = from.way === 'out' ? [from, to] : [to, from]
      const [givers, takers] = from.way === 'out' ? [startPort, endPort] : [endPort, startPort]
      if (givers.carries !== takers.carries)
        return `${titleOf(nodes, taker)} takes ${what[takers.carries]} here, and ${titleOf(nodes, giver)} gives ${what[givers.carries]}.`
      if (from.node === to.node && givers.side !== 'inner' && takers.side !== 'inner')
        return 'A node cannot feed itself.'
      const edges = index.edgesOf(taker.node)
      if (edges.some((edge) => joins(edge, giver, taker))) return 'These two are joined already.'
      if (takers.most === 1 && edges.some(({ to }) => to.node === taker.node && to.port === taker.port))
        return `${titleOf(nodes, taker)} takes one edge here. Remove the one that is there first.`
      if (givers.most === 1 && index.outgoing(giver.node).some(({ from }) => from.port === giver.port))
        return `${titleOf(nodes, giver)} gives one edge here. Remove the one that is there first.`
      if (crosses((id) => ownValue(nodes, id)?.parent, giver, givers, taker, takers))
        return 'An edge cannot cross the border of a container. Go through its own ports.'
      if (circle.has(to.node) && givers.side !== 'inner' && takers.side !== 'inner')
        return 'This would lead in a circle. Use a container to repeat something.'
      return undefined
    },
  }
}

/** The ports at which an edge from `from` may end, nearest first: what the keyboard chooses among. */
export function legalTargets(context: ConnectContext, from: PortRef): PortRef[] {
  const { operation, index, catalog } = context
  const rules = connectionRules(context, from)
  const way = from.way === 'out' ? 'in' : 'out'
  const here = index.boxes.box(from.node)
  const distance = (node: string) => {
    const there = index.boxes.box(node)
    return here === undefined || there === undefined ? 0 : Math.hypot(there.x - here.x, there.y - here.y)
  }
  const found: { target: PortRef; distance: number }[] = []
  for (const node of Object.values<GraphNode>(operation.graph.nodes))
    for (const port of kindOf(catalog, node)?.ports ?? []) {
      if (port.way !== way) continue
      const target: PortRef = { node: node.id, port: port.name, way }
      if (rules.refusal(target) === undefined) found.push({ target, distance: distance(node.id) })
    }
  return found
    .toSorted((a, b) => a.distance - b.distance || (a.target.node < b.target.node ? -1 : 1))
    .map(({ target }) => target)
}

/** The kinds of which a new node would fit an edge dropped on empty canvas, with the port it would meet. */
export function fittingKinds(
  { operation, catalog }: Omit<ConnectContext, 'index'>,
  from: PortRef | undefined,
): { readonly kind: string; readonly port: string | undefined }[] {
  const start = from && ownValue(operation.graph.nodes, from.node)
  const carries = from && start && portOf(catalog, start, from)?.carries
  const counts = new Map<string, number>()
  for (const node of Object.values<GraphNode>(operation.graph.nodes))
    counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1)
  return Object.values<KindFacts>(catalog).flatMap((facts): { kind: string; port: string | undefined }[] => {
    if (facts.most === 1 && (counts.get(facts.kind) ?? 0) > 0) return []
    if (from === undefined) return [{ kind: facts.kind, port: undefined }]
    const port = facts.ports.find(
      (candidate) =>
        candidate.way !== from.way && candidate.carries === carries && candidate.side !== 'inner',
    )
    return port === undefined ? [] : [{ kind: facts.kind, port: port.name }]
  })
}

/** The outer record ports through which a node of this kind can stand in an edge; undefined: it cannot. */
export function splicePorts(
  facts: KindFacts | undefined,
): { readonly inPort: string; readonly outPort: string } | undefined {
  const outer = facts?.ports.filter(({ carries, side }) => carries === 'records' && side !== 'inner') ?? []
  const inPort = outer.find(({ way }) => way === 'in')?.name
  const outPort = outer.find(({ way }) => way === 'out')?.name
  return inPort === undefined || outPort === undefined ? undefined : { inPort, outPort }
}

/** Why a node (there already, or a new one of a kind) cannot be put into an edge; undefined: it can. */
export function spliceRefusal(
  { operation, catalog, index }: ConnectContext,
  edgeId: EdgeId,
  what: { readonly node: NodeId } | { readonly kind: string },
): Refusal {
  const edge = ownValue(operation.graph.edges, edgeId)
  if (edge === undefined) return 'The edge is not there any more.'
  const from = ownValue(operation.graph.nodes, edge.from.node)
  const carries = from && findPort(kindOf(catalog, from), edge.from.port, 'out')?.carries
  if (carries !== 'records') return 'Only an edge that carries records can take a node in.'
  const node = 'node' in what ? ownValue(operation.graph.nodes, what.node) : undefined
  if ('node' in what && node === undefined) return 'The node is not there any more.'
  const kind = 'kind' in what ? what.kind : (node?.kind ?? '')
  if (splicePorts(ownValue(catalog, kind)) === undefined)
    return `${ownValue(catalog, kind)?.title ?? kind} cannot stand in an edge: it does not both take and give records.`
  if (node === undefined) return undefined
  if (edge.from.node === node.id || edge.to.node === node.id)
    return 'The node is an end of this edge already.'
  if (index.edgesOf(node.id).some((other) => carriesRecords(catalog, operation, other)))
    return 'The node is joined to others already. Remove its edges first.'
  return undefined
}

/** The port a reference means, as its kind describes it. */
export function portOf(
  catalog: KindCatalog,
  node: GraphNode,
  ref: Pick<PortRef, 'port' | 'way'>,
): Port | undefined {
  return findPort(kindOf(catalog, node), ref.port, ref.way)
}

/** The first outer output of a node, where an edge started from the keyboard begins. */
export function firstOutput(catalog: KindCatalog, node: GraphNode): PortRef | undefined {
  const port = kindOf(catalog, node)?.ports.find(({ way, side }) => way === 'out' && side !== 'inner')
  return port && { node: node.id, port: port.name, way: 'out' }
}

function kindOf(catalog: KindCatalog, node: GraphNode): KindFacts | undefined {
  return ownValue(catalog, node.kind)
}

function carriesRecords(catalog: KindCatalog, operation: Operation, edge: Edge): boolean {
  const from = ownValue(operation.graph.nodes, edge.from.node)
  return from === undefined || findPort(kindOf(catalog, from), edge.from.port, 'out')?.carries === 'records'
}

function joins(edge: Edge, giver: PortRef, taker: PortRef): boolean {
  return (
    edge.from.node === giver.node &&
    edge.from.port === giver.port &&
    edge.to.node === taker.node &&
    edge.to.port === taker.port
  )
}

/** Everything upstream of an output, or downstream of an input, with the node itself. */
function reached(index: GraphIndex, from: PortRef): Set<NodeId> {
  const seen = new Set<NodeId>([from.node])
  const open = [from.node]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const ends =
      from.way === 'out'
        ? index.incoming(at).map((edge) => edge.from.node)
        : index.outgoing(at).map((edge) => edge.to.node)
    for (const end of ends)
      if (!seen.has(end)) {
        seen.add(end)
        open.push(end)
      }
  }
  return seen
}

/** Whether an edge would cross the border of a container where it may not, were the nodes to stand in these containers. */
export function crossesBorder(
  { operation, catalog }: Omit<ConnectContext, 'index'>,
  { from, to }: Edge,
  parentOf: ParentOf,
): boolean {
  const [giver, taker] = [
    ownValue(operation.graph.nodes, from.node),
    ownValue(operation.graph.nodes, to.node),
  ]
  const givers = giver && portOf(catalog, giver, { port: from.port, way: 'out' })
  const takers = taker && portOf(catalog, taker, { port: to.port, way: 'in' })
  return givers !== undefined && takers !== undefined && crosses(parentOf, from, givers, to, takers)
}

/** The container a node stands in; undefined: none. */
export type ParentOf = (id: NodeId) => NodeId | undefined

function crosses(
  parentOf: ParentOf,
  giver: Pick<PortRef, 'node'>,
  givers: Port,
  taker: Pick<PortRef, 'node'>,
  takers: Port,
): boolean {
  // Inside a container its inner ports are at home with its children.
  const home = (ref: Pick<PortRef, 'node'>, port: Port): NodeId | undefined =>
    port.side === 'inner' ? ref.node : parentOf(ref.node)
  const [giving, taking] = [home(giver, givers), home(taker, takers)]
  if (giving === taking) return false
  if (givers.carries === 'auth') {
    for (let at = taking; at !== undefined; at = parentOf(at)) {
      if (at === giving || parentOf(at) === giving) return false
      if (parentOf(at) === at) break
    }
  }
  return true
}

function titleOf(nodes: Connector['operations'][number]['graph']['nodes'], ref: PortRef): string {
  return `“${ownValue(nodes, ref.node)?.title ?? ref.node}”`
}
