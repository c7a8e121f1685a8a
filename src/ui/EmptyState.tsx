import type { ReactNode } from 'react'
import { cx } from './classNames.ts'
import styles from './EmptyState.module.css'

export interface EmptyStateProps {
  /** One line of fact: "The list answered with 0 records." */
  children: ReactNode
  /** One action. */
  action?: ReactNode
  /** `page` in the middle of an empty page; `inline` where the missing thing would stand. */
  place?: 'inline' | 'page'
}

/** Nothing is here: a fact and one action, in place, without a picture. */
export function EmptyState({ children, action, place = 'inline' }: EmptyStateProps) {
  return (
    <div className={cx(styles.empty, place === 'page' && styles.page)}>
      <p>{children}</p>
      {action}
    </div>
  )
}
