import type { KeyboardEvent } from 'react'
import type { ConnectorMap, MapLine } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import type { MapStop } from '../../store/state.ts'
import { useCommand } from '../hooks.ts'
import { linesAt, nextStop, readStop } from './stops.ts'

interface MapKeys {
  readonly map: ConnectorMap
  readonly places: MapPlaces
  readonly goTo: (stop: MapStop) => void
  /** What Enter does. */
  readonly act: (stop: MapStop) => void
  readonly remove: (lines: readonly MapLine[]) => void
}

const zooms: Readonly<Record<string, string>> = { '+': 'zoom-in', '-': 'zoom-out' }

/** The keys of the map. What is open above it has keys of its own. */
export function useMapKeys({ map, places, goTo, act, remove }: MapKeys): (event: KeyboardEvent) => void {
  const command = useCommand()
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const zoom = event.shiftKey && event.code === 'Digit1' ? 'zoom-fit' : zooms[event.key]
    if (zoom !== undefined) {
      event.preventDefault()
      command(zoom)
      return
    }
    const stop = readStop(event.target)
    if (stop === undefined || event.shiftKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      act(stop)
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      const lines = linesAt(map, stop)
      if (lines.length > 0) event.preventDefault()
      remove(lines)
    } else {
      const next = nextStop(map, places, stop, event.key)
      // A key of the map does not scroll the page where it leads nowhere.
      if (next !== undefined || /^(?:Arrow|Page|Home|End)/.test(event.key)) event.preventDefault()
      if (next !== undefined) goTo(next)
    }
  }
}
