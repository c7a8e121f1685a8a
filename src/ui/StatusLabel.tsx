import { CircleAlert, CircleCheck, Hourglass, LoaderCircle, Power } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './classNames.ts'
import { Icon, type IconShape } from './Icon.tsx'
import { Spinner } from './Spinner.tsx'
import styles from './StatusLabel.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export type RunStatus = 'running' | 'waiting' | 'done' | 'failed' | 'off'

export interface StatusLabelProps {
  status: RunStatus
  /** What it says; the status' own name unless told. */
  children?: ReactNode
  /** Draws the icon alone and reads the words out. */
  iconOnly?: boolean
  /** Icon size in px. */
  size?: 14 | 16
}

const icons: Readonly<Record<RunStatus, IconShape>> = {
  running: LoaderCircle,
  waiting: Hourglass,
  done: CircleCheck,
  failed: CircleAlert,
  off: Power,
}
const names: Readonly<Record<RunStatus, string>> = {
  running: 'Running',
  waiting: 'Waiting',
  done: 'Done',
  failed: 'Failed',
  off: 'Off',
}

/** A run's status as icon, words and colour together. */
export function StatusLabel({ status, children, iconOnly = false, size = 16 }: StatusLabelProps) {
  const words = children ?? names[status]
  return (
    <span className={cx(styles.label, styles[status])}>
      {status === 'running' ? <Spinner size={size} /> : <Icon icon={icons[status]} size={size} />}
      {iconOnly ? <VisuallyHidden>{words}</VisuallyHidden> : <span>{words}</span>}
    </span>
  )
}
