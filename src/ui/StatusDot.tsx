import { cx } from './classNames.ts'
import styles from './StatusDot.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export type TestStatus = 'tested' | 'stale' | 'never' | 'failing'

export interface StatusDotProps {
  /** Where the thing stands. Each has a shape of its own, so that colour is never alone. */
  status: TestStatus
  /** Shows the words; without it they are read out only. */
  words?: boolean
}

const words: Readonly<Record<TestStatus, string>> = {
  tested: 'Tested',
  stale: 'Stale',
  never: 'Never run',
  failing: 'Failing',
}

/** Tested: a disc. Stale: a thick ring. Never run: a thin ring. Failing: a square. */
export function StatusDot({ status, words: shown = false }: StatusDotProps) {
  const text = words[status]
  return (
    <span className={styles.row}>
      <span className={cx(styles.dot, styles[status])} aria-hidden />
      {shown ? text : <VisuallyHidden>{text}</VisuallyHidden>}
    </span>
  )
}
