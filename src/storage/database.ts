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
  const closed = new Told(onClosed)
  try {
    // Dexie would open a newer database as if it were its own, and add what it misses: so it is asked before.
    if ((await versionOf(name, indexedDB ?? globalThis.indexedDB)) > newestVersion * tenths)
      throw new StorageError('newer')
    await Promise.race([db.open(), blockedFor(db, blockedMs)])
  } catch (error) {
    db.close({ disableAutoOpen: true })
    throw toStorageError(error)
  }
  db.on('versionchange', () => {
    closed.tell(new StorageError('newer'))
    db.close({ disableAutoOpen: true })
    return false
  })
  db.on('close', () => closed.tell(new StorageError('unavailable')))
  return db
}

/** Dexie keeps versions in tenths. */
const tenths = 10

/** The version a database has, 0 where there is none; nothing is made or changed by asking. */
function versionOf(name: string, indexedDB: IDBFactory): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    let missing = false
    request.addEventListener('upgradeneeded', () => {
      missing = true
      request.transaction?.abort()
    })
    request.addEventListener('success', () => {
      const { version } = request.result
      request.result.close()
      resolve(version)
    })
    request.addEventListener('error', (event) => {
      event.preventDefault()
      if (missing) resolve(0)
      else reject(request.error ?? new StorageError('unavailable'))
    })
  })
}

/** Rejects when another tab has been in the way of an upgrade for this long, in milliseconds. */
function blockedFor(db: Dexie, ms: number): Promise<never> {
  return new Promise((_, reject) => {
    db.on('blocked', () => {
      setTimeout(() => {
        if (!db.isOpen()) reject(new StorageError('blocked'))
      }, ms)
    })
  })
}

/** The first reason counts: closing for one gives rise to others. */
class Told {
  #listener: ((error: StorageError) => void) | undefined

  constructor(listener: ((error: StorageError) => void) | undefined) {
    this.#listener = listener
  }

  tell(error: StorageError): void {
    const listener = this.#listener
    this.#listener = undefined
    listener?.(error)
  }
}
