import styles from './MethodBadge.module.css'

export interface MethodBadgeProps {
  /** An HTTP method, in capitals as it is sent. */
  method: string
}

/** GET, POST and the rest, as a machine reads them. One ink for all: the method is told by its letters. */
export function MethodBadge({ method }: MethodBadgeProps) {
  return <span className={styles.method}>{method}</span>
}
