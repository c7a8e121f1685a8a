import { cellSize } from '../../store/spatialIndex.ts'
import type { Rect } from '../../store/spatialIndex.ts'
import type { Viewport } from '../../store/state.ts'
import { type Size, visibleArea } from '../../store/viewport.ts'

/**
 * How much of a card is drawn. `full`: all of it; `brief`: icon, name and state, for below 60 % its rows have no room for
 * letters that can be read; `far`: boxes and lines on one `<canvas>`, no elements at all.
 */
export type Level = 'full' | 'brief' | 'far'

export const briefBelow = 0.6
export const farBelow = 0.35

export function levelOf(zoom: number): Level {
  if (zoom < farBelow) return 'far'
  return zoom < briefBelow ? 'brief' : 'full'
}

/**
 * The size of the smallest letters, in canvas pixels: nothing is under 9 px on the screen. They grow against the zoom in steps,
 * so that zooming restyles the cards a few times and not in every frame. What the steps mean is in Canvas.module.css.
 */
export type Letters = 11 | 13 | 15 | 20 | 26

const leastOnScreen = 9
const steps: readonly Letters[] = [11, 13, 15, 20, 26]

export function lettersAt(zoom: number): Letters {
  return steps.find((size) => size * zoom >= leastOnScreen) ?? 26
}

/** React Flow moves the canvas under the screen, we the screen over the canvas. */
export const toFlowViewport = ({ x, y, zoom }: Viewport): Viewport => ({
  x: 0 - x * zoom,
  y: 0 - y * zoom,
  zoom,
})
export const fromFlowViewport = ({ x, y, zoom }: Viewport): Viewport => ({
  x: 0 - x / zoom,
  y: 0 - y / zoom,
  zoom,
})

/** Drawn beyond the edge of the screen, in canvas pixels, so that cards are there before they come into sight. */
const margin = 96

const down = (at: number) => Math.floor((at - margin) / cellSize)
const up = (at: number) => Math.ceil((at + margin) / cellSize)

/**
 * The part of the canvas whose cards are drawn, in whole cells, so that panning asks the index once per cell and not once per
 * frame. As text, because that is compared for nothing.
 */
export function cellsInSight(viewport: Viewport, size: Size): string {
  const seen = visibleArea(viewport, size)
  return [down(seen.x), down(seen.y), up(seen.x + seen.width), up(seen.y + seen.height)].join(' ')
}

export function areaOfCells(cells: string): Rect {
  const [left = 0, top = 0, right = 0, bottom = 0] = cells.split(' ').map(Number)
  return {
    x: left * cellSize,
    y: top * cellSize,
    width: (right - left) * cellSize,
    height: (bottom - top) * cellSize,
  }
}
