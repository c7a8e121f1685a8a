import { ChevronDown } from 'lucide-react'
import { cx } from '../../ui/classNames.ts'
import controlStyles from '../../ui/control.module.css'
import { Field, type FieldTexts } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './NativeSelect.module.css'

export interface NativeSelectProps<Value extends string> extends FieldTexts {
  value: Value
  onChange: (value: Value) => void
  options: readonly { readonly value: Value; readonly label: string }[]
  disabled?: boolean
  mono?: boolean
  className?: string
}

/**
 * One of a short list, by the browser's own control: panels hold dozens of them and are there with the first paint, where a
 * popup library is not.
 */
export function NativeSelect<Value extends string>(props: NativeSelectProps<Value>) {
  const { value, onChange, options, disabled, mono = false, ...texts } = props
  const known = options.some((option) => option.value === value)
  return (
    <Field {...texts}>
      {(control) => (
        <span className={cx(controlStyles.control, styles.box)}>
          <select
            {...control}
            className={cx(controlStyles.input, styles.select, mono && controlStyles.mono)}
            value={value}
            disabled={disabled}
            onChange={(event) => onChange(event.target.value as Value)}
          >
            {!known && <option value={value}>{value === '' ? 'Choose' : value}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon icon={ChevronDown} size={14} className={styles.arrow} />
        </span>
      )}
    </Field>
  )
}
