import { lazy, Suspense } from 'react'
import { selectRun, selectTrial } from '../../../store/selectors.ts'
import { panelToggled, runTabChosen } from '../../../store/sessionSlice.ts'
import type { RunTab } from '../../../store/state.ts'
import { Tabs } from '../../../ui/Tabs.tsx'
import { useAppDispatch, useAppSelector } from '../../hooks.ts'
import { InputForm } from '../inputs/InputForm.tsx'
import { OutputTab } from './OutputTab.tsx'
import { RunBar } from './RunBar.tsx'
import styles from './RunPanel.module.css'

const RequestsTab = lazy(async () => ({ default: (await import('./RequestsTab.tsx')).RequestsTab }))
const LogTab = lazy(async () => ({ default: (await import('./LogTab.tsx')).LogTab }))

const PagesTab = lazy(async () => ({ default: (await import('./PagesTab.tsx')).PagesTab }))
const TimelineTab = lazy(async () => ({ default: (await import('./TimelineTab.tsx')).TimelineTab }))

const SchemaTab = lazy(async () => ({ default: (await import('./SchemaTab.tsx')).SchemaTab }))

const views = {
  output: OutputTab,
  pages: PagesTab,
  timeline: TimelineTab,
  requests: RequestsTab,
  log: LogTab,
  schema: SchemaTab,
} as const

/** The input of the next run at the left, and what the last one gave, sent and told. Closed, it is its bar alone. */
export function RunPanel() {
  const dispatch = useAppDispatch()
  const operation = useAppSelector((state) => state.session.operation)
  const { open, tab } = useAppSelector((state) => state.session.panels.run)
  const run = useAppSelector(selectRun)
  const pages = useAppSelector((state) => selectTrial(state)?.run) ?? run
  if (operation === undefined) return null
  const View = views[tab]
  const tabs = [
    {
      value: 'output',
      label: 'Output',
      ...(run?.yields === 'many' && run.state === 'finished' ? { count: run.records } : {}),
    },
    {
      value: 'pages',
      label: 'Pages',
      ...(pages === undefined || pages.pages.length === 0
        ? {}
        : { count: pages.pages.length + pages.pagesDropped }),
    },
    { value: 'timeline', label: 'Timeline' },
    {
      value: 'requests',
      label: 'Requests',
      ...(run === undefined ? {} : { count: run.attempts.length + run.attemptsDropped }),
    },
    { value: 'log', label: 'Log', ...(run === undefined ? {} : { count: run.log.length + run.logDropped }) },
    { value: 'schema', label: 'Schema' },
  ] as const
  return (
    <Tabs<RunTab>
      fill
      className={styles.panel}
      label="Run"
      value={tab}
      tabs={tabs}
      onChange={(chosen) => dispatch(runTabChosen(chosen))}
      actions={<RunBar open={open} onToggle={() => dispatch(panelToggled({ panel: 'run' }))} />}
    >
      {open && (
        <div className={styles.columns} data-run-panel>
          <section className={styles.input} aria-labelledby="run-input">
            <h2 id="run-input" className={styles.heading}>
              Input
            </h2>
            <InputForm key={operation} operation={operation} />
          </section>
          <div className={styles.view}>
            <Suspense fallback={<p className={styles.opening}>Opening…</p>}>
              <View key={operation} run={run} />
            </Suspense>
          </div>
        </div>
      )}
    </Tabs>
  )
}
