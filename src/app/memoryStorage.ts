import type { ConnectorListing } from '../editor/shell/host.ts'
import type { Connector } from '../model/document.ts'
import type { ConnectorId } from '../model/ids.ts'
import type { SaveState } from '../store/state.ts'
import type { Storage } from './storage.ts'

/**
 * Where the browser keeps nothing (a private window, a newer database, a damaged profile) the editor still works, in the
 * memory of this tab; every change says that it is not saved, and why.
 */
export function createMemoryStorage(reason: string, onState: (state: SaveState) => void): Storage {
  const documents = new Map<ConnectorId, { connector: Connector; seq: number; editedMs: number }>()
  const put = (connector: Connector, seq: number) => {
    documents.set(connector.id, { connector, seq, editedMs: Date.now() })
  }
  const notSaved = () => onState({ kind: 'failed', reason: 'unavailable', message: reason })
  return {
    pending: 0,
    async open(id) {
      const found = documents.get(id)
      if (found === undefined) return undefined
      const { connector, seq } = found
      queueMicrotask(notSaved)
      return { connector, seq, readOnly: undefined, damage: undefined, session: undefined, runs: [] }
    },
    takeOver: async () => undefined,
    close: async () => {},
    retry: async () => notSaved(),
    async list() {
      return [...documents.values()].toSorted((a, b) => b.editedMs - a.editedMs).map(listing)
    },
    read: async (id) => documents.get(id)?.connector,
    async remove(id) {
      documents.delete(id)
    },
    journal(change) {
      put(change.document, change.seq)
      notSaved()
    },
    async create(connector) {
      put(connector, 0)
    },
    async replace(connector) {
      put(connector, (documents.get(connector.id)?.seq ?? 0) + 1)
    },
    async find(id) {
      const found = documents.get(id)
      return found && { title: found.connector.title }
    },
    session() {},
    run() {},
    status() {},
  }
}

function listing({ connector, editedMs }: { connector: Connector; editedMs: number }): ConnectorListing {
  return {
    id: connector.id,
    title: connector.title,
    description: connector.description,
    icon: connector.icon,
    service: connector.service.title,
    baseUrl: connector.service.baseUrl,
    operations: connector.operations.map(({ id, title, output }) => ({
      id,
      title,
      status: output.provenHash === undefined ? 'never' : 'tested',
    })),
    editedMs,
    preview: { boxes: [], lines: [] },
  }
}
