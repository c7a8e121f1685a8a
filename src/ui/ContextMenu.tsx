import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu'
import type { ReactNode } from 'react'
import { cx } from './classNames.ts'
import styles from './popup.module.css'

export interface ContextMenuProps {
  /** What is pressed with the right button. */
  children: ReactNode
  /** MenuItem, MenuCheckItem, MenuGroup, MenuLine, SubMenu. */
  menu: ReactNode
  /** What it is the menu of, read out. */
  label: string
  className?: string
}

/** The menu of an area: right press, long touch, or the keyboard's menu key on what is in it. */
export function ContextMenu({ children, menu, label, className }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger className={className}>{children}</BaseContextMenu.Trigger>
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner positionMethod="fixed" className={styles.positioner} collisionPadding={8}>
          <BaseContextMenu.Popup aria-label={label} className={cx(styles.popup, styles.padded)}>
            {menu}
          </BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  )
}
