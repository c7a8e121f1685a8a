import { faceMeasures } from './faces.ts'
import type { Rect } from './spatialIndex.ts'

const { side, above, below, width, height } = faceMeasures.container

interface Size {
  readonly width: number
  readonly height: number
}

const roundUp = (value: number): number => Math.ceil(value / 8) * 8

/** How large a container is to hold contents of this size, with the footer of a card at their lower edge. */
export function frameFor(contents: Size): Size {
  return {
    width: Math.max(width, roundUp(contents.width + 2 * side)),
    height: Math.max(height, roundUp(above + contents.height + faceMeasures.footer + below)),
  }
}

/** How small a container at this place may get: all that it holds stays inside of it. */
export function leastFrame(at: { readonly x: number; readonly y: number }, contents: readonly Rect[]): Size {
  const right = Math.max(0, ...contents.map((box) => box.x + box.width - at.x - side))
  const bottom = Math.max(0, ...contents.map((box) => box.y + box.height - at.y - above))
  return frameFor({ width: right, height: bottom })
}
