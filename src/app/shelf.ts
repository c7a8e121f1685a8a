import type { ConnectorShelf } from '../editor/shell/host.ts'
import type { Storage } from './storage.ts'

/** The shelf of connectors over the storage; tells this tab and the others when it has changed. */
export function createShelf(storage: Promise<Storage>): ConnectorShelf {
  const listeners = new Set<() => void>()
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('patchbay:shelf')
  const tell = () => {
    for (const listener of listeners) listener()
  }
  channel?.addEventListener('message', tell)
  const changing = async (work: (storage: Storage) => Promise<void>) => {
    await work(await storage)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target origin.
    channel?.postMessage('changed')
    tell()
  }
  return {
    list: async () => (await storage).list(),
    read: async (id) => (await storage).read(id),
    create: (connector) => changing((kept) => kept.create(connector)),
    replace: (connector) => changing((kept) => kept.replace(connector)),
    remove: (id) => changing((kept) => kept.remove(id)),
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
