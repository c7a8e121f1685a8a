import type { ButtonHTMLAttributes, Ref } from 'react'
import buttonStyles from './Button.module.css'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import styles from './IconButton.module.css'
import { Spinner } from './Spinner.tsx'
import { currentPlatform, shortcutAria } from './shortcut.ts'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'children'> {
  /** The picture. */
  icon: IconShape
  /** Its name: read out, and shown in the tooltip. */
  label: string
  /** The keys that do the same, shown in the tooltip. */
  shortcut?: string
  /** `ghost` in bars and rows, `secondary` where it stands among buttons. */
  variant?: 'ghost' | 'secondary'
  /** Width and height in px; 24 in rows. */
  size?: 24 | 28 | 32
  /** For a button that stays down. */
  pressed?: boolean
  /** Under way: shows a spinner and ignores presses. */
  pending?: boolean
  /** Why it cannot be pressed now; joins the name in the tooltip. */
  unavailable?: string
  /** Where the tooltip stands. */
  side?: 'top' | 'bottom'
  ref?: Ref<HTMLButtonElement>
}

/** A button with a picture alone. It always has a name, and a tooltip with its keys. */
export function IconButton({
  icon,
  label,
  shortcut,
  variant = 'ghost',
  size = 28,
  pressed,
  pending = false,
  unavailable,
  side,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const off = pending || unavailable !== undefined
  return (
    <Tooltip
      text={unavailable === undefined ? label : `${label}: ${unavailable}`}
      shortcut={shortcut}
      side={side}
      describes={unavailable !== undefined}
    >
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={off || undefined}
        aria-busy={pending || undefined}
        aria-keyshortcuts={shortcut === undefined ? undefined : shortcutAria(shortcut, currentPlatform())}
        className={cx(
          buttonStyles.button,
          buttonStyles[variant],
          styles.square,
          styles[`size${size}`],
          className,
        )}
        onClick={off ? (event) => event.preventDefault() : onClick}
      >
        {pending ? <Spinner /> : <Icon icon={icon} size={size === 24 ? 14 : 16} />}
      </button>
    </Tooltip>
  )
}
