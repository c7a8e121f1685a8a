import type { Connector } from '../model/document.ts'
import type { ConnectorId } from '../model/ids.ts'
import type { PatchbayDatabase } from './database.ts'
import { readKept, replay } from './journal.ts'
import type { OperationStatus } from './kept.ts'
import { previewOf, rowOf } from './preview.ts'
import type { ConnectorRow } from './rows.ts'
import { StorageError, toStorageError } from './storageError.ts'

export interface OpenedConnector {
  readonly connector: Connector
  /** Number of its newest change; the next one is `seq + 1`. */
  readonly seq: number
  /** To be given with every write: a later owner's epoch is higher, and ours is then refused. */
  readonly epoch: number
  /** What could not be read, in words; the entries are kept aside. */
  readonly damage: string | undefined
}

/** The connectors that this browser keeps. Every call rejects with a `StorageError`. */
export class ConnectorRepository {
  readonly #db: PatchbayDatabase

  constructor(db: PatchbayDatabase) {
    this.#db = db
  }

  /** Newest edit first. */
  list(): Promise<ConnectorRow[]> {
    // oxlint-disable-next-line unicorn/no-array-reverse -- a query of Dexie, not an array.
    return told(() => this.#db.connectors.orderBy('editedMs').reverse().toArray())
  }

  find(id: ConnectorId): Promise<ConnectorRow | undefined> {
    return told(() => this.#db.connectors.get(id))
  }

  /** Reads a connector without becoming its owner. Undefined: it is not kept here. */
  read(id: ConnectorId): Promise<OpenedConnector | undefined> {
    return told(async () => {
      const { connectors, snapshots, journal } = this.#db
      const kept = await this.#db.transaction('r', connectors, snapshots, journal, async () => ({
        row: await connectors.get(id),
        read: await readKept(this.#db, id),
      }))
      if (kept.read === undefined) return undefined
      const { document, seq, damaged } = replay(kept.read.snapshot, kept.read.entries)
      return {
        connector: document,
        seq,
        epoch: kept.row?.epoch ?? 0,
        damage: damaged === undefined ? undefined : damageWords(damaged),
      }
    })
  }

  /**
   * Opens a connector for editing: from now on writes of any owner before are refused, so that no change can slip in between
   * what was read and what will be written. What cannot be followed in the journal is set aside.
   */
  own(id: ConnectorId, nowMs: number): Promise<OpenedConnector | undefined> {
    return told(() => {
      const { connectors, snapshots, journal, damaged: aside } = this.#db
      return this.#db.transaction('rw', connectors, snapshots, journal, aside, async () => {
        const read = await readKept(this.#db, id)
        if (read === undefined) return undefined
        const { document, seq, damaged } = replay(read.snapshot, read.entries)
        const row = await connectors.get(id)
        const epoch = (row?.epoch ?? 0) + 1
        await connectors.put({
          ...rowOf(document, seq, row?.editedMs ?? nowMs, row),
          epoch,
          preview: row?.preview ?? previewOf(document),
        })
        if (damaged !== undefined) {
          await aside.add({ connector: id, foundMs: nowMs, reason: damaged.reason, entries: damaged.entries })
          await journal
            .where('[connector+seq]')
            .between([id, seq + 1], [id, Infinity], true, true)
            .delete()
        }
        return { connector: document, seq, epoch, damage: damaged && damageWords(damaged) }
      })
    })
  }

  /** Keeps a connector that is new here. Rejects where its id is known: replacing is `replace`. */
  create(connector: Connector, nowMs: number): Promise<void> {
    return told(() => {
      const { connectors, snapshots } = this.#db
      return this.#db.transaction('rw', connectors, snapshots, async () => {
        if ((await connectors.get(connector.id)) !== undefined)
          throw new StorageError('corrupt', 'A connector of this id is kept here already.')
        await connectors.add({
          ...rowOf(connector, 0, nowMs, undefined),
          epoch: 0,
          preview: previewOf(connector),
        })
        await snapshots.put({ connector: connector.id, seq: 0, document: connector })
      })
    })
  }

  /** Puts another document in the place of one with the same id (an import that replaces the draft). */
  replace(connector: Connector, nowMs: number): Promise<void> {
    return told(() => {
      const { connectors, snapshots, journal } = this.#db
      return this.#db.transaction('rw', connectors, snapshots, journal, async () => {
        const row = await connectors.get(connector.id)
        const seq = (row?.seq ?? 0) + 1
        await connectors.put({
          ...rowOf(connector, seq, nowMs, row),
          epoch: (row?.epoch ?? 0) + 1,
          preview: previewOf(connector),
        })
        await snapshots.put({ connector: connector.id, seq, document: connector })
        await journal
          .where('[connector+seq]')
          .between([connector.id, 0], [connector.id, Infinity], true, true)
          .delete()
      })
    })
  }

  /** Forgets a connector and all that belongs to it. */
  remove(id: ConnectorId): Promise<void> {
    return told(() => {
      const { connectors, snapshots, journal, sessions, runs, damaged } = this.#db
      return this.#db.transaction(
        'rw',
        [connectors, snapshots, journal, sessions, runs, damaged],
        async () => {
          await Promise.all([
            connectors.delete(id),
            snapshots.delete(id),
            journal.where('[connector+seq]').between([id, 0], [id, Infinity], true, true).delete(),
            sessions.where('connector').equals(id).delete(),
            runs.where('[connector+startedMs]').between([id, 0], [id, Infinity], true, true).delete(),
            damaged.where('connector').equals(id).delete(),
          ])
        },
      )
    })
  }

  /** Notes how far the operations can be trusted, for the home page. */
  noteStatus(id: ConnectorId, statuses: Readonly<Record<string, OperationStatus>>): Promise<void> {
    return told(() =>
      this.#db.transaction('rw', this.#db.connectors, async () => {
        const row = await this.#db.connectors.get(id)
        if (row === undefined) return
        const operations = row.operations.map((operation) => ({
          ...operation,
          status:
            (Object.hasOwn(statuses, operation.id) ? statuses[operation.id] : undefined) ?? operation.status,
        }))
        await this.#db.connectors.put({ ...row, operations })
      }),
    )
  }
}

function damageWords(damaged: { reason: string; entries: readonly unknown[] }): string {
  const count = damaged.entries.length === 1 ? 'One change' : `${damaged.entries.length} changes`
  return `${count} at the end could not be read (${damaged.reason}) and ${damaged.entries.length === 1 ? 'was' : 'were'} set aside. Everything before is here.`
}

async function told<Result>(work: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw toStorageError(error)
  }
}
