import { Menu } from '@base-ui/react/menu'
import { Check, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import styles from './popup.module.css'
import { currentPlatform, shortcutAria } from './shortcut.ts'

export interface MenuItemProps {
  children: ReactNode
  icon?: IconShape
  /** The keys that do the same, shown at the right. */
  shortcut?: string
  /** What is lost cannot be had back: written in red. */
  danger?: boolean
  /** Why it cannot be chosen now; shown in place of the keys. The item can still be reached. */
  unavailable?: string
  onSelect: () => void
}

/** One line of a Menu or a ContextMenu. */
export function MenuItem({ children, icon, shortcut, danger, unavailable, onSelect }: MenuItemProps) {
  return (
    <Menu.Item
      className={cx(styles.item, danger === true && styles.danger)}
      disabled={unavailable !== undefined}
      aria-keyshortcuts={shortcut === undefined ? undefined : shortcutAria(shortcut, currentPlatform())}
      onClick={onSelect}
    >
      {icon !== undefined && <Icon icon={icon} size={14} className={styles.icon} />}
      <span className={styles.words}>{children}</span>
      <ItemEnd shortcut={shortcut} unavailable={unavailable} />
    </Menu.Item>
  )
}

function ItemEnd({ shortcut, unavailable }: { shortcut?: string; unavailable?: string }) {
  if (unavailable !== undefined) return <span className={styles.detail}>{unavailable}</span>
  return shortcut === undefined ? null : <Kbd keys={shortcut} tone="plain" hidden />
}

export interface MenuCheckItemProps {
  children: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  shortcut?: string
  unavailable?: string
}

/** A line that is on or off: "Show the minimap". */
export function MenuCheckItem({ children, checked, onChange, shortcut, unavailable }: MenuCheckItemProps) {
  return (
    <Menu.CheckboxItem
      className={styles.item}
      checked={checked}
      disabled={unavailable !== undefined}
      onCheckedChange={onChange}
      closeOnClick
    >
      <span className={styles.mark}>{checked && <Icon icon={Check} size={14} />}</span>
      <span className={styles.words}>{children}</span>
      <ItemEnd shortcut={shortcut} unavailable={unavailable} />
    </Menu.CheckboxItem>
  )
}

export interface MenuGroupProps {
  /** The group's name, drawn above it. */
  label?: string
  children: ReactNode
}

/** Lines that belong together. */
export function MenuGroup({ label, children }: MenuGroupProps) {
  return (
    <Menu.Group>
      {label !== undefined && <Menu.GroupLabel className={styles.label}>{label}</Menu.GroupLabel>}
      {children}
    </Menu.Group>
  )
}

/** A thin line between groups. */
export function MenuLine() {
  return <Menu.Separator className={styles.line} />
}

export interface SubMenuProps {
  label: ReactNode
  icon?: IconShape
  /** MenuItem, MenuGroup, MenuLine. */
  children: ReactNode
}

/** A line that opens a further menu beside it. */
export function SubMenu({ label, icon, children }: SubMenuProps) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={styles.item}>
        {icon !== undefined && <Icon icon={icon} size={14} className={styles.icon} />}
        <span className={styles.words}>{label}</span>
        <Icon icon={ChevronRight} size={14} className={styles.icon} />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner
          positionMethod="fixed"
          className={styles.positioner}
          sideOffset={4}
          alignOffset={-5}
          collisionPadding={8}
        >
          <Menu.Popup className={cx(styles.popup, styles.padded)}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  )
}
