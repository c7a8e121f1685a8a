import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Icon } from '../../../ui/Icon.tsx'
import type { ValueFieldProps } from './valueProps.ts'
import styles from './ValueGroup.module.css'

/** Several controls that are one value, under its name. */
export function ValueGroup({
  label,
  hint,
  error,
  children,
}: Pick<ValueFieldProps, 'label' | 'hint' | 'error'> & { readonly children: ReactNode }) {
  const id = useId()
  const said = error !== undefined && error !== null && error !== ''
  return (
    <fieldset className={styles.group} aria-describedby={said || hint !== undefined ? id : undefined}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.values}>{children}</div>
      {(said || hint !== undefined) && (
        <div id={id} className={styles.words}>
          {said && (
            <p className={styles.error}>
              <Icon icon={CircleAlert} size={14} />
              <span>{error}</span>
            </p>
          )}
          {hint !== undefined && <p>{hint}</p>}
        </div>
      )}
    </fieldset>
  )
}
