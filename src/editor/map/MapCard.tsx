import { memo } from 'react'
import type { FieldId } from '../../model/ids.ts'
import { hueStyle } from '../../nodes/card/view.tsx'
import type { ConnectorMap, MapField, MapOperation } from '../../store/map/parts.ts'
import { rowsOf } from '../../store/map/places.ts'
import { fieldWords, operationWords, optionsCount, portWords, wrongOf } from '../../store/map/words.ts'
import { takesChoices } from '../../store/dropdowns/feed.ts'
import { selectOperationStatus } from '../../store/selectors.ts'
import type { Rect } from '../../store/spatialIndex.ts'
import type { MapStop } from '../../store/state.ts'
import { cx } from '../../ui/classNames.ts'
import { KindTile } from '../../ui/KindTile.tsx'
import { MethodBadge } from '../../ui/MethodBadge.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import type { Level } from '../canvas/level.ts'
import { operationIcon } from '../connector/operationIcon.ts'
import { useAppSelector } from '../hooks.ts'
import styles from './MapCard.module.css'
import { stopKey } from './stops.ts'

const hues = { list: 'list', pages: 'pages', request: 'request', other: 'output' } as const

export interface MapCardProps {
  readonly map: ConnectorMap
  readonly operation: MapOperation
  readonly box: Rect
  readonly level: Level
  /** The stop of this card that Tab comes to. */
  readonly stop: MapStop | undefined
  readonly ringed: boolean
  /** A line is being dragged: whether one of its fields may take it, and which one is under the pointer. */
  readonly pulling: 'fits' | 'shut' | undefined
  readonly over: FieldId | undefined
}

/** One operation: what it is called, what it asks, the fields that may have a list, and the options that it gives. */
export const MapCard = memo(function MapCard(props: MapCardProps) {
  const { map, operation, box, level, stop, ringed, pulling, over } = props
  const status = useAppSelector((state) => selectOperationStatus(state, operation.id))
  const { shown, more } = rowsOf(operation)
  const whole = level === 'full'
  const feeds = map.outOf.has(operation.id)
  const isStop = stop !== undefined && stop.port === undefined
  return (
    <li
      className={cx(styles.card, styles[level], ringed && styles.ringed, isStop && styles.chosen)}
      style={{
        ...hueStyle(hues[operation.does]),
        transform: `translate(${box.x}px, ${box.y}px)`,
        width: box.width,
        height: box.height,
      }}
    >
      <button
        type="button"
        className={styles.head}
        data-stop={operation.id}
        tabIndex={isStop ? 0 : -1}
        aria-current={isStop || undefined}
        title={whole ? undefined : operation.title}
      >
        <VisuallyHidden>{operationWords(operation, map, status)}</VisuallyHidden>
        {level !== 'far' && (
          <span className={styles.line} aria-hidden>
            <KindTile icon={operationIcon(operation.operation)} size={whole ? 26 : 32} />
            <span className={styles.title} title={operation.title}>
              {operation.title}
            </span>
            <StatusDot status={status} />
          </span>
        )}
        {whole && (
          <span className={styles.path} aria-hidden>
            {operation.method === '' ? (
              <span className={styles.address}>Asks nobody</span>
            ) : (
              <>
                <MethodBadge method={operation.method} />
                <span className={styles.address} title={operation.path}>
                  {operation.path}
                </span>
              </>
            )}
          </span>
        )}
      </button>
      {whole && shown.length > 0 && (
        <ul className={styles.rows}>
          {shown.map((field) => (
            <FieldRow
              key={field.field.id}
              map={map}
              operation={operation}
              field={field}
              stop={stop}
              pulling={pulling}
              over={over === field.field.id}
            />
          ))}
          {more > 0 && <li className={styles.more}>and {more} more, typed</li>}
        </ul>
      )}
      {whole && operation.givesList && (
        <button
          type="button"
          className={cx(styles.options, feeds && styles.joined)}
          data-stop={stopKey({ operation: operation.id, port: 'options' })}
          data-no-pan
          tabIndex={stop?.port === 'options' ? 0 : -1}
          aria-current={stop?.port === 'options' || undefined}
        >
          <VisuallyHidden>Options of {operation.title}</VisuallyHidden>
          <span className={styles.port} aria-hidden />
        </button>
      )}
    </li>
  )
})

interface FieldRowProps {
  readonly map: ConnectorMap
  readonly operation: MapOperation
  readonly field: MapField
  readonly stop: MapStop | undefined
  readonly pulling: MapCardProps['pulling']
  readonly over: boolean
}

function FieldRow({ map, operation, field, stop, pulling, over }: FieldRowProps) {
  const fits = pulling === 'fits' && takesChoices.has(field.field.type)
  const line = map.into.get(operation.id)?.find(({ top }) => top === field.field.id)
  const count = useAppSelector(({ run }) =>
    line === undefined || !Object.hasOwn(run.live, line.from)
      ? undefined
      : optionsCount(line, run.live[line.from]),
  )
  const wrong = useAppSelector((state) => (line === undefined ? undefined : wrongOf(state, line)))
  const own = stop?.port === field.field.id
  return (
    <li>
      <button
        type="button"
        className={cx(
          styles.row,
          styles[field.state],
          wrong !== undefined && styles.wrong,
          fits && styles.fits,
          over && fits && styles.over,
          pulling !== undefined && !fits && styles.shut,
        )}
        data-stop={stopKey({ operation: operation.id, port: field.field.id })}
        tabIndex={own ? 0 : -1}
        aria-current={own || undefined}
        title={wrong}
      >
        <VisuallyHidden>{portWords(operation, field, map, { count, wrong })}</VisuallyHidden>
        <span className={cx(styles.port, field.state === 'listed' && styles.joinedPort)} aria-hidden />
        <span className={styles.name} aria-hidden>
          {field.field.name}
        </span>
        <span className={styles.words} aria-hidden>
          {fieldWords(field, line, count)}
        </span>
      </button>
    </li>
  )
}
