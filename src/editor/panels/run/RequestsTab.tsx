import { selectOperation } from '../../../store/selectors.ts'
import { exchangeShown } from '../../../store/sessionSlice.ts'
import type { Attempt, LiveRun } from '../../../store/state.ts'
import { MethodBadge } from '../../../ui/MethodBadge.tsx'
import { Provenance } from '../../../ui/Provenance.tsx'
import type { TableColumn } from '../../../ui/VirtualTable.tsx'
import { VirtualTable } from '../../../ui/VirtualTable.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { ExchangeDetail } from './ExchangeDetail.tsx'
import styles from './RunPanel.module.css'
import { counted, duration, size } from './runWords.ts'

/** Everything that was sent, tries counted one by one; one of them in full at the right. */
export function RequestsTab({ run }: { run: LiveRun | undefined }) {
  const nodes = useAppSelector((state) => selectOperation(state)?.graph.nodes)
  const dispatch = useAppDispatch()
  const open = useAppSelector((state) => state.session.panels.exchange)
  if (run === undefined || run.attempts.length === 0)
    return (
      <p className={styles.empty}>
        {run === undefined || run.state === 'finished'
          ? 'No request has been sent.'
          : 'No request has been sent yet.'}
      </p>
    )
  const columns: TableColumn<Attempt>[] = [
    {
      id: '#',
      title: '#',
      width: 48,
      align: 'end',
      render: (_attempt, index) => run.attemptsDropped + index + 1,
    },
    {
      id: 'method',
      title: 'Method',
      width: 72,
      render: ({ request }) => <MethodBadge method={request.method} />,
    },
    { id: 'url', title: 'Address', width: 300, mono: true, render: ({ request }) => request.url },
    {
      id: 'status',
      title: 'Status',
      width: 72,
      align: 'end',
      render: ({ status, failure }) =>
        status === undefined ? (
          <span className={styles.failed}>{failure === undefined ? '' : 'none'}</span>
        ) : (
          <span className={status >= 400 ? styles.failed : undefined}>{status}</span>
        ),
    },
    { id: 'time', title: 'Time', width: 72, align: 'end', render: ({ phases }) => duration(total(phases)) },
    { id: 'size', title: 'Size', width: 72, align: 'end', render: ({ bytes }) => size(bytes) },
    // Only where it is worth a column: most runs are answered by the service alone.
    ...(run.attempts.some(({ given }) => given === true)
      ? [
          {
            id: 'by',
            title: 'Answered by',
            width: 100,
            render: ({ given }: Attempt) => (given === true ? <Provenance origin="sample" /> : 'the service'),
          },
        ]
      : []),
    { id: 'node', title: 'Node', width: 140, render: ({ node }) => nodes?.[node]?.title ?? '' },
    { id: 'try', title: 'Try', width: 56, align: 'end', render: ({ attempt }) => attempt },
  ]
  const current = run.attempts.findIndex(({ exchange }) => exchange === open?.exchange)
  const shown = run.attempts[current]
  const show = (index: number) => {
    const attempt = run.attempts[index]
    // The row that is shown already keeps what is pointed at in it.
    if (attempt !== undefined && index !== current) dispatch(exchangeShown({ exchange: attempt.exchange }))
  }
  return (
    <div className={styles.split} data-open={shown !== undefined}>
      <div className={styles.view}>
        {run.attemptsDropped > 0 && (
          <p className={styles.tools}>{counted(run.attemptsDropped, 'earlier request')} no longer listed.</p>
        )}
        <VirtualTable
          className={styles.fill}
          label="Requests"
          columns={columns}
          count={run.attempts.length}
          rowAt={(index) => run.attempts[index]}
          // A press on a request shows it: there is nothing else that one could want of it.
          {...(current >= 0 && { current })}
          onActive={show}
          onOpen={show}
        />
      </div>
      {shown !== undefined && (
        <ExchangeDetail
          key={`${shown.exchange} ${open?.evidence?.of ?? ''} ${JSON.stringify(open?.evidence?.spot)}`}
          run={run}
          attempt={shown}
          evidence={open?.evidence}
          onClose={() => dispatch(exchangeShown(undefined))}
        />
      )}
    </div>
  )
}

const total = ({ connectMs = 0, firstByteMs = 0, downloadMs = 0 }: Attempt['phases']) =>
  connectMs + firstByteMs + downloadMs
