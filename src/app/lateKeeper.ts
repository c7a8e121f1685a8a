import type { Keeper } from '../store/keeper.ts'
import type { Storage } from './storage.ts'

/**
 * The store's keeper over a storage that is still being loaded: the editor is painted before the database is there. Calls
 * wait for it in order; nothing can be journaled earlier, because a connector is opened by the storage itself.
 */
export function createLateKeeper(storage: Promise<Storage>): Keeper {
  let ready: Storage | undefined
  void storage.then((loaded) => {
    ready = loaded
  })
  const tell = (what: (keeper: Keeper) => void) => {
    if (ready !== undefined) what(ready)
    else void storage.then(what)
  }
  return {
    journal: (change) => tell((keeper) => keeper.journal(change)),
    session: (connector, session) => tell((keeper) => keeper.session(connector, session)),
    run: (connector, summary) => tell((keeper) => keeper.run(connector, summary)),
    status: (connector, statuses) => tell((keeper) => keeper.status(connector, statuses)),
    create: async (connector) => (await storage).create(connector),
    replace: async (connector) => (await storage).replace(connector),
    find: async (id) => (await storage).find(id),
  }
}
