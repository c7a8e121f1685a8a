import { basename } from 'node:path'
import type Database from 'libsql'
import type { RunSummary } from '../api/contract.ts'
import { EngineError } from '../engine/errors.ts'
import { storageFailure } from './dataFolder.ts'
import { type KeptCheckpoint, keptCheckpoints, type RunBook } from './runBook.ts'

/** One row a run, one a checkpoint. Values are kept where they changed, which is nearly never. */
const tables = `
  CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY,
    summary TEXT,
    request TEXT
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS checkpoints (
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    page INTEGER,
    sealed TEXT NOT NULL,
    PRIMARY KEY (run, number)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS checkpoint_values (
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (run, number)
  ) WITHOUT ROWID;
`

/** Of this form, which stands in `user_version` (0 before there are tables); an older one is migrated where it is opened. */
const form = 1

interface Row {
  readonly number: number
  readonly page: number | null
  readonly sealed: string
}

/**
 * Runs in one SQLite file. Write-ahead log with `synchronous = NORMAL`: what was written outlives the process, however it ends;
 * a machine that loses its power may lose the last moments, and a page is fetched again.
 *
 * Throws `EngineError` of kind `storage` where the file cannot be used.
 */
export function openSqliteBook(Sqlite: typeof Database, path: string): RunBook {
  const what = 'The book of runs'
  const db = inWords(what, () => {
    const opened: Database.Database = new Sqlite(path)
    const { user_version: written } = opened.prepare('PRAGMA user_version').get() as { user_version: number }
    if (written > form) {
      opened.close()
      throw new EngineError(
        'storage',
        `${what} (${basename(path)}) was written by a newer Patchbay. Start that one, or move the file away: the runs in it are then no longer listed.`,
      )
    }
    opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;')
    opened.exec(tables)
    opened.exec(`PRAGMA user_version = ${form}`)
    return opened
  })
  const sql = {
    list: db.prepare('SELECT summary FROM runs WHERE summary IS NOT NULL'),
    write: db.prepare(
      'INSERT INTO runs (id, summary) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET summary = excluded.summary',
    ),
    ask: db.prepare(
      'INSERT INTO runs (id, request) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET request = excluded.request',
    ),
    request: db.prepare('SELECT request FROM runs WHERE id = ?'),
    save: db.prepare('INSERT OR REPLACE INTO checkpoints (run, number, page, sealed) VALUES (?, ?, ?, ?)'),
    saveValues: db.prepare('INSERT OR REPLACE INTO checkpoint_values (run, number, sealed) VALUES (?, ?, ?)'),
    newest: db.prepare(
      'SELECT number, page, sealed FROM checkpoints WHERE run = ? AND number < ? ORDER BY number DESC LIMIT 1',
    ),
    ofPage: db.prepare(
      'SELECT number, page, sealed FROM checkpoints WHERE run = ? AND number < ? AND page = ? ORDER BY number DESC LIMIT 1',
    ),
    values: db.prepare(
      'SELECT sealed FROM checkpoint_values WHERE run = ? AND number <= ? ORDER BY number DESC LIMIT 1',
    ),
    forget: db.prepare('DELETE FROM checkpoints WHERE run = ? AND number > ?'),
    forgetValues: db.prepare('DELETE FROM checkpoint_values WHERE run = ? AND number > ?'),
    thin: db.prepare('DELETE FROM checkpoints WHERE run = ? AND number <= ?'),
    remove: ['runs WHERE id', 'checkpoints WHERE run', 'checkpoint_values WHERE run'].map((from) =>
      db.prepare(`DELETE FROM ${from} = ?`),
    ),
  }
  /** All in one transaction, or nothing. */
  const together = <Result>(work: () => Result): Result => {
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      db.exec('COMMIT')
      return result
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }

  return {
    list: async () =>
      inWords(what, () => sql.list.all() as { summary: string }[]).flatMap(
        ({ summary }) => parsed(summary) ?? [],
      ),
    write: async (summary) => inWords(what, () => void sql.write.run(summary.id, JSON.stringify(summary))),
    keepRequest: async (id, sealed) => inWords(what, () => void sql.ask.run(id, sealed)),
    request: async (id) =>
      inWords(
        what,
        () => (sql.request.get(id) as { request: string | null } | undefined)?.request ?? undefined,
      ),
    saveCheckpoint: async (id, { number, page, sealed, values }) =>
      inWords('The place to go on from', () => {
        const save = () => void sql.save.run(id, number, page ?? null, sealed)
        if (values === undefined) save()
        else
          together(() => {
            sql.saveValues.run(id, number, values)
            save()
          })
        if (number % keptCheckpoints === 0) sql.thin.run(id, number - keptCheckpoints)
      }),
    checkpoint: async (id, { page, below = Number.MAX_SAFE_INTEGER } = {}) =>
      inWords(what, () => {
        const found = page === undefined ? sql.newest.get(id, below) : sql.ofPage.get(id, below, page)
        const row = found as Row | undefined
        if (row === undefined) return undefined
        const values = (sql.values.get(id, row.number) as { sealed: string } | undefined)?.sealed
        return {
          number: row.number,
          sealed: row.sealed,
          ...(row.page !== null && { page: row.page }),
          ...(values !== undefined && { values }),
        } satisfies KeptCheckpoint
      }),
    forgetAfter: async (id, number) =>
      inWords(what, () =>
        together(() => {
          sql.forget.run(id, number)
          sql.forgetValues.run(id, number)
        }),
      ),
    remove: async (id) =>
      inWords(what, () =>
        together(() => {
          for (const statement of sql.remove) statement.run(id)
        }),
      ),
    close: async () => void db.close(),
  }
}

function parsed(text: string): RunSummary | undefined {
  try {
    return JSON.parse(text) as RunSummary
  } catch {
    return undefined
  }
}

function inWords<Result>(what: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw error instanceof EngineError ? error : storageFailure(what, error)
  }
}
