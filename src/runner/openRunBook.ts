import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { storageFailure } from './dataFolder.ts'
import { createFileBook, type FileBook } from './fileBook.ts'
import type { RunBook } from './runBook.ts'
import { openSqliteBook } from './sqliteBook.ts'

export const bookName = 'runs.db'

/**
 * The book of runs of a data folder: SQLite, or files where this platform has none of it. What an earlier Patchbay kept in files
 * is taken over the first time. A folder that has had SQLite before and has none now lists the runs of its files alone.
 */
export async function openRunBook(data: string): Promise<RunBook> {
  const files = createFileBook(join(data, 'runs'))
  const Sqlite = await import('libsql').then(
    (found) => found.default,
    () => undefined,
  )
  if (Sqlite === undefined) return files
  const path = join(data, bookName)
  try {
    // Made by us first, so that only its owner may read it.
    await (await open(path, 'a', 0o600)).close()
  } catch (error) {
    throw storageFailure('The book of runs', error)
  }
  const book = openSqliteBook(Sqlite, path)
  try {
    if ((await book.list()).length === 0) await takeOver(files, book)
  } catch (error) {
    await book.close()
    throw error
  }
  return book
}

/** The summary last: a run that is listed has all that belongs to it, also where this is cut off half way. */
async function takeOver(files: FileBook, book: RunBook): Promise<void> {
  for (const summary of await files.list()) {
    const request = await files.request(summary.id)
    if (request !== undefined) await book.keepRequest(summary.id, request)
    for (const checkpoint of await files.checkpoints(summary.id))
      await book.saveCheckpoint(summary.id, checkpoint)
    await book.write(summary)
  }
}
