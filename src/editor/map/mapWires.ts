import type { ConnectorMap, MapLine } from '../../store/map/parts.ts'
import { type MapPlaces, portPlace } from '../../store/map/places.ts'
import { wayBetween } from '../../store/map/ways.ts'
import { type Rect, touches } from '../../store/spatialIndex.ts'
import { type Point, wirePath } from '../canvas/wirePath.ts'

/** A line as it is drawn. Canvas pixels. */
export interface MapWire {
  readonly line: MapLine
  readonly path: string
  /** The middle of its last stretch: a label is best read near to what it is about. */
  readonly middle: Point
  /** Everything that it may touch. */
  readonly box: Rect
  /** The operation at its beginning is not there any more; a stub is drawn. */
  readonly gone: boolean
}

/** How much of a line is seen whose other end is gone, in canvas pixels. */
const stub = 56

const known = new WeakMap<MapPlaces, ReadonlyMap<string, MapWire>>()

/** All lines by their ids, led through the gaps of the columns between; computed once for each map, so that a pan asks for boxes alone. */
export function mapWires(map: ConnectorMap, places: MapPlaces): ReadonlyMap<string, MapWire> {
  const before = known.get(places)
  if (before !== undefined) return before
  const wires = new Map<string, MapWire>()
  for (const line of map.lines) {
    const wire = wireOf(map, places, line)
    if (wire !== undefined) wires.set(line.id, wire)
  }
  known.set(places, wires)
  return wires
}

function wireOf(map: ConnectorMap, places: MapPlaces, line: MapLine): MapWire | undefined {
  const target = map.byId.get(line.to)
  const box = places.boxes.box(line.to)
  if (target === undefined || box === undefined) return undefined
  const port = portPlace(target, line.top)
  const to = { x: box.x + port.x, y: box.y + port.y }
  const source = map.byId.get(line.from)
  const start = source && places.boxes.box(line.from)
  const gone = source === undefined || start === undefined
  const options = gone ? undefined : portPlace(source, 'options')
  const from =
    start === undefined || options === undefined
      ? { x: to.x - stub, y: to.y }
      : { x: start.x + options.x, y: start.y + options.y }
  const points = wayBetween(places.columns, from, to)
  const stretches = points.slice(1).map((point, at) => wirePath(points[at] ?? from, point))
  const heights = points.map(({ y }) => y)
  const top = Math.min(...heights)
  // A curve bends beyond its ends by half of what it goes back.
  const bend = Math.max(0, from.x - to.x) / 2 + 24
  return {
    line,
    path: stretches.map(({ path }) => path).join(''),
    middle: stretches.at(-1)?.middle ?? to,
    box: {
      x: Math.min(from.x, to.x) - bend,
      y: top,
      width: Math.abs(from.x - to.x) + 2 * bend,
      height: Math.max(1, Math.max(...heights) - top),
    },
    gone,
  }
}

/** Lines of which something may be in sight. */
export const wiresInSight = (map: ConnectorMap, places: MapPlaces, area: Rect): readonly MapWire[] =>
  [...mapWires(map, places).values()].filter(({ box }) => touches(area, box))
