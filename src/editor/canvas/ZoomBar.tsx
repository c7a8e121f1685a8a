import { useStore } from '@xyflow/react'
import { ZoomButtons } from './ZoomButtons.tsx'

/** Where the canvas is, and the buttons that change it. */
export function ZoomBar() {
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100))
  return <ZoomButtons percent={percent} whole="graph" />
}
