import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Viewport } from '../../store/state.ts'
import { clampZoom } from '../../store/viewport.ts'

/**
 * Where the map is looked at, between two words to the session: sixty times a second a pan moves one layer and nothing is drawn
 * anew but what comes into sight.
 */
export class MapViewport {
  #now: Viewport
  readonly #listeners = new Set<() => void>()

  constructor(start: Viewport) {
    this.#now = start
  }

  readonly get = (): Viewport => this.#now

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly set = (viewport: Viewport): void => {
    if (viewport === this.#now) return
    this.#now = viewport
    for (const listener of this.#listeners) listener()
  }

  /** Moves what is seen by screen pixels. */
  pan(across: number, down: number): void {
    const { x, y, zoom } = this.#now
    this.set({ x: x - across / zoom, y: y - down / zoom, zoom })
  }

  /** Zooms, and what lies under a point of the screen stays under it. */
  zoomAround(point: { readonly x: number; readonly y: number }, by: number): void {
    const { x, y, zoom } = this.#now
    const next = clampZoom(zoom * by)
    this.set({
      x: x + point.x / zoom - point.x / next,
      y: y + point.y / zoom - point.y / next,
      zoom: next,
    })
  }
}

export const MapViewportContext = createContext<MapViewport | undefined>(undefined)

export function useMapViewport(): MapViewport {
  const view = useContext(MapViewportContext)
  if (view === undefined) throw new Error('A part of the map is drawn outside of it.')
  return view
}

/** What a part of the map makes of the viewport; it is drawn again only where that changes. */
export function useInView<Value extends string | number>(read: (viewport: Viewport) => Value): Value {
  const view = useMapViewport()
  return useSyncExternalStore(view.listen, () => read(view.get()))
}
