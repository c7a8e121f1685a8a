import { type MouseEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { join, type Joining, part } from '../../store/map/joining.ts'
import type { ConnectorMap, MapLine } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import { selectCanEdit } from '../../store/selectors.ts'
import { mapChosen, mapMoved, operationOpened } from '../../store/sessionSlice.ts'
import type { MapStop } from '../../store/state.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { emphasisOf } from './emphasis.ts'
import { MapFurniture } from './MapFurniture.tsx'
import { MapLayer } from './MapLayer.tsx'
import { MapOpened, type Opened } from './MapOpened.tsx'
import { PullLine, PullWords } from './MapPull.tsx'
import styles from './MapSurface.module.css'
import { MapViewport, MapViewportContext } from './mapView.ts'
import { elementOf, linesAt, readStop } from './stops.ts'
import { useMapKeys } from './useMapKeys.ts'
import { useMapSize } from './useMapSize.ts'
import { useMapStop } from './useMapStop.ts'
import { usePanning } from './usePanning.ts'
import { usePull } from './usePull.ts'

export interface MapSurfaceProps {
  readonly map: ConnectorMap
  readonly places: MapPlaces
}

/** The drawing: it pans, zooms, and has one stop for Tab, which the arrows move along cards, fields and lines. */
export function MapSurface({ map, places }: MapSurfaceProps) {
  const store = useEditorStore()
  const frame = useRef<HTMLDivElement>(null)
  const help = useId()
  const canEdit = useAppSelector(selectCanEdit)
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
  const { chosen, current, choose, show, goTo, takeFocus, focused } = useMapStop({
    frame,
    view,
    map,
    places,
    rested,
  })
  const emphasis = useMemo(() => emphasisOf(map, chosen), [map, chosen])

  const [opened, setOpened] = useState<Opened>()
  const openLine = useCallback(
    (line: MapLine) => {
      store.dispatch(mapChosen({ operation: line.to, port: line.top, line: line.id }))
      setOpened({ kind: 'line', line: line.id })
    },
    [store],
  )
  const drop = useCallback(
    (joining: Joining) => {
      const line = store.dispatch(join(joining))
      if (line !== undefined) openLine(line)
    },
    [store, openLine],
  )
  const act = (stop: MapStop) => {
    const [line] = linesAt(map, stop)
    const anchor = elementOf(frame.current, stop)
    if (stop.port === undefined) store.dispatch(operationOpened(stop.operation))
    else if (line !== undefined) openLine(line)
    else if (anchor !== null && canEdit) setOpened({ kind: 'targets', stop, anchor })
  }
  const close = () => {
    takeFocus()
    setOpened(undefined)
  }
  const onKeyDown = useMapKeys({
    map,
    places,
    goTo,
    act,
    remove: (lines) => {
      for (const line of lines) store.dispatch(part(line))
    },
  })

  const line = useRef<SVGPathElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const [elements] = useState(() => ({ line, words }))
  const pull = usePull({ frame, view, map, places, elements, canPull: canEdit, onDrop: drop })
  const [looked, setLooked] = useState<Joining>()
  const look = useCallback(
    (joining: Joining | undefined) => {
      setLooked(joining)
      if (joining !== undefined) show(joining.to)
    },
    [show],
  )
  const onClick = ({ target }: MouseEvent) => {
    const stop = readStop(target)
    if (stop?.port !== undefined) act(stop)
    else if (stop !== undefined || isBackground(target)) choose(stop)
  }
  const onDoubleClick = ({ target }: MouseEvent) => {
    const stop = readStop(target)
    if (stop !== undefined && stop.port === undefined) act(stop)
  }
  return (
    <MapViewportContext value={view}>
      {/* The keys are those of the buttons inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={frame}
        className={styles.frame}
        data-pulling={pull !== undefined || undefined}
        onFocus={(event) => focused(readStop(event.target))}
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
              aria-label={`Map of ${counted(map.operations.length, 'operation')}, ${counted(map.lines.length, 'dropdown')} filled`}
              aria-describedby={help}
            >
              <MapLayer
                map={map}
                places={places}
                current={current}
                emphasis={emphasis}
                pull={pull}
                onPress={openLine}
              >
                <PullLine map={map} places={places} pull={pull} looked={looked} line={line} />
              </MapLayer>
            </section>
            <PullWords pull={pull} words={words} />
            <VisuallyHidden>
              <p id={help}>
                Up and down go through an operation and its inputs, left and right along the lines. Enter
                opens an operation or the settings of a dropdown, and at a port that is free what it could be
                joined with. Delete takes a dropdown away. Page keys go from one operation to the next. Plus
                and minus zoom.
              </p>
            </VisuallyHidden>
            <MapFurniture map={map} places={places} />
          </>
        )}
      </div>
      <MapOpened
        map={map}
        places={places}
        view={view}
        frame={frame}
        opened={opened}
        onLook={look}
        onTake={drop}
        onClose={close}
      />
    </MapViewportContext>
  )
}

const counted = (many: number, word: string) => `${String(many)} ${word}${many === 1 ? '' : 's'}`

const isBackground = (target: EventTarget) =>
  target instanceof Element && target.closest('[data-line], [data-line-label], [data-no-pan]') === null
