// Rows come and go in blocks, and a native list has no room for what is not a row.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { CircleHelp, Ellipsis, TriangleAlert } from 'lucide-react'
import { lazy, memo, type RefObject, Suspense, useEffect, useRef } from 'react'
import { hueStyle } from '../../nodes/card/view.tsx'
import { viewOf } from '../../nodes/views.ts'
import type { OutlineItem, OutlineLink } from '../../store/outline.ts'
import { connectorMap } from '../../store/map/parts.ts'
import { fedByWords, feedsWords } from '../../store/map/references.ts'
import { selectAnswering } from '../../store/answers.ts'
import { selectGiven } from '../../store/held.ts'
import { selectProblemsOf } from '../../store/selectors.ts'
import { focused, selected } from '../../store/sessionSlice.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KindTile } from '../../ui/KindTile.tsx'
import { Provenance } from '../../ui/Provenance.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useTakesFocus } from '../canvas/focusKeeper.ts'
import type { CanvasGraph } from '../canvas/graph.ts'
import { RenameField } from '../canvas/RenameField.tsx'
import { useNodePaint } from '../canvas/runPaint.ts'
import { cardWords } from '../canvas/runWords.ts'
import { useAppDispatch, useAppSelector } from '../hooks.ts'
import { useOrigin } from '../panels/useOrigin.ts'
import styles from './Outline.module.css'

const RowMenu = lazy(async () => ({ default: (await import('./RowMenu.tsx')).RowMenu }))

export interface OutlineRowProps {
  readonly graph: CanvasGraph
  readonly item: OutlineItem
  /** Tab comes to this row. */
  readonly isCurrent: boolean
  /** Its place among all rows, drawn or not, and how many those are. */
  readonly place: number
  readonly count: number
}

/** One node in words: its number and name, what it does, where its values come from, how the run went, what is wrong. */
export const OutlineRow = memo(function OutlineRow(props: OutlineRowProps) {
  const { graph, item, isCurrent, place, count } = props
  const { id, number, title, kind, kindTitle, words, disabled, depth, from } = item
  const dispatch = useAppDispatch()
  const button = useRef<HTMLButtonElement>(null)
  const line = useRef<HTMLDivElement>(null)
  const isSelected = useAppSelector((state) => state.session.selected[id] === true)
  const renaming = useAppSelector(
    ({ session: { overlay } }) =>
      overlay?.kind === 'rename' && overlay.target === 'node' && overlay.id === id,
  )
  useTakesFocus(isSelected && isCurrent && !renaming, button)
  useInSight(isSelected && isCurrent, line)
  const problems = useAppSelector((state) => selectProblemsOf(state, id))
  const view = viewOf(kind)
  const { run, last, atMs, given: stoodIn, answered } = useNodePaint(id)
  const recorded = useOrigin() === 'recorded'
  const held = useAppSelector((state) => selectGiven(state, id))
  const given = held ?? stoodIn
  const answering = useAppSelector((state) => selectAnswering(state, id))
  const told = cardWords(
    run,
    { disabled, unit: view?.unit, recorded, given, answered, answering },
    last,
    atMs,
  )
  const [problem] = problems
  const dropdowns = dropdownWords(graph, kind)
  const row = (
    <>
      <span className={styles.number}>{number}</span>
      <KindTile icon={view?.icon ?? CircleHelp} />
    </>
  )
  const lines = (
    <>
      <span className={styles.words}>
        {words}
        <Pause />
      </span>
      {from.length > 0 && (
        <span className={styles.origin}>
          {origin(from)}
          <Pause />
        </span>
      )}
      {dropdowns.map((words) => (
        <span key={words} className={styles.origin}>
          {words}
          <Pause />
        </span>
      ))}
    </>
  )
  return (
    <div
      ref={line}
      role="listitem"
      aria-posinset={place}
      aria-setsize={count}
      className={cx(styles.row, isSelected && styles.selected, disabled && styles.off)}
      style={{ ...hueStyle(view?.hue ?? 'output'), marginLeft: depth * 32 }}
      data-outline-row={id}
    >
      {renaming ? (
        <div className={styles.main}>
          {row}
          <span className={styles.text}>
            <RenameField node={id} title={title} />
            {lines}
          </span>
        </div>
      ) : (
        <button
          ref={button}
          type="button"
          className={styles.main}
          aria-current={isSelected || undefined}
          tabIndex={isCurrent ? 0 : -1}
          data-outline-title
          onFocus={() => {
            if (!isSelected) dispatch(selected([id]))
          }}
          onClick={() => {
            dispatch(selected([id]))
            dispatch(focused({ node: id }))
          }}
        >
          {row}
          <span className={styles.text}>
            <span className={styles.title}>
              {title}
              <Pause />
              {title !== kindTitle && (
                <span className={styles.kind}>
                  {kindTitle}
                  <Pause />
                </span>
              )}
            </span>
            {lines}
            {problem !== undefined && (
              <span className={cx(styles.problem, problem.severity === 'error' && styles.error)}>
                <Icon icon={TriangleAlert} size={14} />
                {problems.length === 1
                  ? problem.message
                  : `${problem.message} And ${problems.length - 1} more.`}
              </span>
            )}
          </span>
          {told.origin !== undefined && (
            <span className={styles.given}>
              <Pause />
              <Provenance origin={told.origin} />
              {told.state === 'idle' && told.words}
            </span>
          )}
          {told.state !== 'idle' && (
            <span className={styles.state}>
              <StatusLabel status={told.state} size={14}>
                <VisuallyHidden>{told.state === 'off' ? '' : `${told.state}: `}</VisuallyHidden>
                {told.words}
              </StatusLabel>
            </span>
          )}
        </button>
      )}
      <Suspense
        fallback={
          <span className={styles.menuWait}>
            <Icon icon={Ellipsis} />
          </span>
        }
      >
        <RowMenu graph={graph} item={item} />
      </Suspense>
    </div>
  )
})

/** What other operations fill of the inputs, and what the output fills of theirs: on the canvas these are dotted lines. */
function dropdownWords({ connector, operation }: CanvasGraph, kind: string): readonly string[] {
  if (kind === 'inputs') return fedByWords(connectorMap(connector), operation.id)
  if (kind !== 'output') return []
  const fed = feedsWords(connectorMap(connector), operation.id)
  return fed.length === 0 ? [] : [`fills the choices of ${fed.join(', ')}`]
}

/** The chosen row is brought into sight, whichever way it was chosen. */
export function useInSight(isChosen: boolean, line: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen, line])
}

/** What the eye sees as a gap, the ear hears as a pause. */
function Pause() {
  return <VisuallyHidden>, </VisuallyHidden>
}

/** "from 1 Inputs, signed by 2 Auth" */
function origin(from: readonly OutlineLink[]): string {
  const names = (carries: OutlineLink['carries']) =>
    from.filter((link) => link.carries === carries).map(({ number, title }) => `${number} ${title}`)
  const said = [
    ['from', names('records')],
    ['signed by', names('auth')],
    ['choices from', names('options')],
  ] as const
  return said
    .filter(([, list]) => list.length > 0)
    .map(([word, list]) => `${word} ${list.join(' and ')}`)
    .join(', ')
}
