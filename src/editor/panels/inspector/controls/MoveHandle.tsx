import { GripVertical } from 'lucide-react'
import { Icon } from '../../../../ui/Icon.tsx'
import type { Reorder } from '../useReorder.ts'
import styles from './Controls.module.css'

export interface MoveHandleProps {
  reorder: Reorder
  /** The row's place in its list. */
  index: number
  /** What is moved, read out: "Rule 2". */
  name: string
  readOnly: boolean
}

/** What a row of a list is held by to be put at another place, by dragging or by arrows. */
export function MoveHandle({ reorder, index, name, readOnly }: MoveHandleProps) {
  return (
    <button
      {...reorder.handle(index)}
      type="button"
      className={styles.handle}
      disabled={readOnly}
      aria-label={`Move ${name}, with the arrow keys up and down`}
    >
      <Icon icon={GripVertical} size={12} />
    </button>
  )
}
