import type { Dot } from '../../simulation/torture/ordeal.ts'
import { cx } from '../../ui/classNames.ts'
import styles from './DotRow.module.css'

export interface DotRowProps {
  dots: readonly Dot[]
  /** The dot whose walk is shown. */
  shown?: string | undefined
  /** Shows what each of them is. */
  onOpen: () => void
  /** Shows the page where this one failed. */
  onLook: (dot: Dot) => void
}

/**
 * What a container was tried with, a dot for each: green where it held, red where it did not, hollow where it was not tried.
 * A red one opens the page where it went wrong. None is a stop for Tab: the inspector has the same list, in words.
 */
export function DotRow({ dots, shown, onOpen, onLook }: DotRowProps) {
  const failed = dots.filter(({ outcome }) => outcome === 'failed')
  const words =
    failed.length === 0
      ? `Tried with ${dots.length}: it holds`
      : `Tried with ${dots.length}: ${failed.length} failed`
  return (
    // The canvas would take a press for the start of a drag.
    <div className={cx(styles.row, 'nodrag', 'nopan')}>
      <button
        type="button"
        className={styles.open}
        tabIndex={-1}
        aria-label={words}
        title={words}
        onClick={onOpen}
      />
      {dots.map((dot) =>
        dot.outcome === 'failed' ? (
          <button
            key={dot.id}
            type="button"
            className={styles.press}
            tabIndex={-1}
            aria-label={lookWords(dot)}
            aria-pressed={dot.id === shown}
            title={`${dot.words}. ${dot.why}`}
            onClick={() => onLook(dot)}
          >
            <i className={cx(styles.dot, styles.failed)} />
          </button>
        ) : (
          <i key={dot.id} className={cx(styles.dot, styles[dot.outcome])} />
        ),
      )}
    </div>
  )
}

/** "F11 failed: open page 2" */
const lookWords = ({ id, page }: Dot): string =>
  `${id} failed: open ${page === undefined ? 'its walk' : `page ${page}`}`
