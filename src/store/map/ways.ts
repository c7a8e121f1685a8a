import { type MapColumn, mapMeasures } from './places.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** How far before and behind a column a line is level, so that it does not cut the corners of its cards. */
const level = 20

/**
 * The points that a line goes through from one port to another: straight on where nothing stands between, and else between the
 * cards of the columns on its way, through the gap that is nearest to the straight line.
 */
export function wayBetween(columns: readonly MapColumn[], from: Point, to: Point): readonly Point[] {
  const { width } = mapMeasures
  const points: Point[] = [from]
  for (const { x, gaps } of columns) {
    if (x <= from.x || x + width >= to.x) continue
    const last = points.at(-1) ?? from
    const straight = last.y + ((to.y - last.y) * (x + width / 2 - last.x)) / Math.max(1, to.x - last.x)
    const y = nearest(gaps, straight)
    points.push({ x: x - level, y }, { x: x + width + level, y })
  }
  points.push(to)
  return points
}

/** Of numbers in order the one that is nearest. */
function nearest(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  const [after = wanted, before = after] = [sorted[low], sorted[low - 1]]
  return Math.abs(before - wanted) < Math.abs(after - wanted) ? before : after
}
