import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { loadExchange } from '../../../store/runThunks.ts'
import type { Attempt, LiveRun } from '../../../store/state.ts'
import { CodeView } from '../../../ui/CodeView.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { MethodBadge } from '../../../ui/MethodBadge.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useAppDispatch } from '../../hooks.ts'
import { bodyText } from './bodyText.ts'
import styles from './RunPanel.module.css'
import { duration, size } from './runWords.ts'

interface ExchangeDetailProps {
  run: LiveRun
  attempt: Attempt
  onClose: () => void
}

/** One request and its answer, exactly as they went over the wire but for secrets, which are masks. */
export function ExchangeDetail({ run, attempt, onClose }: ExchangeDetailProps) {
  const dispatch = useAppDispatch()
  const [failure, setFailure] = useState<string>()
  const view = run.exchanges[attempt.exchange]
  const { exchange } = attempt
  useEffect(() => {
    let gone = false
    void dispatch(loadExchange(exchange, run.operation)).then((why) => {
      if (!gone) setFailure(why)
    })
    return () => {
      gone = true
    }
  }, [dispatch, exchange, run.operation])
  const { connectMs, firstByteMs, downloadMs } = attempt.phases
  const phases = [
    ['connecting', connectMs],
    ['first byte', firstByteMs],
    ['download', downloadMs],
  ] as const
  return (
    <section className={styles.detail} aria-label="Request and answer">
      <div className={styles.detailHead}>
        <h3>
          {view?.response === undefined
            ? attempt.status === undefined
              ? 'No answer'
              : String(attempt.status)
            : `${view.response.status} ${view.response.statusText}`}
        </h3>
        <IconButton icon={X} label="Close the details" size={24} onClick={onClose} />
      </div>
      {attempt.failure !== undefined && <ErrorNote what={attempt.failure.message} />}
      <p className={styles.quiet}>
        {phases
          .flatMap(([words, ms]) => (ms === undefined ? [] : [`${words} ${duration(ms)}`]))
          .concat(`answer ${size(attempt.bytes)}`)
          .join(', ')}
      </p>
      <div className={styles.part}>
        <h4>Request</h4>
        <p className={styles.url}>
          <MethodBadge method={attempt.request.method} /> {attempt.request.url}
        </p>
        <Headers headers={attempt.request.headers} />
        {view !== undefined && view.request.bodyBytes > 0 && (
          <Body label="Body of the request" base64={view.request.bodyBase64} cut={view.request.cut} />
        )}
      </div>
      {view?.response !== undefined && (
        <div className={styles.part}>
          <h4>Answer</h4>
          <Headers headers={view.response.headers} />
          {view.response.bodyBytes > 0 && (
            <Body label="Body of the answer" base64={view.response.bodyBase64} cut={view.response.cut} />
          )}
        </div>
      )}
      {view === undefined && failure === undefined && (
        <p className={styles.quiet}>Fetching it from the tape…</p>
      )}
      {failure !== undefined && <ErrorNote what="The exchange could not be read." rule={failure} />}
    </section>
  )
}

function Headers({ headers }: { headers: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className={styles.headers}>
      {headers.map(([name, value], index) => (
        // Headers may repeat.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const forms = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
] as const

function Body({ label, base64, cut }: { label: string; base64: string; cut: number | undefined }) {
  const [form, setForm] = useState<'pretty' | 'raw'>('pretty')
  const body = bodyText(base64)
  return (
    <>
      <div className={styles.detailHead}>
        <Segmented label={`Form of the ${label}`} value={form} onChange={setForm} choices={forms} />
        {cut !== undefined && cut > 0 && (
          <span className={styles.quiet}>{size(cut)} more are not on the tape</span>
        )}
      </div>
      <CodeView label={label} text={form === 'pretty' ? body.pretty : body.raw} wrap />
    </>
  )
}
