import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cx } from './classNames.ts'
import styles from './Field.module.css'
import { Icon } from './Icon.tsx'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** What the words around a control may say; every control with a label takes these. */
export interface FieldTexts {
  /** The control's name. Always given: where the eye needs none, hide it with `hideLabel`. */
  label: ReactNode
  /** Keeps the label for screen readers alone, in tables and bars. */
  hideLabel?: boolean
  /** What to know before typing. May hold a link button. */
  hint?: ReactNode
  /** What is wrong and what to do, in words. May hold a link button as the way out. */
  error?: ReactNode
  /** Says "optional" beside the label, where most of the form is not. */
  optional?: boolean
  required?: boolean
  /** What stands at the right end of the label's line: a badge, a small button. */
  aside?: ReactNode
}

/** What the control itself has to carry so that label, hint and error belong to it. */
export interface FieldControl {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

export interface FieldProps extends FieldTexts {
  /** The control's id, where it must be known outside. */
  id?: string
  /** Draws the control with the attributes it is handed. */
  children: (control: FieldControl) => ReactNode
  className?: string
}

/** Label above, hint or error below, and the wiring that makes them one thing to a screen reader. */
export function Field({
  label,
  hideLabel = false,
  hint,
  error,
  optional = false,
  required = false,
  aside,
  id: givenId,
  children,
  className,
}: FieldProps) {
  const ownId = useId()
  const id = givenId ?? ownId
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const hasHint = hint !== undefined && hint !== null && hint !== false
  const hasError = error !== undefined && error !== null && error !== false && error !== ''
  const describedBy = [hasError && errorId, hasHint && hintId].filter(Boolean).join(' ')
  const name = (
    <label htmlFor={id} className={styles.label}>
      {label}
      {optional && <span className={styles.optional}> optional</span>}
    </label>
  )
  return (
    <div className={cx(styles.field, className)}>
      {hideLabel ? (
        <VisuallyHidden>{name}</VisuallyHidden>
      ) : (
        <div className={styles.head}>
          {name}
          {aside}
        </div>
      )}
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': hasError || undefined,
        'aria-required': required || undefined,
      })}
      {hasError && (
        <p id={errorId} className={styles.error}>
          <Icon icon={CircleAlert} size={14} />
          <span>{error}</span>
        </p>
      )}
      {hasHint && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
