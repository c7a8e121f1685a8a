import type { ConnectorId } from '../model/ids.ts'
import type { PatchbayDatabase } from './database.ts'
import type { RunRow } from './kept.ts'
import { toStorageError } from './storageError.ts'

/** Sessions of tabs that were closed long ago are forgotten after this, in milliseconds. */
export const sessionLifeMs = 30 * 24 * 60 * 60_000
/** How many runs of a connector are listed. */
export const runsKept = 50

/** What tabs had open, by tab and connector, so that a reload comes back to the same place. */
export class SessionRepository {
  readonly #db: PatchbayDatabase

  constructor(db: PatchbayDatabase) {
    this.#db = db
  }

  /** What this tab had open; for a new tab, what the last one had. */
  async read(tab: string, connector: ConnectorId): Promise<unknown> {
    try {
      const own = await this.#db.sessions.get([tab, connector])
      if (own !== undefined) return own.session
      const others = await this.#db.sessions.where('connector').equals(connector).sortBy('atMs')
      return others.at(-1)?.session
    } catch (error) {
      throw toStorageError(error)
    }
  }

  async write(tab: string, connector: ConnectorId, session: unknown, nowMs: number): Promise<void> {
    try {
      await this.#db.transaction('rw', this.#db.sessions, async () => {
        await this.#db.sessions.put({ tab, connector, atMs: nowMs, session })
        await this.#db.sessions
          .where('atMs')
          .below(nowMs - sessionLifeMs)
          .delete()
      })
    } catch (error) {
      throw toStorageError(error)
    }
  }
}

/** Summaries of runs, newest first; records and tapes are the runner's. */
export class RunRepository {
  readonly #db: PatchbayDatabase

  constructor(db: PatchbayDatabase) {
    this.#db = db
  }

  async list(connector: ConnectorId): Promise<RunRow[]> {
    try {
      // oxlint-disable-next-line unicorn/no-array-reverse -- a query of Dexie, not an array.
      const rows = await this.#of(connector).reverse().toArray()
      return rows.map(({ summary }) => summary)
    } catch (error) {
      throw toStorageError(error)
    }
  }

  async keep(connector: ConnectorId, summary: RunRow): Promise<void> {
    try {
      await this.#db.transaction('rw', this.#db.runs, async () => {
        await this.#db.runs.put({ id: summary.id, connector, startedMs: summary.startedMs, summary })
        // oxlint-disable-next-line unicorn/no-array-reverse -- a query of Dexie, not an array.
        const old = await this.#of(connector).reverse().offset(runsKept).primaryKeys()
        await this.#db.runs.bulkDelete(old)
      })
    } catch (error) {
      throw toStorageError(error)
    }
  }

  #of(connector: ConnectorId) {
    return this.#db.runs
      .where('[connector+startedMs]')
      .between([connector, 0], [connector, Infinity], true, true)
  }
}
