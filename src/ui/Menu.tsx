import { Menu as BaseMenu } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './classNames.ts'
import styles from './popup.module.css'

export interface MenuProps {
  /** The button that opens it: a Button or an IconButton. */
  trigger: ReactElement
  /** MenuItem, MenuCheckItem, MenuGroup, MenuLine, SubMenu. */
  children: ReactNode
  /** Which edge of the button it is flush with. */
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** A menu that a button opens. Heavy: load it with the screen part that needs it. */
export function Menu({ trigger, children, align = 'start', side = 'bottom', open, onOpenChange }: MenuProps) {
  return (
    <BaseMenu.Root open={open} onOpenChange={(next) => onOpenChange?.(next)} modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          positionMethod="fixed"
          className={styles.positioner}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
        >
          <BaseMenu.Popup className={cx(styles.popup, styles.padded)}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

/** A place in the window, in px. */
export interface MenuPoint {
  x: number
  y: number
}

export interface PointMenuProps {
  /** Where to open it; null closes it. For a keyboard's menu key give the focused thing's corner. */
  at: MenuPoint | null
  /** Called when it closes by itself. */
  onClose: () => void
  /** What it is the menu of, read out: "Get customers". */
  label: string
  /** MenuItem, MenuCheckItem, MenuGroup, MenuLine, SubMenu. */
  children: ReactNode
}

/** The menu of something that is not an element of its own, a thing on a canvas for instance: opened at a point. */
export function PointMenu({ at, onClose, label, children }: PointMenuProps) {
  const anchor = at === null ? undefined : { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }
  return (
    <BaseMenu.Root
      open={at !== null}
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          positionMethod="fixed"
          className={styles.positioner}
          anchor={anchor}
          align="start"
          side="bottom"
          collisionPadding={8}
        >
          <BaseMenu.Popup aria-label={label} className={cx(styles.popup, styles.padded)}>
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}
