import type { Problem } from '../../../model/problem.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import styles from './Inspector.module.css'
import { useNodeForm } from './nodeForm.ts'
import { withoutTitle } from './SettingError.tsx'

/** Problems of the node as a whole: an edge that is missing, a kind that is there twice. */
export function NodeProblems({ problems }: { problems: readonly Problem[] }) {
  const { node, readOnly, fix } = useNodeForm()
  if (problems.length === 0) return null
  return (
    <div className={styles.section}>
      {problems.map((problem) => (
        <ErrorNote
          key={`${problem.code}:${problem.message}`}
          tone={problem.severity === 'warning' ? 'warning' : 'failed'}
          what={withoutTitle(problem, node.title)}
          waysOut={
            problem.fix === undefined || readOnly
              ? []
              : [{ label: problem.fix.label, onClick: () => fix(problem) }]
          }
        />
      ))}
    </div>
  )
}
