import { Handle, Position } from '@xyflow/react'
import type { NodeId } from '../../model/ids.ts'
import type { Port as PortFacts } from '../../model/kinds.ts'
import { cx } from '../../ui/classNames.ts'
import { useGesture } from './gesture.ts'
import styles from './Port.module.css'
import type { Point } from './wirePath.ts'

export interface PortProps {
  readonly node: NodeId
  readonly port: PortFacts
  readonly at: Point
  readonly joined: boolean
  readonly canJoin: boolean
  /** The keyboard's choice among the legal ends of an edge. */
  readonly chosen: boolean
}

/** A ring on the card's border. While an edge is drawn, a port where it cannot end is grey before anyone lets go. */
export function Port({ node, port, at, joined, canJoin, chosen }: PortProps) {
  const fits = useGesture(({ connect }) => {
    if (connect === undefined) return 'idle'
    if (connect.from.node === node && connect.from.port === port.name && connect.from.way === port.way)
      return 'start'
    return connect.refusal({ node, port: port.name, way: port.way }) === undefined ? 'fits' : 'refused'
  })
  return (
    <Handle
      id={port.name}
      type={port.way === 'in' ? 'target' : 'source'}
      position={port.way === 'in' ? Position.Left : Position.Right}
      isConnectable={canJoin}
      className={cx(
        styles.port,
        styles[port.carries],
        styles[fits],
        joined && styles.joined,
        chosen && styles.chosen,
      )}
      style={{ left: at.x, top: at.y }}
      data-port={`${port.way}:${port.name}`}
      data-fits={fits}
      title={fits === 'idle' ? port.title : undefined}
    />
  )
}
