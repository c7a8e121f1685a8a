import { GitMerge } from 'lucide-react'
import { memo } from 'react'
import type { MapLine } from '../../store/map/parts.ts'
import { cascadeWords, lineWords, optionsCount, wrongOf } from '../../store/map/words.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useAppSelector } from '../hooks.ts'
import type { Emphasis } from './emphasis.ts'
import styles from './MapLines.module.css'
import type { MapWire } from './mapWires.ts'

export interface MapLinesProps {
  readonly wires: readonly MapWire[]
  readonly emphasis: Emphasis
  readonly onPress: (line: MapLine) => void
}

/** Dotted lines from what gives options to the fields that are filled from it. The keyboard has them in the fields. */
export function MapLines({ wires, emphasis, onPress }: MapLinesProps) {
  return (
    <svg className={styles.layer} aria-hidden>
      {wires.map(({ line, path }) => (
        <LineShape
          key={line.id}
          line={line}
          path={path}
          strong={emphasis.lines.has(line.id)}
          told={emphasis.told.has(line.id)}
          onPress={onPress}
        />
      ))}
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
export function MapLabels({ wires, emphasis, onPress }: MapLinesProps) {
  return wires
    .filter(({ line: { id } }) => emphasis.told.has(id) || emphasis.asked.has(id))
    .map((wire) => (
      <LineLabel key={wire.line.id} wire={wire} told={emphasis.told.has(wire.line.id)} onPress={onPress} />
    ))
}

interface LineLabelProps extends Pick<MapLinesProps, 'onPress'> {
  readonly wire: MapWire
  readonly told: boolean
}

function LineLabel({ wire: { line, middle, gone }, told, onPress }: LineLabelProps) {
  const wrong = useAppSelector((state) => wrongOf(state, line) !== undefined)
  const count = useAppSelector(({ run }) =>
    optionsCount(line, Object.hasOwn(run.live, line.from) ? run.live[line.from] : undefined),
  )
  const words = gone ? 'its list is gone' : told ? lineWords(line, count) : cascadeWords(count)
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
      {!told && !gone && <Icon icon={GitMerge} size={12} />}
      {words}
    </span>
  )
}
