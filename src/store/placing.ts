import type { Edge } from '../model/document.ts'
import type { GraphIndex } from './graphIndex.ts'
import type { Rect } from './spatialIndex.ts'

/** Where cards go that a person did not place to the pixel. Canvas pixels throughout. */

interface Point {
  readonly x: number
  readonly y: number
}
interface Size {
  readonly width: number
  readonly height: number
}

/** Everything snaps to this. */
export const grid = 8
export const snap = (value: number): number => Math.round(value / grid) * grid

/** Between a card and the next one along an edge. */
const clearance = 96
/** The least between cards that step aside: an edge with its count still reads. */
const leastClearance = 64

/** Beside a card, before or behind it along an edge; undefined where the card is not there. */
export function besideOf(
  index: GraphIndex,
  node: string | undefined,
  way: 'in' | 'out',
  size: Pick<Size, 'width'>,
): Point | undefined {
  const box = node === undefined ? undefined : index.boxes.box(node)
  if (box === undefined) return undefined
  return { x: way === 'out' ? box.x + box.width + clearance : box.x - size.width - clearance, y: box.y }
}

/** The wanted place, or the next one below it where no card stands. `passed` cards are in nobody's way. */
export function freePlace(
  index: GraphIndex,
  wanted: Point,
  size: Size,
  passed: { has(id: string): boolean } = new Set(),
): Point {
  let { y } = wanted
  for (let tries = 0; tries < 200; tries += 1) {
    const taken = index.boxes.within({ x: wanted.x, y, ...size }).filter((id) => !passed.has(id))
    if (taken.length === 0) break
    y += grid * 4
  }
  return { x: wanted.x, y }
}

export interface Room {
  /** Where the card goes. */
  readonly at: Point
  /** Cards that step aside for it, and where to. */
  readonly moved: ReadonlyMap<string, Point>
}

/**
 * Room in an edge: the card goes in line with the two it comes between, and where there is not enough between them, what
 * follows steps to the right, each card only as far as it must. Undefined where the edge runs backwards: there is no between.
 */
export function roomIn(
  index: GraphIndex,
  edge: Edge,
  card: Size & { readonly id: string; readonly wanted?: Point },
): Room | undefined {
  const from = index.boxes.box(edge.from.node)
  const to = index.boxes.box(edge.to.node)
  if (from === undefined || to === undefined) return undefined
  const start = from.x + from.width
  const between = to.x - start
  if (between < 0) return undefined
  const y = snap((from.y + to.y) / 2)
  const lack = card.width + 2 * leastClearance - between
  if (lack > 0) {
    const x = snap(start + leastClearance)
    const moved = stepAside(index, edge, to.x + Math.ceil(lack / grid) * grid, card.id)
    const passed = new Set([card.id, ...moved.keys()])
    return { at: freePlace(index, { x, y }, card, passed), moved }
  }
  const middle = start + (between - card.width) / 2
  const [least, most] = [start + leastClearance, to.x - leastClearance - card.width]
  const x = snap(Math.min(most, Math.max(least, card.wanted?.x ?? middle)))
  return { at: freePlace(index, { x, y }, card, new Set([card.id])), moved: new Map() }
}

/** Moves the card at the end of an edge to `x`, and on from there whatever it comes too near to or runs into. */
function stepAside(index: GraphIndex, edge: Edge, x: number, passed: string): Map<string, Point> {
  const moved = new Map<string, Point>()
  const waiting: { readonly id: string; readonly x: number }[] = [{ id: edge.to.node, x }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const box = index.boxes.box(next.id)
    if (box === undefined || next.id === passed || next.x <= (moved.get(next.id)?.x ?? box.x)) continue
    moved.set(next.id, { x: next.x, y: box.y })
    const end = next.x + box.width
    for (const follower of followers(index, next.id, box))
      waiting.push({ id: follower, x: end + leastClearance })
    const over: Rect = { ...box, x: box.x + box.width, width: end - box.x - box.width }
    for (const id of index.boxes.within(over)) {
      const other = index.boxes.box(id)
      if (id !== next.id && other !== undefined && other.x >= box.x + box.width)
        waiting.push({ id, x: end + grid * 2 })
    }
  }
  return moved
}

/** What stands behind a card along its edges; an edge that leads back pulls nothing along. */
const followers = (index: GraphIndex, id: string, box: Rect): string[] =>
  index
    .outgoing(id as Edge['from']['node'])
    .map(({ to }) => to.node)
    .filter((follower) => (index.boxes.box(follower)?.x ?? 0) >= box.x + box.width)
