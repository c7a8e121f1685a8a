import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Problem } from '../../model/problem.ts'
import { edit } from '../../store/edit.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useAppDispatch } from '../hooks.ts'
import { goTo } from '../search/goTo.ts'
import styles from './ProblemsPopover.module.css'

export interface ProblemsPopoverProps {
  problems: readonly Problem[]
  anchor: Element
  onClose: () => void
}

/** The problems of the open operation: a press on one goes there, and its fix is a button beside it. */
export function ProblemsPopover({ problems, anchor, onClose }: ProblemsPopoverProps) {
  const dispatch = useAppDispatch()
  return (
    <Popover
      title="Problems"
      open
      anchor={anchor}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <ul className={styles.list}>
        {problems.map((problem, at) => (
          // Two problems may be alike in all but their place in the list.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${problem.code}-${at}`} className={styles.item}>
            <Icon
              icon={problem.severity === 'error' ? CircleAlert : TriangleAlert}
              size={14}
              label={problem.severity === 'error' ? 'Problem' : 'Warning'}
              className={problem.severity === 'error' ? styles.error : styles.warning}
            />
            <button
              type="button"
              className={styles.go}
              onClick={() => {
                onClose()
                if (problem.place !== undefined) dispatch(goTo(problem.place))
              }}
            >
              {problem.message}
            </button>
            {problem.fix !== undefined && (
              <Button
                size={28}
                onClick={() => {
                  const { fix } = problem
                  if (fix !== undefined) dispatch(edit(fix.edits, { label: fix.label, policy: 'record' }))
                }}
              >
                {problem.fix.label}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Popover>
  )
}
