import type { Patch } from 'immer'
import type { RunId } from '../engine/events.ts'
import type { Connector } from '../model/document.ts'
import type { ConnectorId, OperationId } from '../model/ids.ts'
import type { OperationStatus, RunRow } from './kept.ts'

/** The rows of the database as they lie there. No row holds a secret: credentials are ids, requests are masked. */

/** What the home page shows of a connector, without opening it. */
export interface ConnectorRow {
  readonly id: ConnectorId
  readonly name: string
  readonly title: string
  readonly description: string
  readonly icon: string
  readonly service: string
  /** Where the service is: the bundled demo is labelled as one. */
  readonly baseUrl: string
  readonly operations: readonly {
    readonly id: OperationId
    readonly title: string
    readonly status: OperationStatus
  }[]
  readonly createdMs: number
  readonly editedMs: number
  /** Number of the newest change. */
  readonly seq: number
  /** Rises when a tab takes the connector over: writes of an owner before it are refused. */
  readonly epoch: number
  readonly preview: Preview
}

/** A few boxes and lines of the first operation, in canvas pixels, for the card's thumbnail. */
export interface Preview {
  readonly boxes: readonly { readonly kind: string; readonly x: number; readonly y: number }[]
  /** Indexes into `boxes`. */
  readonly lines: readonly (readonly [from: number, to: number])[]
}

/** The connector whole, as of change number `seq`. */
export interface SnapshotRow {
  readonly connector: ConnectorId
  readonly seq: number
  readonly document: Connector
}

/** One change. Key: connector and seq. */
export interface JournalRow {
  readonly connector: ConnectorId
  readonly seq: number
  readonly atMs: number
  readonly patches: readonly Patch[]
}

/** Journal entries that could not be applied, kept aside for whoever can make sense of them. */
export interface DamagedRow {
  readonly id?: number
  readonly connector: ConnectorId
  readonly foundMs: number
  readonly reason: string
  readonly entries: readonly unknown[]
}

/** What a tab had open and chosen. Key: tab and connector. */
export interface SessionRow {
  readonly tab: string
  readonly connector: ConnectorId
  readonly atMs: number
  readonly session: unknown
}

export interface RunsRow {
  readonly id: RunId
  readonly connector: ConnectorId
  readonly startedMs: number
  readonly summary: RunRow
}
