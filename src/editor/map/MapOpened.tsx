import { lazy, type RefObject, Suspense, useMemo } from 'react'
import { type Joining, part } from '../../store/map/joining.ts'
import type { ConnectorMap } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import { operationOpened } from '../../store/sessionSlice.ts'
import type { MapStop } from '../../store/state.ts'
import { useEditorStore } from '../hooks.ts'
import { MapTargets } from './MapTargets.tsx'
import type { MapViewport } from './mapView.ts'
import { type MapWire, mapWires } from './mapWires.ts'

const MapPopover = lazy(async () => ({ default: (await import('./MapPopover.tsx')).MapPopover }))

/** What is open above the map: the settings of a line, or what a stop could be joined with. */
export type Opened =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'targets'; readonly stop: MapStop; readonly anchor: Element }

export interface MapOpenedProps {
  readonly map: ConnectorMap
  readonly places: MapPlaces
  readonly view: MapViewport
  readonly frame: RefObject<HTMLElement | null>
  readonly opened: Opened | undefined
  readonly onLook: (joining: Joining | undefined) => void
  readonly onTake: (joining: Joining) => void
  readonly onClose: () => void
}

/** Draws what is open, beside what it belongs to. */
export function MapOpened(props: MapOpenedProps) {
  const { map, places, view, frame, opened, onLook, onTake, onClose } = props
  const store = useEditorStore()
  const line = opened?.kind === 'line' ? map.lines.find(({ id }) => id === opened.line) : undefined
  const anchor = useMemo(
    () => ({
      getBoundingClientRect: () => middleOf(frame.current, view, line && mapWires(map, places).get(line.id)),
    }),
    [frame, view, line, map, places],
  )
  if (opened?.kind === 'targets')
    return (
      <MapTargets
        map={map}
        stop={opened.stop}
        anchor={opened.anchor}
        onLook={onLook}
        onTake={onTake}
        onClose={onClose}
      />
    )
  if (line === undefined) return null
  return (
    <Suspense fallback={null}>
      <MapPopover
        key={line.id}
        map={map}
        line={line}
        anchor={anchor}
        onPart={() => {
          store.dispatch(part(line))
          onClose()
        }}
        onOpen={(operation) => void store.dispatch(operationOpened(operation))}
        onClose={onClose}
      />
    </Suspense>
  )
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value))

/** The middle of a line in the window; of one that is out of sight, the nearest place within. */
function middleOf(frame: HTMLElement | null, view: MapViewport, wire: MapWire | undefined): DOMRect {
  const seen = frame?.getBoundingClientRect() ?? new DOMRect()
  if (wire === undefined) return seen
  const { x, y, zoom } = view.get()
  const { middle } = wire
  return new DOMRect(
    seen.left + clamp((middle.x - x) * zoom, seen.width),
    seen.top + clamp((middle.y - y) * zoom - 10, seen.height - 20),
    1,
    20,
  )
}
