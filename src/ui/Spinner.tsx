import { LoaderCircle } from 'lucide-react'
import { Icon } from './Icon.tsx'
import styles from './Spinner.module.css'

export interface SpinnerProps {
  /** Width and height in px; 14 unless told. */
  size?: number
  /** Words, where none stand beside it. */
  label?: string
}

/** Something is under way. It turns, unless less motion is asked for: the words beside it are the message. */
export function Spinner({ size = 14, label }: SpinnerProps) {
  return <Icon icon={LoaderCircle} size={size} label={label} className={styles.spinner} />
}
