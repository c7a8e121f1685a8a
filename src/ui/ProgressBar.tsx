import { type ReactNode, useId } from 'react'
import { cx } from './classNames.ts'
import styles from './ProgressBar.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface ProgressBarProps {
  /** What is under way. */
  label: ReactNode
  /** How far, from 0 to `max`; without it nobody knows, and the bar moves instead. */
  value?: number
  max?: number
  /** The number beside the bar: "1,204 of 10,000 records". The bar is never the only carrier. */
  text?: ReactNode
  tone?: 'running' | 'waiting' | 'done' | 'failed'
}

/** How far something is, in words and as a bar. */
export function ProgressBar({ label, value, max = 100, text, tone = 'running' }: ProgressBarProps) {
  const id = useId()
  const share = value === undefined || max <= 0 ? undefined : Math.min(1, Math.max(0, value / max))
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span id={id}>{label}</span>
        {text !== undefined && <span className={styles.text}>{text}</span>}
      </div>
      <VisuallyHidden>
        <progress
          aria-labelledby={id}
          max={max}
          value={share === undefined ? undefined : value}
          aria-valuetext={typeof text === 'string' ? text : undefined}
        />
      </VisuallyHidden>
      <div aria-hidden className={cx(styles.track, styles[tone], share === undefined && styles.unknown)}>
        <span className={styles.bar} style={share === undefined ? undefined : { width: `${share * 100}%` }} />
      </div>
    </div>
  )
}
