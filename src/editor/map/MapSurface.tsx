import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { FieldId, OperationId } from '../../model/ids.ts'
import type { ConnectorMap, MapLine } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import { mapChosen, mapMoved, operationOpened } from '../../store/sessionSlice.ts'
import type { MapStop } from '../../store/state.ts'
import { reveal } from '../../store/viewport.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useAppSelector, useCommand, useEditorStore } from '../hooks.ts'
import { emphasisOf } from './emphasis.ts'
import { MapFurniture } from './MapFurniture.tsx'
import { MapLayer } from './MapLayer.tsx'
import styles from './MapSurface.module.css'
import { MapViewport, MapViewportContext } from './mapView.ts'
import { nextStop, sameStop, stopKey } from './stops.ts'
import { useMapSize } from './useMapSize.ts'
import { usePanning } from './usePanning.ts'

export interface MapSurfaceProps {
  readonly map: ConnectorMap
  readonly places: MapPlaces
}

/** The drawing: it pans, zooms, and has one stop for Tab, which the arrows move along cards, fields and lines. */
export function MapSurface({ map, places }: MapSurfaceProps) {
  const store = useEditorStore()
  const command = useCommand()
  const frame = useRef<HTMLDivElement>(null)
  const help = useId()
  const [view] = useState(
    () => new MapViewport(store.getState().session.map.viewport ?? { x: 0, y: 0, zoom: 1 }),
  )
  const sized = useMapSize(frame, view, places)
  const rested = useCallback(() => {
    if (store.getState().session.map.viewport !== view.get()) store.dispatch(mapMoved(view.get()))
  }, [store, view])
  usePanning(frame, view, rested)
  const wanted = useAppSelector(({ session }) => session.map.viewport)
  useEffect(() => {
    if (wanted !== undefined) view.set(wanted)
  }, [wanted, view])

  const chosen = useAppSelector(({ session }) => session.map.chosen)
  const emphasis = useMemo(() => emphasisOf(map, chosen), [map, chosen])
  const current: MapStop | undefined =
    chosen !== undefined && map.byId.has(chosen.operation)
      ? chosen
      : map.operations[0] && { operation: map.operations[0].id }
  const moving = useRef(false)
  useLayoutEffect(() => {
    if (!moving.current || current === undefined) return
    moving.current = false
    frame.current?.querySelector<HTMLElement>(`[data-stop="${stopKey(current)}"]`)?.focus()
  })

  const choose = (stop: MapStop | undefined) => {
    if (!sameStop(store.getState().session.map.chosen, stop)) store.dispatch(mapChosen(stop))
  }
  const goTo = (stop: MapStop) => {
    moving.current = true
    const box = places.boxes.box(stop.operation)
    if (box !== undefined) view.set(reveal(view.get(), store.getState().session.map.size, box))
    rested()
    store.dispatch(mapChosen({ ...stop }))
  }
  const onFocus = (event: FocusEvent) => {
    const stop = stopOf(event.target)
    if (stop !== undefined && stopKey(stop) !== (chosen && stopKey(chosen))) choose(stop)
  }
  const open = (stop: MapStop) => void store.dispatch(operationOpened(stop.operation))
  const onKeyDown = (event: KeyboardEvent) => {
    const stop = stopOf(event.target)
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.shiftKey && event.code === 'Digit1') {
      event.preventDefault()
      command('zoom-fit')
      return
    }
    if (event.key === '+' || event.key === '-') {
      event.preventDefault()
      command(event.key === '+' ? 'zoom-in' : 'zoom-out')
      return
    }
    if (stop === undefined || event.shiftKey) return
    if (event.key === 'Enter' && stop.port === undefined) {
      event.preventDefault()
      open(stop)
      return
    }
    const next = nextStop(map, places, stop, event.key)
    if (next === undefined) {
      // A key of the map does not scroll the page where it leads nowhere.
      if (/^(?:Arrow|Page|Home|End)/.test(event.key)) event.preventDefault()
      return
    }
    event.preventDefault()
    goTo(next)
  }
  const onClick = (event: MouseEvent) => {
    if (stopOf(event.target) === undefined && isBackground(event.target)) choose(undefined)
  }
  const onDoubleClick = (event: MouseEvent) => {
    const stop = stopOf(event.target)
    if (stop !== undefined) open(stop)
  }
  const press = useCallback(
    (line: MapLine) => void store.dispatch(mapChosen({ operation: line.to, port: line.top, line: line.id })),
    [store],
  )
  return (
    <MapViewportContext value={view}>
      {/* The keys are those of the buttons inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
      <div
        ref={frame}
        className={styles.frame}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
      >
        {sized && (
          <>
            <section
              className={styles.map}
              data-map
              role="application"
              aria-label={`Map of ${map.operations.length} ${map.operations.length === 1 ? 'operation' : 'operations'}, ${map.lines.length} ${map.lines.length === 1 ? 'dropdown' : 'dropdowns'} filled`}
              aria-describedby={help}
            >
              <MapLayer map={map} places={places} current={current} emphasis={emphasis} onPress={press} />
            </section>
            <VisuallyHidden>
              <p id={help}>
                Up and down go through an operation and its inputs, left and right along the lines. Enter
                opens the operation. Page keys go from one operation to the next. Plus and minus zoom.
              </p>
            </VisuallyHidden>
            <MapFurniture map={map} places={places} />
          </>
        )}
      </div>
    </MapViewportContext>
  )
}

/** What of the map an element stands for. */
function stopOf(target: EventTarget): MapStop | undefined {
  const key =
    target instanceof Element ? target.closest<HTMLElement>('[data-stop]')?.dataset['stop'] : undefined
  if (key === undefined) return undefined
  const [operation = '', port] = key.split(' ')
  return {
    operation: operation as OperationId,
    ...(port !== undefined && { port: port as FieldId }),
  }
}

const isBackground = (target: EventTarget) =>
  target instanceof Element && target.closest('[data-line], [data-line-label], [data-no-pan]') === null
