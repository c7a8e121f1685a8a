import { type RefObject } from 'react'
import type { Joining } from '../../store/map/joining.ts'
import type { ConnectorMap } from '../../store/map/parts.ts'
import { type MapPlaces, portPlace } from '../../store/map/places.ts'
import { cx } from '../../ui/classNames.ts'
import { wirePath } from '../canvas/wirePath.ts'
import styles from './MapLines.module.css'
import surface from './MapSurface.module.css'
import type { Pull } from './usePull.ts'

export interface PullLineProps {
  readonly map: ConnectorMap
  readonly places: MapPlaces
  readonly pull: Pull | undefined
  /** What the keyboard would join. */
  readonly looked: Joining | undefined
  readonly line: RefObject<SVGPathElement | null>
}

/** The line under way: to the pointer, or to where Enter would lead it. */
export function PullLine({ map, places, pull, looked, line }: PullLineProps) {
  return (
    <svg className={cx(styles.layer, styles.above)} aria-hidden>
      <g className={cx(styles.line, styles.drawing, pull?.refusal !== undefined && styles.refused)}>
        {/* Its way is the pointer's, from move to move. */}
        {pull !== undefined && <path ref={line} className={styles.ink} />}
        {looked !== undefined && <path className={styles.ink} d={wayOf(map, places, looked)} />}
      </g>
    </svg>
  )
}

function wayOf(map: ConnectorMap, places: MapPlaces, { from, to, field }: Joining): string | undefined {
  const [source, target] = [map.byId.get(from), map.byId.get(to)]
  const [start, end] = [places.boxes.box(from), places.boxes.box(to)]
  if (source === undefined || target === undefined || start === undefined || end === undefined)
    return undefined
  const [a, b] = [portPlace(source, 'options'), portPlace(target, field)]
  return wirePath({ x: start.x + a.x, y: start.y + a.y }, { x: end.x + b.x, y: end.y + b.y }).path
}

/** Why the line cannot end under the pointer. */
export function PullWords({
  pull,
  words,
}: {
  readonly pull: Pull | undefined
  readonly words: RefObject<HTMLDivElement | null>
}) {
  return (
    <div ref={words} className={surface.hint} role="tooltip" hidden={pull?.refusal === undefined}>
      {pull?.refusal}
    </div>
  )
}
