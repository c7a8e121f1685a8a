import type { RunSummary } from '../api/contract.ts'
import type { ConnectorListing } from '../editor/shell/host.ts'
import type { Connector } from '../model/document.ts'
import type { ConnectorId } from '../model/ids.ts'
import type { Keeper } from '../store/keeper.ts'

/** A connector as it was kept, with what this tab had chosen in it. */
export interface OpenedDocument {
  readonly connector: Connector
  readonly seq: number
  /** Why nothing can be changed here; undefined: it can. */
  readonly readOnly: string | undefined
  /** What could not be read, in words. */
  readonly damage: string | undefined
  readonly session: unknown
  readonly runs: readonly RunSummary[]
}

/** What the app needs of where connectors are kept: the database of this browser, or this tab's memory where it has none. */
export interface Storage extends Keeper {
  open(id: ConnectorId): Promise<OpenedDocument | undefined>
  takeOver(): Promise<OpenedDocument | undefined>
  /** Finishes what is under way and lets go of the open connector. */
  close(): Promise<void>
  retry(): Promise<void>
  /** Changes that are not on disk. */
  readonly pending: number
  list(): Promise<readonly ConnectorListing[]>
  read(id: ConnectorId): Promise<Connector | undefined>
  remove(id: ConnectorId): Promise<void>
}
