import type { ReactNode } from 'react'
import styles from './VisuallyHidden.module.css'

export interface VisuallyHiddenProps {
  /** Words that are read out and not drawn. */
  children: ReactNode
}

/** Words for a screen reader where a picture already tells them to the eye. */
export function VisuallyHidden({ children }: VisuallyHiddenProps) {
  return <span className={styles.hidden}>{children}</span>
}
