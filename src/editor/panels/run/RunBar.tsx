import { ChevronDown, ChevronUp, Square } from 'lucide-react'
import { selectRun, selectTrial } from '../../../store/selectors.ts'
import type { LiveRun } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Provenance } from '../../../ui/Provenance.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { useAppSelector, useCommand } from '../../hooks.ts'
import { useRunOrigin } from '../useOrigin.ts'
import styles from './RunPanel.module.css'
import { counted, duration, endedWords, waitWords } from './runWords.ts'
import { useTick } from './useTick.ts'

/** How the run goes or how it ended, where its values come from, and what was hidden in them. */
export function RunBar({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  const run = useAppSelector(selectRun)
  const origin = useRunOrigin()
  const { tab } = useAppSelector((state) => state.session.panels.run)
  const trial = useAppSelector(selectTrial)
  const command = useCommand()
  const finished = run?.state === 'finished'
  // What stands below is of a try: nothing of the last run may be read as if it were of it.
  if (open && tab === 'pages' && trial !== undefined)
    return (
      <div className={styles.bar}>
        <StatusLabel status="failed">A try, not the last run</StatusLabel>
        <PanelToggle open={open} onToggle={onToggle} />
      </div>
    )
  return (
    <div className={styles.bar}>
      {finished && run.masked > 0 && (
        <span className={styles.masked} title="Values of the credential that came back in the answers">
          {counted(run.masked, 'secret value')} hidden
        </span>
      )}
      {finished && <Provenance origin={origin} />}
      {run !== undefined && (finished ? <Ended run={run} /> : <Going run={run} />)}
      {run !== undefined && !finished && (
        <Button
          size={28}
          icon={Square}
          pending={run.state === 'stopping'}
          shortcut="Mod+."
          onClick={() => command('stop')}
        >
          {run.state === 'stopping' ? 'Stopping' : 'Stop'}
        </Button>
      )}
      <PanelToggle open={open} onToggle={onToggle} />
    </div>
  )
}

function PanelToggle({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  return (
    <IconButton
      icon={open ? ChevronDown : ChevronUp}
      label={open ? 'Close the run panel' : 'Open the run panel'}
      aria-expanded={open}
      onClick={onToggle}
    />
  )
}

const ends = { completed: 'done', failed: 'failed', stopped: 'off' } as const

function Ended({ run }: { run: LiveRun }) {
  return <StatusLabel status={ends[run.outcome ?? 'completed']}>{endedWords(run)}</StatusLabel>
}

function Going({ run }: { run: LiveRun }) {
  const now = useTick(true)
  if (run.disconnected !== undefined)
    return <StatusLabel status="waiting">The runner does not answer</StatusLabel>
  const wait = waitWords(run, now)
  if (wait !== undefined) return <StatusLabel status="waiting">{wait}</StatusLabel>
  const requests = run.attempts.length + run.attemptsDropped
  return (
    <StatusLabel status="running">
      Running, {duration(Math.max(0, now - run.startedMs))}
      {requests === 0 ? '' : `, ${counted(requests, 'request')}`}
    </StatusLabel>
  )
}
