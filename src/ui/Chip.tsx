import { X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import styles from './Chip.module.css'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'

export type ChipTone = 'neutral' | 'line' | 'accent' | 'running' | 'waiting' | 'done' | 'failed' | 'custom'

export interface ChipProps {
  /** What it says by its colour: a status, or `custom` with `ink` and `tint`. */
  tone?: ChipTone
  /** CSS colours for `custom`: a kind's ink and tint. */
  ink?: string
  tint?: string
  icon?: IconShape
  /** For a reference or an identifier; draws it 18 px high, as it stands in a line of code. */
  mono?: boolean
  /** Makes the chip removable; called on its cross. */
  onRemove?: () => void
  /** What the cross removes, for its name: "Remove region". Needed with `onRemove`. */
  removeLabel?: string
  title?: string
  className?: string
  children: ReactNode
}

/** A short word on a tinted ground: a status, a guard, a reference. */
export function Chip(props: ChipProps) {
  const {
    tone = 'neutral',
    ink,
    tint,
    icon,
    mono,
    onRemove,
    removeLabel = 'Remove',
    title,
    className,
  } = props
  const custom = tone === 'custom' ? ({ '--chip-ink': ink, '--chip-tint': tint } as CSSProperties) : undefined
  return (
    <span
      className={cx(styles.chip, styles[tone], mono === true && styles.mono, className)}
      style={custom}
      title={title}
    >
      {icon !== undefined && <Icon icon={icon} size={12} />}
      <span className={styles.words}>{props.children}</span>
      {onRemove !== undefined && (
        <button type="button" className={styles.remove} aria-label={removeLabel} onClick={onRemove}>
          <Icon icon={X} size={12} />
        </button>
      )}
    </span>
  )
}
