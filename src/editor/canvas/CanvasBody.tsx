import type { RefObject } from 'react'
import { Flow } from './Flow.tsx'
import type { CanvasGraph } from './graph.ts'
import styles from './Canvas.module.css'

export interface CanvasBodyProps {
  readonly graph: CanvasGraph
  readonly frame: RefObject<HTMLDivElement | null>
}

/** The drawing with everything that floats above it. */
export function CanvasBody({ graph }: CanvasBodyProps) {
  return (
    <div className={styles.stop} data-canvas tabIndex={0}>
      <Flow graph={graph} />
    </div>
  )
}
