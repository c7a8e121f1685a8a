import { useMemo } from 'react'
import type { ConnectorMap } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import { mapMoved } from '../../store/sessionSlice.ts'
import { visibleArea } from '../../store/viewport.ts'
import { SmallMap, type SmallPicture } from '../canvas/SmallMap.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import styles from './MapFurniture.module.css'
import { useMapViewport } from './mapView.ts'

const hues = { list: 'list', pages: 'pages', request: 'request', other: 'output' } as const

/** All operations at a glance; a press or a pull goes there. */
export function MapMiniMap({ map, places }: { readonly map: ConnectorMap; readonly places: MapPlaces }) {
  const store = useEditorStore()
  const view = useMapViewport()
  const screen = useAppSelector(({ session }) => session.map.size)
  const picture = useMemo(
    (): SmallPicture => ({
      bounds: () => places.bounds,
      seen: () => visibleArea(view.get(), screen),
      paint(pen, inks, place) {
        for (const { id, does } of map.operations) {
          const box = places.boxes.box(id)
          if (box === undefined) continue
          const { x, y, width, height } = place(box)
          pen.fillStyle = inks.ofKind(hues[does])
          pen.fillRect(x, y, width, height)
        }
      },
      watch: (ask) => view.listen(ask),
    }),
    [view, map, places, screen],
  )
  return (
    <SmallMap
      label="The whole map, small"
      className={styles.minimap}
      picture={picture}
      onGo={(corner) => view.set({ ...view.get(), ...corner })}
      onRest={() => void store.dispatch(mapMoved(view.get()))}
    />
  )
}
