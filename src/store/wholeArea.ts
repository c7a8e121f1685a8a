import type { GraphNode, Operation } from '../model/document.ts'
import type { KindCatalog } from '../model/kinds.ts'
import type { Rect, SpatialIndex } from './spatialIndex.ts'

/** Room that is kept under a container for the film strip of its pages, in canvas pixels. */
const stripRoom = 78

/** What *Fit the whole graph* shows: all boxes, and the strips of pages that stand under containers or will. */
export function wholeArea(operation: Operation, boxes: SpatialIndex, catalog: KindCatalog): Rect | undefined {
  const area = boxes.bounds()
  if (area === undefined) return undefined
  let bottom = area.y + area.height
  for (const { id, kind } of Object.values<GraphNode>(operation.graph.nodes)) {
    const pages = Object.hasOwn(catalog, kind) && catalog[kind]?.binds === 'page'
    const box = pages ? boxes.box(id) : undefined
    if (box !== undefined) bottom = Math.max(bottom, box.y + box.height + stripRoom)
  }
  return { ...area, height: bottom - area.y }
}
