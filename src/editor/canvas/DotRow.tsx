import type { Dot } from '../../simulation/torture/ordeal.ts'
import { cx } from '../../ui/classNames.ts'
import styles from './DotRow.module.css'

export interface DotRowProps {
  dots: readonly Dot[]
  /** Shows what each of them is. */
  onOpen: () => void
}

/** What a container was tried with, a dot for each: green where it held, red where it did not, hollow where it was not tried. */
export function DotRow({ dots, onOpen }: DotRowProps) {
  const failed = dots.filter(({ outcome }) => outcome === 'failed')
  const words =
    failed.length === 0
      ? `Tried with ${dots.length}: it holds`
      : `Tried with ${dots.length}: ${failed.length} failed`
  return (
    // The canvas would take a press for the start of a drag.
    <button
      type="button"
      className={cx(styles.row, 'nodrag', 'nopan')}
      tabIndex={-1}
      aria-label={words}
      title={failed[0] === undefined ? words : `${failed[0].words}. ${failed[0].why}`}
      onClick={onOpen}
    >
      {dots.map(({ id, outcome }) => (
        <i key={id} className={cx(styles.dot, styles[outcome])} />
      ))}
    </button>
  )
}
