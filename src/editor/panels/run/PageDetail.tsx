import { CornerDownRight, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { Path } from '../../../engine/send.ts'
import { parseRecordPaths } from '../../../nodes/request/recordPath.ts'
import { selectNode, selectOperation } from '../../../store/selectors.ts'
import { loadExchange, resumeRun } from '../../../store/runThunks.ts'
import type { LiveRun, PageCard, Trial } from '../../../store/state.ts'
import { Button } from '../../../ui/Button.tsx'
import { CodeView } from '../../../ui/CodeView.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { markedText } from '../../../ui/markedText.tsx'
import { MethodBadge } from '../../../ui/MethodBadge.tsx'
import { Provenance } from '../../../ui/Provenance.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { bodyText } from './bodyText.ts'
import { carriedOf, pointersAt } from './carried.ts'
import { CarriedList } from './CarriedList.tsx'
import { marksOf, type Pointer } from './highlights.ts'
import { MessageHeaders } from './MessageHeaders.tsx'
import styles from './RunPanel.module.css'
import { counted, duration } from './runWords.ts'

interface PageDetailProps {
  run: LiveRun
  page: PageCard
  /** The try that it is a page of; absent: of the last run. */
  trial?: Trial | undefined
  onClose: () => void
}

/**
 * One page: what was changed to ask for it, and the parts of its answer that the next one is asked with; each value is marked in
 * one colour, and numbered where there are several. From here the run can go on behind it.
 */
export function PageDetail({ run, page, trial, onClose }: PageDetailProps) {
  const dispatch = useAppDispatch()
  const { exchange, index, put, next, stop } = page
  const [failure, setFailure] = useState<string>()
  const records = useAppSelector((state) => recordsOf(selectOperation(state)?.graph.nodes, page))
  useEffect(() => {
    // What a try sent and was answered is with it; it never was on a tape of the runner.
    if (trial !== undefined) return
    let gone = false
    void dispatch(loadExchange(exchange, run.operation)).then((why) => {
      if (!gone) setFailure(why)
    })
    return () => {
      gone = true
    }
  }, [dispatch, exchange, run.operation, trial])
  const settings = useAppSelector((state) => selectNode(state, page.node)?.settings)
  const carried = useMemo(() => carriedOf(settings, page), [settings, page])
  const view = run.exchanges[exchange]
  return (
    <section className={styles.detail} aria-label={`Page ${index}`}>
      <div className={styles.detailHead}>
        <h3>
          Page {index} · {counted(page.count, 'record')}
          {trial === undefined && page.given !== true ? ` · ${duration(page.ms)}` : ''}
        </h3>
        {page.given === true && <Provenance origin="sample" />}
        {trial === undefined && run.state === 'finished' && stop === undefined && (
          <Button
            size={28}
            icon={CornerDownRight}
            onClick={() => void dispatch(resumeRun({ operation: run.operation, page: index }))}
          >
            Go on from here
          </Button>
        )}
        <IconButton icon={X} label="Close the page" size={24} onClick={onClose} />
      </div>
      {trial !== undefined && trial.page === page.at && (
        <ErrorNote what="It went wrong here." rule={trial.dot.why} />
      )}
      {stop !== undefined && <p className={styles.stop}>{stop.words}</p>}
      <dl className={styles.facts}>
        <dt>Asked with</dt>
        <dd>
          {put === undefined ? (
            'nothing: it is the first page'
          ) : (
            <>
              <code className={styles.change}>{String(put.value)}</code> in {put.where}
            </>
          )}
        </dd>
        <dt>Next</dt>
        <dd>
          {next === undefined ? (
            page.unfinished === true ? (
              'the walk failed at this page'
            ) : (
              'nothing was found to go on with'
            )
          ) : (
            <>
              <code className={styles.change}>{String(next.value)}</code> from {next.where}
            </>
          )}
        </dd>
      </dl>
      {carried.length > 1 && <CarriedList carried={carried} />}
      {failure !== undefined && <ErrorNote what="The exchange could not be read." rule={failure} />}
      {view === undefined && failure === undefined && trial === undefined && (
        <p className={styles.quiet}>Fetching it from the tape…</p>
      )}
      {view !== undefined && (
        <>
          <Sent view={view} pointers={pointersAt(carried, 'to')} />
          {view.response !== undefined && (
            <Answered
              view={view.response}
              pointers={pointersAt(carried, 'from')}
              records={parseRecordPaths(records)}
            />
          )}
        </>
      )}
    </section>
  )
}

type View = LiveRun['exchanges'][string]

function Sent({ view: { request }, pointers }: { view: View; pointers: readonly Pointer[] }) {
  const { url, headers, bodyBytes, bodyBase64 } = request
  const body = bodyBytes > 0 ? bodyText(bodyBase64).pretty : ''
  const marks = marksOf(pointers, { url, body })
  return (
    <div className={styles.part}>
      <h4>Request</h4>
      <p className={styles.url}>
        <MethodBadge method={request.method} /> {markedText(url, marks.url)}
      </p>
      <MessageHeaders headers={headers} marks={marks.headers} markedOnly />
      {body !== '' && <CodeView label="Body of the request" text={body} wrap marks={marks.body} />}
    </div>
  )
}

interface AnsweredProps {
  view: NonNullable<View['response']>
  pointers: readonly Pointer[]
  records: readonly Path[] | undefined
}

function Answered({ view, pointers, records }: AnsweredProps) {
  const body = view.bodyBytes > 0 ? bodyText(view.bodyBase64).pretty : ''
  const marks = marksOf(pointers, { body, ...(records !== undefined && { records }) })
  return (
    <div className={styles.part}>
      <h4>Answer</h4>
      <MessageHeaders headers={view.headers} marks={marks.headers} markedOnly />
      {body !== '' && <CodeView label="Body of the answer" text={body} wrap marks={marks.body} />}
    </div>
  )
}

/** Where the records of the paged request are, as its settings say. */
function recordsOf(
  nodes:
    | Readonly<Record<string, { parent?: string | undefined; kind: string; settings: object }>>
    | undefined,
  { node }: PageCard,
): string {
  const request = Object.values(nodes ?? {}).find(
    ({ parent, kind, settings }) => parent === node && kind === 'request' && 'records' in settings,
  )
  const path = (request?.settings as { readonly records?: unknown } | undefined)?.records
  return typeof path === 'string' ? path : ''
}
