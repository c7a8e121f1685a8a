// A card on a drawing is a stop of the keyboard with a name that says all it shows. HTML has no element for that; a group is the
// nearest role, and the one that leaves the buttons inside of it their own.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */
import { type NodeProps, useStore } from '@xyflow/react'
import { memo, useRef } from 'react'
import { hueStyle } from '../../nodes/card/view.tsx'
import { viewOf } from '../../nodes/views.ts'
import type { NodeId } from '../../model/ids.ts'
import { legalTargets } from '../../store/connect.ts'
import { portOffset } from '../../store/faces.ts'
import { selectAnswering } from '../../store/answers.ts'
import { selectGiven } from '../../store/held.ts'
import { selectCanEdit, selectOperation, selectProblemsOf } from '../../store/selectors.ts'
import { focused, runTabChosen, selected } from '../../store/sessionSlice.ts'
import { leastSizeOf, resizeContainer } from '../../store/sizing.ts'
import { useAppDispatch, useAppSelector, useEditorStore } from '../hooks.ts'
import { useOrigin } from '../panels/useOrigin.ts'
import { useTakesFocus } from './focusKeeper.ts'
import type { CardNode } from './flowParts.ts'
import { ContainerCard } from './ContainerCard.tsx'
import { ContainerExtras } from './ContainerExtras.tsx'
import { Grip } from './Grip.tsx'
import { levelOf } from './level.ts'
import { NodeCard } from './NodeCard.tsx'
import styles from './NodeBox.module.css'
import { Port } from './Port.tsx'
import { RenameField } from './RenameField.tsx'
import { useNodePaint } from './runPaint.ts'
import { cardName, cardWords, countWords } from './runWords.ts'

/** A node on the canvas: its card, its ports, and what the store has to say about it. */
export const NodeBox = memo(function NodeBox({ id: flowId, data, width, height }: NodeProps<CardNode>) {
  const id = flowId as NodeId
  const { face, disabled, joined } = data
  const dispatch = useAppDispatch()
  const view = viewOf(face.kind)
  const isSelected = useAppSelector((state) => state.session.selected[id] === true)
  const isCurrent = useAppSelector((state) => currentOf(state.session.selected) === id)
  const canEdit = useAppSelector(selectCanEdit)
  const problems = useAppSelector((state) => selectProblemsOf(state, id))
  const renaming = useAppSelector(
    ({ session: { overlay } }) =>
      overlay?.kind === 'rename' && overlay.target === 'node' && overlay.id === id,
  )
  const box = useRef<HTMLDivElement>(null)
  useTakesFocus(isCurrent && !renaming, box)
  const place = usePlace(id)
  const chosenPort = useChosenPort(id)
  const brief = useStore(({ transform }) => levelOf(transform[2]) !== 'full')
  const { run, last, atMs, given: stoodIn, answered } = useNodePaint(id)
  const recorded = useOrigin() === 'recorded'
  const held = useAppSelector((state) => selectGiven(state, id))
  const given = held ?? stoodIn
  const answering = useAppSelector((state) => selectAnswering(state, id))
  const { state, words, origin } = cardWords(
    run,
    { disabled, unit: view?.unit, recorded, given, answered, answering },
    last,
    atMs,
  )
  const error = problems.some(({ severity }) => severity === 'error')
  const name = cardName({
    title: face.title,
    kindTitle: face.kindTitle,
    state,
    words,
    origin,
    records: run === undefined || view === undefined ? undefined : countWords(run.records, view.unit),
    recorded,
    problems: problems.length,
    place,
  })
  const ports = new Set(joined.split(' '))
  const Card = face.container ? ContainerCard : NodeCard
  return (
    // A card is a stop of its own for the keyboard, with a name that says all it shows; it is no button.
    <div
      ref={box}
      className={styles.box}
      role="group"
      aria-label={name}
      aria-roledescription="node"
      tabIndex={isCurrent ? 0 : -1}
      data-node={id}
      style={hueStyle(view?.hue ?? 'output')}
    >
      <Card
        face={face}
        view={view}
        state={state}
        words={words}
        origin={origin}
        selected={isSelected}
        brief={brief}
        problems={
          problems.length === 0
            ? undefined
            : { count: problems.length, error, first: problems[0]?.message ?? '' }
        }
        rename={renaming ? <RenameField node={id} title={face.title} /> : undefined}
        onFooter={
          state === 'failed'
            ? () => {
                dispatch(selected([id]))
                dispatch(focused({ node: id }))
                dispatch(runTabChosen(run?.failure?.exchange === undefined ? 'log' : 'requests'))
              }
            : undefined
        }
      />
      {face.container && !brief && (
        <ContainerExtras
          id={id}
          walks={view?.loop === true}
          alone={isCurrent}
          running={state === 'running' || state === 'waiting'}
        />
      )}
      {face.ports.map((port) => (
        <Port
          key={`${port.way}:${port.name}`}
          node={id}
          port={port}
          at={portOffset(face, port.name, { width: width ?? face.width })}
          joined={ports.has(`${port.way}:${port.name}`)}
          canJoin={canEdit}
          chosen={chosenPort === `${port.way}:${port.name}`}
        />
      ))}
      {face.container && isSelected && canEdit && !brief && (
        <FrameGrip id={id} title={face.title} width={width ?? face.width} height={height ?? face.height} />
      )}
    </div>
  )
})

interface FrameGripProps {
  readonly id: NodeId
  readonly title: string
  readonly width: number
  readonly height: number
}

/** Sizes a container, down to what it holds. */
function FrameGrip({ id, title, width, height }: FrameGripProps) {
  const dispatch = useAppDispatch()
  return (
    <Grip
      id={id}
      name={`Size of ${title}, by arrow keys`}
      width={width}
      height={height}
      least={() => dispatch(leastSizeOf(id))}
      onSize={(size, mergeKey) => dispatch(resizeContainer(id, size, mergeKey))}
    />
  )
}

/** The one card among the selected that Tab comes to. */
export function currentOf(selection: Readonly<Record<string, true>>): string | undefined {
  for (const id in selection) return id
  return undefined
}

/** The one that is chosen, where it is one. */
export function onlyOf(selection: Readonly<Record<string, true>>): string | undefined {
  let only: string | undefined
  for (const id in selection) {
    if (only !== undefined) return undefined
    only = id
  }
  return only
}

const places = new WeakMap<object, ReadonlyMap<string, string>>()

/** "2 of 4", in data order. Counted once for a graph. */
function usePlace(id: NodeId): string {
  return useAppSelector((state) => {
    const nodes = selectOperation(state)?.graph.nodes
    if (nodes === undefined) return ''
    let known = places.get(nodes)
    if (known === undefined) {
      const ids = Object.keys(nodes)
      known = new Map(ids.map((node, at) => [node, `${at + 1} of ${ids.length}`]))
      places.set(nodes, known)
    }
    return known.get(id) ?? ''
  })
}

/** The port of this node that an edge started from the keyboard would end at now. */
function useChosenPort(id: NodeId): string | undefined {
  const { extra } = useEditorStore()
  return useAppSelector((state) => {
    const { overlay } = state.session
    const { connector } = state.document
    const operation = selectOperation(state)
    if (overlay?.kind !== 'connecting' || connector === undefined || operation === undefined) return undefined
    const index = extra.indexes.of(connector, operation)
    const target = legalTargets({ operation, index, catalog: extra.catalog }, overlay.from)[overlay.target]
    return target?.node === id ? `${target.way}:${target.port}` : undefined
  })
}
