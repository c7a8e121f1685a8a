import type { EdgeId, NodeId } from '../../model/ids.ts'
import { connectionRules, type PortRef, spliceRefusal } from '../../store/connect.ts'
import { connect, graphContext, splice } from '../../store/graphThunks.ts'
import { dropAt } from '../../store/homes.ts'
import type { EditorThunk } from '../../store/thunk.ts'
import { portPoint } from './flowParts.ts'
import type { CanvasGraph } from './graph.ts'
import { distanceToWire, type Point, wirePath } from './wirePath.ts'

/** How near an edge a card must be let go to be put into it, in canvas pixels. */
const spliceReach = 28

/** The edge that would take in a node let go with its middle at this point; undefined: none is near, or none may. */
export function edgeAt(
  graph: CanvasGraph,
  at: Point,
  what: { readonly node: NodeId } | { readonly kind: string },
): EdgeId | undefined {
  let best: { id: EdgeId; distance: number } | undefined
  const around = {
    x: at.x - spliceReach,
    y: at.y - spliceReach,
    width: spliceReach * 2,
    height: spliceReach * 2,
  }
  for (const id of graph.index.wires.within(around)) {
    const edge = graph.operation.graph.edges[id as EdgeId]
    const from = edge && portPoint(graph, edge.from.node, edge.from.port)
    const to = edge && portPoint(graph, edge.to.node, edge.to.port)
    if (edge === undefined || from === undefined || to === undefined) continue
    const distance = distanceToWire(wirePath(from, to), at)
    if (distance > spliceReach || (best !== undefined && distance >= best.distance)) continue
    if (spliceRefusal(graph, edge.id, what) === undefined) best = { id: edge.id, distance }
  }
  return best?.id
}

/** Lets go of dragged cards: one step, together with the edge that takes the card in, or the containers that take them. */
export function dropNodes(
  places: Readonly<Record<string, Point>>,
  into: EdgeId | undefined,
): EditorThunk<boolean> {
  const [node] = Object.keys(places) as NodeId[]
  return into === undefined || node === undefined ? dropAt(places) : splice(node, into, places[node])
}

/** An edge let go on a card and not on a port: joined to the first port of it that fits, else refused in words. */
export function connectToNode(from: PortRef, node: NodeId): EditorThunk<boolean> {
  return (dispatch, _getState, { catalog, announce }) => {
    const context = dispatch(graphContext())
    const target = context?.operation.graph.nodes[node]
    if (context === undefined || target === undefined || node === from.node) return false
    const rules = connectionRules(context, from)
    const way = from.way === 'out' ? 'in' : 'out'
    const facts = Object.hasOwn(catalog, target.kind) ? catalog[target.kind] : undefined
    const ports = (facts?.ports ?? [])
      .filter((port) => port.way === way)
      .map((port): PortRef => ({ node, port: port.name, way }))
    const fitting = ports.find((port) => rules.refusal(port) === undefined)
    if (fitting !== undefined) return dispatch(connect(from, fitting))
    const [first] = ports
    announce((first && rules.refusal(first)) ?? `${target.title} has no port where this edge could end.`)
    return false
  }
}
