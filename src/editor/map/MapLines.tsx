import { GitMerge } from 'lucide-react'
import { memo } from 'react'
import type { ConnectorMap, MapLine } from '../../store/map/parts.ts'
import { type MapPlaces, portPlace } from '../../store/map/places.ts'
import { cascadeWords, lineWords, optionsCount, wrongOf } from '../../store/map/words.ts'
import { wayBetween } from '../../store/map/ways.ts'
import { touches, type Rect } from '../../store/spatialIndex.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { type Point, wirePath } from '../canvas/wirePath.ts'
import { useAppSelector } from '../hooks.ts'
import type { Emphasis } from './emphasis.ts'
import styles from './MapLines.module.css'

/** How much of a line is seen whose other end is gone, in canvas pixels. */
const stub = 56

/** Both ends of a line; undefined where it ends at nothing. */
export function endsOf(
  map: ConnectorMap,
  places: MapPlaces,
  line: MapLine,
): { readonly from: Point; readonly to: Point; readonly gone: boolean } | undefined {
  const target = map.byId.get(line.to)
  const box = places.boxes.box(line.to)
  if (target === undefined || box === undefined) return undefined
  const port = portPlace(target, line.top)
  const to = { x: box.x + port.x, y: box.y + port.y }
  const source = map.byId.get(line.from)
  const start = source && places.boxes.box(line.from)
  if (source === undefined || start === undefined)
    return { from: { x: to.x - stub, y: to.y }, to, gone: true }
  const options = portPlace(source, 'options')
  return { from: { x: start.x + options.x, y: start.y + options.y }, to, gone: false }
}

/** The line as SVG, and the middle of its last stretch: a label is best read near to what it is about. */
export function wireOf(
  { columns }: MapPlaces,
  { from, to }: { readonly from: Point; readonly to: Point },
): { readonly path: string; readonly middle: Point } {
  const points = wayBetween(columns, from, to)
  const stretches = points.slice(1).map((point, at) => wirePath(points[at] ?? from, point))
  return { path: stretches.map(({ path }) => path).join(''), middle: stretches.at(-1)?.middle ?? to }
}

/** Lines of which something may be in sight. */
export function linesInSight(map: ConnectorMap, places: MapPlaces, area: Rect): readonly MapLine[] {
  return map.lines.filter((line) => {
    const ends = endsOf(map, places, line)
    if (ends === undefined) return false
    const { from, to } = ends
    // A curve bends beyond its ends by half of what it goes back.
    const bend = Math.max(0, from.x - to.x) / 2 + 24
    const heights = wayBetween(places.columns, from, to).map(({ y }) => y)
    const top = Math.min(...heights)
    return touches(area, {
      x: Math.min(from.x, to.x) - bend,
      y: top,
      width: Math.abs(from.x - to.x) + 2 * bend,
      height: Math.max(1, Math.max(...heights) - top),
    })
  })
}

export interface MapLinesProps {
  readonly map: ConnectorMap
  readonly places: MapPlaces
  readonly lines: readonly MapLine[]
  readonly emphasis: Emphasis
  readonly onPress: (line: MapLine) => void
}

/** Dotted lines from what gives options to the fields that are filled from it. The keyboard has them in the fields. */
export function MapLines({ map, places, lines, emphasis, onPress }: MapLinesProps) {
  return (
    <svg className={styles.layer} aria-hidden>
      {lines.map((line) => {
        const ends = endsOf(map, places, line)
        return (
          ends !== undefined && (
            <LineShape
              key={line.id}
              line={line}
              path={wireOf(places, ends).path}
              strong={emphasis.lines.has(line.id)}
              told={emphasis.told.has(line.id)}
              onPress={onPress}
            />
          )
        )
      })}
    </svg>
  )
}

interface LineShapeProps {
  readonly line: MapLine
  readonly path: string
  readonly strong: boolean
  readonly told: boolean
  readonly onPress: (line: MapLine) => void
}

const LineShape = memo(function LineShape({ line, path, strong, told, onPress }: LineShapeProps) {
  const wrong = useAppSelector((state) => wrongOf(state, line) !== undefined)
  return (
    // The field at its end is the button for it.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <g
      className={cx(styles.line, strong && styles.strong, told && styles.told, wrong && styles.wrong)}
      data-line={line.id}
      data-wrong={wrong || undefined}
      onClick={() => onPress(line)}
    >
      <path className={styles.hit} d={path} data-no-pan />
      {told && <path className={styles.halo} d={path} />}
      <path className={styles.ink} d={path} />
    </g>
  )
})

/** What the chosen line is made of, and what is asked before it; above the cards, where their line is. */
export function MapLabels({ map, places, lines, emphasis, onPress }: MapLinesProps) {
  return lines
    .filter(({ id }) => emphasis.told.has(id) || emphasis.asked.has(id))
    .map((line) => (
      <LineLabel
        key={line.id}
        map={map}
        places={places}
        line={line}
        told={emphasis.told.has(line.id)}
        onPress={onPress}
      />
    ))
}

interface LineLabelProps extends Pick<MapLinesProps, 'map' | 'places' | 'onPress'> {
  readonly line: MapLine
  readonly told: boolean
}

function LineLabel({ map, places, line, told, onPress }: LineLabelProps) {
  const wrong = useAppSelector((state) => wrongOf(state, line) !== undefined)
  const count = useAppSelector(({ run }) =>
    optionsCount(line, Object.hasOwn(run.live, line.from) ? run.live[line.from] : undefined),
  )
  const ends = endsOf(map, places, line)
  if (ends === undefined) return null
  const { middle } = wireOf(places, ends)
  const words = ends.gone ? 'its list is gone' : told ? lineWords(line, count) : cascadeWords(count)
  return (
    // The pointer's way to what Enter does at the field.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      className={cx(styles.label, wrong && styles.wrongLabel)}
      style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
      aria-hidden
      data-line-label={line.id}
      data-no-pan
      onClick={() => onPress(line)}
    >
      {!told && !ends.gone && <Icon icon={GitMerge} size={12} />}
      {words}
    </span>
  )
}
