import type { Ref, TextareaHTMLAttributes } from 'react'
import { cx } from './classNames.ts'
import controlStyles from './control.module.css'
import { Field, type FieldTexts } from './Field.tsx'

type AreaAttributes = Omit<
  TextareaHTMLAttributes<HTMLTextAreaElement>,
  'value' | 'defaultValue' | 'onChange' | 'required'
>

export interface TextAreaProps extends FieldTexts, AreaAttributes {
  /** What stands in the field. */
  value: string
  /** Called with the new text at every keystroke. */
  onChange: (value: string) => void
  /** For text a machine reads. */
  mono?: boolean
  ref?: Ref<HTMLTextAreaElement>
}

/** Several lines of text; its height can be dragged. */
export function TextArea({
  value,
  onChange,
  mono = false,
  rows = 4,
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
  ...rest
}: TextAreaProps) {
  const texts = { label, hideLabel, hint, error, optional, required, aside, id, className }
  return (
    <Field {...texts}>
      {(control) => (
        <span className={cx(controlStyles.control, controlStyles.area)}>
          <textarea
            {...rest}
            {...control}
            ref={ref}
            rows={rows}
            spellCheck={mono ? false : rest.spellCheck}
            className={cx(controlStyles.input, mono && controlStyles.mono)}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </span>
      )}
    </Field>
  )
}
