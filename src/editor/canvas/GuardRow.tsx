import { CircleStop, ShieldCheck } from 'lucide-react'
import { memo } from 'react'
import { cx } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './GuardRow.module.css'
import type { GuardChip } from './guards.ts'

export interface GuardRowProps {
  guards: readonly GuardChip[]
  /** The one that ended the last run. */
  ended?: GuardChip['id'] | undefined
  /** Whether Tab comes to them: it does where their container is selected, and otherwise goes from card to card. */
  reachable?: boolean
  /** Opens its setting. */
  onOpen: (guard: GuardChip) => void
}

/**
 * The guards of a walk on the upper edge of its container, each with its value. One that is off is dashed and says so; one that
 * has ended the run says so too. A press opens the setting.
 */
export const GuardRow = memo(function GuardRow({ guards, ended, reachable = false, onOpen }: GuardRowProps) {
  return (
    // The canvas would take a press for the start of a drag.
    <div className={cx(styles.row, 'nodrag', 'nopan')}>
      <Icon icon={ShieldCheck} size={14} className={styles.shield} />
      <ul className={styles.chips} aria-label="Guards">
        {guards.map((guard) => {
          const hit = guard.id === ended
          const brief = hit ? `ended by ${guard.brief}` : guard.brief
          const words = hit ? `${guard.words} It ended the last run.` : guard.words
          return (
            <li key={guard.id}>
              <button
                type="button"
                className={cx(styles.chip, !guard.on && styles.off, hit && styles.hit)}
                tabIndex={reachable ? 0 : -1}
                aria-label={`${brief}: ${words}`}
                title={words}
                onClick={() => onOpen(guard)}
                // Enter presses it; on the canvas it would open the settings from their beginning.
                onKeyDown={(event) => event.key === 'Enter' && event.stopPropagation()}
              >
                {hit && <Icon icon={CircleStop} size={12} />}
                {brief}
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
})
