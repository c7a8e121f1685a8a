import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useState } from 'react'
import { selected } from '../../store/sessionSlice.ts'
import type { Rect } from '../../store/spatialIndex.ts'
import { useEditorStore } from '../hooks.ts'
import styles from './Canvas.module.css'
import type { CanvasGraph } from './graph.ts'

export interface RubberBandProps {
  readonly graph: CanvasGraph
  readonly frame: RefObject<HTMLDivElement | null>
}

/**
 * Shift and a pull on empty canvas chooses what the rectangle touches, beside what was chosen before. It asks the index, so
 * that it works zoomed far out as well, where there are no cards.
 */
export function RubberBand({ graph, frame }: RubberBandProps) {
  const store = useEditorStore()
  const flow = useReactFlow()
  const [band, setBand] = useState<Rect>()
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    let stop = () => {}
    const begin = (event: PointerEvent) => {
      if (!event.shiftKey || event.button !== 0 || !isEmptyCanvas(event.target)) return
      const corner = element.getBoundingClientRect()
      const before = Object.keys(store.getState().session.selected)
      const move = (to: PointerEvent) => {
        const screen = rectBetween({ x: event.clientX, y: event.clientY }, { x: to.clientX, y: to.clientY })
        setBand({ ...screen, x: screen.x - corner.left, y: screen.y - corner.top })
        const start = flow.screenToFlowPosition(screen, { snapToGrid: false })
        const zoom = flow.getZoom()
        const area = { ...start, width: screen.width / zoom, height: screen.height / zoom }
        store.dispatch(selected([...new Set([...before, ...graph.index.boxes.within(area)])]))
      }
      const end = () => {
        setBand(undefined)
        stop()
      }
      stop = () => {
        window.removeEventListener('pointermove', move)
        window.removeEventListener('pointerup', end)
        window.removeEventListener('pointercancel', end)
      }
      window.addEventListener('pointermove', move)
      window.addEventListener('pointerup', end)
      window.addEventListener('pointercancel', end)
    }
    // Panning begins with the mouse press that follows: it must not hear of this one.
    const keep = (event: MouseEvent) => {
      if (event.shiftKey && event.button === 0 && isEmptyCanvas(event.target)) event.stopPropagation()
    }
    element.addEventListener('pointerdown', begin, true)
    element.addEventListener('mousedown', keep, true)
    return () => {
      stop()
      element.removeEventListener('pointerdown', begin, true)
      element.removeEventListener('mousedown', keep, true)
    }
  }, [frame, graph, flow, store])
  return band === undefined ? null : (
    <div
      className={styles.band}
      style={{ left: band.x, top: band.y, width: band.width, height: band.height }}
      aria-hidden
    />
  )
}

/** The pane itself, and nothing that lies on it. */
export function isEmptyCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.classList.contains('react-flow__pane')
}

function rectBetween(a: { x: number; y: number }, b: { x: number; y: number }): Rect {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  }
}
