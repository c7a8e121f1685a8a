import type { ConnectorId } from '../model/ids.ts'
import { openDatabase } from './database.ts'
import { fold } from './journal.ts'

/** Asked for one fold; answers with how many entries it folded, or with nothing it could do. */
export interface FoldRequest {
  readonly database: string
  readonly connector: ConnectorId
}
export type FoldAnswer = { readonly folded: number } | { readonly failed: string }

interface WorkerSide {
  addEventListener(type: 'message', listener: (event: { data: FoldRequest }) => void): void
  postMessage(answer: FoldAnswer): void
}

/**
 * Folding reads and writes the whole document, which would hold the page up for longer than a frame; here it holds up
 * nobody. It opens the database for one fold and closes it, so that it is never in the way of an upgrade.
 */
const side = globalThis as unknown as WorkerSide
side.addEventListener('message', ({ data: { database, connector } }) => {
  foldOnce(database, connector).then(
    (folded) => answer({ folded }),
    (error: unknown) => answer({ failed: error instanceof Error ? error.message : String(error) }),
  )
})

function answer(what: FoldAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin.
  side.postMessage(what)
}

async function foldOnce(database: string, connector: ConnectorId): Promise<number> {
  const db = await openDatabase({ name: database })
  try {
    return await fold(db, connector)
  } finally {
    db.close({ disableAutoOpen: true })
  }
}
