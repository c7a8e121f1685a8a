import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { SettingPath } from '../../../model/kinds.ts'
import type { Problem } from '../../../model/problem.ts'
import { problemsAt } from '../../../store/selectors.ts'
import { sectionFolded } from '../../../store/sessionSlice.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import styles from './Inspector.module.css'

export interface SectionProps {
  /** Under which its state is remembered: `request/Body`. */
  id: string
  title: string
  hint?: string
  /** Closed until a person opens it. */
  folded?: boolean
  problems?: readonly Problem[]
  paths?: readonly SettingPath[]
  children: ReactNode
}

/** A part of the inspector that folds; how it was left is remembered for this tab. */
export function Section({
  id,
  title,
  hint,
  folded = false,
  problems = [],
  paths = [],
  children,
}: SectionProps) {
  const dispatch = useAppDispatch()
  const remembered = useAppSelector((state) => state.session.sections[id])
  const asked = useAppSelector(({ session: { focus } }) =>
    paths.some((path) => path[0] === focus?.setting?.[0] && focus?.setting !== undefined),
  )
  const open = asked || (remembered ?? !folded)
  const body = useId()
  const wrong = open ? 0 : paths.reduce((sum, path) => sum + problemsAt(problems, path).length, 0)
  return (
    <section className={styles.section} aria-labelledby={`${body}-title`}>
      <h3>
        <button
          type="button"
          id={`${body}-title`}
          className={styles.fold}
          aria-expanded={open}
          aria-controls={open ? body : undefined}
          onClick={() => dispatch(sectionFolded({ section: id, open: !open }))}
        >
          {title}
          <Icon icon={open ? ChevronDown : ChevronRight} size={14} />
          {wrong > 0 && (
            <span className={styles.attention}>{wrong === 1 ? '1 problem' : `${wrong} problems`}</span>
          )}
        </button>
      </h3>
      {open && (
        <div id={body} style={{ display: 'contents' }}>
          {hint !== undefined && <p className={styles.hint}>{hint}</p>}
          {children}
        </div>
      )}
    </section>
  )
}
