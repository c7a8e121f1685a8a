import type { FieldId, OperationId } from '../../model/ids.ts'
import type { ConnectorMap, MapLine, MapOperation } from '../../store/map/parts.ts'
import { type MapPlaces, rowsOf } from '../../store/map/places.ts'
import type { MapStop } from '../../store/state.ts'

/** A stop as an attribute and a key: what has the focus is found again by it. */
export const stopKey = ({ operation, port }: MapStop): string =>
  port === undefined ? operation : `${operation} ${port}`

/** What of the map an element stands for, or stands in. */
export function readStop(target: EventTarget | null): MapStop | undefined {
  const key =
    target instanceof Element ? target.closest<HTMLElement>('[data-stop]')?.dataset['stop'] : undefined
  if (key === undefined) return undefined
  const [operation = '', port] = key.split(' ')
  return { operation: operation as OperationId, ...(port !== undefined && { port: port as FieldId }) }
}

/** The button of a stop, where it is drawn. */
export const elementOf = (frame: HTMLElement | null, stop: MapStop): HTMLElement | null =>
  frame?.querySelector<HTMLElement>(`[data-stop="${stopKey(stop)}"]`) ?? null

export const sameStop = (one: MapStop | undefined, other: MapStop | undefined): boolean =>
  one?.operation === other?.operation && one?.port === other?.port && one?.line === other?.line

/** The lines that end at a chosen field, or the one of them that was chosen. */
export function linesAt(map: ConnectorMap, stop: MapStop | undefined): readonly MapLine[] {
  if (stop?.port === undefined || stop.port === 'options') return []
  const lines = (map.into.get(stop.operation) ?? []).filter(({ top }) => top === stop.port)
  const chosen = lines.find(({ id }) => id === stop.line)
  return chosen === undefined ? lines : [chosen]
}

/** The stops of one card from top to bottom: itself, then its fields. */
const down = (operation: MapOperation): readonly MapStop[] => [
  { operation: operation.id },
  ...rowsOf(operation).shown.map(({ field }) => ({ operation: operation.id, port: field.id })),
]

/**
 * Where a key leads. Up and down go through a card and on to the next one; left and right go along the lines, and where there is none
 * to the card beside. Page keys go from operation to operation as the document has them, Home and End to the first and the last.
 */
export function nextStop(
  map: ConnectorMap,
  places: MapPlaces,
  from: MapStop,
  key: string,
): MapStop | undefined {
  const operation = map.byId.get(from.operation)
  if (operation === undefined) return first(map.operations[0])
  const at = map.operations.indexOf(operation)
  const beside = (direction: 'left' | 'right' | 'up' | 'down') =>
    map.byId.get(places.boxes.nearest(operation.id, direction) as OperationId)
  switch (key) {
    case 'ArrowDown':
      return step(operation, from, 1) ?? first(beside('down'))
    case 'ArrowUp':
      return step(operation, from, -1) ?? last(beside('up'))
    case 'ArrowRight': {
      if (from.port !== 'options' && operation.givesList) return { operation: operation.id, port: 'options' }
      const [line] = from.port === 'options' ? (map.outOf.get(operation.id) ?? []) : []
      return line === undefined ? first(beside('right')) : { operation: line.to, port: line.top }
    }
    case 'ArrowLeft': {
      if (from.port === 'options') return { operation: operation.id }
      const line = linesAt(map, from).find((one) => map.byId.has(one.from))
      return line === undefined ? first(beside('left')) : { operation: line.from, port: 'options' }
    }
    case 'PageDown':
      return first(map.operations[at + 1])
    case 'PageUp':
      return first(map.operations[at - 1])
    case 'Home':
      return first(map.operations[0])
    case 'End':
      return first(map.operations.at(-1))
    default:
      return undefined
  }
}

const first = (operation: MapOperation | undefined): MapStop | undefined =>
  operation === undefined ? undefined : { operation: operation.id }
const last = (operation: MapOperation | undefined): MapStop | undefined =>
  operation === undefined ? undefined : down(operation).at(-1)

function step(operation: MapOperation, from: MapStop, by: 1 | -1): MapStop | undefined {
  const stops = down(operation)
  // The options port stands beside the header.
  const at = from.port === 'options' ? 0 : stops.findIndex(({ port }) => port === from.port)
  return stops[at + by]
}
