import { selectOperation } from '../../../store/selectors.ts'
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
import { counted, duration } from './runWords.ts'

/** Every page of the run's walks, in order; one of them in full at the right, with what led to it and what it led to marked. */
export function PagesTab({ run }: { run: LiveRun | undefined }) {
  const dispatch = useAppDispatch()
  const nodes = useAppSelector((state) => selectOperation(state)?.graph.nodes)
  const frame = useAppSelector((state) => state.session.panels.frame)
  const pages = run?.pages ?? []
  const shown =
    frame === undefined ? undefined : pages.find(({ at, node }) => at === frame.at && node === frame.node)
  const several = new Set(pages.map(({ node }) => node)).size > 1
  const open = (index: number) => {
    const page = pages[index]
    if (page !== undefined) dispatch(frameShown({ node: page.node, at: page.at }))
  }
  const columns: TableColumn<PageCard>[] = [
    { id: '#', title: 'Page', width: 60, align: 'end', render: ({ index }) => `#${index}` },
    {
      id: 'records',
      title: 'Records',
      width: 72,
      align: 'end',
      render: ({ count }) => count.toLocaleString('en-US'),
    },
    { id: 'time', title: 'Time', width: 72, align: 'end', render: ({ ms }) => duration(ms) },
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
      render: ({ stop }) =>
        stop === undefined ? (
          ''
        ) : (
          <span className={styles.stop}>
            {stop.words} {stop.partial === true && <Chip tone="waiting">there may be more</Chip>}
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
      <PageTools run={run} />
      <div className={styles.split} data-open={shown !== undefined}>
        <div className={styles.view}>
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
              onActive={open}
              onOpen={open}
            />
          )}
        </div>
        {run !== undefined && shown !== undefined && (
          <PageDetail key={shown.at} run={run} page={shown} onClose={() => dispatch(frameShown(undefined))} />
        )}
      </div>
    </>
  )
}
