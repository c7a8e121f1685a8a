import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import type { MapPlaces } from '../../store/map/places.ts'
import { mapMoved, mapResized } from '../../store/sessionSlice.ts'
import type { Rect } from '../../store/spatialIndex.ts'
import type { Viewport } from '../../store/state.ts'
import { fit, isSameView, type Size } from '../../store/viewport.ts'
import { briefBelow } from '../canvas/level.ts'
import { useEditorStore } from '../hooks.ts'
import type { MapViewport } from './mapView.ts'

/** Room at the left and the top of a map that is too large to be seen whole, in screen pixels. */
const margin = 40

/** All of it where it can be read so; else its beginning, as near as its words can be read. */
function start(whole: Rect, size: Size): Viewport {
  const fitted = fit(whole, size)
  if (fitted.zoom >= briefBelow) return fitted
  return { x: whole.x - margin / briefBelow, y: whole.y - margin / briefBelow, zoom: briefBelow }
}

/**
 * Tells the session how large the map is on the screen, and shows its beginning where nobody has looked at it yet. A view that
 * nobody has moved goes on fitting. True from when that is done.
 */
export function useMapSize(
  frame: RefObject<HTMLElement | null>,
  view: MapViewport,
  { bounds }: MapPlaces,
): boolean {
  const store = useEditorStore()
  const [sized, setSized] = useState(false)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element
      const { map } = store.getState().session
      if (width === 0 || height === 0) return
      if (map.size.width !== width || map.size.height !== height)
        store.dispatch(mapResized({ width, height }))
      if (bounds !== undefined) {
        const { viewport } = map
        if (viewport === undefined || isSameView(viewport, start(bounds, map.size))) {
          const next = start(bounds, { width, height })
          view.set(next)
          store.dispatch(mapMoved(next))
        }
      }
      setSized(true)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, store, view, bounds])
  useEffect(
    () => () => {
      const { viewport } = store.getState().session.map
      if (viewport !== undefined && viewport !== view.get()) store.dispatch(mapMoved(view.get()))
    },
    [store, view],
  )
  return sized
}
