import type { Connector, GraphNode, Operation } from '../../model/document.ts'
import { findInputs } from '../../model/fields.ts'
import type { OperationId } from '../../model/ids.ts'
import type { KindCatalog } from '../../model/kinds.ts'
import { around, type Rect, type SpatialIndex, touches } from '../spatialIndex.ts'
import { fit, type Size } from '../viewport.ts'
import { wholeArea } from '../wholeArea.ts'
import { type ConnectorMap, connectorMap, type MapLine } from './parts.ts'
import { lineWords } from './words.ts'

/**
 * What of the connector map is seen on an operation's own canvas: the operations that fill its fields, as small cards left of its
 * inputs. They are drawn up from the document; nobody can choose, move or copy them.
 */
export interface Reference {
  readonly from: OperationId
  /** Undefined: it is gone. */
  readonly title: string | undefined
  readonly lines: readonly MapLine[]
  readonly box: Rect
}

/** Measures of a reference, and the room between it and the inputs: a label stands there. Canvas pixels. */
export const referenceMeasures = { width: 168, height: 44, across: 272, down: 12 } as const

/** Sources in the order of the form, each once. */
function sourcesOf(map: ConnectorMap, operation: OperationId): ReadonlyMap<OperationId, readonly MapLine[]> {
  const sources = new Map<OperationId, MapLine[]>()
  for (const line of map.into.get(operation) ?? []) {
    const lines = sources.get(line.from)
    if (lines === undefined) sources.set(line.from, [line])
    else lines.push(line)
  }
  return sources
}

/** References of an operation, one below the other where nothing else stands. `boxes`: its graph's. */
export function referencesOf(
  map: ConnectorMap,
  operation: Operation,
  boxes: SpatialIndex,
): readonly Reference[] {
  const sources = sourcesOf(map, operation.id)
  const inputs = sources.size === 0 ? undefined : findInputs(operation)
  const beside = inputs && boxes.box(inputs.id)
  if (beside === undefined) return []
  const { width, height, across, down } = referenceMeasures
  const x = beside.x - across - width
  let y = beside.y
  return [...sources].map(([from, lines]): Reference => {
    const box = () => ({ x, y, width, height })
    // Graphs are drawn to the right; where something stands here all the same, the references go around it.
    for (let tries = 0; tries < 40 && boxes.within(box()).some((id) => meets(boxes, id, box())); tries += 1)
      y += height
    const reference = { from, title: map.byId.get(from)?.title, lines, box: box() }
    y += height + down
    return reference
  })
}

function meets(boxes: SpatialIndex, id: string, box: Rect): boolean {
  const other = boxes.box(id)
  return other !== undefined && touches(box, other)
}

/** How far right of its output it is said what an operation fills, with the words, in canvas pixels. */
const feedsWidth = 224

/** Below this zoom a card has no room for its rows (design/visual-language.md, Accessibility). */
const readable = 0.6

/**
 * What the canvas shows when it shows everything: the graph, what is worn around it, and what it has to do with others; this last
 * only where the graph can still be read beside it.
 */
export function shownArea(
  connector: Connector,
  operation: Operation,
  boxes: SpatialIndex,
  catalog: KindCatalog,
  /** Of the canvas on the screen. */
  size: Size,
): Rect | undefined {
  const whole = wholeArea(operation, boxes, catalog)
  if (whole === undefined) return undefined
  const map = connectorMap(connector)
  const area = referencesOf(map, operation, boxes).reduce((sum, { box }) => around(sum, box), whole)
  const output = findOutput(operation)
  const last = output && map.outOf.has(operation.id) ? boxes.box(output.id) : undefined
  const all = last === undefined ? area : around(area, { ...last, width: last.width + feedsWidth })
  return fit(all, size).zoom >= Math.min(readable, fit(whole, size).zoom) ? all : whole
}

/** The node that gives back what the operation gives; the first, should there be several. */
export const findOutput = (operation: Operation): GraphNode | undefined =>
  Object.values<GraphNode>(operation.graph.nodes).find(({ kind }) => kind === 'output')

/** `customer: choices from List customers, value ← objectId · label ← name`: what fills the fields of an operation, in words. */
export function fedByWords(map: ConnectorMap, operation: OperationId): readonly string[] {
  return (map.into.get(operation) ?? []).map((line) => {
    const title = map.byId.get(line.from)?.title ?? 'an operation that is gone'
    const what = line.dependence.for === 'options' ? 'choices' : 'fields'
    return `${line.dependence.field.name}: ${what} from ${title}, ${lineWords(line, undefined)}`
  })
}

/** `customer of Update email`: the fields that an operation fills, in words. */
export function feedsWords(map: ConnectorMap, operation: OperationId): readonly string[] {
  return (map.outOf.get(operation) ?? []).map(
    ({ dependence, to }) => `${dependence.field.name} of ${map.byId.get(to)?.title ?? ''}`,
  )
}
