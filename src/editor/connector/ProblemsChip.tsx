import { CircleAlert, TriangleAlert } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { selectProblems } from '../../store/selectors.ts'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { countWords } from '../home/cardWords.ts'
import { useAppSelector } from '../hooks.ts'
import styles from './ConnectorBar.module.css'

const ProblemsPopover = lazy(async () => ({
  default: (await import('./ProblemsPopover.tsx')).ProblemsPopover,
}))

/** How many problems the open operation has; a press lists them. Nothing is shown where there are none. */
export function ProblemsChip() {
  const problems = useAppSelector((state) => selectProblems(state, state.session.operation))
  const [anchor, setAnchor] = useState<Element | null>(null)
  if (problems.length === 0) return null
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return (
    <>
      <button
        type="button"
        className={cx(styles.problems, errors === 0 && styles.warnings)}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
      >
        <Icon icon={errors > 0 ? CircleAlert : TriangleAlert} size={14} />
        {errors > 0 ? countWords(errors, 'problem') : countWords(problems.length, 'warning')}
      </button>
      <Suspense fallback={null}>
        {anchor !== null && (
          <ProblemsPopover problems={problems} anchor={anchor} onClose={() => setAnchor(null)} />
        )}
      </Suspense>
    </>
  )
}
