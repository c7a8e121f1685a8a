import type {
  ChangeCredential,
  CredentialSummary,
  CredentialTest,
  ExchangeView,
  NewCredential,
  ProblemCode,
  RecordsPage,
  ResumeRun,
  RunSummary,
  StartRun,
} from '../api/contract.ts'
import type { RunEvent } from '../engine/events.ts'

/** Why a call to the runner did not work. `unreachable`: nobody answers where the runner should be. */
export type RunnerError = Error & {
  readonly code: ProblemCode | 'unreachable'
  /** What is wrong with the document, where that is what is wrong. */
  readonly problems?: readonly unknown[]
}

/**
 * The runner as the editor sees it: `src/api/contract.ts` as calls. The app implements it over HTTP, tests and stories by a
 * fake. Every promise rejects with a `RunnerError` whose message can be shown.
 */
export interface RunnerClient {
  start(run: StartRun, signal?: AbortSignal): Promise<{ id: RunSummary['id'] }>
  /** Goes on with a run that is over. */
  resume(run: string, how: ResumeRun): Promise<void>
  /**
   * The run's numbered events after `after`, in batches (one per animation frame where many come), until it has finished.
   * The iterator reconnects by itself while the runner can be reached; aborting it leaves the run running.
   */
  events(run: string, after: number, signal: AbortSignal): AsyncIterable<readonly RunEvent[]>
  stop(run: string): Promise<void>
  summary(run: string): Promise<RunSummary>
  records(run: string, from: number, count: number, signal?: AbortSignal): Promise<RecordsPage>
  exchange(run: string, exchange: string, signal?: AbortSignal): Promise<ExchangeView>
  /** Starts a download of all records in the browser. */
  download(run: string, format: 'ndjson' | 'csv'): Promise<void>
  credentials(): Promise<readonly CredentialSummary[]>
  createCredential(credential: NewCredential): Promise<CredentialSummary>
  changeCredential(id: string, change: ChangeCredential): Promise<CredentialSummary>
  deleteCredential(id: string): Promise<void>
  testCredential(id: string, connector: StartRun['connector']): Promise<CredentialTest>
}
