import type { ConnectionLineComponentProps } from '@xyflow/react'
import { cx } from '../../ui/classNames.ts'
import type { FlowNode } from './flowParts.ts'
import styles from './WireEdge.module.css'
import { wirePath } from './wirePath.ts'

/** The edge under way to the pointer. */
export function ConnectingLine(props: ConnectionLineComponentProps<FlowNode>) {
  const { fromX, fromY, toX, toY, fromHandle, connectionStatus } = props
  const [a, b] = [
    { x: fromX, y: fromY },
    { x: toX, y: toY },
  ]
  const wire = fromHandle.type === 'source' ? wirePath(a, b) : wirePath(b, a)
  return (
    <g className={cx(styles.wire, styles.drawing, connectionStatus === 'invalid' && styles.refused)}>
      <path className={styles.line} d={wire.path} />
    </g>
  )
}
