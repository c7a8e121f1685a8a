/** Where an edge runs between two ports, as SVG and as points to measure from. Canvas pixels. */
export interface Wire {
  readonly path: string
  readonly middle: Point
  /** A point on the way, from 0 (where it leaves) to 1 (where it arrives). */
  at(share: number): Point
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** design/visual-language.md, Edges: the least handle of a curve, and when a step is drawn in its place. */
const leastHandle = 24
const stepAcross = 80
const stepDown = 80
const corner = 12

const number = (value: number) => String(Math.round(value * 100) / 100)

/** A curve whose handles are half the distance; right angles where the ends stand nearly above each other. */
export function wirePath(from: Point, to: Point): Wire {
  const across = to.x - from.x
  const down = to.y - from.y
  if (across >= corner * 2 && across < stepAcross && Math.abs(down) > stepDown) return step(from, to)
  const handle = Math.max(leastHandle, Math.abs(across) / 2)
  const [a, b] = [
    { x: from.x + handle, y: from.y },
    { x: to.x - handle, y: to.y },
  ]
  const at = (share: number): Point => {
    const rest = 1 - share
    const mix = (p: number, q: number, r: number, s: number) =>
      rest ** 3 * p + 3 * rest ** 2 * share * q + 3 * rest * share ** 2 * r + share ** 3 * s
    return { x: mix(from.x, a.x, b.x, to.x), y: mix(from.y, a.y, b.y, to.y) }
  }
  return {
    path: `M${number(from.x)} ${number(from.y)}C${[a.x, a.y, b.x, b.y, to.x, to.y].map(number).join(' ')}`,
    middle: at(0.5),
    at,
  }
}

function step(from: Point, to: Point): Wire {
  const x = (from.x + to.x) / 2
  const turn = to.y > from.y ? corner : -corner
  const n = number
  return {
    path:
      `M${n(from.x)} ${n(from.y)}H${n(x - corner)}Q${n(x)} ${n(from.y)} ${n(x)} ${n(from.y + turn)}` +
      `V${n(to.y - turn)}Q${n(x)} ${n(to.y)} ${n(x + corner)} ${n(to.y)}H${n(to.x)}`,
    middle: { x, y: (from.y + to.y) / 2 },
    at: (share) => ({ x, y: from.y + (to.y - from.y) * share }),
  }
}

/** How near a point is to an edge, in canvas pixels, as closely as a pointer needs it. */
export function distanceToWire(wire: Wire, point: Point): number {
  let least = Infinity
  for (let step = 0; step <= 32; step += 1) {
    const { x, y } = wire.at(step / 32)
    least = Math.min(least, Math.hypot(x - point.x, y - point.y))
  }
  return least
}
