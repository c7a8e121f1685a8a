import type { OperationId } from '../../../model/ids.ts'
import { type OutputState, outputState } from '../../../store/output.ts'
import { selectOperationById } from '../../../store/selectors.ts'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import { useAppSelector, useEditorStore } from '../../hooks.ts'
import styles from './SchemaTab.module.css'

const nothing: OutputState = { status: 'never', words: '' }
const sameState = (a: OutputState, b: OutputState) => a.status === b.status && a.words === b.words

/** What is true of an operation's output, as dot and sentence: fresh, changed since, drifted, never run. */
export function OutputStateLine({ operation }: { operation: OperationId }) {
  const { catalog } = useEditorStore().extra
  const { status, words } = useAppSelector((state) => {
    const known = selectOperationById(state, operation)
    return known === undefined ? nothing : outputState(state, known, catalog)
  }, sameState)
  return (
    <p className={styles.state}>
      <StatusDot status={status === 'drifted' ? 'stale' : status} />
      <span>{words}</span>
    </p>
  )
}
