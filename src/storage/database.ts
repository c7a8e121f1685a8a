import type { Table } from 'dexie'
import { Dexie } from 'dexie'
import type { ConnectorRow, DamagedRow, JournalRow, RunsRow, SessionRow, SnapshotRow } from './rows.ts'
import { StorageError, toStorageError } from './storageError.ts'

export const databaseName = 'patchbay'

/**
 * The versions of the database, oldest first; never edited, only added to. A version that changes rows brings `upgrade`,
 * which calls the document's own migrations where it is the document that changed.
 */
const versions: readonly {
  readonly number: number
  readonly stores: Readonly<Record<string, string | null>>
}[] = [
  {
    number: 1,
    stores: {
      connectors: 'id, editedMs',
      snapshots: 'connector',
      journal: '[connector+seq]',
      damaged: '++id, connector',
      sessions: '[tab+connector], connector, atMs',
      runs: 'id, [connector+startedMs]',
    },
  },
]

export const newestVersion = Math.max(...versions.map(({ number }) => number))

/** What this browser keeps. Open it with `openDatabase`. */
export class PatchbayDatabase extends Dexie {
  declare readonly connectors: Table<ConnectorRow, string>
  declare readonly snapshots: Table<SnapshotRow, string>
  declare readonly journal: Table<JournalRow, [string, number]>
  declare readonly damaged: Table<DamagedRow, number>
  declare readonly sessions: Table<SessionRow, [string, string]>
  declare readonly runs: Table<RunsRow, string>

  constructor(name: string, options: { indexedDB?: IDBFactory; IDBKeyRange?: typeof IDBKeyRange } = {}) {
    // Relaxed: an edit is with the system when its transaction completes, which a killed tab or browser cannot undo;
    // strict would wait for the disk with every key.
    super(name, { ...options, chromeTransactionDurability: 'relaxed', cache: 'disabled' })
    for (const { number, stores } of versions) this.version(number).stores(stores)
  }
}

export interface DatabaseOptions {
  readonly name?: string
  readonly indexedDB?: IDBFactory
  readonly IDBKeyRange?: typeof IDBKeyRange
  /** How long to wait for other tabs to let go of an older version, in milliseconds. */
  readonly blockedMs?: number
  /** The database was closed under us: a newer version wants it, or the browser took it away. */
  readonly onClosed?: (error: StorageError) => void
}

/** Opens the database and brings it to the newest version. Rejects with a `StorageError`. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<PatchbayDatabase> {
  const { name = databaseName, indexedDB, IDBKeyRange, blockedMs = 4_000, onClosed } = options
  if (indexedDB === undefined && globalThis.indexedDB === undefined) throw new StorageError('unavailable')
  const db = new PatchbayDatabase(name, {
    ...(indexedDB === undefined ? {} : { indexedDB }),
    ...(IDBKeyRange === undefined ? {} : { IDBKeyRange }),
  })
  let givenUp = false
  const blocked = new Promise<never>((_, reject) => {
    db.on('blocked', () => {
      setTimeout(() => {
        if (db.isOpen()) return
        givenUp = true
        reject(new StorageError('blocked'))
      }, blockedMs)
    })
  })
  db.on('versionchange', () => {
    db.close({ disableAutoOpen: true })
    onClosed?.(new StorageError('newer'))
    return false
  })
  db.on('close', () => onClosed?.(new StorageError('unavailable')))
  try {
    await Promise.race([db.open(), blocked])
  } catch (error) {
    if (givenUp) db.close({ disableAutoOpen: true })
    throw toStorageError(error)
  }
  // Dexie counts in tenths, and opens a newer database as if it were its own; we must not write into one.
  if (db.backendDB().version > newestVersion * 10) {
    db.close({ disableAutoOpen: true })
    throw new StorageError('newer')
  }
  return db
}
