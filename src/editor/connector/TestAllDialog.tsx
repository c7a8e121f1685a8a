import { useRef, useState } from 'react'
import type { OperationId } from '../../model/ids.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import { type DueTest, dueTests, testAll, type TestResult } from '../../store/testAll.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { useEditorStore } from '../hooks.ts'
import styles from './TestAllDialog.module.css'

/** Runs every operation that was not run as it is now: what may change something only where it is ticked. */
export function TestAllDialog() {
  const store = useEditorStore()
  // As it was when the dialog opened: rows do not go while they are looked at.
  const [due] = useState(() => dueTests(store.getState()))
  const [ticked, setTicked] = useState<ReadonlySet<OperationId>>(
    () => new Set(due.filter(isTicked).map(({ operation }) => operation)),
  )
  const [results, setResults] = useState<Readonly<Record<OperationId, TestResult>>>({})
  const [said, setSaid] = useState<string>()
  const [stopping, setStopping] = useState(false)
  const running = useRef<AbortController>(undefined)
  const [going, setGoing] = useState(false)
  const chosen = due.filter(({ operation }) => ticked.has(operation))
  const done = chosen.filter(({ operation }) => !isOpen(results[operation])).length

  const stop = () => {
    setStopping(true)
    running.current?.abort(new Error('Stopped.'))
  }
  const close = () => {
    running.current?.abort(new Error('Stopped.'))
    store.dispatch(overlayOpened(undefined))
  }
  const start = async () => {
    const controller = new AbortController()
    running.current = controller
    setGoing(true)
    setResults(Object.fromEntries(chosen.map(({ operation }) => [operation, { outcome: 'waiting' }])))
    const words = await store.dispatch(
      testAll({
        operations: chosen.map(({ operation }) => operation),
        signal: controller.signal,
        onResult: (operation, result) => setResults((before) => ({ ...before, [operation]: result })),
      }),
    )
    setGoing(false)
    setStopping(false)
    setSaid(words)
  }
  return (
    <Dialog
      open
      onClose={close}
      title="Test all stale operations"
      description={
        due.length === 0
          ? 'All operations are tested as they are now.'
          : 'One after another, lists first, with the input that was typed for each and the chosen credential.'
      }
      note={going ? `${done} of ${chosen.length}` : (said ?? '')}
      footer={
        due.length === 0 || said !== undefined ? (
          <Button variant="primary" onClick={close}>
            Close
          </Button>
        ) : going ? (
          <Button pending={stopping} onClick={stop}>
            {stopping ? 'Stopping' : 'Stop'}
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button
              variant="primary"
              onClick={() => void start()}
              {...(chosen.length === 0 && { unavailable: 'Tick at least one operation.' })}
            >
              Run {chosen.length} {chosen.length === 1 ? 'operation' : 'operations'}
            </Button>
          </>
        )
      }
    >
      <ul className={styles.list}>
        {due.map((test) => (
          <li key={test.operation} className={styles.row}>
            <Checkbox
              label={test.title}
              hint={test.skipped === undefined ? test.changes : `Skipped. ${test.skipped}`}
              checked={ticked.has(test.operation)}
              disabled={test.skipped !== undefined || going || said !== undefined}
              onChange={(on) => setTicked(withTick(ticked, test.operation, on))}
            />
            <Standing test={test} result={results[test.operation]} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

const isTicked = ({ skipped, changes }: DueTest) => skipped === undefined && changes === undefined
const isOpen = (result: TestResult | undefined) =>
  result === undefined || result.outcome === 'waiting' || result.outcome === 'running'

function withTick(ticked: ReadonlySet<OperationId>, operation: OperationId, on: boolean) {
  const next = new Set(ticked)
  if (on) next.add(operation)
  else next.delete(operation)
  return next
}

const labels = {
  waiting: { status: 'waiting', words: 'In line' },
  running: { status: 'running', words: 'Running' },
  passed: { status: 'done', words: 'Tested' },
  failed: { status: 'failed', words: 'Failed' },
  stopped: { status: 'off', words: 'Not run' },
} as const

function Standing({ test, result }: { test: DueTest; result: TestResult | undefined }) {
  if (result === undefined) return <StatusDot status={test.status} words />
  const { status, words } = labels[result.outcome]
  return (
    <span className={styles.standing}>
      <StatusLabel status={status} size={14}>
        {words}
      </StatusLabel>
      {result.why !== undefined && <span className={styles.why}>{result.why}</span>}
    </span>
  )
}
