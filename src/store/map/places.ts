import type { OperationId } from '../../model/ids.ts'
import type { Rect } from '../spatialIndex.ts'
import { SpatialIndex } from '../spatialIndex.ts'
import type { ConnectorMap, MapOperation } from './parts.ts'

/** Measures of the map's cards and of the room between them, in canvas pixels (design/connector-map.html). */
export const mapMeasures = {
  width: 240,
  /** Icon, title and dot. The options port is at its middle. */
  header: 44,
  /** Method and path. */
  line: 28,
  padding: 6,
  row: 24,
  /** Fields that are drawn; a form with more says how many there are. */
  mostRows: 12,
  /** Between columns of a cascade: a label of a line has its place there. */
  across: 216,
  /** Between two columns of the same depth, and of the grid. */
  aside: 56,
  down: 32,
  heading: 32,
  /** A column does not get higher than this before it is wrapped, unless the map is very large. */
  tallest: 1_100,
} as const

export interface MapHeading extends Rect {
  readonly words: string
}

/** Cards that stand above each other. */
export interface MapColumn {
  readonly x: number
  /** Heights at which a line may pass it, from top to bottom. */
  readonly gaps: readonly number[]
}

/** Where everything stands. Sizes are computed, never measured. */
export interface MapPlaces {
  readonly boxes: SpatialIndex
  readonly headings: readonly MapHeading[]
  /** Of what depends on something, from left to right. */
  readonly columns: readonly MapColumn[]
  /** Undefined: there is nothing. */
  readonly bounds: Rect | undefined
}

/** Rows that a card draws: all fields, or the first of them and a row that says how many more there are. */
export function rowsOf({ fields }: Pick<MapOperation, 'fields'>): {
  readonly shown: MapOperation['fields']
  readonly more: number
} {
  const { mostRows } = mapMeasures
  if (fields.length <= mostRows) return { shown: fields, more: 0 }
  // What has a list, or could use one, is what the map is for.
  const first = fields.filter(({ state }) => state !== 'plain').slice(0, mostRows - 1)
  const kept = new Set(first)
  for (const field of fields) if (kept.size < mostRows - 1) kept.add(field)
  const shown = fields.filter((field) => kept.has(field))
  return { shown, more: fields.length - shown.length }
}

export function cardHeight(operation: Pick<MapOperation, 'fields'>): number {
  const { header, line, padding, row } = mapMeasures
  const { shown, more } = rowsOf(operation)
  const rows = shown.length + (more > 0 ? 1 : 0)
  return header + line + (rows === 0 ? 0 : rows * row + padding * 2)
}

/** Where a port is, from the top left corner of its card: of a field, or of the options that the operation gives. */
export function portPlace(
  operation: Pick<MapOperation, 'fields'>,
  port: string | 'options',
): { readonly x: number; readonly y: number } {
  const { header, line, padding, row, width } = mapMeasures
  if (port === 'options') return { x: width, y: header / 2 }
  const { shown } = rowsOf(operation)
  const at = shown.findIndex(({ field }) => field.id === port)
  // A field whose row is not drawn is in the last one, which counts them.
  return { x: 0, y: header + line + padding + row * ((at < 0 ? shown.length : at) + 0.5) }
}

const known = new WeakMap<ConnectorMap, MapPlaces>()

/**
 * Operations that feed each other stand in columns, each to the right of what it waits for; the others in a grid below, by what
 * their paths begin with. Computed each time, so that a map needs no tidying. O(n log n) in operations and lines.
 */
export function mapPlaces(map: ConnectorMap): MapPlaces {
  const before = known.get(map)
  if (before !== undefined) return before
  const made = place(map)
  known.set(map, made)
  return made
}

function place(map: ConnectorMap): MapPlaces {
  const boxes = new SpatialIndex()
  const joined = map.operations.filter(({ id }) => isJoined(map, id))
  const { bottom, columns } = placeColumns(map, joined, boxes)
  const loose = map.operations.filter(({ id }) => !isJoined(map, id))
  const headings = placeGrid(loose, joined.length === 0 ? 0 : bottom + mapMeasures.down * 2, boxes)
  return { boxes, headings, columns, bounds: boundsOf(boxes, headings) }
}

/** A field whose source is gone joins nothing. */
const isJoined = (map: ConnectorMap, id: OperationId) =>
  map.into.get(id)?.some(({ from }) => map.byId.has(from)) === true || map.outOf.has(id)

/**
 * How many operations are asked in a row before this one can be filled in: the longest way. A circle is entered where the document
 * comes to it first. Every operation and line is looked at once.
 */
export function depths(map: ConnectorMap): ReadonlyMap<OperationId, number> {
  const waits = new Map<OperationId, number>()
  for (const { id } of map.operations) waits.set(id, 0)
  for (const { from, to } of map.lines)
    if (map.byId.has(from) && from !== to) waits.set(to, (waits.get(to) ?? 0) + 1)
  const found = new Map<OperationId, number>()
  const done = new Set<OperationId>()
  const free = map.operations.flatMap(({ id }) => (waits.get(id) === 0 ? [id] : []))
  const settle = () => {
    for (let at = 0; at < free.length; at += 1) {
      const id = free[at] as OperationId
      if (done.has(id)) continue
      done.add(id)
      const depth = found.get(id) ?? 0
      found.set(id, depth)
      for (const { to } of map.outOf.get(id) ?? []) {
        if (done.has(to)) continue
        found.set(to, Math.max(found.get(to) ?? 0, depth + 1))
        const left = (waits.get(to) ?? 0) - 1
        waits.set(to, left)
        if (left === 0) free.push(to)
      }
    }
    free.length = 0
  }
  settle()
  for (const { id } of map.operations)
    if (!done.has(id)) {
      free.push(id)
      settle()
    }
  return found
}

/** Puts columns side by side, each in the middle of the highest. `bottom`: how far down they reach. */
function placeColumns(
  map: ConnectorMap,
  joined: readonly MapOperation[],
  boxes: SpatialIndex,
): { readonly bottom: number; readonly columns: readonly MapColumn[] } {
  const { width, across, aside, down } = mapMeasures
  const depth = depths(map)
  const columns: MapOperation[][] = []
  for (const operation of joined) (columns[depth.get(operation.id) ?? 0] ??= []).push(operation)
  const tallest = tallestColumn(joined)
  const wrapped: { readonly operations: readonly MapOperation[]; readonly x: number }[] = []
  const order = new Map<OperationId, number>()
  let x = 0
  for (const column of columns) {
    if (column === undefined) continue
    const sorted = nearTheirSources(map, column, order)
    for (const [at, { id }] of sorted.entries()) order.set(id, at / sorted.length)
    for (const operations of wrap(sorted, tallest)) {
      wrapped.push({ operations, x })
      x += width + aside
    }
    x += across - aside
  }
  const heights = wrapped.map(({ operations }) => heightOf(operations))
  const highest = Math.max(0, ...heights)
  const placed = wrapped.map(({ operations, x: left }, at): MapColumn => {
    // Whole steps of the grid, so that cards of one height stand on one line.
    let y = Math.round((highest - (heights[at] ?? 0)) / 2 / 8) * 8
    const gaps = [y - down / 2]
    for (const operation of operations) {
      const height = cardHeight(operation)
      boxes.set(operation.id, { x: left, y, width, height })
      y += height + down
      gaps.push(y - down / 2)
    }
    return { x: left, gaps }
  })
  return { bottom: highest, columns: placed }
}

/** The fewer lines cross, the better they are followed: a card stands about where what feeds it stands. */
function nearTheirSources(
  map: ConnectorMap,
  column: readonly MapOperation[],
  order: ReadonlyMap<OperationId, number>,
): readonly MapOperation[] {
  const weight = ({ id }: MapOperation): number => {
    const sources = (map.into.get(id) ?? []).flatMap(({ from }) => order.get(from) ?? [])
    return sources.length === 0 ? 0.5 : sources.reduce((sum, at) => sum + at, 0) / sources.length
  }
  return column
    .map((operation, at) => ({ operation, at, weight: weight(operation) }))
    .toSorted((one, other) => one.weight - other.weight || one.at - other.at)
    .map(({ operation }) => operation)
}

const heightOf = (operations: readonly MapOperation[]) =>
  operations.reduce((sum, each) => sum + cardHeight(each) + mapMeasures.down, -mapMeasures.down)

/** Of very many operations a map is about as high as it is wide. */
function tallestColumn(operations: readonly MapOperation[]): number {
  const { width, aside, down, tallest } = mapMeasures
  const area = operations.reduce((sum, each) => sum + (width + aside) * (cardHeight(each) + down), 0)
  return Math.max(tallest, Math.sqrt(area))
}

function* wrap(column: readonly MapOperation[], tallest: number): Iterable<readonly MapOperation[]> {
  const parts = Math.max(1, Math.ceil(heightOf(column) / tallest))
  const each = heightOf(column) / parts
  let part: MapOperation[] = []
  let height = 0
  for (const operation of column) {
    const next = cardHeight(operation) + mapMeasures.down
    if (part.length > 0 && height + next / 2 > each) {
      yield part
      part = []
      height = 0
    }
    part.push(operation)
    height += next
  }
  if (part.length > 0) yield part
}

/** Operations that nobody waits for and that wait for nobody: rows, group after group. */
function placeGrid(loose: readonly MapOperation[], top: number, boxes: SpatialIndex): readonly MapHeading[] {
  const { width, aside, down, heading } = mapMeasures
  const groups = groupsOf(loose)
  const headings: MapHeading[] = []
  const across = Math.max(3, Math.ceil(Math.sqrt(loose.length * 1.2)))
  let y = top
  for (const [words, operations] of groups) {
    if (groups.size > 1) {
      headings.push({ words, x: 0, y, width, height: heading })
      y += heading
    }
    for (let first = 0; first < operations.length; first += across) {
      const row = operations.slice(first, first + across)
      for (const [at, operation] of row.entries())
        boxes.set(operation.id, { x: at * (width + aside), y, width, height: cardHeight(operation) })
      y += Math.max(...row.map(cardHeight)) + down
    }
  }
  return headings
}

/** A few need no order. More are told apart by the first part of their path that is not the same for all. */
const groupedFrom = 9

function groupsOf(loose: readonly MapOperation[]): ReadonlyMap<string, readonly MapOperation[]> {
  if (loose.length < groupedFrom) return new Map(loose.length === 0 ? [] : [['', loose]])
  const parts = new Map(loose.map(({ id, path }) => [id, path.split('/').filter((part) => part !== '')]))
  let level = 0
  const at = (id: OperationId) => parts.get(id)?.[level]
  const isShared = () => {
    const parts = new Set(loose.map(({ id }) => at(id)))
    return parts.size === 1 && !parts.has(undefined)
  }
  while (isShared()) level += 1
  const groups = new Map<string, MapOperation[]>()
  for (const operation of loose) {
    const part = at(operation.id) ?? ''
    const words = part === '' || part.startsWith('{') ? 'Other' : `/${part}`
    const group = groups.get(words)
    if (group === undefined) groups.set(words, [operation])
    else group.push(operation)
  }
  return groups
}

function boundsOf(boxes: SpatialIndex, headings: readonly Rect[]): Rect | undefined {
  const all = boxes.bounds()
  if (all === undefined) return undefined
  const top = Math.min(all.y, ...headings.map(({ y }) => y))
  return { ...all, y: top, height: all.y + all.height - top }
}
