import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { cx } from './classNames.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  open: boolean
  /** Called by Escape, the cross and, unless `danger`, a press beside the dialog. */
  onClose: () => void
  title: ReactNode
  /** A few words at the right of the title: a count, a state. */
  aside?: ReactNode
  /** The first sentence, read out when the dialog opens. */
  description?: ReactNode
  children?: ReactNode
  /** The buttons, the main one last. */
  footer?: ReactNode
  /** What stands at the left of the buttons: "Nothing is called until you press Run." */
  note?: ReactNode
  /** Asks before something that cannot be undone: a press beside it does not close it. */
  danger?: boolean
  /** 400, 584 or 880 px wide. */
  size?: 'small' | 'medium' | 'large'
  /** What takes focus first; unless told, the first control that is in it. */
  initialFocus?: RefObject<HTMLElement | null>
}

/** A dialog over the page: keeps focus inside, and gives it back where it came from. */
export function Dialog(props: DialogProps) {
  const {
    open,
    onClose,
    title,
    aside,
    description,
    children,
    footer,
    note,
    size = 'medium',
    initialFocus,
  } = props
  const Kind = props.danger === true ? AlertDialog : BaseDialog
  return (
    <Kind.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Kind.Portal>
        <Kind.Backdrop className={styles.backdrop} />
        <Kind.Popup className={cx(styles.dialog, styles[size])} initialFocus={initialFocus}>
          <div className={styles.head}>
            <Kind.Title className={styles.title}>{title}</Kind.Title>
            {aside !== undefined && <span className={styles.aside}>{aside}</span>}
          </div>
          <div className={styles.body}>
            {description !== undefined && (
              <Kind.Description className={styles.description}>{description}</Kind.Description>
            )}
            {children}
          </div>
          {footer !== undefined && (
            <div className={styles.foot}>
              <span className={styles.note}>{note}</span>
              {footer}
            </div>
          )}
          {/* Last by keys: the first stop is what the dialog asks, and no tooltip lies over its first sentence. */}
          <IconButton icon={X} label="Close" shortcut="Escape" onClick={onClose} className={styles.close} />
        </Kind.Popup>
      </Kind.Portal>
    </Kind.Root>
  )
}
