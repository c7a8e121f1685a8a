import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { OperationId } from '../../../model/ids.ts'
import type { Problem } from '../../../model/problem.ts'
import { selectCanEdit, selectOperations, selectProblems } from '../../../store/selectors.ts'
import { Button } from '../../../ui/Button.tsx'
import { cx } from '../../../ui/classNames.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { goTo } from '../../search/goTo.ts'
import styles from './ProblemsList.module.css'
import { useFix } from './useFix.ts'

export interface ProblemsListProps {
  /** Only this one's; without it all, under the titles of their operations. */
  operation?: OperationId
}

/** What the checks found: a press goes to the place, a fix is one undo step. */
export function ProblemsList({ operation }: ProblemsListProps) {
  const operations = useAppSelector(selectOperations)
  const checks = useAppSelector((state) => state.document.checks)
  const only = useAppSelector((state) => selectProblems(state, operation))
  if (operation !== undefined) return <Problems problems={only} none="No problems." />
  const groups = operations
    .map(({ id, title }) => ({ id, title, problems: checks[id]?.problems ?? [] }))
    .filter(({ problems }) => problems.length > 0)
  if (groups.length === 0) return <p className={styles.none}>No problems in this connector.</p>
  return groups.map(({ id, title, problems }) => (
    <section key={id} className={styles.group} aria-label={`Problems of ${title}`}>
      <h4 className={styles.title}>{title}</h4>
      <Problems problems={problems} none="" />
    </section>
  ))
}

const severities = {
  error: { icon: CircleAlert, words: 'Problem' },
  warning: { icon: TriangleAlert, words: 'Warning' },
} as const

function Problems({ problems, none }: { problems: readonly Problem[]; none: string }) {
  const dispatch = useAppDispatch()
  const canEdit = useAppSelector(selectCanEdit)
  const fix = useFix()
  if (problems.length === 0) return <p className={styles.none}>{none}</p>
  return (
    <ul className={styles.list}>
      {problems.map((problem) => {
        const { icon, words } = severities[problem.severity]
        return (
          <li key={`${problem.code}:${problem.path.join('.')}:${problem.message}`} className={styles.item}>
            <Icon icon={icon} size={14} label={words} className={cx(styles[problem.severity])} />
            <div className={styles.words}>
              <button
                type="button"
                className={styles.go}
                onClick={() => {
                  if (problem.place !== undefined) dispatch(goTo(problem.place))
                }}
              >
                {problem.message}
              </button>
              {problem.fix !== undefined && canEdit && (
                <Button variant="link" size={28} onClick={() => fix(problem)}>
                  {problem.fix.label}
                </Button>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
