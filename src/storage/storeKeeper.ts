import type { Connector } from '../model/document.ts'
import type { ConnectorId } from '../model/ids.ts'
import { ConnectorRepository, type OpenedConnector } from './connectors.ts'
import type { PatchbayDatabase } from './database.ts'
import type { KeepState, OperationStatus, RunRow } from './kept.ts'
import { type Channel, type Locks, type Ownership, claimConnector } from './ownership.ts'
import { RunRepository, SessionRepository } from './sessions.ts'
import { StorageError } from './storageError.ts'
import { type JournaledChange, JournalWriter, type WriterTimers } from './writer.ts'

/** Edits must rest this long before the journal is folded, in milliseconds. */
export const idleMs = 3_000
/** A journal shorter than this is not worth a fold while the connector is open. */
export const worthFolding = 20
/** Session changes (a pan, a fold) are written when they have rested this long. */
const sessionRestMs = 250

export interface KeeperOptions extends WriterTimers {
  readonly db: PatchbayDatabase
  /** Names this tab over its reloads (sessionStorage). */
  readonly tab: string
  readonly locks: Locks
  readonly channel: (name: string) => Channel
  readonly fold: (database: string, connector: ConnectorId) => Promise<number>
  readonly onState: (state: KeepState) => void
  /**
   * From now on nothing can be changed here, and why. That it can is said by `readOnly` alone, to whoever has just been given
   * the document: told any earlier, an edit would still be made to the old one.
   */
  readonly onReadOnly: (reason: string) => void
  readonly patienceMs?: number
}

export const openElsewhere =
  'This connector is open in another tab. You can look at it here, or take it over.'
export const takenOver =
  'Another tab has taken this connector over. You can look at it here, or take it back.'

/**
 * Keeps the open connector: owns it (or says who does), journals its changes, folds when the person rests. Structurally the
 * store's `Keeper`, so that neither room imports the other.
 */
export class StoreKeeper {
  readonly connectors: ConnectorRepository
  readonly sessions: SessionRepository
  readonly runs: RunRepository
  readonly #options: KeeperOptions
  #open: { id: ConnectorId; ownership: Ownership; writer: JournalWriter | undefined } | undefined
  #readOnly: string | undefined
  #callOffFold: (() => void) | undefined
  #callOffSession: (() => void) | undefined
  #sessionDue: { connector: ConnectorId; session: unknown } | undefined
  #unfolded = 0

  constructor(options: KeeperOptions) {
    this.#options = options
    this.connectors = new ConnectorRepository(options.db)
    this.sessions = new SessionRepository(options.db)
    this.runs = new RunRepository(options.db)
  }

  /** Why the open connector can only be read; undefined: it can be edited. */
  get readOnly(): string | undefined {
    return this.#readOnly
  }

  /** Opens a connector, for editing if no other tab does: see `readOnly`. Undefined: it is not kept here. */
  async open(id: ConnectorId): Promise<OpenedConnector | undefined> {
    await this.close()
    const ownership = await claimConnector(id, {
      locks: this.#options.locks,
      channel: this.#options.channel,
      after: this.#options.after,
      ...(this.#options.patienceMs === undefined ? {} : { patienceMs: this.#options.patienceMs }),
      onHandOver: async () => {
        this.#refuse(takenOver)
        await this.#open?.writer?.settled()
      },
      onLost: () => this.#lose(takenOver),
    })
    this.#open = { id, ownership, writer: undefined }
    this.#readOnly = ownership.owned ? undefined : openElsewhere
    const read = ownership.owned ? await this.#own(id) : await this.connectors.read(id)
    if (read === undefined) {
      await this.close()
      return undefined
    }
    return read
  }

  /** Becomes the owner of the open connector; gives it back as the other tab left it. */
  async takeOver(): Promise<OpenedConnector | undefined> {
    const open = this.#open
    if (open === undefined) return undefined
    await open.ownership.takeOver()
    this.#readOnly = undefined
    return this.#own(open.id)
  }

  /** Finishes what is under way, folds and lets go. */
  async close(): Promise<void> {
    const open = this.#open
    if (open === undefined) return
    this.#open = undefined
    this.#callOffFold?.()
    await this.#writeSession()
    await open.writer?.settled()
    open.writer?.end()
    await open.ownership.release()
    if (open.writer !== undefined && this.#unfolded > 0) await this.#fold(open.id)
  }

  /** How many changes are not on disk: a page that has some asks before it closes. */
  get pending(): number {
    return this.#open?.writer?.pending ?? 0
  }

  /** Tries again now what could not be written. */
  async retry(): Promise<void> {
    await this.#open?.writer?.retry()
  }

  journal(change: JournaledChange): void {
    const { writer, id } = this.#open ?? {}
    if (writer === undefined || id !== change.connector) {
      const { kind, message } = new StorageError('lost')
      this.#options.onState({ kind: 'failed', reason: kind, message })
      return
    }
    writer.append(change)
  }

  create(connector: Connector): Promise<void> {
    return this.connectors.create(connector, this.#options.now())
  }

  replace(connector: Connector): Promise<void> {
    return this.connectors.replace(connector, this.#options.now())
  }

  async find(id: ConnectorId): Promise<{ readonly title: string } | undefined> {
    const row = await this.connectors.find(id)
    return row && { title: row.title }
  }

  session(connector: ConnectorId, session: unknown): void {
    this.#sessionDue = { connector, session }
    this.#callOffSession ??= this.#options.after(sessionRestMs, () => void this.#writeSession())
  }

  run(connector: ConnectorId, summary: RunRow): void {
    // A run that cannot be listed again is no reason to disturb anybody: the document is what must not be lost.
    this.runs.keep(connector, summary).catch(() => {})
  }

  status(connector: ConnectorId, statuses: Readonly<Record<string, OperationStatus>>): void {
    this.connectors.noteStatus(connector, statuses).catch(() => {})
  }

  async #own(id: ConnectorId): Promise<OpenedConnector | undefined> {
    const { db, onState, now, after } = this.#options
    const read = await this.connectors.own(id, now())
    if (read === undefined || this.#open?.id !== id) return read
    this.#open.writer = new JournalWriter({
      db,
      connector: id,
      epoch: read.epoch,
      onState,
      now,
      after,
      onLost: () => this.#lose(takenOver),
      onWritten: () => {
        this.#unfolded += 1
        this.#callOffFold?.()
        this.#callOffFold = after(idleMs, () => {
          if (this.#unfolded >= worthFolding) void this.#fold(id)
        })
      },
    })
    return read
  }

  #lose(why: string): void {
    this.#open?.writer?.end()
    this.#callOffFold?.()
    this.#refuse(why)
  }

  #refuse(why: string): void {
    this.#readOnly = why
    this.#options.onReadOnly(why)
  }

  async #fold(id: ConnectorId): Promise<void> {
    this.#unfolded = 0
    // The journal is whole without it; the next pause, or the next opening, folds again.
    await this.#options.fold(this.#options.db.name, id).catch(() => 0)
  }

  async #writeSession(): Promise<void> {
    const due = this.#sessionDue
    this.#callOffSession?.()
    this.#callOffSession = undefined
    this.#sessionDue = undefined
    if (due === undefined) return
    await this.sessions
      .write(this.#options.tab, due.connector, due.session, this.#options.now())
      .catch(() => {})
  }
}
