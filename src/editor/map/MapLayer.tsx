import { useLayoutEffect, useMemo, useRef } from 'react'
import type { OperationId } from '../../model/ids.ts'
import type { ConnectorMap, MapLine } from '../../store/map/parts.ts'
import { type MapPlaces, mapMeasures } from '../../store/map/places.ts'
import { touches } from '../../store/spatialIndex.ts'
import type { MapStop } from '../../store/state.ts'
import { areaOfCells, cellsInSight, lettersAt, levelOf } from '../canvas/level.ts'
import { useAppSelector } from '../hooks.ts'
import type { Emphasis } from './emphasis.ts'
import { MapCard } from './MapCard.tsx'
import { MapLabels, MapLines } from './MapLines.tsx'
import styles from './MapSurface.module.css'
import type { Pull } from './usePull.ts'
import { useInView, useMapViewport } from './mapView.ts'
import { wiresInSight } from './mapWires.ts'

export interface MapLayerProps {
  readonly map: ConnectorMap
  readonly places: MapPlaces
  /** What Tab comes to. It is drawn wherever one looks. */
  readonly current: MapStop | undefined
  readonly emphasis: Emphasis
  readonly pull: Pull | undefined
  readonly onPress: (line: MapLine) => void
  readonly children?: React.ReactNode
}

/** Screen pixels between two dots of the ground at 100 %. */
const dots = 20

/** What of the map is in sight, on the one layer that pans and zooms. */
export function MapLayer({ map, places, current, emphasis, pull, onPress, children }: MapLayerProps) {
  const layer = useRef<HTMLDivElement>(null)
  const view = useMapViewport()
  const size = useAppSelector(({ session }) => session.map.size)
  const cells = useInView((viewport) => cellsInSight(viewport, size))
  const level = useInView(({ zoom }) => levelOf(zoom))
  const letters = useInView(({ zoom }) => lettersAt(zoom))
  useLayoutEffect(() => {
    const move = () => {
      const element = layer.current
      const ground = element?.parentElement
      if (element === null || ground == null) return
      const { x, y, zoom } = view.get()
      element.style.transform = `translate(${-x * zoom}px, ${-y * zoom}px) scale(${zoom})`
      // Far away the dots would be a grey ground.
      const step = dots * zoom * (zoom < 0.5 ? 4 : 1)
      ground.style.backgroundSize = `${step}px ${step}px`
      ground.style.backgroundPosition = `${-x * zoom}px ${-y * zoom}px`
    }
    move()
    return view.listen(move)
  }, [view])
  const { cards, wires, headings } = useMemo(() => {
    const area = areaOfCells(cells)
    const seen = new Set(places.boxes.within(area))
    return {
      cards: map.operations.filter(({ id }) => seen.has(id) || id === current?.operation),
      wires: wiresInSight(map, places, area),
      headings: places.headings.filter((heading) => touches(area, heading)),
    }
  }, [map, places, cells, current?.operation])
  return (
    <div ref={layer} className={styles.layer} data-letters={letters}>
      <MapLines wires={wires} emphasis={emphasis} onPress={onPress} />
      {headings.map(({ words, x, y }) => (
        <div
          key={words}
          className={styles.heading}
          style={{ transform: `translate(${x}px, ${y}px)`, height: mapMeasures.heading }}
        >
          {words}
        </div>
      ))}
      <ul className={styles.cards} aria-label="Operations">
        {cards.map((operation) => {
          const box = places.boxes.box(operation.id)
          return (
            box !== undefined && (
              <MapCard
                key={operation.id}
                map={map}
                operation={operation}
                box={box}
                level={level}
                stop={stopFor(operation.id, current)}
                pulling={pull === undefined ? undefined : pull.closed.has(operation.id) ? 'shut' : 'fits'}
                over={pull?.over?.operation === operation.id ? pull.over.field : undefined}
                ringed={emphasis.ringed.has(operation.id)}
              />
            )
          )
        })}
      </ul>
      {level === 'full' && <MapLabels wires={wires} emphasis={emphasis} onPress={onPress} />}
      {children}
    </div>
  )
}

const stopFor = (id: OperationId, current: MapStop | undefined) =>
  current?.operation === id ? current : undefined
