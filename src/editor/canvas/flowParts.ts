import {
  type Edge as ReactFlowEdge,
  type Node as ReactFlowNode,
  type NodeHandle,
  Position,
} from '@xyflow/react'
import type { Edge, GraphNode, Note } from '../../model/document.ts'
import { findPort } from '../../model/ports.ts'
import type { EdgeId, NodeId, NoteId } from '../../model/ids.ts'
import type { Port } from '../../model/kinds.ts'
import { type Face, nodeFace, portOffset } from '../../store/faces.ts'
import { around, type Rect, touches } from '../../store/spatialIndex.ts'
import type { Gesture } from './gesture.ts'
import type { CanvasGraph } from './graph.ts'
import type { Point } from './wirePath.ts'

export type CardNode = ReactFlowNode<
  {
    readonly face: Face
    readonly disabled: boolean
    /** Ports that an edge meets, as `in:auth out:out`. */
    readonly joined: string
  },
  'card'
>
export type NoteNode = ReactFlowNode<{ readonly note: Note }, 'note'>
export type FlowNode = CardNode | NoteNode
export type FlowEdge = ReactFlowEdge<
  {
    readonly edge: Edge
    readonly carries: Port['carries']
    /** It begins at an inner port: what its container gives is not what passes here. */
    readonly inner: boolean
  },
  'wire'
>

/** Containers in each other beyond this lie on one layer; a file may have them stand in a circle. */
const deepest = 40

interface Known {
  readonly source: GraphNode | Note
  readonly face: Face | undefined
  readonly box: Rect
  readonly joined: string
  readonly hidden: boolean
  readonly raised: boolean
  readonly node: FlowNode
}

/** Above all others; containers lie below what is inside of them, and notes below all. */
const layers = { note: -100, container: -50, card: 0, raised: 1 } as const

/**
 * Our graph in React Flow's words. Objects are handed out again for as long as what they show is the same, because React Flow
 * goes by identity: after an edit of one node it looks at one. Sizes and handles are given, so that nothing is measured.
 */
export class FlowParts {
  readonly #nodes = new Map<string, Known>()
  readonly #edges = new Map<EdgeId, FlowEdge>()
  /** The edges of what is being dragged: the same from the first pixel to the last. */
  #pulled: { readonly ids: ReadonlySet<string>; readonly edges: readonly Edge[] } | undefined

  /**
   * What stands in the area, as far as it is drawn at all. A dragged card is drawn where the pointer has it, above all others;
   * one that leaves a copy stays where it is. One that is pulled by its corner is drawn as large as it is pulled.
   */
  within(
    graph: CanvasGraph,
    area: Rect | undefined,
    gesture: Gesture['drag'],
    size?: Gesture['size'],
  ): { nodes: FlowNode[]; edges: FlowEdge[] } {
    if (area === undefined) return { nodes: [], edges: [] }
    const drag = gesture?.copy === true ? undefined : gesture
    const { index, operation } = graph
    const shown = new Set(index.boxes.within(area))
    const wires = new Set(index.wires.within(area))
    if (drag !== undefined) this.#follow(graph, area, drag, shown, wires)
    const edges: FlowEdge[] = []
    // An edge is drawn when React Flow knows both of its ends; ends out of sight are told of, and not drawn.
    const ends = new Set<string>()
    for (const id of wires) {
      const edge = operation.graph.edges[id as EdgeId]
      if (edge === undefined) continue
      edges.push(this.#edge(graph, edge))
      for (const end of [edge.from.node, edge.to.node]) if (!shown.has(end)) ends.add(end)
    }
    // In data order, so that what comes later lies on top and the tab order is stable.
    const nodes = [...shown, ...ends]
      .toSorted()
      .flatMap((id) => this.#node(graph, id, !shown.has(id), drag, size) ?? [])
    return { nodes, edges }
  }

  /**
   * Of what is dragged, what is in sight where it is dragged to. All five thousand may be chosen and pulled by one: then too
   * only a screenful is drawn.
   */
  #follow(
    { index }: CanvasGraph,
    area: Rect,
    { ids, x, y }: NonNullable<Gesture['drag']>,
    shown: Set<string>,
    wires: Set<string>,
  ): void {
    const place = (id: string): Rect | undefined => {
      const box = index.boxes.box(id)
      return box === undefined || !ids.has(id) ? box : { ...box, x: box.x + x, y: box.y + y }
    }
    for (const id of ids) {
      const box = place(id)
      if (box !== undefined && touches(area, box)) shown.add(id)
      else shown.delete(id)
    }
    if (this.#pulled?.ids !== ids) this.#pulled = { ids, edges: index.edgesAmong(ids) }
    for (const { id, from, to } of this.#pulled.edges) {
      const [a, b] = [place(from.node), place(to.node)]
      if (a !== undefined && b !== undefined && touches(area, around(a, b))) wires.add(id)
      else wires.delete(id)
    }
  }

  #node(
    graph: CanvasGraph,
    id: string,
    hidden: boolean,
    drag: Gesture['drag'],
    size: Gesture['size'],
  ): FlowNode | undefined {
    const { operation, connector, index, catalog } = graph
    const at = index.boxes.box(id)
    const { nodes, notes } = operation.graph
    const source = Object.hasOwn(nodes, id) ? nodes[id as NodeId] : notes[id as NoteId]
    if (at === undefined || source === undefined) return undefined
    const raised = drag?.ids.has(id) === true
    const sized = size?.id === id ? { ...at, width: size.width, height: size.height } : at
    const moved = raised ? { ...sized, x: at.x + drag.x, y: at.y + drag.y } : sized
    const face = 'kind' in source ? nodeFace(source as GraphNode, connector, catalog) : undefined
    const joined = face === undefined ? '' : joinedPorts(index.edgesOf(id as NodeId), id)
    const known = this.#nodes.get(id)
    if (
      known !== undefined &&
      known.source === source &&
      known.face === face &&
      known.joined === joined &&
      known.hidden === hidden &&
      known.raised === raised &&
      sameBox(known.box, moved)
    )
      return known.node
    const common = {
      id,
      position: { x: moved.x, y: moved.y },
      width: moved.width,
      height: moved.height,
      measured: { width: moved.width, height: moved.height },
      hidden,
      // The wrapper is no node to a screen reader: the card inside of it is.
      domAttributes: { 'aria-roledescription': undefined },
    }
    const node: FlowNode =
      face === undefined
        ? {
            ...common,
            type: 'note',
            zIndex: raised ? layers.raised : layers.note,
            data: { note: source as Note },
          }
        : {
            ...common,
            type: 'card',
            zIndex: this.#layerOf(graph, source as GraphNode, face, raised),
            handles: handlesOf(face, moved),
            data: { face, joined, disabled: (source as GraphNode).disabled === true },
          }
    this.#nodes.set(id, { source, face, box: moved, joined, hidden, raised, node })
    return node
  }

  #layerOf({ operation }: CanvasGraph, node: GraphNode, face: Face, raised: boolean): number {
    if (!face.container) return raised ? layers.raised : layers.card
    let depth = 0
    let { parent } = node
    while (parent !== undefined && depth < deepest && Object.hasOwn(operation.graph.nodes, parent)) {
      depth += 1
      parent = operation.graph.nodes[parent]?.parent
    }
    return layers.container + depth
  }

  #edge({ operation, catalog }: CanvasGraph, edge: Edge): FlowEdge {
    const known = this.#edges.get(edge.id)
    const from = operation.graph.nodes[edge.from.node]
    const ariaLabel = `From ${from?.title ?? '?'} to ${operation.graph.nodes[edge.to.node]?.title ?? '?'}`
    if (known?.data?.edge === edge && known.ariaLabel === ariaLabel) return known
    const kind = from === undefined || !Object.hasOwn(catalog, from.kind) ? undefined : catalog[from.kind]
    const port = findPort(kind, edge.from.port, 'out')
    const made: FlowEdge = {
      id: edge.id,
      ariaLabel,
      type: 'wire',
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to.node,
      targetHandle: edge.to.port,
      data: { edge, carries: port?.carries ?? 'records', inner: port?.side === 'inner' },
    }
    this.#edges.set(edge.id, made)
    return made
  }
}

/** Where a port is on the canvas; undefined where its node is not. */
export function portPoint(graph: CanvasGraph, id: NodeId, port: string): Point | undefined {
  const box = graph.index.boxes.box(id)
  const node = graph.operation.graph.nodes[id]
  if (box === undefined || node === undefined) return undefined
  const offset = portOffset(nodeFace(node, graph.connector, graph.catalog), port, box)
  return { x: box.x + offset.x, y: box.y + offset.y }
}

function handlesOf(face: Face, size: Rect): NodeHandle[] {
  return face.ports.map(({ name, way }) => ({
    id: name,
    type: way === 'in' ? 'target' : 'source',
    position: way === 'in' ? Position.Left : Position.Right,
    ...portOffset(face, name, size),
    width: 0,
    height: 0,
  }))
}

function joinedPorts(edges: readonly Edge[], id: string): string {
  const ports = new Set<string>()
  for (const { from, to } of edges) {
    if (from.node === id) ports.add(`out:${from.port}`)
    if (to.node === id) ports.add(`in:${to.port}`)
  }
  return [...ports].toSorted().join(' ')
}

const sameBox = (a: Rect, b: Rect) =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
