import { X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { Path } from '../../../engine/send.ts'
import { loadExchange } from '../../../store/runThunks.ts'
import { parseRecordPaths } from '../../../nodes/request/recordPath.ts'
import type { Attempt, LiveRun, ShownExchange } from '../../../store/state.ts'
import { CodeView } from '../../../ui/CodeView.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { intoView, markedText } from '../../../ui/markedText.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { MethodBadge } from '../../../ui/MethodBadge.tsx'
import { Provenance } from '../../../ui/Provenance.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useAppDispatch } from '../../hooks.ts'
import { CopyCurl } from '../CopyCurl.tsx'
import { bodyText } from './bodyText.ts'
import { EvidenceNote } from './EvidenceNote.tsx'
import { marksOf, type Pointer } from './highlights.ts'
import { KeepAnswer } from './KeepAnswer.tsx'
import { MessageHeaders } from './MessageHeaders.tsx'
import styles from './RunPanel.module.css'
import { duration, size } from './runWords.ts'

type Evidence = NonNullable<ShownExchange['evidence']>

/** What can be marked in a body alone. */
const inBody = new Set<Pointer['place']['in']>(['body', 'form', 'last-record'])

interface ExchangeDetailProps {
  run: LiveRun
  attempt: Attempt
  /** A place that is pointed at. */
  evidence?: ShownExchange['evidence'] | undefined
  onClose: () => void
}

/** One request and its answer, exactly as they went over the wire (or would have) but for secrets, which are masks. */
export function ExchangeDetail({ run, attempt, evidence, onClose }: ExchangeDetailProps) {
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
  const asked = evidence?.of === 'request' ? [pointerOf(evidence)] : none
  const answered = evidence?.of === 'answer' ? [pointerOf(evidence)] : none
  const records = evidence === undefined ? undefined : parseRecordPaths(evidence.records)
  const { url, headers } = attempt.request
  const marks = marksOf(asked, { url, body: '' })
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
      {attempt.given === true && (
        <p className={styles.part}>
          <span>
            <Provenance origin="sample" /> Nothing was sent: a sample answered in the place of the service.
          </span>
        </p>
      )}
      {evidence !== undefined && <EvidenceNote evidence={evidence} onClose={onClose} />}
      {attempt.failure !== undefined && <ErrorNote what={attempt.failure.message} />}
      {attempt.given !== true && (
        <p className={styles.quiet}>
          {phases
            .flatMap(([words, ms]) => (ms === undefined ? [] : [`${words} ${duration(ms)}`]))
            .concat(`answer ${size(attempt.bytes)}`)
            .join(', ')}
        </p>
      )}
      <div className={styles.part}>
        <h4>Request</h4>
        <p className={styles.url}>
          <MethodBadge method={attempt.request.method} />{' '}
          {marks.url.length === 0 ? url : markedText(url, marks.url, intoView)}
        </p>
        {(view !== undefined || attempt.request.bodyBytes === 0) && (
          <div>
            <CopyCurl request={view?.request ?? attempt.request} />
          </div>
        )}
        <MessageHeaders headers={headers} marks={marks.headers} />
        {view !== undefined && view.request.bodyBytes > 0 && (
          <Body
            label="Body of the request"
            base64={view.request.bodyBase64}
            cut={view.request.cut}
            pointers={asked}
          />
        )}
      </div>
      {view?.response !== undefined && (
        <div className={styles.part}>
          <h4>Answer</h4>
          <KeepAnswer node={attempt.node} response={view.response} />
          <MessageHeaders headers={view.response.headers} marks={marksOf(answered, { body: '' }).headers} />
          {view.response.bodyBytes > 0 && (
            <Body
              label="Body of the answer"
              base64={view.response.bodyBase64}
              cut={view.response.cut}
              pointers={answered}
              records={records}
            />
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

const none: readonly Pointer[] = []
const pointerOf = ({ spot, words }: Evidence): Pointer => ({ place: spot, title: words })

const forms = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
] as const

interface BodyProps {
  label: string
  base64: string
  cut: number | undefined
  pointers: readonly Pointer[]
  /** Where its records are; absent: nothing is said of them. */
  records?: readonly Path[] | undefined
}

function Body({ label, base64, cut, pointers, records }: BodyProps) {
  const [form, setForm] = useState<'pretty' | 'raw'>('pretty')
  const body = bodyText(base64)
  const text = form === 'pretty' ? body.pretty : body.raw
  // Its marks, and where the view scrolls to, are the same until something else is shown.
  const marks = useMemo(
    () => marksOf(pointers, { body: text, ...(records !== undefined && { records }) }).body,
    [pointers, text, records],
  )
  return (
    <>
      <div className={styles.detailHead}>
        <Segmented label={`Form of the ${label}`} value={form} onChange={setForm} choices={forms} />
        {cut !== undefined && cut > 0 && (
          <span className={styles.quiet}>{size(cut)} more are not on the tape</span>
        )}
      </div>
      <CodeView label={label} text={text} wrap marks={marks} />
      {pointers.some(({ place }) => inBody.has(place.in)) && marks.length === 0 && (
        <p className={styles.quiet}>The place cannot be marked in this form of the body.</p>
      )}
    </>
  )
}
