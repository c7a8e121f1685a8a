import { useMemo } from 'react'
import { selectOperation } from '../../../store/selectors.ts'
import type { Attempt, LiveRun, Wait } from '../../../store/state.ts'
import type { TableColumn } from '../../../ui/VirtualTable.tsx'
import { VirtualTable } from '../../../ui/VirtualTable.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { useAppSelector } from '../../hooks.ts'
import styles from './RunPanel.module.css'
import { duration, waitReasons } from './runWords.ts'

/** A row of the waterfall: a request, or a wait before one. */
interface Row {
  readonly key: string
  readonly node: string
  readonly words: string
  readonly fromMs: number
  readonly parts: readonly { readonly phase: Phase; readonly ms: number }[]
}

const phases = {
  wait: 'waiting',
  connect: 'connecting',
  first: 'first byte',
  download: 'download',
} as const
type Phase = keyof typeof phases

const barPx = 320

/** When each request was sent and what its time went into, on one scale, with the waits between them. */
export function TimelineTab({ run }: { run: LiveRun | undefined }) {
  const nodes = useAppSelector((state) => selectOperation(state)?.graph.nodes)
  const { attempts, waits, startedMs = 0 } = run ?? {}
  const rows = useMemo(
    () =>
      [...(attempts ?? []).map(rowOfAttempt), ...(waits ?? []).map(rowOfWait)].toSorted(
        (a, b) => a.fromMs - b.fromMs,
      ),
    [attempts, waits],
  )
  if (run === undefined || rows.length === 0)
    return <p className={styles.empty}>No request has been sent, so there is no time to show.</p>
  const first = rows[0]?.fromMs ?? startedMs
  const total = Math.max(1, ...rows.map((row) => row.fromMs + lengthOf(row) - first))
  const columns: TableColumn<Row>[] = [
    { id: 'at', title: 'At', width: 72, align: 'end', render: ({ fromMs }) => duration(fromMs - first) },
    { id: 'what', title: 'What', width: 200, mono: true, render: ({ words }) => words },
    {
      id: 'bar',
      title: <Legend total={total} />,
      width: barPx + 24,
      render: (row) => <Bar row={row} first={first} total={total} />,
    },
    { id: 'took', title: 'Took', width: 72, align: 'end', render: (row) => duration(lengthOf(row)) },
    { id: 'node', title: 'Node', width: 140, render: ({ node }) => nodes?.[node as never]?.title ?? '' },
  ]
  return (
    <VirtualTable
      className={styles.fill}
      label="Timeline"
      columns={columns}
      count={rows.length}
      rowAt={(index) => rows[index]}
    />
  )
}

function Legend({ total }: { total: number }) {
  return (
    <span className={styles.legend}>
      {(Object.keys(phases) as Phase[]).map((phase) => (
        <span key={phase}>
          <i className={styles[phase]} aria-hidden /> {phases[phase]}
        </span>
      ))}
      <span className={styles.end}>{duration(total)}</span>
    </span>
  )
}

function Bar({ row, first, total }: { row: Row; first: number; total: number }) {
  const percent = (ms: number) => `${(ms / total) * 100}%`
  const words = row.parts.map(({ phase, ms }) => `${phases[phase]} ${duration(ms)}`).join(', ')
  return (
    <span className={styles.barTrack} title={words}>
      <VisuallyHidden>{words}</VisuallyHidden>
      <span style={{ width: percent(row.fromMs - first) }} />
      {row.parts.map(({ phase, ms }) => (
        <i key={phase} className={styles[phase]} style={{ width: percent(ms) }} />
      ))}
    </span>
  )
}

const lengthOf = ({ parts }: Row): number => parts.reduce((sum, { ms }) => sum + ms, 0)

function rowOfAttempt({ exchange, node, request, startedMs, phases: took, status, given }: Attempt): Row {
  const { connectMs = 0, firstByteMs = 0, downloadMs = 0 } = took
  return {
    key: exchange,
    node,
    words: `${request.method} ${pathOf(request.url)}${status === undefined ? '' : ` ${status}`}${given === true ? ', sample' : ''}`,
    fromMs: startedMs,
    parts: [
      { phase: 'connect', ms: connectMs },
      { phase: 'first', ms: firstByteMs },
      { phase: 'download', ms: downloadMs },
    ],
  }
}

function rowOfWait({ node, reason, fromMs, untilMs }: Wait): Row {
  return {
    key: `${node} ${fromMs}`,
    node,
    words: `Waiting ${waitReasons[reason]}`,
    fromMs,
    parts: [{ phase: 'wait', ms: Math.max(0, (untilMs ?? fromMs) - fromMs) }],
  }
}

/** The path and what is asked: the host is the same in nearly every row. */
const pathOf = (url: string): string => url.replace(/^[a-z]+:\/\/[^/]+/i, '') || '/'
