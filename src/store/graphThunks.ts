import type { Edge, Operation } from '../model/document.ts'
import type { Edit } from '../model/edits.ts'
import type { KindFacts } from '../model/kinds.ts'
import type { EdgeId, NodeId, NoteId, OperationId } from '../model/ids.ts'
import {
  connectionRules,
  type ConnectContext,
  fittingKinds,
  type PortRef,
  spliceRefusal,
  splicePorts,
} from './connect.ts'
import { edit } from './edit.ts'
import { requestFor, wrapNode } from './containers.ts'
import { placesWithContents } from './contents.ts'
import { nodeSize } from './faces.ts'
import { newNode } from './making.ts'
import { besideOf, freePlace, type Room, roomIn, snap } from './placing.ts'
import { type SelectionByKind, selectOperation, selectSelection, selectViewport } from './selectors.ts'
import { overlayOpened } from './sessionSlice.ts'
import type { GraphIndex } from './graphIndex.ts'
import type { EditorThunk } from './thunk.ts'
import { centreOf } from './viewport.ts'

/** What connecting and placing ask of the open operation; undefined where none is open. */
export function graphContext(): EditorThunk<(ConnectContext & { readonly index: GraphIndex }) | undefined> {
  return (_dispatch, getState, { indexes, catalog }) => {
    const { connector } = getState().document
    const operation = selectOperation(getState())
    if (connector === undefined || operation === undefined) return undefined
    return { operation, index: indexes.of(connector, operation), catalog }
  }
}

export interface NewNodePlace {
  /** Its top left corner, or about: a place that is taken is avoided. Default: the middle of the screen. */
  readonly at?: { readonly x: number; readonly y: number }
  /** Joined to this port, and put beside its node where no place is given. */
  readonly from?: PortRef
  /** Put into this edge. */
  readonly into?: string
}

/** Adds a node of a kind, joined or spliced in as asked, and selects it. Returns its id, or says why it could not be. */
export function addNode(kind: string, place: NewNodePlace = {}): EditorThunk<NodeId | undefined> {
  return (dispatch, getState, { catalog, makeId, announce }) => {
    const { connector } = getState().document
    const context = dispatch(graphContext())
    const facts = Object.hasOwn(catalog, kind) ? catalog[kind] : undefined
    if (connector === undefined || context === undefined || facts === undefined) return undefined
    const { operation, index } = context
    if (!fittingKinds(context, undefined).some((fitting) => fitting.kind === kind)) {
      announce(`An operation has one ${facts.title} node.`)
      return undefined
    }
    const refused =
      place.into === undefined ? undefined : spliceRefusal(context, place.into as EdgeId, { kind })
    if (refused !== undefined) {
      announce(refused)
      return undefined
    }
    const container = facts.binds !== undefined
    const inside =
      container && place.at === undefined && place.into === undefined ? dispatch(wrappable()) : undefined
    if (inside !== undefined) return dispatch(wrap(facts, inside))
    const node = newNode(facts, connector, operation, makeId)
    const edits: Edit[] = []
    const edge = place.into === undefined ? undefined : operation.graph.edges[place.into as EdgeId]
    const beside = place.from?.node ?? edge?.from.node
    const parent = place.from === undefined ? undefined : operation.graph.nodes[place.from.node]?.parent
    const content = container
      ? requestFor({ facts, connector, operation, index, catalog, makeId }, node)
      : undefined
    const size = content?.size ?? nodeSize(node, connector, catalog)
    const wanted = place.at ?? besideOf(index, beside, place.from?.way ?? 'out', size) ?? middle()
    const room = edge && roomIn(index, edge, { id: node.id, ...size, ...(place.at && { wanted: place.at }) })
    const at = room?.at ?? freePlace(index, { x: snap(wanted.x), y: snap(wanted.y) }, size)
    edits.push({
      edit: 'addNode',
      operation: operation.id,
      node: parent === undefined ? node : { ...node, parent },
      box: { ...at, ...content?.size },
    })
    edits.push(...(content?.edits(at) ?? []))
    const ports = splicePorts(facts)
    if (edge !== undefined && ports !== undefined)
      edits.push(...steppingAside(operation.id, room), {
        edit: 'spliceNode',
        operation: operation.id,
        node: node.id,
        edge: edge.id,
        newEdge: makeId() as EdgeId,
        ...ports,
      })
    const port =
      place.from === undefined
        ? undefined
        : fittingKinds(context, place.from).find((fitting) => fitting.kind === kind)?.port
    if (place.from !== undefined && port !== undefined) {
      const joined = edgeBetween(place.from, {
        node: node.id,
        port,
        way: place.from.way === 'out' ? 'in' : 'out',
      })
      edits.push({ edit: 'addEdge', operation: operation.id, edge: { id: makeId() as EdgeId, ...joined } })
    }
    const done = dispatch(edit(edits, { label: `Add ${facts.title}`, policy: 'record', select: [node.id] }))
    if (!done) return undefined
    announce(`Added ${node.title}`)
    return node.id

    function middle() {
      const { x, y } = centreOf(selectViewport(getState()), getState().session.canvasSize)
      return { x: x - size.width / 2, y: y - size.height / 2 }
    }
  }
}

/** Puts a new container around a node. It takes over the node's edges with records. */
function wrap(facts: KindFacts, inside: NodeId): EditorThunk<NodeId | undefined> {
  return (dispatch, getState, { catalog, makeId, announce }) => {
    const { connector } = getState().document
    const context = dispatch(graphContext())
    if (connector === undefined || context === undefined) return undefined
    const made = wrapNode({ facts, connector, ...context, catalog, makeId }, inside)
    const done = dispatch(
      edit(made.edits, { label: `Add ${facts.title}`, policy: 'record', select: [made.node] }),
    )
    if (!done) return undefined
    announce(`Put ${context.operation.graph.nodes[inside]?.title ?? 'the node'} into ${facts.title}`)
    return made.node
  }
}

/** The one node that is selected, where a container can go around it: records come in and go out. */
function wrappable(): EditorThunk<NodeId | undefined> {
  return (dispatch, getState, { catalog }) => {
    const [inside, ...others] = selectSelection(getState()).nodes
    const node = inside && dispatch(graphContext())?.operation.graph.nodes[inside]
    if (node === undefined || others.length > 0 || !Object.hasOwn(catalog, node.kind)) return undefined
    return splicePorts(catalog[node.kind]) === undefined ? undefined : inside
  }
}

/** Joins two ports, or says why they cannot be joined. */
export function connect(from: PortRef, to: PortRef): EditorThunk<boolean> {
  return (dispatch, _getState, { makeId, announce }) => {
    const context = dispatch(graphContext())
    if (context === undefined) return false
    const refusal = connectionRules(context, from).refusal(to)
    if (refusal !== undefined) {
      announce(refusal)
      return false
    }
    const edge: Edge = { id: makeId() as EdgeId, ...edgeBetween(from, to) }
    const done = dispatch(
      edit([{ edit: 'addEdge', operation: context.operation.id, edge }], {
        label: 'Connect',
        policy: 'record',
      }),
    )
    if (done) announce(`Connected to ${context.operation.graph.nodes[to.node]?.title ?? 'the node'}`)
    return done
  }
}

/** Puts a node that is there into an edge, about where it was let go, or says why it cannot be. */
export function splice(
  node: NodeId,
  edgeId: EdgeId,
  wanted?: { readonly x: number; readonly y: number },
): EditorThunk<boolean> {
  return (dispatch, _getState, { makeId, announce, catalog }) => {
    const context = dispatch(graphContext())
    if (context === undefined) return false
    const { index, operation } = context
    const refusal = spliceRefusal(context, edgeId, { node })
    const there = operation.graph.nodes[node]
    const edge = operation.graph.edges[edgeId]
    const ports =
      there !== undefined && Object.hasOwn(catalog, there.kind) ? splicePorts(catalog[there.kind]) : undefined
    const box = index.boxes.box(node)
    if (refusal !== undefined || edge === undefined || ports === undefined || box === undefined) {
      announce(refusal ?? 'This node cannot stand in an edge.')
      return false
    }
    const room = roomIn(index, edge, { ...box, id: node, ...(wanted && { wanted }) })
    const at = room?.at ?? wanted ?? box
    const edits: readonly Edit[] = [
      { edit: 'moveNodes', operation: operation.id, places: { [node]: { x: at.x, y: at.y } } },
      ...steppingAside(operation.id, room),
      {
        edit: 'spliceNode',
        operation: operation.id,
        node,
        edge: edgeId,
        newEdge: makeId() as EdgeId,
        ...ports,
      },
    ]
    const done = dispatch(edit(edits, { label: 'Put into edge', policy: 'record' }))
    if (done) announce(`Put ${there?.title ?? 'the node'} into the edge`)
    return done
  }
}

function steppingAside(operation: OperationId, room: Room | undefined): readonly Edit[] {
  return room === undefined || room.moved.size === 0
    ? []
    : [{ edit: 'moveNodes', operation, places: Object.fromEntries(room.moved) }]
}

/**
 * Moves what is selected. The moves of one drag, or of one held arrow key, merge into one step: `gestureBegan` is dispatched
 * where a drag begins.
 */
export function moveSelection(by: { readonly x: number; readonly y: number }): EditorThunk<boolean> {
  return (dispatch, getState) => {
    const context = dispatch(graphContext())
    if (context === undefined) return false
    const { nodes, notes } = selectSelection(getState())
    const places = Object.fromEntries(
      [...nodes, ...notes].flatMap((id) => {
        const box = context.index.boxes.box(id)
        return box === undefined ? [] : [[id, { x: box.x + by.x, y: box.y + by.y }]]
      }),
    )
    return dispatch(moveTo(places))
  }
}

/** Moves nodes and notes to places, as one step or part of one. */
export function moveTo(
  places: Readonly<Record<string, { readonly x: number; readonly y: number }>>,
  label = 'Move',
): EditorThunk<boolean> {
  return (dispatch) => {
    const context = dispatch(graphContext())
    const ids = Object.keys(places)
    if (context === undefined || ids.length === 0) return false
    const { operation, index } = context
    const all = placesWithContents(operation, index, places)
    return dispatch(
      edit([{ edit: 'moveNodes', operation: operation.id, places: all }], {
        label,
        policy: 'merge',
        mergeKey: `move:${ids.toSorted().join(' ')}`,
      }),
    )
  }
}

/** Removes what is selected, containers with their contents, and selects what stood before it. */
export function removeSelection(label = 'Delete'): EditorThunk<boolean> {
  return (dispatch, getState, { announce }) => {
    const context = dispatch(graphContext())
    const { nodes, edges, notes, size } = selectSelection(getState())
    if (context === undefined || size === 0) return false
    const operation = context.operation.id
    const edits: Edit[] = []
    if (edges.length > 0) edits.push({ edit: 'removeEdges', operation, edges })
    if (nodes.length > 0) edits.push({ edit: 'removeNodes', operation, nodes })
    if (notes.length > 0) edits.push({ edit: 'removeNotes', operation, notes })
    const [first] = nodes
    const before =
      nodes.length === 1 && first !== undefined ? context.index.incoming(first)[0]?.from.node : undefined
    const done = dispatch(
      edit(edits, { label, policy: 'record', select: before === undefined ? [] : [before] }),
    )
    if (done) announce(`Deleted ${selectionWords(context.operation, { nodes, edges, notes, size })}`)
    return done
  }
}

/** "Get customer", "the edge from Inputs to Output", "2 nodes and 1 note" */
export function selectionWords({ graph }: Operation, { nodes, edges, notes, size }: SelectionByKind): string {
  const titleOf = (id: NodeId | undefined) =>
    (id === undefined ? undefined : graph.nodes[id]?.title) ?? 'a node'
  if (size === 1 && nodes.length === 1) return titleOf(nodes[0])
  if (size === 1 && edges[0] !== undefined) {
    const edge = graph.edges[edges[0]]
    return `the edge from ${titleOf(edge?.from.node)} to ${titleOf(edge?.to.node)}`
  }
  const counts = [
    [nodes.length, 'node', 'nodes'],
    [edges.length, 'edge', 'edges'],
    [notes.length, 'note', 'notes'],
  ] as const
  return counts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(' and ')
}

/** Gives a note its text. */
export function writeNote(note: NoteId, text: string): EditorThunk<boolean> {
  return (dispatch, getState) => {
    const operation = selectOperation(getState())
    if (operation === undefined || operation.graph.notes[note]?.text === text) return false
    return dispatch(
      edit([{ edit: 'changeNote', operation: operation.id, note, text }], {
        label: 'Write note',
        policy: 'record',
      }),
    )
  }
}

/** Opens the choice of kinds: beside what is selected, or where the pointer is. */
export function openKinds(place: NewNodePlace = {}): EditorThunk {
  return (dispatch, getState) => {
    const { x, y } = place.at ?? centreOf(selectViewport(getState()), getState().session.canvasSize)
    dispatch(
      overlayOpened({
        kind: 'kinds',
        at: { x, y },
        ...(place.from === undefined ? {} : { from: place.from }),
        ...(place.into === undefined ? {} : { into: place.into }),
      }),
    )
  }
}

function edgeBetween(a: PortRef, b: PortRef): Pick<Edge, 'from' | 'to'> {
  const [from, to] = a.way === 'out' ? [a, b] : [b, a]
  return { from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } }
}
