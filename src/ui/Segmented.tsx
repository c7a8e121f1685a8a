import { type ReactNode, useId } from 'react'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import styles from './Segmented.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** One thing that can be chosen. */
export interface Choice<Value extends string> {
  value: Value
  label: ReactNode
  /** A line that explains it; drawn by RadioGroup. */
  hint?: ReactNode
  icon?: IconShape
  disabled?: boolean
}

export interface SegmentedProps<Value extends string> {
  /** What is chosen between: read out, not drawn. */
  label: string
  value: Value
  onChange: (value: Value) => void
  choices: readonly Choice<Value>[]
  /** Draws icons alone; labels stay as names. */
  iconsOnly?: boolean
  disabled?: boolean
}

/** Two to five short choices side by side, one of them on. Arrow keys move, as in every group of radio buttons. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, value, onChange, choices, iconsOnly = false, disabled = false } = props
  const name = useId()
  return (
    <fieldset className={styles.group} disabled={disabled}>
      <legend>
        <VisuallyHidden>{label}</VisuallyHidden>
      </legend>
      {choices.map((choice) => (
        <label key={choice.value} className={cx(styles.segment, choice.value === value && styles.on)}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.disabled}
            onChange={() => onChange(choice.value)}
          />
          {choice.icon !== undefined && <Icon icon={choice.icon} size={14} />}
          {iconsOnly && choice.icon !== undefined ? (
            <VisuallyHidden>{choice.label}</VisuallyHidden>
          ) : (
            choice.label
          )}
        </label>
      ))}
    </fieldset>
  )
}
