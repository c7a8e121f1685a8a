import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Icon } from './Icon.tsx'
import styles from './RadioGroup.module.css'
import type { Choice } from './Segmented.tsx'

export interface RadioGroupProps<Value extends string> {
  /** What is chosen. */
  label: ReactNode
  value: Value | null
  onChange: (value: Value) => void
  choices: readonly Choice<Value>[]
  /** What is wrong, in words. */
  error?: ReactNode
  disabled?: boolean
}

/** Choices that each need a line of explanation, one below the other. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, value, onChange, choices, error, disabled = false } = props
  const name = useId()
  const errorId = `${name}-error`
  return (
    <fieldset
      className={styles.group}
      disabled={disabled}
      aria-describedby={error === undefined ? undefined : errorId}
    >
      <legend className={styles.legend}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.disabled}
            aria-describedby={choice.hint === undefined ? undefined : `${name}-${choice.value}`}
            onChange={() => onChange(choice.value)}
          />
          {choice.icon !== undefined && <Icon icon={choice.icon} className={styles.icon} />}
          <span className={styles.words}>
            <span>{choice.label}</span>
            {choice.hint !== undefined && (
              <span id={`${name}-${choice.value}`} className={styles.hint}>
                {choice.hint}
              </span>
            )}
          </span>
        </label>
      ))}
      {error !== undefined && (
        <p id={errorId} className={styles.error}>
          <Icon icon={CircleAlert} size={14} />
          <span>{error}</span>
        </p>
      )}
    </fieldset>
  )
}
