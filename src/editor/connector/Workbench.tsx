import { ListTree, Workflow } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { selectOperation } from '../../store/selectors.ts'
import { panelResized, panelToggled, viewChosen } from '../../store/sessionSlice.ts'
import type { OperationView } from '../../store/state.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Splitter } from '../../ui/Splitter.tsx'
import { useAppDispatch, useAppSelector, useCommand } from '../hooks.ts'
import styles from './ConnectorPage.module.css'

const Canvas = lazy(async () => ({ default: (await import('../canvas/Canvas.tsx')).Canvas }))
const Outline = lazy(async () => ({ default: (await import('../outline/Outline.tsx')).Outline }))
const Inspector = lazy(async () => ({
  default: (await import('../panels/inspector/Inspector.tsx')).Inspector,
}))
const RunPanel = lazy(async () => ({ default: (await import('../panels/run/RunPanel.tsx')).RunPanel }))

const views = [
  { value: 'canvas', label: 'Canvas', icon: Workflow },
  { value: 'outline', label: 'Outline', icon: ListTree },
] as const satisfies readonly { value: OperationView; label: string; icon: unknown }[]

/** Height of the run panel while it is closed: its bar. */
const closedRun = 40

/** The open operation: its graph or outline over the run panel, and the inspector beside both. */
export function Workbench() {
  const dispatch = useAppDispatch()
  const command = useCommand()
  const title = useAppSelector((state) => selectOperation(state)?.title)
  const view = useAppSelector((state) => state.session.view)
  const { inspector, run } = useAppSelector((state) => state.session.panels)
  if (title === undefined)
    return (
      <main className={styles.centre}>
        <EmptyState
          place="page"
          action={
            <Button variant="primary" onClick={() => command('new-operation')}>
              New operation
            </Button>
          }
        >
          This connector has no operations yet.
        </EmptyState>
      </main>
    )
  return (
    <>
      <main className={styles.centre}>
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.stage}>
          <Suspense fallback={<p className={styles.wait}>Opening the {view}…</p>}>
            {view === 'canvas' ? <Canvas /> : <Outline />}
          </Suspense>
          <div className={styles.view}>
            <Segmented<OperationView>
              label="View"
              value={view}
              onChange={(chosen) => dispatch(viewChosen(chosen))}
              choices={views}
              iconsOnly
            />
          </div>
        </div>
        {run.open && (
          <Splitter
            label="Resize the run panel"
            orientation="horizontal"
            panel="end"
            value={run.height}
            min={120}
            max={720}
            onChange={(size) => dispatch(panelResized({ panel: 'run', size }))}
            onToggle={() => dispatch(panelToggled({ panel: 'run' }))}
          />
        )}
        <section
          className={styles.run}
          aria-label="Run"
          style={{ height: run.open ? `min(${run.height}px, 60dvh)` : closedRun }}
        >
          <Suspense fallback={null}>
            <RunPanel />
          </Suspense>
        </section>
      </main>
      {inspector.open && (
        <aside className={styles.side} aria-label="Inspector">
          <Splitter
            label="Resize the inspector"
            orientation="vertical"
            panel="end"
            value={inspector.width}
            min={240}
            max={640}
            onChange={(size) => dispatch(panelResized({ panel: 'inspector', size }))}
            onToggle={() => dispatch(panelToggled({ panel: 'inspector' }))}
          />
          <div className={styles.inspector} style={{ width: inspector.width }}>
            <Suspense fallback={null}>
              <Inspector />
            </Suspense>
          </div>
        </aside>
      )}
    </>
  )
}
