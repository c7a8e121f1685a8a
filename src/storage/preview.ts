import type { Connector } from '../model/document.ts'
import type { ConnectorRow, Preview } from './rows.ts'

/** How many boxes and lines a card's thumbnail holds. */
const mostBoxes = 24
const mostLines = 32

/** The thumbnail of a connector: of its first operation, as much as a card can show. */
export function previewOf(connector: Connector): Preview {
  const operation = connector.operations[0]
  if (operation === undefined) return { boxes: [], lines: [] }
  const { graph, layout } = operation
  const boxes: { kind: string; x: number; y: number }[] = []
  const places = new Map<string, number>()
  for (const node of Object.values(graph.nodes)) {
    if (boxes.length === mostBoxes) break
    const at = Object.hasOwn(layout, node.id) ? layout[node.id] : undefined
    places.set(node.id, boxes.length)
    boxes.push({ kind: node.kind, x: at?.x ?? 0, y: at?.y ?? 0 })
  }
  const lines: [number, number][] = []
  for (const { from, to } of Object.values(graph.edges)) {
    if (lines.length === mostLines) break
    const [start, end] = [places.get(from.node), places.get(to.node)]
    if (start !== undefined && end !== undefined) lines.push([start, end])
  }
  return { boxes, lines }
}

/** What the home page shows, as far as the document says it; `before` keeps what only the editor knows. */
export function rowOf(
  connector: Connector,
  seq: number,
  atMs: number,
  before: ConnectorRow | undefined,
): Omit<ConnectorRow, 'epoch' | 'preview'> {
  const { id, name, title, description, icon, service } = connector
  return {
    id,
    name,
    title,
    description,
    icon,
    service: service.title,
    baseUrl: service.baseUrl,
    operations: connector.operations.map((operation) => ({
      id: operation.id,
      title: operation.title,
      status:
        before?.operations.find((known) => known.id === operation.id)?.status ??
        (operation.output.provenHash === undefined ? 'never' : 'tested'),
    })),
    createdMs: before?.createdMs ?? atMs,
    editedMs: atMs,
    seq,
  }
}
