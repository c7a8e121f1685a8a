import { EdgeLabelRenderer, type EdgeProps, useStore } from '@xyflow/react'
import { X } from 'lucide-react'
import { memo } from 'react'
import { viewOf } from '../../nodes/views.ts'
import type { NodeId } from '../../model/ids.ts'
import { selectNode } from '../../store/selectors.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useAppSelector } from '../hooks.ts'
import type { FlowEdge } from './flowParts.ts'
import { useGesture } from './gesture.ts'
import { levelOf } from './level.ts'
import { type NodePaint, useNodePaint } from './runPaint.ts'
import { countWords } from './runWords.ts'
import styles from './WireEdge.module.css'
import { wirePath } from './wirePath.ts'

export type WireState = 'idle' | 'running' | 'waiting' | 'done' | 'failed'

/** Under this much room the label stands above the line, not on it. */
const roomForLabel = 120

/** An edge: what it carries by its line, how far a run is by its colour, and how much has passed by its label. */
export const WireEdge = memo(function WireEdge(props: EdgeProps<FlowEdge>) {
  const { id, source, sourceX, sourceY, targetX, targetY, data } = props
  const carries = data?.carries ?? 'records'
  const isSelected = useAppSelector((state) => state.session.selected[id] === true)
  const taking = useGesture(({ splice }) => splice === id)
  const paint = useNodePaint(source as NodeId)
  const brief = useStore(({ transform }) => levelOf(transform[2]) !== 'full')
  const view = useAppSelector((state) => viewOf(selectNode(state, source as NodeId)?.kind ?? ''))
  const wire = wirePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY })
  const state = carries === 'records' ? wireState(paint) : 'idle'
  const label = data?.inner === true ? undefined : wireLabel(paint, state, view?.unit)
  const above = Math.hypot(targetX - sourceX, targetY - sourceY) < roomForLabel ? 18 : 0
  return (
    <g
      className={cx(
        styles.wire,
        styles[carries],
        styles[state],
        isSelected && styles.selected,
        taking && styles.taking,
      )}
      data-edge={id}
      data-state={state}
    >
      <path className={cx(styles.hit, 'react-flow__edge-interaction')} d={wire.path} />
      <path className={styles.line} d={wire.path} />
      {state === 'running' && <path className={styles.flow} d={wire.path} />}
      {label !== undefined && !brief && (
        <EdgeLabelRenderer>
          <span
            className={cx(styles.label, styles[state])}
            style={{
              transform: `translate(-50%, -50%) translate(${wire.middle.x}px, ${wire.middle.y - above}px)`,
            }}
          >
            {state === 'failed' && <Icon icon={X} size={12} />}
            {label}
          </span>
        </EdgeLabelRenderer>
      )}
    </g>
  )
})

function wireState({ run }: NodePaint): WireState {
  if (run === undefined) return 'idle'
  return run.state
}

function wireLabel(
  { run }: NodePaint,
  state: WireState,
  unit: readonly [string, string] = ['record', 'records'],
): string | undefined {
  if (run === undefined || state === 'idle') return undefined
  if (state === 'failed')
    return run.records === 0 ? 'nothing' : `${countWords(run.records, unit)}, then failed`
  return run.records === 0 && state !== 'done' ? undefined : countWords(run.records, unit)
}
