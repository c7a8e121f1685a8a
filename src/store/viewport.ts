import type { Rect } from './spatialIndex.ts'
import type { Viewport } from './state.ts'

/** How far one can zoom, and the steps of *Zoom in* and *Zoom out*. */
export const zoomBounds = { least: 0.02, most: 2 } as const
const zoomStep = 1.25
/** Room around what is fitted, in screen pixels. */
const fitMargin = 48

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

/** Shows a rectangle whole, in the middle, at no more than `most`. */
export function fit(area: Rect, size: Size, most = 1): Viewport {
  const room = {
    width: Math.max(1, size.width - fitMargin * 2),
    height: Math.max(1, size.height - fitMargin * 2),
  }
  const zoom = clampZoom(
    Math.min(most, room.width / Math.max(1, area.width), room.height / Math.max(1, area.height)),
  )
  return {
    x: area.x + area.width / 2 - size.width / zoom / 2,
    y: area.y + area.height / 2 - size.height / zoom / 2,
    zoom,
  }
}

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
