import { cx } from './classNames.ts'
import styles from './Kbd.module.css'
import { currentPlatform, type Platform, shortcutText } from './shortcut.ts'

export interface KbdProps {
  /** Keys joined by `+`; `Mod` is Command on a Mac and Ctrl elsewhere: `Mod+Enter`. */
  keys: string
  /** Whose key names to use; this browser's unless told. */
  platform?: Platform
  /** `primary` on the filled button, `plain` without a cap, in menus. */
  tone?: 'cap' | 'primary' | 'plain'
  /** True where `aria-keyshortcuts` already tells it. */
  hidden?: boolean
}

/** A key or a chord as it is written on this person's keyboard. */
export function Kbd({ keys, platform = currentPlatform(), tone = 'cap', hidden = false }: KbdProps) {
  return (
    <kbd className={cx(styles.kbd, styles[tone])} aria-hidden={hidden || undefined}>
      {shortcutText(keys, platform)}
    </kbd>
  )
}
