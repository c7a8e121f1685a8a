import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../engine/errors.ts'
import { storageFailure } from './dataFolder.ts'
import { createFileBook } from './fileBook.ts'
import type { RunBook } from './runBook.ts'
import { openSqliteBook } from './sqliteBook.ts'

export const bookName = 'runs.db'

/**
 * The book of runs of a data folder: SQLite, or files where this platform has none of it. What an earlier Patchbay kept in files
 * is taken over the first time.
 */
export async function openRunBook(data: string): Promise<RunBook> {
  const files = createFileBook(join(data, 'runs'))
  const path = join(data, bookName)
  try {
    // Made by us first, so that only its owner may read it.
    await (await open(path, 'a', 0o600)).close()
  } catch (error) {
    throw storageFailure('The book of runs', error)
  }
  let book: RunBook
  try {
    book = await openSqliteBook(path)
  } catch (error) {
    if (error instanceof EngineError) throw error
    return files
  }
  if ((await book.list()).length === 0) for (const summary of await files.list()) await book.write(summary)
  return book
}
