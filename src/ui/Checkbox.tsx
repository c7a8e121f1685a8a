import { Check, Minus } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import styles from './Checkbox.module.css'
import { Icon } from './Icon.tsx'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface CheckboxProps {
  checked: boolean
  onChange: (checked: boolean) => void
  /** Its name; hide it with `hideLabel` in a table's row. */
  label: ReactNode
  hideLabel?: boolean
  /** One line below the label. */
  hint?: ReactNode
  /** Some of what it stands for is ticked. */
  mixed?: boolean
  disabled?: boolean
}

/** A tick: something that is chosen, and takes effect with the form it is in. */
export function Checkbox({
  checked,
  onChange,
  label,
  hideLabel,
  hint,
  mixed = false,
  disabled,
}: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null)
  const hintId = useId()
  useEffect(() => {
    // There is no attribute for it: only the DOM property draws and tells the third state.
    if (box.current !== null) box.current.indeterminate = mixed
  }, [mixed])
  return (
    <div className={styles.row}>
      <label className={styles.label}>
        <span className={styles.box}>
          <input
            ref={box}
            type="checkbox"
            className={styles.input}
            checked={checked}
            disabled={disabled}
            aria-describedby={hint === undefined ? undefined : hintId}
            onChange={(event) => onChange(event.target.checked)}
          />
          <Icon icon={mixed ? Minus : Check} size={12} className={styles.tick} />
        </span>
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
