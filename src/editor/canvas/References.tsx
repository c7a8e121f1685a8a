import { useStore, ViewportPortal } from '@xyflow/react'
import { List } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { findInputs } from '../../model/fields.ts'
import type { NodeId } from '../../model/ids.ts'
import { hueStyle } from '../../nodes/card/view.tsx'
import { part } from '../../store/map/joining.ts'
import { type ConnectorMap, connectorMap, type MapLine } from '../../store/map/parts.ts'
import { feedsWords, findOutput, type Reference, referencesOf } from '../../store/map/references.ts'
import { lineWords, optionsCount, wrongOf } from '../../store/map/words.ts'
import { selectRun } from '../../store/selectors.ts'
import { mapChosen, operationOpened, pageOpened } from '../../store/sessionSlice.ts'
import { cx } from '../../ui/classNames.ts'
import { KindTile } from '../../ui/KindTile.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { portPoint } from './flowParts.ts'
import { useGesture } from './gesture.ts'
import type { CanvasGraph } from './graph.ts'
import { levelOf } from './level.ts'
import styles from './References.module.css'
import { type Point, wirePath } from './wirePath.ts'

const MapPopover = lazy(async () => ({ default: (await import('../map/MapPopover.tsx')).MapPopover }))

/** Operations that fill fields of this one, left of its inputs; and which dropdowns this one fills, right of its output. */
export function References({ graph }: { readonly graph: CanvasGraph }) {
  const store = useEditorStore()
  const level = useStore(({ transform }) => levelOf(transform[2]))
  const drag = useGesture((gesture) => gesture.drag)
  const [opened, setOpened] = useState<{ readonly line: string; readonly anchor: Element }>()
  const map = connectorMap(graph.connector)
  const references = useMemo(
    () => referencesOf(map, graph.operation, graph.index.boxes),
    // The index is one object that changes with the graph.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [map, graph],
  )
  if (level === 'far') return null
  const inputs = references.length === 0 ? undefined : findInputs(graph.operation)
  // What follows the pointer is not in the index before it is let go.
  const moved = (id: NodeId): Point =>
    drag !== undefined && drag.copy !== true && drag.ids.has(id) ? { x: drag.x, y: drag.y } : { x: 0, y: 0 }
  const line = opened && map.into.get(graph.operation.id)?.find(({ id }) => id === opened.line)
  return (
    <>
      <ViewportPortal>
        {inputs !== undefined && (
          <ul className={styles.references} aria-label="Operations that fill its inputs">
            {references.map((reference) => (
              <ReferenceCard
                key={reference.from}
                graph={graph}
                reference={reference}
                inputs={inputs.id}
                by={moved(inputs.id)}
                brief={level !== 'full'}
                onLine={(one, anchor) => setOpened({ line: one.id, anchor })}
              />
            ))}
          </ul>
        )}
        {level === 'full' && <Feeds graph={graph} map={map} moved={moved} />}
      </ViewportPortal>
      {line !== undefined && opened !== undefined && (
        <Suspense fallback={null}>
          <MapPopover
            key={line.id}
            map={map}
            line={line}
            anchor={opened.anchor}
            onPart={() => {
              store.dispatch(part(line))
              setOpened(undefined)
            }}
            onOpen={(operation) => void store.dispatch(operationOpened(operation))}
            onClose={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}

interface ReferenceCardProps {
  readonly graph: CanvasGraph
  readonly reference: Reference
  readonly inputs: NodeId
  readonly by: Point
  readonly brief: boolean
  readonly onLine: (line: MapLine, anchor: Element) => void
}

function ReferenceCard({ graph, reference, inputs, by, brief, onLine }: ReferenceCardProps) {
  const { dispatch } = useEditorStore()
  const { from, title, lines, box } = reference
  const at = { x: box.x + by.x, y: box.y + by.y }
  const start = { x: at.x + box.width, y: at.y + box.height / 2 }
  return (
    <li>
      {lines.map((line) => {
        const end = portPoint(graph, inputs, line.top)
        return (
          end !== undefined && (
            <ReferenceLine
              key={line.id}
              line={line}
              start={start}
              end={{ x: end.x + by.x, y: end.y + by.y }}
              brief={brief}
              gone={title === undefined}
              onPress={(anchor) => onLine(line, anchor)}
            />
          )
        )
      })}
      <button
        type="button"
        className={cx(styles.card, title === undefined && styles.gone, 'nopan')}
        style={{
          ...hueStyle('list'),
          transform: `translate(${at.x}px, ${at.y}px)`,
          width: box.width,
          height: box.height,
        }}
        disabled={title === undefined}
        aria-label={
          title === undefined ? 'It is gone: the operation that filled this' : `${title}, open this operation`
        }
        title={title}
        data-reference={from}
        onClick={() => dispatch(operationOpened(from))}
      >
        <KindTile icon={List} />
        <span className={styles.title}>{title ?? 'It is gone'}</span>
        <span className={styles.port} aria-hidden />
      </button>
    </li>
  )
}

interface ReferenceLineProps {
  readonly line: MapLine
  readonly start: Point
  readonly end: Point
  readonly brief: boolean
  /** The operation at its beginning is gone. */
  readonly gone: boolean
  readonly onPress: (anchor: Element) => void
}

function ReferenceLine({ line, start, end, brief, gone, onPress }: ReferenceLineProps) {
  const wrong = useAppSelector((state) => wrongOf(state, line))
  const count = useAppSelector((state) => optionsCount(line, selectRun(state, line.from)))
  const { path, middle } = wirePath(start, end)
  const shown = gone ? 'its list is gone' : lineWords(line, count)
  return (
    <>
      <svg className={styles.layer} aria-hidden data-wrong={wrong !== undefined || undefined}>
        <path className={cx(styles.line, wrong !== undefined && styles.wrong)} d={path} />
        <rect
          className={cx(styles.end, wrong !== undefined && styles.wrong)}
          x={end.x - 5}
          y={end.y - 5}
          width="10"
          height="10"
          rx="3"
        />
      </svg>
      {!brief && (
        <button
          type="button"
          className={cx(styles.label, wrong !== undefined && styles.wrongLabel, 'nopan')}
          style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
          aria-label={`${line.dependence.field.name}: ${shown}${wrong === undefined ? '' : `. ${wrong}`}`}
          title={wrong}
          data-reference-line={line.id}
          onClick={(event) => onPress(event.currentTarget)}
        >
          {shown}
        </button>
      )}
    </>
  )
}

/** How far right of the output it is said what this operation feeds, in canvas pixels. */
const beside = 32

function Feeds({
  graph,
  map,
  moved,
}: {
  readonly graph: CanvasGraph
  readonly map: ConnectorMap
  readonly moved: (id: NodeId) => Point
}) {
  const { dispatch } = useEditorStore()
  const { operation, index } = graph
  const fed = feedsWords(map, operation.id)
  const output = findOutput(operation)
  const box = output && index.boxes.box(output.id)
  if (fed.length === 0 || output === undefined || box === undefined) return null
  const by = moved(output.id)
  const start = { x: box.x + box.width + by.x, y: box.y + Math.min(22, box.height / 2) + by.y }
  const [first, ...others] = fed
  const words = `options → ${first ?? ''}${others.length === 0 ? '' : `, and ${String(others.length)} more`}`
  return (
    <>
      <svg className={styles.layer} aria-hidden>
        <path className={styles.line} d={`M${start.x} ${start.y}h${beside}`} />
        <rect className={styles.end} x={start.x - 5} y={start.y - 5} width="10" height="10" rx="3" />
      </svg>
      <button
        type="button"
        className={cx(styles.label, styles.feeds, 'nopan')}
        style={{ transform: `translate(${start.x + beside}px, ${start.y}px) translateY(-50%)` }}
        aria-label={`${words}: it fills ${fed.join(', ')}. Show it on the connector map`}
        title={fed.join('\n')}
        data-feeds
        onClick={() => {
          dispatch(mapChosen({ operation: operation.id, port: 'options' }))
          dispatch(pageOpened('map'))
        }}
      >
        {words}
      </button>
    </>
  )
}
