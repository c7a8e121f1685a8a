import type { Patch } from 'immer'
import type { Connector } from '../model/document.ts'
import type { ConnectorId } from '../model/ids.ts'
import type { PatchbayDatabase } from './database.ts'
import type { KeepState } from './kept.ts'
import { previewOf, rowOf } from './preview.ts'
import type { ConnectorRow } from './rows.ts'
import { StorageError, toStorageError } from './storageError.ts'

/** One change as the store tells it; `connector` is the document after it. */
export interface JournaledChange {
  readonly connector: ConnectorId
  readonly seq: number
  readonly atMs: number
  readonly patches: readonly Patch[]
  readonly document: Connector
}

export interface WriterTimers {
  now(): number
  /** Calls once after `ms`; the function returned calls it off. */
  after(ms: number, work: () => void): () => void
}

export interface WriterOptions extends WriterTimers {
  readonly db: PatchbayDatabase
  readonly connector: ConnectorId
  readonly epoch: number
  readonly onState: (state: KeepState) => void
  /** Another tab has taken the connector over: nothing more is written from here. */
  readonly onLost: () => void
  /** Something was written; a time to think of folding. */
  readonly onWritten: () => void
}

/** Waits between tries while the disk is full, in milliseconds; the last one repeats. */
const retryMs = [1_000, 5_000, 15_000, 30_000] as const

/**
 * Writes an owner's changes to the journal: the first at once, those that come while it is under way together after it. What
 * cannot be written stays in memory, in order, and is tried again; nothing later is written before it.
 */
export class JournalWriter {
  readonly #options: WriterOptions
  #pending: JournaledChange[] = []
  #writing: Promise<void> | undefined
  #tries = 0
  #callOff: (() => void) | undefined
  #failed: StorageError | undefined
  #ended = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** Changes that are not on disk yet. */
  get pending(): number {
    return this.#pending.length
  }

  append(change: JournaledChange): void {
    this.#pending.push(change)
    if (this.#ended) {
      this.#tell(new StorageError('lost'))
      return
    }
    if (this.#failed === undefined) this.#options.onState({ kind: 'saving' })
    this.#write()
  }

  /** Resolves when nothing is under way any more: all is written, or what is left could not be. */
  async settled(): Promise<void> {
    this.#write()
    while (this.#writing !== undefined) await this.#writing
  }

  /** Tries again now what could not be written. */
  retry(): Promise<void> {
    return this.settled()
  }

  /** Writes nothing more: the connector belongs to another tab. */
  end(): void {
    this.#ended = true
    this.#callOff?.()
    if (this.#pending.length > 0) this.#tell(new StorageError('lost'))
  }

  #write(): void {
    if (this.#writing !== undefined || this.#ended || this.#pending.length === 0) return
    this.#callOff?.()
    this.#callOff = undefined
    // A copy: what is appended while this is under way is not in it, and must not be taken for written with it.
    const batch = [...this.#pending]
    this.#writing = this.#transact(batch).then(
      () => this.#written(batch.length),
      (error: unknown) => this.#notWritten(toStorageError(error)),
    )
  }

  #written(count: number): void {
    this.#writing = undefined
    this.#pending = this.#pending.slice(count)
    this.#tries = 0
    this.#failed = undefined
    if (this.#pending.length > 0) this.#write()
    else this.#options.onState({ kind: 'saved', atMs: this.#options.now() })
    this.#options.onWritten()
  }

  #notWritten(error: StorageError): void {
    this.#writing = undefined
    this.#tell(error)
    if (error.kind === 'lost') {
      this.#ended = true
      this.#options.onLost()
      return
    }
    if (this.#ended) return
    const wait = retryMs[Math.min(this.#tries, retryMs.length - 1)] ?? retryMs[0]
    this.#tries += 1
    this.#callOff = this.#options.after(wait, () => this.#write())
  }

  #tell(error: StorageError): void {
    this.#failed = error
    this.#options.onState({ kind: 'failed', reason: error.kind, message: error.message })
  }

  async #transact(changes: readonly JournaledChange[]): Promise<void> {
    const { db, connector, epoch } = this.#options
    const last = changes.at(-1)
    if (last === undefined) return
    await db.transaction('rw', db.journal, db.connectors, async () => {
      const row = await db.connectors.get(connector)
      if (row === undefined)
        throw new StorageError(
          'lost',
          'This connector was deleted in another tab. It is still on this page: export a copy to keep it.',
        )
      if (row.epoch !== epoch) throw new StorageError('lost')
      const entries = changes.map(({ seq, atMs, patches }) => ({ connector, seq, atMs, patches }))
      const next: ConnectorRow = {
        ...rowOf(last.document, last.seq, last.atMs, row),
        epoch,
        preview: row.preview.boxes.length > 0 ? row.preview : previewOf(last.document),
      }
      await Promise.all([db.journal.bulkAdd(entries), db.connectors.put(next)])
    })
  }
}
