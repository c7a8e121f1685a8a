import type { Connector, GraphNode, Operation } from '../../src/model/document.ts'
import type { AuthenticationId, ConnectorId, EdgeId, NodeId, OperationId } from '../../src/model/ids.ts'
import { createConnector, createOperation } from '../../src/model/create.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { createEditorStore, type EditorStore } from '../../src/store/createStore.ts'
import { documentOpened } from '../../src/store/documentSlice.ts'
import type { Extra } from '../../src/store/extra.ts'
import type { Change, Keeper } from '../../src/store/keeper.ts'
import { inColumns } from '../../src/store/layOut.ts'
import type { RunnerClient } from '../../src/store/runnerClient.ts'

/** A scripted host: a clock that moves when told, ids that count, a clipboard and files in memory. */
export interface FakeHost {
  readonly extra: Extra
  readonly changes: Change[]
  readonly said: string[]
  readonly saved: { name: string; text: string }[]
  readonly kept: Map<string, Connector>
  readonly went: unknown[]
  clipboard: string
  file: { name: string; bytes: Uint8Array } | undefined
  now: number
  /** Lets everything that sleeps until now wake up. */
  advance(ms: number): Promise<void>
}

export function idMaker(prefix = 'id'): () => string {
  let count = 0
  return () => `${prefix}${String((count += 1)).padStart(14, '0')}`
}

const refused = () => Promise.reject(new Error('The runner is not there.'))

export const noRunner: RunnerClient = {
  start: refused,
  events: () => ({ [Symbol.asyncIterator]: () => ({ next: refused }) }),
  stop: refused,
  resume: refused,
  summary: refused,
  records: refused,
  exchange: refused,
  download: refused,
  credentials: () => Promise.resolve([]),
  createCredential: refused,
  changeCredential: refused,
  deleteCredential: refused,
  testCredential: refused,
}

export function fakeHost(runner: RunnerClient = noRunner): FakeHost {
  const sleepers = new Set<{ at: number; wake: () => void }>()
  const changes: Change[] = []
  const said: string[] = []
  const saved: { name: string; text: string }[] = []
  const kept = new Map<string, Connector>()
  const went: unknown[] = []
  const keep: Keeper = {
    journal: (change) => void changes.push(change),
    create: async (connector) => void kept.set(connector.id, connector),
    replace: async (connector) => void kept.set(connector.id, connector),
    find: async (id: ConnectorId) => {
      const found = kept.get(id)
      return found && { title: found.title }
    },
    session: () => {},
    run: () => {},
    status: () => {},
  }
  const host: FakeHost = {
    changes,
    said,
    saved,
    kept,
    went,
    clipboard: '',
    file: undefined,
    now: 1_000_000,
    async advance(ms) {
      host.now += ms
      for (const sleeper of sleepers) if (sleeper.at <= host.now) sleeper.wake()
      await new Promise((resolve) => setImmediate(resolve))
    },
    extra: {
      clock: {
        now: () => host.now,
        sleep: (ms, signal) =>
          new Promise((resolve, reject) => {
            const sleeper = {
              at: host.now + ms,
              wake: () => {
                sleepers.delete(sleeper)
                resolve()
              },
            }
            sleepers.add(sleeper)
            signal.addEventListener('abort', () => {
              sleepers.delete(sleeper)
              reject(signal.reason as Error)
            })
          }),
      },
      makeId: idMaker(),
      catalog,
      runner,
      keep,
      clipboard: {
        read: async () => host.clipboard,
        write: async (text) => {
          host.clipboard = text
        },
      },
      files: {
        choose: async () => host.file,
        save: (name, text) => void saved.push({ name, text }),
      },
      layOut: async (operation, size) => inColumns(operation, size),
      announce: (words) => void said.push(words),
      go: (to) => void went.push(to),
    },
  }
  return host
}

/** A connector with one authentication and one operation: inputs → request → output, signed. */
export function sampleConnector(makeId = idMaker('doc')): Connector {
  const empty = createConnector(makeId, {
    title: 'Back4App Customers',
    serviceTitle: 'Back4App',
    baseUrl: 'https://parseapi.example.com',
  })
  const key = { title: 'Key', secret: true, filledBy: 'user', required: true, description: '' } as const
  const connector: Connector = {
    ...empty,
    service: {
      ...empty.service,
      authentications: [
        {
          id: makeId() as AuthenticationId,
          title: 'Keys',
          scheme: 'custom',
          fields: [{ name: 'key', ...key }],
          placements: [{ in: 'header', name: 'X-Key', value: '{{ auth.key }}' }],
          expiry: [],
        },
      ],
    },
  }
  return {
    ...connector,
    operations: [createOperation(makeId, connector, catalog, { title: 'Get details of customer' })],
  }
}

/** A graph of `count` nodes: inputs, a comb of transforms and requests, an output. */
export function largeConnector(count: number, makeId = idMaker('big')): Connector {
  const connector = sampleConnector(makeId)
  const [first] = connector.operations as [Operation]
  const nodes: Record<NodeId, GraphNode> = { ...first.graph.nodes }
  const edges = { ...first.graph.edges }
  const layout = { ...first.layout }
  let before = Object.values<GraphNode>(nodes).find(({ kind }) => kind === 'inputs') as GraphNode
  for (let at = Object.keys(nodes).length; at < count; at += 1) {
    const kind = at % 2 === 0 ? 'transform' : 'request'
    const settings = structuredClone(catalog[kind].defaults()) as never
    const node: GraphNode = { id: makeId() as NodeId, kind, title: `Step ${at}`, settings }
    const edge = makeId() as EdgeId
    nodes[node.id] = node
    edges[edge] = { id: edge, from: { node: before.id, port: 'out' }, to: { node: node.id, port: 'in' } }
    layout[node.id] = { x: (at % 70) * 340, y: Math.floor(at / 70) * 220 + 400 }
    if (at % 70 !== 0) before = node
  }
  return { ...connector, operations: [{ ...first, graph: { nodes, edges, notes: {} }, layout }] }
}

export interface OpenEditor {
  readonly store: EditorStore
  readonly host: FakeHost
  readonly connector: Connector
  readonly operation: OperationId
  /** The id of the first node of a kind. */
  node(kind: string): NodeId
}

/** An editor with a connector open, frozen through and through: whoever writes to it by accident is caught. */
export function openEditor(connector: Connector = sampleConnector(), runner?: RunnerClient): OpenEditor {
  const host = fakeHost(runner)
  const store = createEditorStore(host.extra)
  deepFreeze(connector)
  store.dispatch(documentOpened({ connector, seq: 0 }))
  const [operation] = connector.operations
  if (operation === undefined) throw new Error('The connector has no operation.')
  return {
    store,
    host,
    connector,
    operation: operation.id,
    node: (kind) => {
      const now = store.getState().document.connector?.operations.find(({ id }) => id === operation.id)
      const found = Object.values<GraphNode>(now?.graph.nodes ?? {}).find((node) => node.kind === kind)
      if (found === undefined) throw new Error(`There is no ${kind} node.`)
      return found.id
    },
  }
}

export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
}
