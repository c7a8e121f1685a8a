import type { Patch } from 'immer'
import type { Connector, Edge, Operation } from '../model/document.ts'
import type { EdgeId, NodeId, NoteId, OperationId } from '../model/ids.ts'
import type { KindCatalog } from '../model/kinds.ts'
import { nodeSize, noteSize } from './faces.ts'
import type { Rect } from './spatialIndex.ts'
import { SpatialIndex } from './spatialIndex.ts'

/**
 * What can be asked of an operation's graph without walking it: boxes by place, edges by node. Kept beside the state, not in
 * it, and brought up to date by the same patches that go to the journal; when it meets a graph that it has not seen arrive
 * patch by patch, it is built again. So it is fast after an edit, and right after anything.
 */
export class GraphIndex {
  /** Nodes and notes by place. */
  readonly boxes = new SpatialIndex()
  /** Edges by place, each in the rectangle around the two cards it joins: an edge may cross the screen with both ends out of sight. */
  readonly wires = new SpatialIndex()
  readonly #edges = new Map<NodeId, Map<EdgeId, Edge>>()
  #operation: Operation
  #service: Connector['service']
  #version = 0
  readonly #catalog: KindCatalog

  constructor(connector: Connector, operation: Operation, catalog: KindCatalog) {
    this.#operation = operation
    this.#service = connector.service
    this.#catalog = catalog
    this.#build(connector, operation)
  }

  get operation(): Operation {
    return this.#operation
  }

  /** Rises with every change: a subscriber compares numbers. */
  get version(): number {
    return this.#version
  }

  /** Edges that leave or enter a node, ordered by id. */
  edgesOf(node: NodeId): readonly Edge[] {
    return [...(this.#edges.get(node)?.values() ?? [])].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  }

  outgoing(node: NodeId): readonly Edge[] {
    return this.edgesOf(node).filter((edge) => edge.from.node === node)
  }

  incoming(node: NodeId): readonly Edge[] {
    return this.edgesOf(node).filter((edge) => edge.to.node === node)
  }

  /** Edges with an end among these nodes, each once. */
  edgesAmong(nodes: Iterable<string>): Edge[] {
    const found = new Map<EdgeId, Edge>()
    for (const node of nodes)
      for (const [id, edge] of this.#edges.get(node as NodeId) ?? []) found.set(id, edge)
    return [...found.values()]
  }

  nodesWithin(area: Rect, whole = false): NodeId[] {
    return this.boxes
      .within(area, whole)
      .filter((id): id is NodeId => Object.hasOwn(this.#operation.graph.nodes, id))
  }

  /** Whether this index shows exactly this operation. */
  shows(connector: Connector, operation: Operation): boolean {
    return this.#operation === operation && this.#service === connector.service
  }

  /** Takes over the next operation; `patches` are all that happened to it since, with paths from the operation's root. */
  advance(connector: Connector, operation: Operation, patches: readonly Patch[]): void {
    const before = this.#operation
    this.#operation = operation
    this.#version += 1
    if (this.#service !== connector.service || patches.some((patch) => isSweeping(patch.path))) {
      this.#build(connector, operation)
      return
    }
    // A move is two patches of a card, and touches all its edges: each is looked at once, when all cards have their place.
    const placed = new Set<string>()
    const joined = new Set<EdgeId>()
    for (const { path } of patches) {
      const [part, list, id] = path
      if (part === 'layout') placed.add(String(list))
      else if (part === 'graph' && (list === 'nodes' || list === 'notes')) placed.add(String(id))
      else if (part === 'graph' && list === 'edges') joined.add(id as EdgeId)
    }
    for (const id of placed) this.#place(connector, id)
    for (const id of joined) this.#join(before, id)
    for (const edge of this.edgesAmong(placed)) if (!joined.has(edge.id)) this.#wire(edge)
  }

  #build(connector: Connector, operation: Operation): void {
    this.#service = connector.service
    this.#version += 1
    this.#edges.clear()
    const { nodes, notes, edges } = operation.graph
    for (const [id] of this.boxes.entries())
      if (!Object.hasOwn(nodes, id) && !Object.hasOwn(notes, id)) this.boxes.delete(id)
    for (const id of Object.keys(nodes)) this.#place(connector, id)
    for (const id of Object.keys(notes)) this.#place(connector, id)
    for (const [id] of this.wires.entries()) if (!Object.hasOwn(edges, id)) this.wires.delete(id)
    for (const edge of Object.values(edges)) this.#add(edge)
  }

  #place(connector: Connector, id: string): void {
    const { graph, layout } = this.#operation
    const node = Object.hasOwn(graph.nodes, id) ? graph.nodes[id as NodeId] : undefined
    const note = Object.hasOwn(graph.notes, id) ? graph.notes[id as NoteId] : undefined
    if (node === undefined && note === undefined) {
      this.boxes.delete(id)
      return
    }
    const at = Object.hasOwn(layout, id) ? layout[id] : undefined
    const size = node !== undefined ? nodeSize(node, connector, this.#catalog) : noteSize(note as never)
    this.boxes.set(id, {
      x: at?.x ?? 0,
      y: at?.y ?? 0,
      width: at?.width ?? size.width,
      height: at?.height ?? size.height,
    })
  }

  #join(before: Operation, id: EdgeId): void {
    const old = before.graph.edges[id]
    if (old !== undefined) for (const end of [old.from.node, old.to.node]) this.#edges.get(end)?.delete(id)
    this.wires.delete(id)
    const edge = this.#operation.graph.edges[id]
    if (edge !== undefined) this.#add(edge)
  }

  #add(edge: Edge): void {
    for (const end of [edge.from.node, edge.to.node]) {
      const edges = this.#edges.get(end)
      if (edges === undefined) this.#edges.set(end, new Map([[edge.id, edge]]))
      else edges.set(edge.id, edge)
    }
    this.#wire(edge)
  }

  #wire(edge: Edge): void {
    const area = this.boxes.bounds([edge.from.node, edge.to.node])
    if (area === undefined) this.wires.delete(edge.id)
    else this.wires.set(edge.id, area)
  }
}

/** A patch that replaces more than one node, edge, note or box. */
function isSweeping(path: readonly (string | number)[]): boolean {
  const [part, list] = path
  if (part === undefined) return true
  if (part === 'layout') return path.length < 2
  return part === 'graph' && (path.length < 3 || (list !== 'nodes' && list !== 'edges' && list !== 'notes'))
}

/** The indexes of the open connector's operations, made when first asked for. */
export class GraphIndexes {
  readonly #byOperation = new Map<OperationId, GraphIndex>()
  readonly #catalog: KindCatalog

  constructor(catalog: KindCatalog) {
    this.#catalog = catalog
  }

  /** The index of an operation as it is now. */
  of(connector: Connector, operation: Operation): GraphIndex {
    const known = this.#byOperation.get(operation.id)
    if (known !== undefined) {
      if (!known.shows(connector, operation))
        known.advance(connector, operation, [{ op: 'replace', path: [] }])
      return known
    }
    const index = new GraphIndex(connector, operation, this.#catalog)
    this.#byOperation.set(operation.id, index)
    return index
  }

  /** Brings the indexes that exist from one document to the next by the patches between them. */
  apply(before: Connector, after: Connector, patches: readonly Patch[]): void {
    if (
      before.service !== after.service ||
      patches.some(({ path }) => path[0] !== 'operations' || path.length < 3)
    )
      return
    const byPosition = new Map<number, Patch[]>()
    for (const patch of patches) {
      const [, position, ...path] = patch.path
      const list = byPosition.get(Number(position))
      const inside = { ...patch, path }
      if (list === undefined) byPosition.set(Number(position), [inside])
      else list.push(inside)
    }
    for (const [position, inside] of byPosition) {
      const old = before.operations[position]
      const operation = after.operations[position]
      const known = operation === undefined ? undefined : this.#byOperation.get(operation.id)
      if (operation !== undefined && old !== undefined && known?.shows(before, old) === true)
        known.advance(after, operation, inside)
    }
  }

  /** Forgets all: another connector was opened. */
  clear(): void {
    this.#byOperation.clear()
  }
}
