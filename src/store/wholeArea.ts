import type { GraphNode, Operation } from '../model/document.ts'
import type { KindCatalog } from '../model/kinds.ts'
import type { Rect, SpatialIndex } from './spatialIndex.ts'

/** What a card is worn around with, beyond its box, in canvas pixels. */
export interface Room {
  readonly above: number
  readonly below: number
}

/**
 * A container that walks over pages wears its guards above, and under it stands the film strip of its pages, or will, with the
 * line that says of a try that it is simulated.
 */
const ofPages: Room = { above: 31, below: 110 }
const none: Room = { above: 0, below: 0 }

export const roomAround = (kind: string, catalog: KindCatalog): Room =>
  Object.hasOwn(catalog, kind) && catalog[kind]?.binds === 'page' ? ofPages : none

/** What *Fit the whole graph* shows: all boxes, and what is worn around them. */
export function wholeArea(operation: Operation, boxes: SpatialIndex, catalog: KindCatalog): Rect | undefined {
  const area = boxes.bounds()
  if (area === undefined) return undefined
  let top = area.y
  let bottom = area.y + area.height
  for (const { id, kind } of Object.values<GraphNode>(operation.graph.nodes)) {
    const { above, below } = roomAround(kind, catalog)
    const box = above + below > 0 ? boxes.box(id) : undefined
    if (box === undefined) continue
    top = Math.min(top, box.y - above)
    bottom = Math.max(bottom, box.y + box.height + below)
  }
  return { ...area, y: top, height: bottom - top }
}
