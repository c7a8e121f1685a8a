import type { Authentication, Connector, Edge, Field, GraphNode, Operation } from './document.ts'
import { fieldsOf } from './fields.ts'
import type { EdgeId, NodeId } from './ids.ts'
import type { Cardinality, KindCatalog, KindFacts } from './kinds.ts'
import { findPort } from './ports.ts'
import { createReach, type Reach } from './reach.ts'

/** One way into or out of a node: the edge and the node at its other end. */
export interface Link {
  readonly edge: Edge
  readonly node: NodeId
}

/**
 * What follows from a graph, computed once and read by plan, check and scope. Total: a graph with dangling edges, circles and
 * unknown kinds has facts too; what is wrong with it is for the checks to say. All of it takes time in proportion to nodes
 * and edges.
 */
export interface GraphFacts {
  readonly connector: Connector
  readonly operation: Operation
  readonly catalog: KindCatalog
  /** Fields of the operation's input. */
  readonly fields: readonly Field[]
  node(id: NodeId): GraphNode | undefined
  /** The definition of the node's kind; undefined where the kind is not known. */
  kind(id: NodeId): KindFacts | undefined
  /** The settings as the kind's schema reads them; undefined where they do not fit it or the kind is not known. */
  settings(id: NodeId): unknown
  /** Edges that end at the node (at one port, where one is named), by edge id. Dangling ones are not among them. */
  incoming(id: NodeId, port?: string): readonly Link[]
  /** Edges that begin at the node. */
  outgoing(id: NodeId, port?: string): readonly Link[]
  /** Edges with an end that is not there, by id. */
  readonly dangling: readonly Edge[]
  /** What stands before comes before; ties by id; the body of a container right behind it. Nodes on a circle come last. */
  readonly order: readonly NodeId[]
  /** Groups of nodes that lead back to themselves; each group by id. */
  readonly cycles: readonly (readonly NodeId[])[]
  /** Direct children of a container, by id; `undefined`: of the operation itself. */
  body(container: NodeId | undefined): readonly NodeId[]
  /** The container that the node is drawn in; undefined at the top, and where the parent is missing or goes in circles. */
  parent(id: NodeId): NodeId | undefined
  /** Containers around the node, innermost first. */
  containers(id: NodeId): readonly NodeId[]
  /** Whether a record edge comes in (E5), looking through nodes that are off. */
  fed(id: NodeId): boolean
  /** How many values come in: one where nothing does. */
  incomingCardinality(id: NodeId): Cardinality
  /** How many values leave. */
  cardinality(id: NodeId): Cardinality
  /** How many values an edge carries; undefined for edges that carry no records. */
  edgeCardinality(edge: EdgeId): Cardinality | undefined
  /** Whether records or credentials lead from the first to the second, in the same body. */
  standsBefore(first: NodeId, second: NodeId): boolean
  /** The authentication whose auth node is joined to this node (E6), looking through nothing: auth edges are direct. */
  authentication(id: NodeId): Authentication | undefined
  /** Nodes whose records come in to this one, with those that are off looked through; by id, without repeats. */
  feeders(id: NodeId): readonly NodeId[]
}

export function graphFacts(connector: Connector, operation: Operation, catalog: KindCatalog): GraphFacts {
  return new Facts(connector, operation, catalog)
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0

class Facts implements GraphFacts {
  readonly connector: Connector
  readonly operation: Operation
  readonly catalog: KindCatalog
  readonly fields: readonly Field[]
  readonly dangling: readonly Edge[]
  readonly order: readonly NodeId[]
  readonly cycles: readonly (readonly NodeId[])[]
  private readonly nodes = new Map<NodeId, GraphNode>()
  private readonly ins = new Map<NodeId, Link[]>()
  private readonly outs = new Map<NodeId, Link[]>()
  private readonly parents = new Map<NodeId, NodeId>()
  private readonly bodies = new Map<NodeId | undefined, NodeId[]>()
  private readonly parsed = new Map<NodeId, unknown>()
  private readonly leaves = new Map<NodeId, Cardinality>()
  private readonly enters = new Map<NodeId, Cardinality>()
  /** Nodes that a record edge with something on it comes in to. */
  private readonly reads = new Set<NodeId>()
  private readonly successors = new Map<NodeId, NodeId[]>()
  private reach: Reach | undefined

  constructor(connector: Connector, operation: Operation, catalog: KindCatalog) {
    this.connector = connector
    this.operation = operation
    this.catalog = catalog
    this.fields = fieldsOf(operation)
    for (const node of Object.values<GraphNode>(operation.graph.nodes).toSorted(byId))
      this.nodes.set(node.id, node)
    this.readParents()
    const dangling: Edge[] = []
    for (const edge of Object.values<Edge>(operation.graph.edges).toSorted(byId)) {
      if (this.nodes.has(edge.from.node) && this.nodes.has(edge.to.node)) this.link(edge)
      else dangling.push(edge)
    }
    this.dangling = dangling
    const { order, cycles } = this.arrange()
    this.order = order
    this.cycles = cycles
    for (const id of order) this.derive(id)
  }

  node(id: NodeId): GraphNode | undefined {
    return this.nodes.get(id)
  }

  kind(id: NodeId): KindFacts | undefined {
    const kind = this.nodes.get(id)?.kind
    return kind !== undefined && Object.hasOwn(this.catalog, kind) ? this.catalog[kind] : undefined
  }

  settings(id: NodeId): unknown {
    if (this.parsed.has(id)) return this.parsed.get(id)
    const node = this.nodes.get(id)
    const result = node === undefined ? undefined : this.kind(id)?.settings.safeParse(node.settings)
    const settings = result?.success === true ? result.data : undefined
    this.parsed.set(id, settings)
    return settings
  }

  incoming(id: NodeId, port?: string): readonly Link[] {
    const links = this.ins.get(id) ?? []
    return port === undefined ? links : links.filter(({ edge }) => edge.to.port === port)
  }

  outgoing(id: NodeId, port?: string): readonly Link[] {
    const links = this.outs.get(id) ?? []
    return port === undefined ? links : links.filter(({ edge }) => edge.from.port === port)
  }

  body(container: NodeId | undefined): readonly NodeId[] {
    return this.bodies.get(container) ?? []
  }

  parent(id: NodeId): NodeId | undefined {
    return this.parents.get(id)
  }

  containers(id: NodeId): readonly NodeId[] {
    const found: NodeId[] = []
    for (let at = this.parents.get(id); at !== undefined; at = this.parents.get(at)) found.push(at)
    return found
  }

  fed(id: NodeId): boolean {
    return this.reads.has(id)
  }

  incomingCardinality(id: NodeId): Cardinality {
    return this.enters.get(id) ?? 'one'
  }

  cardinality(id: NodeId): Cardinality {
    return this.leaves.get(id) ?? 'one'
  }

  edgeCardinality(edge: EdgeId): Cardinality | undefined {
    const found = this.operation.graph.edges[edge]
    if (found === undefined || !this.carriesRecords(found)) return undefined
    return this.isInnerStart(found) ? 'one' : this.cardinality(found.from.node)
  }

  standsBefore(first: NodeId, second: NodeId): boolean {
    this.reach ??= createReach(this.order, (id) => this.successors.get(id) ?? [])
    return this.reach.leadsTo(first, second)
  }

  authentication(id: NodeId): Authentication | undefined {
    for (const { edge, node } of this.incoming(id)) {
      if (findPort(this.kind(id), edge.to.port, 'in')?.carries !== 'auth') continue
      const source = this.nodes.get(node)
      if (source === undefined || source.disabled === true) continue
      const wanted = source.settings['authentication']
      const found = this.connector.service.authentications.find((candidate) => candidate.id === wanted)
      if (found !== undefined) return found
    }
    return undefined
  }

  feeders(id: NodeId): readonly NodeId[] {
    const found = new Set<NodeId>()
    const seen = new Set<NodeId>([id])
    const open = [id]
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const { edge, node } of this.recordLinks(at)) {
        if (this.nodes.get(node)?.disabled !== true || this.isInnerStart(edge)) found.add(node)
        else if (!seen.has(node)) {
          seen.add(node)
          open.push(node)
        }
      }
    return [...found].toSorted()
  }

  private link(edge: Edge): void {
    add(this.outs, edge.from.node, { edge, node: edge.to.node })
    add(this.ins, edge.to.node, { edge, node: edge.from.node })
  }

  private readParents(): void {
    // A parent that leads back to its child would hang every walk outwards, so only chains that end at the top count.
    const sound = new Map<NodeId, boolean>()
    for (const id of this.nodes.keys()) {
      const chain: NodeId[] = []
      const onChain = new Set<NodeId>()
      let at: NodeId | undefined = id
      let verdict: boolean | undefined
      while (at !== undefined && verdict === undefined) {
        verdict = sound.get(at)
        if (verdict !== undefined) break
        if (onChain.has(at)) {
          verdict = false
          break
        }
        onChain.add(at)
        chain.push(at)
        const parent: NodeId | undefined = this.nodes.get(at)?.parent
        at = parent !== undefined && this.nodes.has(parent) ? parent : undefined
      }
      for (const member of chain) sound.set(member, verdict ?? true)
    }
    for (const node of this.nodes.values()) {
      const parent =
        node.parent !== undefined && this.nodes.has(node.parent) && sound.get(node.id) === true
          ? node.parent
          : undefined
      if (parent !== undefined) this.parents.set(node.id, parent)
      add(this.bodies, parent, node.id)
    }
  }

  private carriesRecords(edge: Edge): boolean {
    const carries =
      findPort(this.kind(edge.from.node), edge.from.port, 'out')?.carries ??
      findPort(this.kind(edge.to.node), edge.to.port, 'in')?.carries
    return carries === undefined || carries === 'records'
  }

  /** From a container's inner port to a node of its body. */
  private isInnerStart(edge: Edge): boolean {
    return this.parents.get(edge.to.node) === edge.from.node
  }

  /** From a node of a body to the inner port of its container. */
  private isInnerEnd(edge: Edge): boolean {
    return this.parents.get(edge.from.node) === edge.to.node
  }

  private recordLinks(id: NodeId): readonly Link[] {
    return this.incoming(id).filter(({ edge }) => !this.isInnerEnd(edge) && this.carriesRecords(edge))
  }

  /** A node that is off hands on what comes in to it, so it delivers only where something does. Asked in order. */
  private delivers({ edge, node }: Link): boolean {
    return this.nodes.get(node)?.disabled !== true || this.isInnerStart(edge) || this.reads.has(node)
  }

  /** Kahn's algorithm body by body, waves sorted by id. An edge into a container's depths orders the container. */
  private arrange(): { order: NodeId[]; cycles: NodeId[][] } {
    const waiting = new Map<NodeId, number>()
    for (const links of this.outs.values())
      for (const { edge } of links) {
        const ends = this.endsInOneBody(edge)
        if (ends === undefined) continue
        add(this.successors, ends[0], ends[1])
        waiting.set(ends[1], (waiting.get(ends[1]) ?? 0) + 1)
      }
    const sorted = new Map<NodeId | undefined, NodeId[]>()
    const cycles: NodeId[][] = []
    for (const [container, members] of this.bodies) {
      const body: NodeId[] = []
      let wave = members.filter((id) => !waiting.has(id))
      while (wave.length > 0) {
        const next: NodeId[] = []
        for (const id of wave) {
          body.push(id)
          for (const after of this.successors.get(id) ?? []) {
            const left = (waiting.get(after) ?? 0) - 1
            waiting.set(after, left)
            if (left === 0) next.push(after)
          }
        }
        wave = next.toSorted()
      }
      if (body.length < members.length) {
        const placed = new Set(body)
        const stuck = members.filter((id) => !placed.has(id))
        cycles.push(...this.circles(stuck))
        body.push(...stuck)
      }
      sorted.set(container, body)
    }
    const order: NodeId[] = []
    const open: NodeId[] = (sorted.get(undefined) ?? []).toReversed()
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      order.push(id)
      open.push(...(sorted.get(id) ?? []).toReversed())
    }
    return { order, cycles }
  }

  /**
   * The ends of an edge in the body it begins in: where it leads into a container's depths, it orders the container. Undefined
   * for inner ports, and for edges out of a container, which may not be and order nothing.
   */
  private endsInOneBody(edge: Edge): readonly [NodeId, NodeId] | undefined {
    if (this.isInnerStart(edge) || this.isInnerEnd(edge)) return undefined
    const from = edge.from.node
    const body = this.parents.get(from)
    const to = [edge.to.node, ...this.containers(edge.to.node)].find((id) => this.parents.get(id) === body)
    // Lifted onto itself, an edge runs from a container to its own depths: no order, unless it is drawn so.
    return to === undefined || (to === from && edge.to.node !== from) ? undefined : [from, to]
  }

  /** Strongly connected groups among nodes that could not be ordered (Tarjan 1972, without recursion). */
  private circles(stuck: readonly NodeId[]): NodeId[][] {
    const among = new Set(stuck)
    const index = new Map<NodeId, number>()
    const low = new Map<NodeId, number>()
    const stack: NodeId[] = []
    const onStack = new Set<NodeId>()
    const groups: NodeId[][] = []
    for (const root of stuck) {
      if (index.has(root)) continue
      const work: { id: NodeId; next: number; after: readonly NodeId[] }[] = []
      const enter = (id: NodeId) => {
        index.set(id, index.size)
        low.set(id, index.size - 1)
        stack.push(id)
        onStack.add(id)
        work.push({ id, next: 0, after: (this.successors.get(id) ?? []).filter((other) => among.has(other)) })
      }
      enter(root)
      for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
        const { id, after } = frame
        const child = after[frame.next++]
        if (child !== undefined) {
          if (!index.has(child)) enter(child)
          else if (onStack.has(child)) low.set(id, Math.min(low.get(id) ?? 0, index.get(child) ?? 0))
          continue
        }
        work.pop()
        const above = work.at(-1)
        if (above !== undefined) low.set(above.id, Math.min(low.get(above.id) ?? 0, low.get(id) ?? 0))
        if (low.get(id) !== index.get(id)) continue
        const group: NodeId[] = []
        for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
          onStack.delete(member)
          group.push(member)
          if (member === id) break
        }
        if (group.length > 1 || after.includes(id)) groups.push(group.toSorted())
      }
    }
    return groups
  }

  private derive(id: NodeId): void {
    const sources = this.recordLinks(id).filter((link) => this.delivers(link))
    const first = sources[0]
    if (first !== undefined) this.reads.add(id)
    const single = first === undefined || this.isInnerStart(first.edge) ? 'one' : this.cardinality(first.node)
    const incoming: Cardinality = sources.length > 1 ? 'many' : single
    this.enters.set(id, incoming)
    const kind = this.kind(id)
    const settings = this.settings(id)
    const passedOver = this.nodes.get(id)?.disabled === true
    this.leaves.set(
      id,
      passedOver || kind === undefined || settings === undefined ? incoming : kind.yields(settings, incoming),
    )
  }
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
