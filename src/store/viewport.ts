import type { Rect } from './spatialIndex.ts'
import type { Viewport } from './state.ts'

/** How far one can zoom, and the steps of *Zoom in* and *Zoom out*. */
export const zoomBounds = { least: 0.02, most: 2 } as const
const zoomStep = 1.25
/**
 * Room around what is fitted, in screen pixels: the views' switch stands above, the palette and the zoom bar below. On a
 * small canvas the margins give way before the graph does.
 */
const fitMargins = { top: 64, right: 40, bottom: 92, left: 40 } as const
const mostMargin = 0.4

export interface Size {
  readonly width: number
  readonly height: number
}

export const clampZoom = (zoom: number): number => Math.min(zoomBounds.most, Math.max(zoomBounds.least, zoom))

/** The part of the canvas that is on the screen. */
export function visibleArea(viewport: Viewport, size: Size): Rect {
  return {
    x: viewport.x,
    y: viewport.y,
    width: size.width / viewport.zoom,
    height: size.height / viewport.zoom,
  }
}

export function centreOf(viewport: Viewport, size: Size): { x: number; y: number } {
  const { x, y, width, height } = visibleArea(viewport, size)
  return { x: x + width / 2, y: y + height / 2 }
}

/** Zooms so that the middle of the screen stays where it is. */
export function zoomTo(viewport: Viewport, size: Size, zoom: number): Viewport {
  const next = clampZoom(zoom)
  const { x, y } = centreOf(viewport, size)
  return { x: x - size.width / next / 2, y: y - size.height / next / 2, zoom: next }
}

export const zoomIn = (viewport: Viewport, size: Size): Viewport =>
  zoomTo(viewport, size, viewport.zoom * zoomStep)
export const zoomOut = (viewport: Viewport, size: Size): Viewport =>
  zoomTo(viewport, size, viewport.zoom / zoomStep)

/** What the canvas' furniture leaves of the screen, in screen pixels. */
function roomOf(size: Size): Rect {
  const { top, right, bottom, left } = fitMargins
  const across = Math.min(1, (size.width * mostMargin) / (left + right))
  const down = Math.min(1, (size.height * mostMargin) / (top + bottom))
  return {
    x: left * across,
    y: top * down,
    width: Math.max(1, size.width - (left + right) * across),
    height: Math.max(1, size.height - (top + bottom) * down),
  }
}

/** Whether a rectangle is in sight as a whole, with no furniture over it. */
export function showsWhole({ x, y, zoom }: Viewport, size: Size, area: Rect): boolean {
  const room = roomOf(size)
  const [left, top] = [(area.x - x) * zoom, (area.y - y) * zoom]
  // A fitted view is that to less than a pixel.
  return (
    left >= room.x - 1 &&
    top >= room.y - 1 &&
    left + area.width * zoom <= room.x + room.width + 1 &&
    top + area.height * zoom <= room.y + room.height + 1
  )
}

/** Shows a rectangle whole, in the middle of the room that the canvas' furniture leaves, at no more than `most`. */
export function fit(area: Rect, size: Size, most = 1): Viewport {
  const room = roomOf(size)
  const zoom = clampZoom(
    Math.min(most, room.width / Math.max(1, area.width), room.height / Math.max(1, area.height)),
  )
  return {
    x: area.x + area.width / 2 - (room.x + room.width / 2) / zoom,
    y: area.y + area.height / 2 - (room.y + room.height / 2) / zoom,
    zoom,
  }
}

/** Whether two viewports show the same, to less than a pixel. */
export const isSameView = (one: Viewport, other: Viewport): boolean =>
  Math.abs(one.zoom - other.zoom) < 1e-6 &&
  Math.abs(one.x - other.x) * one.zoom < 1 &&
  Math.abs(one.y - other.y) * one.zoom < 1

/** The same viewport where the rectangle is in sight already; otherwise moved to it at the same zoom. */
export function reveal(viewport: Viewport, size: Size, area: Rect): Viewport {
  const seen = visibleArea(viewport, size)
  const inside =
    area.x >= seen.x &&
    area.y >= seen.y &&
    area.x + area.width <= seen.x + seen.width &&
    area.y + area.height <= seen.y + seen.height
  if (inside || size.width === 0 || size.height === 0) return viewport
  return {
    ...viewport,
    x: area.x + area.width / 2 - seen.width / 2,
    y: area.y + area.height / 2 - seen.height / 2,
  }
}
