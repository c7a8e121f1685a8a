import { Download, ExternalLink } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { RunSummary } from '../../api/contract.ts'
import type { ConnectorId, OperationId } from '../../model/ids.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messageOf } from '../credentials/useCredentials.ts'
import { countWords, timeWords } from '../home/cardWords.ts'
import { useConnectors } from '../home/useConnectors.ts'
import { Banners } from '../shell/Banners.tsx'
import { type ConnectorListing, isDemo, useHost } from '../shell/host.ts'
import page from '../shell/Page.module.css'
import { MainBar } from '../shell/TopBar.tsx'
import styles from './RunsPage.module.css'

type Runs =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly list: readonly RunSummary[] }

/** The runs that the runner keeps: how each ended, its records as a file, and the way to its operation. */
export function RunsPage() {
  const host = useHost()
  const connectors = useConnectors()
  const [runs, reload] = useRuns()
  const here = new Map(
    connectors.state === 'ready' ? connectors.list.map((listing) => [listing.id as string, listing]) : [],
  )
  return (
    <div className={page.page}>
      <MainBar />
      <Banners />
      <main className={page.main}>
        <div className={page.narrow}>
          <div className={page.head}>
            <h1 className={page.title}>Runs</h1>
            {runs.state === 'ready' && <span className={page.count}>{runs.list.length}</span>}
            <span className={page.gap} />
            <Button onClick={reload}>Refresh</Button>
          </div>
          {runs.state === 'failed' && (
            <ErrorNote
              what="The runs could not be listed."
              rule={runs.message}
              waysOut={[{ label: 'Try again', onClick: reload }]}
            />
          )}
          {runs.state === 'ready' && runs.list.length === 0 && (
            <EmptyState action={<Button onClick={() => host.go({ page: 'home' })}>All connectors</Button>}>
              Nothing has been run yet. Open an operation and press Run.
            </EmptyState>
          )}
          {runs.state === 'ready' && runs.list.length > 0 && (
            <ul className={styles.list}>
              {runs.list.map((run) => (
                <RunRow key={run.id} run={run} connector={here.get(run.connector)} nowMs={host.nowMs()} />
              ))}
            </ul>
          )}
        </div>
      </main>
    </div>
  )
}

function useRuns(): readonly [Runs, () => void] {
  const host = useHost()
  const [runs, setRuns] = useState<Runs>({ state: 'loading' })
  const [turn, setTurn] = useState(0)
  const away = host.presence === 'gone'
  const ask = host.runs
  // `turn` and `away` are reasons to ask again, not part of the question.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => {
    let gone = false
    ask().then(
      (list) => {
        if (!gone) setRuns({ state: 'ready', list: list.toSorted((a, b) => b.startedMs - a.startedMs) })
      },
      (error: unknown) => {
        if (!gone) setRuns({ state: 'failed', message: messageOf(error) })
      },
    )
    return () => {
      gone = true
    }
  }, [ask, turn, away])
  return [runs, () => setTurn((now) => now + 1)]
}

const outcomes = {
  completed: { status: 'done', words: 'Completed' },
  failed: { status: 'failed', words: 'Failed' },
  stopped: { status: 'waiting', words: 'Stopped' },
} as const

interface RunRowProps {
  run: RunSummary
  /** Its connector, where that is in this browser. */
  connector: ConnectorListing | undefined
  nowMs: number
}

function RunRow({ run, connector, nowMs }: RunRowProps) {
  const host = useHost()
  const outcome = run.outcome === undefined ? undefined : outcomes[run.outcome]
  const download = async (format: 'ndjson' | 'csv') => {
    try {
      await host.runner.download(run.id, format)
    } catch (error) {
      showToast({ tone: 'failed', text: messageOf(error) })
    }
  }
  return (
    <li className={styles.row}>
      <span className={styles.outcome}>
        <StatusLabel status={outcome?.status ?? 'running'}>{outcome?.words ?? 'Running'}</StatusLabel>
      </span>
      <div className={styles.words}>
        <h2 className={styles.title}>{run.operationTitle}</h2>
        <p className={styles.sub}>
          {run.failure?.message ?? connector?.title ?? 'A connector that is not in this browser'}
        </p>
      </div>
      <span className={styles.mark}>
        {connector !== undefined && isDemo(connector.baseUrl, host) && <Chip tone="line">Demo</Chip>}
      </span>
      <span className={styles.sub}>
        {run.yields === 'one' && run.records === 1 ? 'One value' : countWords(run.records, 'record')}
      </span>
      <span className={styles.sub}>
        {timeWords(run.startedMs, nowMs)}
        {run.finishedMs !== undefined && ` · ${duration(run.finishedMs - run.startedMs)}`}
      </span>
      <span className={styles.acts}>
        <Button
          size={28}
          icon={Download}
          aria-label="Download as NDJSON"
          onClick={() => void download('ndjson')}
        >
          NDJSON
        </Button>
        <Button size={28} aria-label="Download as CSV" onClick={() => void download('csv')}>
          CSV
        </Button>
        <IconButton
          icon={ExternalLink}
          label={`Open ${run.operationTitle}`}
          unavailable={connector === undefined ? 'its connector is not in this browser' : undefined}
          onClick={() =>
            host.go({
              page: 'operation',
              connector: run.connector as ConnectorId,
              operation: run.operation as OperationId,
            })
          }
        />
      </span>
    </li>
  )
}

/** How long something took, to be read: `412 ms`, `1.07 s`, `3 min 20 s`. */
function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(2)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`
}
