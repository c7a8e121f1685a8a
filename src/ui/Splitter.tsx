import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { cx } from './classNames.ts'
import styles from './Splitter.module.css'

export interface SplitterProps {
  /** What it resizes: "Resize the run panel". */
  label: string
  /** The panel's size in px. */
  value: number
  min: number
  max: number
  onChange: (value: number) => void
  /** Called by Enter and by a double press: folds the panel, or opens it again. */
  onToggle?: () => void
  /** `vertical` is an upright line between panels side by side. */
  orientation: 'vertical' | 'horizontal'
  /** Which side of the line the panel is on; `end` is right of it, or below. */
  panel: 'start' | 'end'
  className?: string
}

const stepPx = 8
const pagePx = 64

/** The line between two panels: dragged, or moved by the arrow keys (WAI-ARIA window splitter). */
export function Splitter(props: SplitterProps) {
  const { label, value, min, max, onChange, onToggle, orientation, panel, className } = props
  const drag = useRef<{ at: number; value: number } | null>(null)
  const grows = panel === 'start' ? 1 : -1
  const set = (next: number) => {
    const kept = Math.round(Math.min(max, Math.max(min, next)))
    if (kept !== value) onChange(kept)
  }
  const along = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && onToggle !== undefined) {
      event.preventDefault()
      onToggle()
      return
    }
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const steps: Readonly<Record<string, number>> = {
      [less as string]: value - stepPx * grows,
      [more as string]: value + stepPx * grows,
      PageUp: value + pagePx,
      PageDown: value - pagePx,
      Home: min,
      End: max,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }
  return (
    // A focusable separator is a widget (WAI-ARIA 1.2); the linter knows only the static one.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={`${value} pixels`}
      className={cx(styles.splitter, styles[orientation], className)}
      onKeyDown={onKeyDown}
      onDoubleClick={onToggle}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { at: along(event), value }
      }}
      onPointerMove={(event) => {
        if (drag.current !== null) set(drag.current.value + (along(event) - drag.current.at) * grows)
      }}
      onLostPointerCapture={() => {
        drag.current = null
      }}
    />
  )
}
