import type { MouseEvent, ReactNode } from 'react'
import styles from './Card.module.css'
import { cx } from './classNames.ts'

export interface CardProps {
  /** What the card is of; with `href` or `onOpen` it is the link, and the whole card answers to a press. */
  title: ReactNode
  /** A tile or an icon before the title. */
  tile?: ReactNode
  /** The line below the title. */
  description?: ReactNode
  /** Chips, buttons or a menu at the right end of the head; pressed by themselves. */
  actions?: ReactNode
  /** What stands at the foot, apart by a line. */
  footer?: ReactNode
  /** Where it leads. Kept as an address so that it opens in a new tab too. */
  href?: string
  /** Called instead of following the address when it is pressed plainly. */
  onOpen?: () => void
  children?: ReactNode
  className?: string
}

/** A thing among things: a connector on the home page, a version, a record. */
export function Card(props: CardProps) {
  const { title, tile, description, actions, footer, href, onOpen, children, className } = props
  const open = (event: MouseEvent) => {
    if (onOpen === undefined || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onOpen()
  }
  return (
    <article
      className={cx(styles.card, (href !== undefined || onOpen !== undefined) && styles.opens, className)}
    >
      <div className={styles.head}>
        {tile}
        <div className={styles.words}>
          <h3 className={styles.title}>
            {href !== undefined ? (
              <a href={href} className={styles.open} onClick={open}>
                {title}
              </a>
            ) : onOpen !== undefined ? (
              <button type="button" className={styles.open} onClick={onOpen}>
                {title}
              </button>
            ) : (
              title
            )}
          </h3>
          {description !== undefined && <p className={styles.description}>{description}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children !== undefined && <div className={styles.body}>{children}</div>}
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </article>
  )
}
