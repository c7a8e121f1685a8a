import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { cx } from './classNames.ts'
import styles from './Toolbar.module.css'

export interface ToolbarProps {
  /** What its buttons are for. */
  label: string
  orientation?: 'horizontal' | 'vertical'
  /** Lifts it off the canvas with a border and a shadow. */
  floating?: boolean
  children: ReactNode
  className?: string
}

const stops = 'button:not(:disabled), a[href], select:not(:disabled)'

/**
 * Buttons that are one stop for Tab; arrows, Home and End move inside (WAI-ARIA toolbar). The tab stops are set on
 * the elements themselves, so that any button can be put in without knowing where it stands.
 */
export function Toolbar({
  label,
  orientation = 'horizontal',
  floating = false,
  children,
  className,
}: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const current = useRef<Element | null>(null)
  const items = () => [...(bar.current?.querySelectorAll<HTMLElement>(stops) ?? [])]
  const settle = () => {
    const all = items()
    const stop = all.find((item) => item === current.current) ?? all[0]
    for (const item of all) item.tabIndex = item === stop ? 0 : -1
  }
  useEffect(settle)

  const move = (event: KeyboardEvent) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const forward = orientation === 'horizontal' ? 'ArrowRight' : 'ArrowDown'
    const back = orientation === 'horizontal' ? 'ArrowLeft' : 'ArrowUp'
    const to = { [forward]: at + 1, [back]: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    all[(to + all.length) % all.length]?.focus()
  }
  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-label={label}
      aria-orientation={orientation}
      className={cx(
        styles.bar,
        orientation === 'vertical' && styles.vertical,
        floating && styles.floating,
        className,
      )}
      onKeyDown={move}
      onFocus={(event) => {
        current.current = event.target
        settle()
      }}
    >
      {children}
    </div>
  )
}

/** A thin line between groups of buttons. */
export function ToolbarLine() {
  return <span className={styles.line} aria-hidden />
}
