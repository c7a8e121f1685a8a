import {
  type FocusEvent,
  lazy,
  type MouseEvent,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { OperationId } from '../../model/ids.ts'
import { join, type Joining, part } from '../../store/map/joining.ts'
import type { ConnectorMap, MapLine } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import { selectCanEdit } from '../../store/selectors.ts'
import { mapChosen, mapMoved, operationOpened } from '../../store/sessionSlice.ts'
import type { MapStop } from '../../store/state.ts'
import { reveal } from '../../store/viewport.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { emphasisOf } from './emphasis.ts'
import { MapFurniture } from './MapFurniture.tsx'
import { MapLayer } from './MapLayer.tsx'
import { endsOf, wireOf } from './MapLines.tsx'
import { PullLine, PullWords } from './MapPull.tsx'
import styles from './MapSurface.module.css'
import { MapTargets } from './MapTargets.tsx'
import { MapViewport, MapViewportContext } from './mapView.ts'
import { linesAt, readStop, sameStop, stopKey } from './stops.ts'
import { useMapKeys } from './useMapKeys.ts'
import { useMapSize } from './useMapSize.ts'
import { usePanning } from './usePanning.ts'
import { usePull } from './usePull.ts'

const MapPopover = lazy(async () => ({ default: (await import('./MapPopover.tsx')).MapPopover }))

export interface MapSurfaceProps {
  readonly map: ConnectorMap
  readonly places: MapPlaces
}

/** What is open above the map: the settings of a line, or what a stop could be joined with. */
type Opened =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'targets'; readonly stop: MapStop; readonly anchor: Element }

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
    elementOf(frame.current, current)?.focus({ preventScroll: true })
  })
  const choose = (stop: MapStop | undefined) => {
    if (!sameStop(store.getState().session.map.chosen, stop)) store.dispatch(mapChosen(stop))
  }
  const show = useCallback(
    (operation: OperationId) => {
      const box = places.boxes.box(operation)
      if (box !== undefined) view.set(reveal(view.get(), store.getState().session.map.size, box))
      rested()
    },
    [places, view, store, rested],
  )
  const goTo = (stop: MapStop) => {
    moving.current = true
    show(stop.operation)
    store.dispatch(mapChosen({ ...stop }))
  }

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
  const remove = (lines: readonly MapLine[]) => {
    for (const line of lines) store.dispatch(part(line))
    setOpened(undefined)
  }
  const act = (stop: MapStop) => {
    const [line] = linesAt(map, stop)
    const anchor = elementOf(frame.current, stop)
    if (stop.port === undefined) store.dispatch(operationOpened(stop.operation))
    else if (line !== undefined) openLine(line)
    else if (anchor !== null && canEdit) setOpened({ kind: 'targets', stop, anchor })
  }
  const close = () => {
    moving.current = true
    setOpened(undefined)
  }
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
  const onKeyDown = useMapKeys({ map, places, goTo, act, remove })

  const onFocus = (event: FocusEvent) => {
    const stop = readStop(event.target)
    if (stop !== undefined && stopKey(stop) !== (chosen && stopKey(chosen))) choose(stop)
  }
  const onClick = (event: MouseEvent) => {
    const stop = readStop(event.target)
    if (stop?.port !== undefined) act(stop)
    else if (stop !== undefined) choose(stop)
    else if (isBackground(event.target)) choose(undefined)
  }
  const onDoubleClick = (event: MouseEvent) => {
    const stop = readStop(event.target)
    if (stop !== undefined && stop.port === undefined) act(stop)
  }
  const shownLine = opened?.kind === 'line' ? map.lines.find(({ id }) => id === opened.line) : undefined
  const anchor = useMemo(
    () => ({
      getBoundingClientRect: () =>
        middleOf(frame.current, view, places, shownLine && endsOf(map, places, shownLine)),
    }),
    [view, shownLine, map, places],
  )
  return (
    <MapViewportContext value={view}>
      {/* The keys are those of the buttons inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={frame}
        className={styles.frame}
        data-pulling={pull !== undefined || undefined}
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
      {opened?.kind === 'targets' && (
        <MapTargets
          map={map}
          stop={opened.stop}
          anchor={opened.anchor}
          onLook={look}
          onTake={drop}
          onClose={close}
        />
      )}
      {shownLine !== undefined && (
        <Suspense fallback={null}>
          <MapPopover
            key={shownLine.id}
            map={map}
            line={shownLine}
            anchor={anchor}
            onPart={() => {
              moving.current = true
              remove([shownLine])
            }}
            onOpen={(operation) => void store.dispatch(operationOpened(operation))}
            onClose={close}
          />
        </Suspense>
      )}
    </MapViewportContext>
  )
}

const counted = (many: number, word: string) => `${String(many)} ${word}${many === 1 ? '' : 's'}`

const elementOf = (frame: HTMLElement | null, stop: MapStop) =>
  frame?.querySelector<HTMLElement>(`[data-stop="${stopKey(stop)}"]`) ?? null

const isBackground = (target: EventTarget) =>
  target instanceof Element && target.closest('[data-line], [data-line-label], [data-no-pan]') === null

const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value))

/** The middle of a line in the window; of one that is out of sight, the nearest place within. */
function middleOf(
  frame: HTMLElement | null,
  view: MapViewport,
  places: MapPlaces,
  ends: ReturnType<typeof endsOf>,
): DOMRect {
  const seen = frame?.getBoundingClientRect() ?? new DOMRect()
  if (ends === undefined) return seen
  const { x, y, zoom } = view.get()
  const { middle } = wireOf(places, ends)
  return new DOMRect(
    seen.left + clamp((middle.x - x) * zoom, seen.width),
    seen.top + clamp((middle.y - y) * zoom - 10, seen.height - 20),
    1,
    20,
  )
}
