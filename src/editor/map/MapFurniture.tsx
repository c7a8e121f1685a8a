import { cx } from '../../ui/classNames.ts'
import type { ConnectorMap } from '../../store/map/parts.ts'
import type { MapPlaces } from '../../store/map/places.ts'
import { showsWhole } from '../../store/viewport.ts'
import { ZoomButtons } from '../canvas/ZoomButtons.tsx'
import { useAppSelector } from '../hooks.ts'
import styles from './MapFurniture.module.css'
import { MapMiniMap } from './MapMiniMap.tsx'
import { useInView } from './mapView.ts'

/** What floats above the map: zoom, what its signs mean, and the whole at a glance where it is not in sight. */
export function MapFurniture({ map, places }: { readonly map: ConnectorMap; readonly places: MapPlaces }) {
  const wished = useAppSelector(({ session }) => session.panels.minimap)
  const size = useAppSelector(({ session }) => session.map.size)
  const percent = useInView(({ zoom }) => Math.round(zoom * 100))
  const inSight = useInView((viewport) =>
    places.bounds === undefined || showsWhole(viewport, size, places.bounds) ? 'whole' : 'part',
  )
  return (
    <>
      <div data-no-pan>
        <ZoomButtons percent={percent} whole="map" />
      </div>
      <div className={styles.corner} data-no-pan>
        {wished && inSight === 'part' && <MapMiniMap map={map} places={places} />}
        <ul className={styles.legend} aria-label="What the signs mean">
          <li>
            <svg width="32" height="4" className={styles.line} aria-hidden>
              <path d="M2 2H30" />
            </svg>
            Fills a dropdown
          </li>
          <li>
            <span className={cx(styles.port, styles.joined)} aria-hidden />
            Has a list
          </li>
          <li>
            <span className={styles.port} aria-hidden />
            Could use one
          </li>
        </ul>
      </div>
    </>
  )
}
