import { Immer, enablePatches } from 'immer'
import type { Connector } from '../model/document.ts'
import { currentFormat } from '../model/document.ts'
import type { ConnectorId } from '../model/ids.ts'
import type { PatchbayDatabase } from './database.ts'
import { previewOf, rowOf } from './preview.ts'
import type { JournalRow, SnapshotRow } from './rows.ts'
import { StorageError } from './storageError.ts'

enablePatches()

/** Without freezing, which would walk the whole document with each entry. */
const immer = new Immer({ autoFreeze: false })

/** A document as far as its journal could be followed. */
export interface Replayed {
  readonly document: Connector
  readonly seq: number
  /** Why the rest was left out, and the entries concerned. */
  readonly damaged: { readonly reason: string; readonly entries: readonly JournalRow[] } | undefined
}

/**
 * The document after a snapshot's later changes. Follows the journal as long as its numbers have no gap and its patches fit;
 * what is good is given back with what was left out, never an exception.
 */
export function replay(snapshot: SnapshotRow, entries: readonly JournalRow[]): Replayed {
  let document = snapshot.document
  let { seq } = snapshot
  for (const [at, entry] of entries.entries()) {
    const reason = entry.seq === seq + 1 ? undefined : `change ${seq + 1} is missing`
    const next = reason === undefined ? applied(document, entry) : undefined
    if (next === undefined)
      return {
        document,
        seq,
        damaged: { reason: reason ?? `change ${entry.seq} cannot be applied`, entries: entries.slice(at) },
      }
    document = next
    seq = entry.seq
  }
  return { document, seq, damaged: undefined }
}

function applied(document: Connector, { patches }: JournalRow): Connector | undefined {
  try {
    if (!Array.isArray(patches)) return undefined
    const next: unknown = immer.applyPatches(document, patches)
    return isConnector(next) && next.id === document.id ? next : undefined
  } catch {
    return undefined
  }
}

/** Whether it has the shape of a document of this version's format, as deep as opening needs. */
export function isConnector(value: unknown): value is Connector {
  if (typeof value !== 'object' || value === null) return false
  const { format, id, operations, service } = value as Partial<Connector>
  return (
    format === currentFormat &&
    typeof id === 'string' &&
    typeof service === 'object' &&
    service !== null &&
    Array.isArray(operations) &&
    operations.every(
      (operation) =>
        isRecord(operation?.graph?.nodes) &&
        isRecord(operation.graph.edges) &&
        isRecord(operation.graph.notes) &&
        isRecord(operation.layout) &&
        isRecord(operation.output),
    )
  )
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads a connector's snapshot and the changes after it. Throws `corrupt` where there is no readable snapshot. */
export async function readKept(
  db: PatchbayDatabase,
  connector: ConnectorId,
): Promise<{ snapshot: SnapshotRow; entries: JournalRow[] } | undefined> {
  const snapshot = await db.snapshots.get(connector)
  if (snapshot === undefined) return undefined
  if (!isConnector(snapshot.document)) throw new StorageError('corrupt')
  const entries = await db.journal
    .where('[connector+seq]')
    .between([connector, snapshot.seq + 1], [connector, Infinity], true, true)
    .toArray()
  return { snapshot, entries }
}

/**
 * Folds the journal into the snapshot. Reading and computing hold no lock, so edits are journaled meanwhile; the writing is
 * one transaction that does nothing when another fold was first. A crash before it leaves all as it was, after it all is
 * done. Returns the number of entries folded.
 */
export async function fold(db: PatchbayDatabase, connector: ConnectorId): Promise<number> {
  const kept = await db.transaction('r', db.snapshots, db.journal, () => readKept(db, connector))
  if (kept === undefined || kept.entries.length === 0) return 0
  const { document, seq, damaged } = replay(kept.snapshot, kept.entries)
  // Damage is dealt with, and told, when the connector is opened; a fold in the background must not hide it.
  if (damaged !== undefined || seq === kept.snapshot.seq) return 0
  return db.transaction('rw', db.snapshots, db.journal, db.connectors, async () => {
    const now = await db.snapshots.get(connector)
    if (now?.seq !== kept.snapshot.seq) return 0
    await db.snapshots.put({ connector, seq, document })
    await db.journal.where('[connector+seq]').between([connector, 0], [connector, seq], true, true).delete()
    const row = await db.connectors.get(connector)
    if (row !== undefined)
      await db.connectors.put({
        ...(row.seq > seq ? row : { ...row, ...rowOf(document, row.seq, row.editedMs, row) }),
        preview: previewOf(document),
      })
    return kept.entries.length
  })
}
