import styles from './Badge.module.css'
import { cx } from './classNames.ts'

export interface BadgeProps {
  /** The number. */
  count: number
  /** `quiet` is a number alone, as in a tab; `attention` a filled one for what needs a look. */
  tone?: 'quiet' | 'attention'
  /** What is counted, for a screen reader: "problems". */
  unit?: string
}

const numbers = new Intl.NumberFormat('en-US')

/** A count beside a word. */
export function Badge({ count, tone = 'quiet', unit }: BadgeProps) {
  return (
    <span className={cx(styles.badge, styles[tone])}>
      {numbers.format(count)}
      {unit !== undefined && <span className={styles.unit}> {unit}</span>}
    </span>
  )
}
