import { Eye, EyeOff, Lock } from 'lucide-react'
import { useState } from 'react'
import { Button } from './Button.tsx'
import { cx } from './classNames.ts'
import controlStyles from './control.module.css'
import { Field, type FieldTexts } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './SecretField.module.css'

export interface SecretFieldProps extends FieldTexts {
  /** True when a value is kept elsewhere. It cannot be read back: this component never sees it. */
  kept?: boolean
  /** What is being typed; undefined while nothing is. */
  draft: string | undefined
  /** Called at every keystroke; undefined when typing was given up and the kept value stays. */
  onChange: (draft: string | undefined) => void
  placeholder?: string
  size?: 28 | 32 | 36
  disabled?: boolean
  id?: string
  className?: string
}

/**
 * A secret: written, never read. What is kept says "hidden"; what is typed is covered by the same word, at one width
 * whatever its length, until *Show* is pressed.
 */
export function SecretField(props: SecretFieldProps) {
  const { kept = false, draft, onChange, placeholder, size = 28, disabled, ...texts } = props
  const [shown, setShown] = useState(false)
  const box = cx(controlStyles.control, controlStyles[`size${size}`])
  const name = typeof texts.label === 'string' ? texts.label : 'value'
  if (kept && draft === undefined)
    return (
      <Field {...texts}>
        {(control) => (
          <span className={styles.row}>
            <output {...control} aria-invalid={undefined} aria-required={undefined} className={box}>
              <Icon icon={Lock} size={14} className={controlStyles.icon} />
              <span className={styles.word}>hidden</span>
            </output>
            <Button
              size={size}
              disabled={disabled}
              aria-label={`Replace ${name}`}
              onClick={() => onChange('')}
            >
              Replace
            </Button>
          </span>
        )}
      </Field>
    )
  const covered = !shown && draft !== undefined && draft !== ''
  return (
    <Field {...texts}>
      {(control) => (
        <span className={styles.row}>
          <span className={box}>
            {covered && (
              <span className={styles.cover} aria-hidden>
                hidden
              </span>
            )}
            <input
              {...control}
              // A field that is to be replaced was just asked for by a press: typing can begin.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={kept}
              type={shown ? 'text' : 'password'}
              className={cx(controlStyles.input, controlStyles.mono, covered && styles.covered)}
              value={draft ?? ''}
              placeholder={placeholder}
              disabled={disabled}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              data-1p-ignore
              data-lpignore="true"
              onChange={(event) => onChange(event.target.value)}
            />
            <IconButton
              icon={shown ? EyeOff : Eye}
              label={shown ? `Hide ${name}` : `Show ${name}`}
              size={24}
              className={styles.toggle}
              disabled={disabled}
              onClick={() => setShown(!shown)}
            />
          </span>
          {kept && (
            <Button
              size={size}
              variant="ghost"
              onClick={() => {
                setShown(false)
                onChange(undefined)
              }}
            >
              Keep the old one
            </Button>
          )}
        </span>
      )}
    </Field>
  )
}
