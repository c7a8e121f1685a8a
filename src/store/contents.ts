import type { GraphNode, Operation } from '../model/document.ts'
import type { NodeId } from '../model/ids.ts'
import type { GraphIndex } from './graphIndex.ts'

type Nodes = Operation['graph']['nodes']

const childrenOf = new WeakMap<Nodes, ReadonlyMap<NodeId, readonly NodeId[]>>()

/** Children by container. Moving a node leaves the graph as it is, so that a drag asks the same map again. */
function children(nodes: Nodes): ReadonlyMap<NodeId, readonly NodeId[]> {
  const known = childrenOf.get(nodes)
  if (known !== undefined) return known
  const made = new Map<NodeId, NodeId[]>()
  for (const { id, parent } of Object.values<GraphNode>(nodes)) {
    if (parent === undefined) continue
    const list = made.get(parent)
    if (list === undefined) made.set(parent, [id])
    else list.push(id)
  }
  childrenOf.set(nodes, made)
  return made
}

/** What stands right inside of a container. */
export function contentsOf({ graph }: Operation, container: NodeId): readonly NodeId[] {
  return children(graph.nodes).get(container) ?? []
}

/** The nodes that are named, and all that stands inside of them, at any depth. Ids of notes stay as they are. */
export function withContents({ graph }: Operation, ids: Iterable<string>): Set<string> {
  const found = new Set<string>(ids)
  const inside = children(graph.nodes)
  if (inside.size > 0)
    for (const id of found) for (const child of inside.get(id as NodeId) ?? []) found.add(child)
  return found
}

interface Point {
  readonly x: number
  readonly y: number
}

/** The places, and those of what stands inside of the containers among them, each as far from its container as before. */
export function placesWithContents(
  operation: Operation,
  index: GraphIndex,
  places: Readonly<Record<string, Point>>,
): Readonly<Record<string, Point>> {
  const moved: Record<string, Point> = { ...places }
  const inside = children(operation.graph.nodes)
  const open = inside.size === 0 ? [] : Object.keys(places)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const to = moved[id]
    const from = index.boxes.box(id)
    if (to === undefined || from === undefined) continue
    for (const child of inside.get(id as NodeId) ?? []) {
      const box = index.boxes.box(child)
      if (box === undefined || Object.hasOwn(moved, child)) continue
      moved[child] = { x: box.x + to.x - from.x, y: box.y + to.y - from.y }
      open.push(child)
    }
  }
  return moved
}
