import type { GraphNode, Operation } from '../model/document.ts'
import type { Rect, SpatialIndex } from './spatialIndex.ts'

/** Room that is kept under a container for the film strip of its pages, in canvas pixels. */
const stripRoom = 78

/** Kinds whose pages stand in a strip under them. */
const withStrip: ReadonlySet<string> = new Set(['pagination-loop'])

/** What *Fit the whole graph* shows: all boxes, and the strips of pages that stand under containers or will. */
export function wholeArea(operation: Operation, boxes: SpatialIndex): Rect | undefined {
  const area = boxes.bounds()
  if (area === undefined) return undefined
  let bottom = area.y + area.height
  for (const { id, kind } of Object.values<GraphNode>(operation.graph.nodes)) {
    const box = withStrip.has(kind) ? boxes.box(id) : undefined
    if (box !== undefined) bottom = Math.max(bottom, box.y + box.height + stripRoom)
  }
  return { ...area, height: bottom - area.y }
}
