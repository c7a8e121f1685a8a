import type { Patch } from 'immer'
import type { RunSummary } from '../api/contract.ts'
import type { Connector } from '../model/document.ts'
import type { ConnectorId } from '../model/ids.ts'
import type { OperationStatus } from './selectors.ts'
import type { SessionState } from './state.ts'

/** One change of the open connector, as it goes to the journal. `seq` follows the one before it without a gap. */
export interface Change {
  readonly connector: ConnectorId
  readonly seq: number
  readonly atMs: number
  readonly patches: readonly Patch[]
  /** The document after it. */
  readonly document: Connector
}

/** The part of the session that outlives a reload of its tab. */
export type KeptSession = Pick<
  SessionState,
  | 'page'
  | 'operation'
  | 'view'
  | 'viewports'
  | 'panels'
  | 'credentials'
  | 'sections'
  | 'dismissedGhosts'
  | 'theme'
  | 'failing'
  | 'labels'
  | 'inputs'
  | 'held'
>

/**
 * What keeps the store's work; `storage` implements it over IndexedDB, tests by a fake. Nothing here throws: what goes
 * wrong is told as a `SaveState`, and what could not be written is kept in memory and tried again.
 */
export interface Keeper {
  /** Writes one change at once. Called right after the change, in the same turn. */
  journal(change: Change): void
  /** Keeps a new connector. Rejects where its id is known here. */
  create(connector: Connector): Promise<void>
  /** Puts a document in the place of the one with the same id. */
  replace(connector: Connector): Promise<void>
  /** Whether a connector of this id is kept here, and what it is called. */
  find(id: ConnectorId): Promise<{ readonly title: string } | undefined>
  session(connector: ConnectorId, session: KeptSession): void
  /** Summaries are masked; records are not kept. */
  run(connector: ConnectorId, summary: RunSummary): void
  /** How far the operations can be trusted, for the home page. */
  status(connector: ConnectorId, statuses: Readonly<Record<string, OperationStatus>>): void
}
