import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Banner.module.css'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'

export type BannerTone = 'info' | 'done' | 'waiting' | 'failed'

export interface BannerProps {
  tone?: BannerTone
  children: ReactNode
  /** Buttons at the right end. */
  action?: ReactNode
  /** Makes it dismissible. */
  onDismiss?: () => void
}

const icons: Readonly<Record<BannerTone, IconShape>> = {
  info: Info,
  done: CircleCheck,
  waiting: TriangleAlert,
  failed: CircleAlert,
}

/** A line across a page or panel about all of it: read-only here, saved elsewhere, runner out of reach. */
export function Banner({ tone = 'info', children, action, onDismiss }: BannerProps) {
  return (
    <div className={cx(styles.banner, styles[tone])} role={tone === 'failed' ? 'alert' : 'status'}>
      <Icon icon={icons[tone]} className={styles.icon} />
      <p className={styles.words}>{children}</p>
      {action}
      {onDismiss !== undefined && <IconButton icon={X} label="Dismiss" size={24} onClick={onDismiss} />}
    </div>
  )
}
