import type { Connector, Edge, GraphNode, Operation } from '../model/document.ts'
import type { Edit } from '../model/edits.ts'
import type { EdgeId, MakeId, NodeId } from '../model/ids.ts'
import type { KindCatalog, KindFacts } from '../model/kinds.ts'
import { takenTitles, uniqueTitle } from '../model/titles.ts'
import { faceMeasures, nodeSize } from './faces.ts'
import { frameFor } from './frames.ts'
import type { GraphIndex } from './graphIndex.ts'
import { newNode } from './making.ts'

/** What a new container is made from. */
export interface Wrapping {
  readonly facts: KindFacts
  readonly connector: Connector
  readonly operation: Operation
  readonly index: GraphIndex
  readonly catalog: KindCatalog
  readonly makeId: MakeId
}

const { side, above } = faceMeasures.container

/** The kind of node that a container is about, where nobody says what it goes around. */
const usualKind = 'request'

/** A new container around a node that is there: it takes over its edges with records, and the node gives to it. */
export function wrapNode(
  around: Wrapping,
  inside: NodeId,
): { readonly edits: Edit[]; readonly node: NodeId } {
  const { facts, connector, operation, index, catalog, makeId } = around
  const node = operation.graph.nodes[inside] as GraphNode
  const box = index.boxes.box(inside) ?? { x: 0, y: 0, ...nodeSize(node, connector, catalog) }
  const container = { ...newNode(facts, connector, operation, makeId), ...parentOf(node) }
  const frame = frameAround({ x: box.x, y: box.y }, box)
  const records = index
    .edgesOf(inside)
    .filter(({ from, to }) => carriesRecords(catalog, node, from.node === inside ? from.port : to.port))
  const edits: Edit[] = [
    { edit: 'addNode', operation: operation.id, node: container, box: frame },
    { edit: 'setParent', operation: operation.id, nodes: [inside], parent: container.id },
    { edit: 'removeEdges', operation: operation.id, edges: records.map(({ id }) => id) },
    ...records.map(
      ({ from, to }): Edit => ({
        edit: 'addEdge',
        operation: operation.id,
        edge: {
          id: makeId() as EdgeId,
          ...(from.node === inside
            ? { from: { node: container.id, port: outer(facts, 'out') }, to }
            : { from, to: { node: container.id, port: outer(facts, 'in') } }),
        },
      }),
    ),
    ...innerEdges(facts, container.id, inside, makeId).map(
      (edge): Edit => ({ edit: 'addEdge', operation: operation.id, edge }),
    ),
  ]
  return { edits, node: container.id }
}

/** A new request for a new container, and how large the container is to hold it. */
export function requestFor(
  { facts, connector, operation, catalog, makeId }: Wrapping,
  container: GraphNode,
): {
  readonly size: { readonly width: number; readonly height: number }
  /** What puts it in, when the container stands at this place. */
  edits(at: { readonly x: number; readonly y: number }): Edit[]
} {
  const kind = catalog[usualKind] as KindFacts
  const child: GraphNode = {
    ...newNode(kind, connector, operation, makeId),
    title: uniqueTitle(new Set([...takenTitles(operation), container.title]), kind.title),
    parent: container.id,
  }
  const { width, height } = frameAround({ x: 0, y: 0 }, nodeSize(child, connector, catalog))
  return {
    size: { width, height },
    edits: (at) => [
      { edit: 'addNode', operation: operation.id, node: child, box: { x: at.x + side, y: at.y + above } },
      ...innerEdges(facts, container.id, child.id, makeId).map(
        (edge): Edit => ({ edit: 'addEdge', operation: operation.id, edge }),
      ),
    ],
  }
}

/** The frame that has room for a card at this place, with its footer. */
function frameAround(
  at: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
) {
  return { x: at.x - side, y: at.y - above, ...frameFor(size) }
}

const parentOf = ({ parent }: GraphNode) => (parent === undefined ? {} : { parent })

/** What the container binds goes to what is inside, and what that gives leaves the container. */
export function innerEdges(facts: KindFacts, container: NodeId, inside: NodeId, makeId: MakeId): Edge[] {
  const port = (way: 'in' | 'out') =>
    facts.ports.find((each) => each.side === 'inner' && each.way === way)?.name ?? way
  return [
    {
      id: makeId() as EdgeId,
      from: { node: container, port: port('out') },
      to: { node: inside, port: 'in' },
    },
    {
      id: makeId() as EdgeId,
      from: { node: inside, port: 'out' },
      to: { node: container, port: port('in') },
    },
  ]
}

const outer = ({ ports }: KindFacts, way: 'in' | 'out'): string =>
  ports.find((port) => port.way === way && port.side !== 'inner' && port.carries === 'records')?.name ?? way

const carriesRecords = (catalog: KindCatalog, { kind }: GraphNode, port: string): boolean =>
  (Object.hasOwn(catalog, kind) ? catalog[kind]?.ports : undefined)?.find(({ name }) => name === port)
    ?.carries === 'records'
