import type { Edge, GraphNode } from '../model/document.ts'
import type { Edit } from '../model/edits.ts'
import type { EdgeId, MakeId, NodeId } from '../model/ids.ts'
import { type ConnectContext, crossesBorder, splicePorts } from './connect.ts'
import { innerEdges } from './containers.ts'
import { contentsOf, placesWithContents, withContents } from './contents.ts'
import { edit } from './edit.ts'
import { faceMeasures } from './faces.ts'
import { leastFrame } from './frames.ts'
import { graphContext, moveTo } from './graphThunks.ts'
import { snap } from './placing.ts'
import type { Rect } from './spatialIndex.ts'
import type { EditorThunk } from './thunk.ts'
import { roomAround } from './wholeArea.ts'

/** Where nodes stand: on the canvas itself, or in a container. Dropping, and the commands, change that here. */

interface Point {
  readonly x: number
  readonly y: number
}
type Places = Readonly<Record<string, Point>>

/** A change of homes, before it is made: what the pointer shows and what an edit does are the same. */
export interface NewHomes {
  /** Nodes that get another container; null: none. */
  readonly homes: ReadonlyMap<NodeId, NodeId | null>
  /** Edges that would cross a border where none may: they go. */
  readonly cut: readonly EdgeId[]
}

const isContainer = ({ catalog }: ConnectContext, { kind }: GraphNode): boolean =>
  Object.hasOwn(catalog, kind) && catalog[kind]?.binds !== undefined

/** All containers, in the order of their titles. */
export function containersOf(context: ConnectContext): GraphNode[] {
  return Object.values<GraphNode>(context.operation.graph.nodes)
    .filter((node) => isContainer(context, node))
    .toSorted((a, b) => (a.title < b.title ? -1 : 1))
}

/** Of the ids, the nodes that stand in none of the others: what a container takes along stays in it. */
export function outermost({ operation }: ConnectContext, ids: Iterable<string>): NodeId[] {
  const { nodes } = operation.graph
  const all = new Set<string>(ids)
  const within = new Set<string>()
  for (const id of all)
    if (Object.hasOwn(nodes, id))
      for (const inside of withContents(operation, contentsOf(operation, id as NodeId))) within.add(inside)
  return [...all].filter((id): id is NodeId => Object.hasOwn(nodes, id) && !within.has(id))
}

/** What dropping nodes at these places changes: each belongs to the innermost container that its middle lies in. */
export function homesAt(context: ConnectContext, places: Places): NewHomes {
  const { operation, index } = context
  const containers = containersOf(context).filter(({ id }) => !Object.hasOwn(places, id))
  if (containers.length === 0 && Object.keys(places).length === 0) return { homes: new Map(), cut: [] }
  const tops = outermost(context, Object.keys(places))
  const moved = withContents(operation, tops)
  const frames = containers.flatMap(({ id }): [NodeId, Rect][] => {
    const box = moved.has(id) ? undefined : index.boxes.box(id)
    return box === undefined ? [] : [[id, box]]
  })
  // Of containers in each other, the inner one is the smaller.
  frames.sort(([, a], [, b]) => a.width * a.height - b.width * b.height)
  const homes = new Map<NodeId, NodeId | null>()
  for (const id of tops) {
    const [box, at] = [index.boxes.box(id), places[id]]
    if (box === undefined || at === undefined) continue
    const middle = { x: at.x + box.width / 2, y: at.y + box.height / 2 }
    const home = frames.find(([, frame]) => holds(frame, middle))?.[0]
    if (home !== operation.graph.nodes[id]?.parent) homes.set(id, home ?? null)
  }
  return { homes, cut: cutBy(context, homes) }
}

const holds = (frame: Rect, { x, y }: Point): boolean =>
  x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height

function cutBy(context: ConnectContext, homes: NewHomes['homes']): EdgeId[] {
  const { nodes } = context.operation.graph
  const before = (id: NodeId) => (Object.hasOwn(nodes, id) ? nodes[id]?.parent : undefined)
  const after = (id: NodeId) => (homes.has(id) ? (homes.get(id) ?? undefined) : before(id))
  return context.index
    .edgesAmong(homes.keys())
    .filter((edge) => crossesBorder(context, edge, after) && !crossesBorder(context, edge, before))
    .map(({ id }) => id)
}

/** Moves nodes and notes to places, and into and out of the containers there. One step, with the edges that cannot stay. */
export function dropAt(places: Places): EditorThunk<boolean> {
  return (dispatch) => {
    const context = dispatch(graphContext())
    if (context === undefined) return false
    const change = homesAt(context, places)
    return change.homes.size === 0 ? dispatch(moveTo(places)) : dispatch(rehouse(places, change))
  }
}

function rehouse(places: Places, { homes, cut }: NewHomes): EditorThunk<boolean> {
  return (dispatch, _getState, { announce, makeId }) => {
    const context = dispatch(graphContext())
    if (context === undefined) return false
    const { operation, index } = context
    const all = placesWithContents(operation, index, places)
    const edits: Edit[] = [{ edit: 'moveNodes', operation: operation.id, places: all }]
    for (const parent of new Set(homes.values())) {
      const nodes = [...homes].filter(([, home]) => home === parent).map(([id]) => id)
      edits.push({ edit: 'setParent', operation: operation.id, nodes, parent })
    }
    if (cut.length > 0) edits.push({ edit: 'removeEdges', operation: operation.id, edges: cut })
    const joined = firstContent(context, homes, makeId)
    edits.push(...joined.map((each): Edit => ({ edit: 'addEdge', operation: operation.id, edge: each })))
    edits.push(...grown(context, all, homes))
    const words = homesWords(context, { homes, cut })
    const done = dispatch(edit(edits, { label: words.label, policy: 'record' }))
    if (done) announce(joined.length === 0 ? words.said : `${words.said}. It is joined to the inside`)
    return done
  }
}

/** What comes alone into an empty container is joined to its inner ports, as what a new container goes around is. */
function firstContent(context: ConnectContext, homes: NewHomes['homes'], makeId: MakeId): Edge[] {
  const { operation, index, catalog } = context
  const [[node, home] = []] = homes.size === 1 ? [...homes] : []
  if (node === undefined || home == null || contentsOf(operation, home).length > 0) return []
  const kindOf = (id: NodeId) => catalog[operation.graph.nodes[id]?.kind ?? '']
  const facts = kindOf(home)
  const inner = facts?.ports.filter(({ side }) => side === 'inner').map(({ name }) => name) ?? []
  const used = index
    .edgesOf(home)
    .some(
      ({ from, to }) =>
        (from.node === home && inner.includes(from.port)) || (to.node === home && inner.includes(to.port)),
    )
  return facts === undefined || used || splicePorts(kindOf(node)) === undefined
    ? []
    : innerEdges(facts, home, node, makeId)
}

/** The containers that take something in, as large as that needs, and those around them. */
function grown({ operation, index }: ConnectContext, places: Places, homes: NewHomes['homes']): Edit[] {
  const { nodes } = operation.graph
  const edits: Edit[] = []
  const sizes = new Map<NodeId, Rect>()
  const boxOf = (id: NodeId): Rect | undefined => {
    const box = index.boxes.box(id)
    return sizes.get(id) ?? (box && { ...box, ...places[id] })
  }
  for (const taker of new Set(homes.values())) {
    const seen = new Set<NodeId>()
    let at = taker ?? undefined
    while (at !== undefined && !seen.has(at)) {
      seen.add(at)
      const container = at
      const box = boxOf(container)
      const inside = [
        ...contentsOf(operation, container).filter((id) => !homes.has(id)),
        ...[...homes].filter(([, home]) => home === container).map(([id]) => id),
      ]
      if (box !== undefined) {
        const least = leastFrame(
          box,
          inside.flatMap((id) => boxOf(id) ?? []),
        )
        const size = {
          width: Math.max(box.width, least.width),
          height: Math.max(box.height, least.height),
        }
        if (size.width !== box.width || size.height !== box.height) sizes.set(container, { ...box, ...size })
      }
      at = nodes[container]?.parent
    }
  }
  for (const [node, box] of sizes)
    edits.push({ edit: 'resizeNode', operation: operation.id, node, box: { ...box } })
  return edits
}

/** "Into For each page", "Out of For each page": what the step is called, and what is said of it. */
export function homesWords(
  { operation }: ConnectContext,
  { homes, cut }: NewHomes,
): { readonly label: string; readonly said: string; readonly way: string; readonly cut: string } {
  const { nodes } = operation.graph
  const titleOf = (id: NodeId) => nodes[id]?.title ?? 'a node'
  const [[first, home] = [], ...others] = [...homes]
  const what = others.length === 0 && first !== undefined ? titleOf(first) : `${homes.size} nodes`
  const same = others.every(([, other]) => other === home)
  const old = first === undefined ? undefined : nodes[first]?.parent
  const way =
    !same || (home === null && old === undefined)
      ? 'between containers'
      : home != null
        ? `into ${titleOf(home)}`
        : `out of ${titleOf(old as NodeId)}`
  const gone =
    cut.length === 0
      ? ''
      : cut.length === 1
        ? '1 edge at the border goes'
        : `${cut.length} edges at the border go`
  return {
    label: `Move ${way}`,
    way: `${way.charAt(0).toUpperCase()}${way.slice(1)}`,
    cut: gone,
    said: `Moved ${what} ${way}${gone === '' ? '' : `. ${gone}`}`,
  }
}

/** Containers that these nodes could be put into by a command: not themselves, nor where all of them are already. */
export function possibleHomes(context: ConnectContext, ids: readonly string[]): GraphNode[] {
  const tops = outermost(context, ids)
  const moved = withContents(context.operation, tops)
  const { nodes } = context.operation.graph
  return tops.length === 0
    ? []
    : containersOf(context).filter(
        ({ id }) => !moved.has(id) && tops.some((top) => nodes[top]?.parent !== id),
      )
}

/** Puts nodes into a container, below what is in it. */
export function moveInto(ids: readonly string[], container: NodeId): EditorThunk<boolean> {
  return (dispatch) => {
    const context = dispatch(graphContext())
    if (context === undefined || possibleHomes(context, ids).every(({ id }) => id !== container)) return false
    const { operation, index } = context
    const frame = index.boxes.box(container)
    if (frame === undefined) return false
    const tops = outermost(context, ids).filter((id) => operation.graph.nodes[id]?.parent !== container)
    const { side, above } = faceMeasures.container
    const inside = contentsOf(operation, container).flatMap((id) => index.boxes.box(id) ?? [])
    let y = Math.max(frame.y + above, ...inside.map((box) => box.y + box.height + room))
    const places: Record<string, Point> = {}
    for (const id of tops) {
      places[id] = { x: frame.x + side, y: snap(y) }
      y = snap(y) + (index.boxes.box(id)?.height ?? 0) + room
    }
    const homes = new Map(tops.map((id) => [id, container] as const))
    return dispatch(rehouse(places, { homes, cut: cutBy(context, homes) }))
  }
}

/** Between cards that are put below each other: a footer has its place there. */
const room = 40

/** Takes nodes out of their containers, to right above these, each into what its container stands in. */
export function moveOut(ids: readonly string[]): EditorThunk<boolean> {
  return (dispatch) => {
    const context = dispatch(graphContext())
    if (context === undefined) return false
    const { nodes } = context.operation.graph
    const { boxes } = context.index
    const homes = new Map<NodeId, NodeId | null>()
    const places: Record<string, Point> = {}
    const next = new Map<NodeId, number>()
    for (const id of outermost(context, ids)) {
      const parent = nodes[id]?.parent
      const [frame, box] = [parent && boxes.box(parent), boxes.box(id)]
      if (parent === undefined || frame === undefined || box === undefined) continue
      const x = next.get(parent) ?? frame.x
      homes.set(id, nodes[parent]?.parent ?? null)
      const { above } = roomAround(nodes[parent]?.kind ?? '', context.catalog)
      places[id] = { x: snap(x), y: snap(frame.y - above - box.height - room) }
      next.set(parent, x + box.width + room)
    }
    return homes.size > 0 && dispatch(rehouse(places, { homes, cut: cutBy(context, homes) }))
  }
}
