import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import styles from './ErrorNote.module.css'
import { cx } from './classNames.ts'
import { Icon } from './Icon.tsx'

/** A button that leads out of a refusal or a failure. */
export interface WayOut {
  label: ReactNode
  onClick: () => void
  pending?: boolean
}

export interface ErrorNoteProps {
  /** What happened, naming the thing: "Back4App refused the key (401)." */
  what: ReactNode
  /** The rule or the reason. */
  rule?: ReactNode
  /** What can be done now; the first is the likeliest. */
  waysOut?: readonly WayOut[]
  /** `warning`: it works all the same, but somebody should look. */
  tone?: 'failed' | 'warning'
  /** Interrupts the screen reader; only for what has just gone wrong by the person's own act. */
  alert?: boolean
}

/** A refusal or a failure in three parts: what, the rule, the way out as a button. */
export function ErrorNote({ what, rule, waysOut = [], tone = 'failed', alert = false }: ErrorNoteProps) {
  return (
    <div className={cx(styles.note, tone === 'warning' && styles.warning)} role={alert ? 'alert' : undefined}>
      <Icon icon={tone === 'warning' ? TriangleAlert : CircleAlert} className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.what}>{what}</p>
        {rule !== undefined && <p className={styles.rule}>{rule}</p>}
        {waysOut.length > 0 && (
          <div className={styles.ways}>
            {waysOut.map((way, index) => (
              // The list is written out by its caller and never reordered.
              // oxlint-disable-next-line react/no-array-index-key
              <Button key={index} size={28} pending={way.pending} onClick={way.onClick}>
                {way.label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  )
}
