import { type ReactNode, useId } from 'react'
import styles from './Switch.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface SwitchProps {
  on: boolean
  onChange: (on: boolean) => void
  /** Its name. */
  label: ReactNode
  hideLabel?: boolean
  /** One line below the label. */
  hint?: ReactNode
  disabled?: boolean
}

/** On or off, at once: where something waits for a button, use a Checkbox. */
export function Switch({ on, onChange, label, hideLabel, hint, disabled }: SwitchProps) {
  const hintId = useId()
  return (
    <div>
      <label className={styles.label}>
        <input
          type="checkbox"
          role="switch"
          className={styles.track}
          checked={on}
          aria-checked={on}
          disabled={disabled}
          aria-describedby={hint === undefined ? undefined : hintId}
          onChange={(event) => onChange(event.target.checked)}
        />
        {hideLabel === true ? <VisuallyHidden>{label}</VisuallyHidden> : <span>{label}</span>}
      </label>
      {hint !== undefined && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
