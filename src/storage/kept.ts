import type { Outcome, RunFailure, RunId } from '../engine/events.ts'

/** How far an operation can be trusted, as the editor last knew. */
export type OperationStatus = 'never' | 'tested' | 'stale' | 'failing'

/** A run as it is listed: the runner's own summary, masked there. */
export interface RunRow {
  readonly id: RunId
  readonly connector: string
  readonly operation: string
  readonly operationTitle: string
  readonly hash: string
  readonly startedMs: number
  readonly finishedMs?: number
  readonly outcome?: Outcome
  readonly records: number
  readonly seq: number
  readonly yields: 'one' | 'many'
  readonly failure?: RunFailure
}

/** How the keeping goes; the same shape as the store's `SaveState`. */
export type KeepState =
  | { readonly kind: 'saved'; readonly atMs: number | undefined }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly reason: string; readonly message: string }
