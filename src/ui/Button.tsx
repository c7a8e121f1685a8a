import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './Button.module.css'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { Spinner } from './Spinner.tsx'
import { currentPlatform, shortcutAria } from './shortcut.ts'
import { Tooltip } from './Tooltip.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'link'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** How loud it is; one `primary` an area at most. `link` is a word in a sentence. */
  variant?: ButtonVariant
  /** Height in px: 28 in panels, 32 in bars and pages, 36 in a form its user sees. */
  size?: 28 | 32 | 36
  /** The icon before the words. */
  icon?: IconShape
  /** The icon after the words, a chevron for instance. */
  endIcon?: IconShape
  /** The keys that do the same: shown on the button and told to screen readers. */
  shortcut?: string
  /** Under way: a spinner takes the icon's place, the size stays, presses are ignored. */
  pending?: boolean
  /** Why it cannot be pressed now. The button stays reachable by keyboard and says it in a tooltip. */
  unavailable?: string
  type?: 'button' | 'submit' | 'reset'
  ref?: Ref<HTMLButtonElement>
  children: ReactNode
}

/** A button with words. Where it cannot be pressed, prefer `unavailable` with a reason to `disabled`. */
export function Button({
  variant = 'secondary',
  size = 32,
  icon,
  endIcon,
  shortcut,
  pending = false,
  unavailable,
  type = 'button',
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const off = pending || unavailable !== undefined
  const iconSize = size === 28 ? 14 : 16
  const button = (
    <button
      {...rest}
      type={type}
      className={cx(styles.button, styles[variant], styles[`size${size}`], className)}
      aria-disabled={off || undefined}
      aria-busy={pending || undefined}
      aria-keyshortcuts={shortcut === undefined ? undefined : shortcutAria(shortcut, currentPlatform())}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {pending ? <Spinner size={iconSize} /> : icon !== undefined && <Icon icon={icon} size={iconSize} />}
      {children}
      {endIcon !== undefined && <Icon icon={endIcon} size={14} className={styles.end} />}
      {shortcut !== undefined && (
        <Kbd keys={shortcut} tone={variant === 'primary' && !off ? 'primary' : 'cap'} hidden />
      )}
    </button>
  )
  return unavailable === undefined ? button : <Tooltip text={unavailable}>{button}</Tooltip>
}
