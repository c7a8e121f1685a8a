import { useRef } from 'react'
import { selectOperation, selectTrial } from '../../../store/selectors.ts'
import { frameShown } from '../../../store/sessionSlice.ts'
import type { LiveRun, PageCard } from '../../../store/state.ts'
import { Chip } from '../../../ui/Chip.tsx'
import type { TableColumn } from '../../../ui/VirtualTable.tsx'
import { VirtualTable } from '../../../ui/VirtualTable.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { PageDetail } from './PageDetail.tsx'
import { PageTools } from './PageTools.tsx'
import { changeWords } from './pageWords.ts'
import styles from './RunPanel.module.css'
import { TrialBar } from './TrialBar.tsx'
import { counted, duration } from './runWords.ts'

/**
 * Every page of the run's walks, in order; one of them in full at the right, with what led to it and what it led to marked. The
 * pages of a try take their place while one is looked into.
 */
export function PagesTab({ run: last }: { run: LiveRun | undefined }) {
  const dispatch = useAppDispatch()
  const trial = useAppSelector(selectTrial)
  const run = trial?.run ?? last
  const view = useRef<HTMLElement>(null)
  const nodes = useAppSelector((state) => selectOperation(state)?.graph.nodes)
  const frame = useAppSelector((state) => state.session.panels.frame)
  const pages = run?.pages ?? []
  const current =
    frame === undefined || frame.trial !== trial?.dot.id
      ? -1
      : pages.findIndex(({ at, node }) => at === frame.at && node === frame.node)
  const shown = pages[current]
  const ofTrial = trial === undefined ? {} : { trial: trial.dot.id }
  const several = new Set(pages.map(({ node }) => node)).size > 1
  const open = (index: number) => {
    const page = pages[index]
    if (page !== undefined) dispatch(frameShown({ node: page.node, at: page.at, ...ofTrial }))
  }
  const close = () =>
    dispatch(
      frameShown(frame === undefined || trial === undefined ? undefined : { node: frame.node, ...ofTrial }),
    )
  const columns: TableColumn<PageCard>[] = [
    { id: '#', title: 'Page', width: 60, align: 'end', render: ({ index }) => `#${index}` },
    {
      id: 'records',
      title: 'Records',
      width: 72,
      align: 'end',
      render: ({ count }) => count.toLocaleString('en-US'),
    },
    // What is made up takes no time.
    ...(trial === undefined
      ? [
          {
            id: 'time',
            title: 'Time',
            width: 72,
            align: 'end' as const,
            render: ({ ms, given }: PageCard) => (given === true ? 'sample' : duration(ms)),
          },
        ]
      : []),
    {
      id: 'change',
      title: 'Asked with → next',
      width: 200,
      mono: true,
      render: (page) => <span className={styles.change}>{changeWords(page)}</span>,
    },
    {
      id: 'stop',
      title: 'Stop',
      width: 300,
      render: ({ at, stop }) => (
        <span className={styles.stop}>
          {trial !== undefined && at === trial.page && <Chip tone="failed">went wrong here</Chip>}{' '}
          {stop?.words} {stop?.partial === true && <Chip tone="waiting">there may be more</Chip>}
        </span>
      ),
    },
    ...(several
      ? [
          {
            id: 'node',
            title: 'Node',
            width: 140,
            render: ({ node }: PageCard) => nodes?.[node]?.title ?? '',
          },
        ]
      : []),
  ]
  return (
    <>
      {trial === undefined ? (
        <PageTools run={run} />
      ) : (
        <TrialBar
          key={trial.dot.id}
          trial={trial}
          told={shown !== undefined && shown.at === trial.page}
          onBack={() => {
            dispatch(frameShown(undefined))
            view.current?.focus()
          }}
        />
      )}
      <div className={styles.split} data-open={shown !== undefined}>
        <section ref={view} className={styles.view} aria-label="List of pages" tabIndex={-1}>
          {run !== undefined && run.pagesDropped > 0 && (
            <p className={styles.tools}>{counted(run.pagesDropped, 'earlier page')} no longer listed.</p>
          )}
          {pages.length === 0 ? (
            <p className={styles.empty}>
              No pages yet. Each page of a list stands here as it comes: what it was asked with, how many
              records it gave, and why it was the last.
            </p>
          ) : (
            <VirtualTable
              className={styles.fill}
              label="Pages"
              columns={columns}
              count={pages.length}
              rowAt={(index) => pages[index]}
              {...(current >= 0 && { current })}
              onActive={open}
              onOpen={open}
            />
          )}
        </section>
        {run !== undefined && shown !== undefined && (
          <PageDetail
            // A try has pages of the same addresses.
            key={`${trial?.dot.id ?? ''} ${shown.at}`}
            run={run}
            page={shown}
            trial={trial}
            onClose={close}
          />
        )}
      </div>
    </>
  )
}
