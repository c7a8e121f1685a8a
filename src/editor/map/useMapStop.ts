import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react'
import type { OperationId } from '../../model/ids.ts'
import type { ConnectorMap } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import { mapChosen } from '../../store/sessionSlice.ts'
import type { MapStop } from '../../store/state.ts'
import { reveal } from '../../store/viewport.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import type { MapViewport } from './mapView.ts'
import { elementOf, sameStop, stopKey } from './stops.ts'

interface MapStops {
  readonly frame: RefObject<HTMLElement | null>
  readonly view: MapViewport
  readonly map: ConnectorMap
  readonly places: MapPlaces
  /** The viewport was moved. */
  readonly rested: () => void
}

/** What is chosen on the map, which is what has the focus there. */
export function useMapStop({ frame, view, map, places, rested }: MapStops) {
  const store = useEditorStore()
  const chosen = useAppSelector(({ session }) => session.map.chosen)
  /** What Tab comes to: the chosen one, or else the first. */
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
  return {
    chosen,
    current,
    choose,
    /** Brings an operation into sight. */
    show,
    /** Chooses with the keys: what is chosen comes into sight and gets the focus. */
    goTo: (stop: MapStop) => {
      moving.current = true
      show(stop.operation)
      // Another object, even of the same stop: the focus is taken when it has been drawn.
      store.dispatch(mapChosen({ ...stop }))
    },
    /** The focus goes to what is chosen when it is drawn next. */
    takeFocus: () => {
      moving.current = true
    },
    /** A focus that came by itself chooses. */
    focused: (stop: MapStop | undefined) => {
      if (stop !== undefined && stopKey(stop) !== (chosen && stopKey(chosen))) choose(stop)
    },
  }
}
