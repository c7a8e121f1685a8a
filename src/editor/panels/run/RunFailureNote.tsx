import { selectNode } from '../../../store/selectors.ts'
import { selected } from '../../../store/sessionSlice.ts'
import type { LiveRun } from '../../../store/state.ts'
import { ErrorNote, type WayOut } from '../../../ui/ErrorNote.tsx'
import { useAppDispatch, useAppSelector, useCommand } from '../../hooks.ts'
import styles from './RunPanel.module.css'

/** Why a run failed, where, and what can be done now. What came before the failure is still there. */
export function RunFailureNote({ run }: { run: LiveRun }) {
  const dispatch = useAppDispatch()
  const command = useCommand()
  const { failure } = run
  const node = useAppSelector((state) =>
    failure?.node === undefined ? undefined : selectNode(state, failure.node),
  )
  if (failure === undefined) return null
  const ways: WayOut[] = [{ label: 'Try again', onClick: () => command('run') }]
  if (node !== undefined)
    ways.push({ label: `Look at “${node.title}”`, onClick: () => void dispatch(selected([node.id])) })
  if (failure.kind === 'credential')
    ways.push({ label: 'Service and authentication', onClick: () => command('service-settings') })
  return (
    <div className={styles.note}>
      <ErrorNote
        what={failure.message}
        rule={node === undefined ? undefined : `In “${node.title}”.`}
        waysOut={ways}
      />
    </div>
  )
}
