import type { ReactNode } from 'react'
import { cx } from './classNames.ts'
import styles from './Panel.module.css'

export interface PanelProps {
  /** Its name as a region of the page. */
  label: string
  /** The heading row: 56 high, with a border below. */
  header?: ReactNode
  /** Stays at the bottom while the rest scrolls. */
  footer?: ReactNode
  children: ReactNode
  className?: string
}

/** A region with a fixed head and foot and a body that scrolls. */
export function Panel({ label, header, footer, children, className }: PanelProps) {
  return (
    <section className={cx(styles.panel, className)} aria-label={label}>
      {header !== undefined && <div className={styles.header}>{header}</div>}
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </section>
  )
}

export interface PanelSectionProps {
  title?: ReactNode
  /** A few words beside the title. */
  description?: ReactNode
  /** What stands at the right end of the title's row. */
  actions?: ReactNode
  children?: ReactNode
}

/** One part of a panel, 12 px from the lines above and below it. */
export function PanelSection({ title, description, actions, children }: PanelSectionProps) {
  return (
    <div className={styles.section}>
      {title !== undefined && (
        <div className={styles.title}>
          <h3>{title}</h3>
          {description !== undefined && <span className={styles.description}>{description}</span>}
          {actions !== undefined && <span className={styles.actions}>{actions}</span>}
        </div>
      )}
      {children}
    </div>
  )
}
