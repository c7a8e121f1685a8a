import type { InputHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from './classNames.ts'
import controlStyles from './control.module.css'
import { Field, type FieldTexts } from './Field.tsx'
import { Icon, type IconShape } from './Icon.tsx'

type InputAttributes = Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'value' | 'defaultValue' | 'onChange' | 'size' | 'required' | 'prefix'
>

export interface TextFieldProps extends FieldTexts, InputAttributes {
  /** What stands in the field. */
  value: string
  /** Called with the new text at every keystroke. */
  onChange: (value: string) => void
  /** Height in px: 28 in panels, 32 in bars, 36 in the form its user sees. */
  size?: 28 | 32 | 36
  /** For text a machine reads: paths, identifiers, addresses. */
  mono?: boolean
  /** An icon inside, at the start. */
  icon?: IconShape
  /** What stands inside at the end: a unit, a count, a small button. */
  end?: ReactNode
  ref?: Ref<HTMLInputElement>
}

/** One line of text with its label, hint and error. What was typed is never cleared by an error. */
export function TextField({
  value,
  onChange,
  size = 28,
  mono = false,
  icon,
  end,
  ref,
  label,
  hideLabel,
  hint,
  error,
  optional,
  required,
  aside,
  id,
  className,
  type = 'text',
  ...rest
}: TextFieldProps) {
  const texts = { label, hideLabel, hint, error, optional, required, aside, id, className }
  return (
    <Field {...texts}>
      {(control) => (
        <span className={cx(controlStyles.control, controlStyles[`size${size}`])}>
          {icon !== undefined && (
            <Icon icon={icon} size={size === 36 ? 16 : 14} className={controlStyles.icon} />
          )}
          <input
            {...rest}
            {...control}
            ref={ref}
            type={type}
            className={cx(controlStyles.input, mono && controlStyles.mono)}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {end !== undefined && <span className={controlStyles.end}>{end}</span>}
        </span>
      )}
    </Field>
  )
}
