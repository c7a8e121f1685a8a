import type { NodeId } from '../../../../model/ids.ts'
import type { Dot } from '../../../../simulation/torture/ordeal.ts'
import { selectTrial } from '../../../../store/selectors.ts'
import { showTrial } from '../../../../store/showTrial.ts'
import type { TriedPaging } from '../../../../store/state.ts'
import { Button } from '../../../../ui/Button.tsx'
import { cx } from '../../../../ui/classNames.ts'
import { VisuallyHidden } from '../../../../ui/VisuallyHidden.tsx'
import { useAppDispatch, useAppSelector } from '../../../hooks.ts'
import styles from './PagingControl.module.css'

const outcomes = { passed: 'passed', failed: 'failed', skipped: 'not tried' } as const

interface TriedListProps {
  container: NodeId
  tried: TriedPaging
}

/**
 * What the paging was tried with: failures first, each with the page where it went wrong, which opens here, and what to do.
 */
export function TriedList({ container, tried: { dots, running } }: TriedListProps) {
  const dispatch = useAppDispatch()
  const shown = useAppSelector((state) => selectTrial(state)?.dot)
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
          <Try
            key={dot.id}
            dot={dot}
            shown={dot === shown}
            onLook={() => dispatch(showTrial(container, dot.id))}
          />
        ))}
      </ul>
    </section>
  )
}

interface TryProps {
  dot: Dot
  shown: boolean
  onLook: () => void
}

function Try({ dot: { id, group, words, outcome, why, page }, shown, onLook }: TryProps) {
  const name = group === 'faults' ? words : id
  return (
    <li className={styles.try} aria-current={shown || undefined}>
      <i className={cx(styles.dot, styles[outcome])} aria-hidden />
      <span>
        <b>{name}</b>
        <VisuallyHidden>: {outcomes[outcome]}</VisuallyHidden>
        {outcome !== 'passed' && <span className={styles.why}>{why}</span>}
        {outcome === 'failed' && (
          <Button
            variant="link"
            size={28}
            aria-label={`${page === undefined ? 'Open its walk' : `Open page ${page}`}: ${name}`}
            onClick={onLook}
          >
            {page === undefined ? 'Open its walk' : `Open page ${page}`}
          </Button>
        )}
      </span>
    </li>
  )
}
