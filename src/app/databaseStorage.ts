import type { ConnectorId } from '../model/ids.ts'
import type { OpenedConnector } from '../storage/connectors.ts'
import { openDatabase } from '../storage/database.ts'
import { foldInWorker } from '../storage/foldInWorker.ts'
import type { KeepState } from '../storage/kept.ts'
import type { Channel, Locks } from '../storage/ownership.ts'
import { StoreKeeper } from '../storage/storeKeeper.ts'
import { after, makeId } from './browserTimers.ts'
import type { OpenedDocument, Storage } from './storage.ts'

export interface DatabaseStorageOptions {
  readonly onState: (state: KeepState) => void
  readonly onReadOnly: (reason: string) => void
  /** The database was closed under us, in words. */
  readonly onClosed: (message: string) => void
}

/**
 * Opens the database of this browser. Loaded after the first paint, because Dexie weighs as much as the home page. Rejects
 * with a `StorageError` whose message can be shown.
 */
export async function openDatabaseStorage(options: DatabaseStorageOptions): Promise<Storage> {
  const db = await openDatabase({ onClosed: (error) => options.onClosed(error.message) })
  const tab = tabName()
  const keeper = new StoreKeeper({
    db,
    tab,
    locks: navigator.locks as unknown as Locks,
    channel: (name) => new BroadcastChannel(name) as Channel,
    fold: foldInWorker,
    now: () => Date.now(),
    after,
    onState: options.onState,
    onReadOnly: options.onReadOnly,
  })

  async function withSession(opened: OpenedConnector | undefined): Promise<OpenedDocument | undefined> {
    if (opened === undefined) return undefined
    const { connector, seq, damage } = opened
    const [session, runs] = await Promise.all([
      // What was chosen is a convenience: the connector opens without it.
      keeper.sessions.read(tab, connector.id).catch(() => undefined),
      keeper.runs.list(connector.id).catch(() => []),
    ])
    // Asked last: it may have been lost again meanwhile.
    return { connector, seq, damage, readOnly: keeper.readOnly, session, runs }
  }

  return {
    open: async (id: ConnectorId) => withSession(await keeper.open(id)),
    takeOver: async () => withSession(await keeper.takeOver()),
    close: () => keeper.close(),
    retry: () => keeper.retry(),
    get pending() {
      return keeper.pending
    },
    list: () => keeper.connectors.list(),
    read: async (id) => (await keeper.connectors.read(id))?.connector,
    remove: (id) => keeper.connectors.remove(id),
    journal: (change) => keeper.journal(change),
    create: (connector) => keeper.create(connector),
    replace: (connector) => keeper.replace(connector),
    find: (id) => keeper.find(id),
    session: (connector, session) => keeper.session(connector, session),
    run: (connector, summary) => keeper.run(connector, summary),
    status: (connector, statuses) => keeper.status(connector, statuses),
  }
}

/** The name of this tab over its reloads; a tab that was duplicated shares it, which costs only the session's place. */
function tabName(): string {
  const key = 'patchbay-tab'
  try {
    const known = sessionStorage.getItem(key)
    if (known !== null) return known
    const name = makeId()
    sessionStorage.setItem(key, name)
    return name
  } catch {
    return makeId()
  }
}
