import type { KeyboardEvent, PointerEvent } from 'react'
import { snap } from '../../store/placing.ts'
import { cx } from '../../ui/classNames.ts'
import { useFlowZoom } from './flowZoom.ts'
import { useGestureStore } from './gesture.ts'
import styles from './Grip.module.css'

interface Size {
  readonly width: number
  readonly height: number
}

export interface GripProps extends Size {
  readonly id: string
  readonly name: string
  /** Asked when a pull begins. */
  readonly least: () => Size
  /** Steps with the same key are one. */
  readonly onSize: (size: Size, mergeKey: string | undefined) => void
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-8, 0],
  ArrowRight: [8, 0],
  ArrowUp: [0, -8],
  ArrowDown: [0, 8],
}

/** The lower right corner of what can be sized: by the pointer, or with the focus on it by the arrows. */
export function Grip({ id, name, width, height, least, onSize }: GripProps) {
  const zoom = useFlowZoom()
  const gestures = useGestureStore()
  const pull = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return
    event.stopPropagation()
    const from = { x: event.clientX, y: event.clientY }
    const scale = zoom()
    const smallest = least()
    let size: Size | undefined
    const move = (to: globalThis.PointerEvent) => {
      size = {
        width: Math.max(smallest.width, snap(width + (to.clientX - from.x) / scale)),
        height: Math.max(smallest.height, snap(height + (to.clientY - from.y) / scale)),
      }
      // Seen at once; the document hears of it when the corner is let go.
      gestures.set({ size: { id, ...size } })
    }
    const end = (to: globalThis.PointerEvent) => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      if (to.type === 'pointerup' && size !== undefined) onSize(size, undefined)
      gestures.end()
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onSize({ width: width + step[0], height: height + step[1] }, `resize:${id}`)
  }
  return (
    <button
      type="button"
      className={cx(styles.grip, 'nodrag nopan')}
      aria-label={name}
      onPointerDown={pull}
      onKeyDown={onKeyDown}
    />
  )
}
