import type { CSSProperties } from 'react'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import styles from './KindTile.module.css'

export interface KindTileProps {
  icon: IconShape
  /** CSS colours of the kind: `var(--k-request)`. Without them it reads --kind-ink and --kind-tint from around it. */
  ink?: string
  tint?: string
  /** Width and height in px. */
  size?: 20 | 26 | 32
  className?: string
}

/** The tinted tile that says what sort a thing is. It knows colours, not kinds. */
export function KindTile({ icon, ink, tint, size = 26, className }: KindTileProps) {
  const own: Record<string, string> = {}
  if (ink !== undefined) own['--kind-ink'] = ink
  if (tint !== undefined) own['--kind-tint'] = tint
  return (
    <span className={cx(styles.tile, styles[`size${size}`], className)} style={own as CSSProperties}>
      <Icon icon={icon} size={size === 20 ? 14 : 16} />
    </span>
  )
}
