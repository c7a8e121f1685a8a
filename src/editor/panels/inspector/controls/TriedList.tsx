import type { Dot } from '../../../../simulation/torture/ordeal.ts'
import type { TriedPaging } from '../../../../store/state.ts'
import { cx } from '../../../../ui/classNames.ts'
import { VisuallyHidden } from '../../../../ui/VisuallyHidden.tsx'
import styles from './PagingControl.module.css'

const outcomes = { passed: 'passed', failed: 'failed', skipped: 'not tried' } as const

/** What the paging was tried with: failures first, each with the page where it went wrong and what to do. */
export function TriedList({ tried: { dots, running } }: { tried: TriedPaging }) {
  const failed = dots.filter(({ outcome }) => outcome === 'failed')
  const others = dots.filter(({ outcome }) => outcome !== 'failed')
  return (
    <section className={styles.found} aria-label="What it was tried with">
      <p aria-live="polite">
        {running
          ? 'Trying…'
          : failed.length === 0
            ? 'It holds.'
            : `${failed.length} of ${dots.length} failed.`}
      </p>
      <ul className={styles.tries}>
        {[...failed, ...others].map((dot) => (
          <Try key={dot.id} dot={dot} />
        ))}
      </ul>
    </section>
  )
}

function Try({ dot: { id, group, words, outcome, why, page } }: { dot: Dot }) {
  const name = group === 'faults' ? words : id
  return (
    <li className={styles.try}>
      <i className={cx(styles.dot, styles[outcome])} aria-hidden />
      <span>
        <b>{name}</b>
        <VisuallyHidden>: {outcomes[outcome]}</VisuallyHidden>
        {outcome !== 'passed' && (
          <span className={styles.why}>
            {page === undefined ? '' : `Page ${page}: `}
            {why}
          </span>
        )}
      </span>
    </li>
  )
}
