import { Dexie } from 'dexie'
import type { Connector, GraphNode } from '../../src/model/document.ts'
import type { NodeId, OperationId } from '../../src/model/ids.ts'
import { createEditorStore } from '../../src/store/createStore.ts'
import { documentOpened } from '../../src/store/documentSlice.ts'
import { edit, undo } from '../../src/store/edit.ts'
import { selectOperation } from '../../src/store/selectors.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { fold } from '../../src/storage/journal.ts'
import { StoreKeeper } from '../../src/storage/storeKeeper.ts'
import type { Channel, Locks } from '../../src/storage/ownership.ts'
import { fakeHost, largeConnector } from '../store/editor.ts'
import { median } from './median.ts'

/** All in milliseconds; medians over `samples` edits, after as many to warm up. */
export interface EditFigures {
  readonly samples: number
  /** From the edit to the completed transaction. */
  readonly savedMs: number
  readonly savedWorstMs: number
  /** Time in which the page could do nothing else between the two, all stretches together. */
  readonly blockedMs: number
  /** The longest of those stretches. */
  readonly longestMs: number
  readonly undoMs: number
  /** From asking for the connector to the document in the store, with 20 changes in its journal. */
  readonly openMs: number
  /** The whole graph as one row, as a straightforward build would keep it. */
  readonly wholeMs: number
  readonly wholeBlockedMs: number
}

const samples = 40

async function measure(count: number): Promise<EditFigures> {
  const name = `bench-${count}`
  await Dexie.delete(name)
  const db = await openDatabase({ name })
  const saved = { now: () => {} }
  const keeper = new StoreKeeper({
    db,
    tab: 'bench',
    locks: navigator.locks as unknown as Locks,
    channel: (channel) => new BroadcastChannel(channel) as Channel,
    fold: (_, id) => fold(db, id),
    onState: ({ kind }) => kind === 'saved' && saved.now(),
    onReadOnly: () => {},
    now: () => Date.now(),
    after: (ms, work) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  })
  const store = createEditorStore({ ...fakeHost().extra, keep: keeper })
  const connector = largeConnector(count)
  await keeper.create(connector)
  await keeper.open(connector.id)
  store.dispatch(documentOpened({ connector, seq: 0 }))
  // The canvas asks for the index, so an edit has to keep it up to date.
  const operation = selectOperation(store.getState()) as NonNullable<ReturnType<typeof selectOperation>>
  store.extra.indexes.of(connector, operation)
  const requests = Object.values<GraphNode>(operation.graph.nodes).filter(({ kind }) => kind === 'request')

  const change = (at: number) =>
    store.dispatch(
      edit([setting(operation.id, requests[(at * 37) % requests.length]?.id as NodeId, at)], {
        label: 'Change URL',
        policy: 'record',
      }),
    )
  const untilSaved = async (act: () => void) => {
    const { promise, resolve } = deferred()
    saved.now = resolve
    return timed(act, promise)
  }
  const edits: Timed[] = []
  const undos: Timed[] = []
  for (let at = 0; at < samples * 2; at += 1) {
    const one = await untilSaved(() => change(at))
    const back = await untilSaved(() => store.dispatch(undo()))
    await untilSaved(() => change(at + 1_000))
    if (at < samples) continue
    edits.push(one)
    undos.push(back)
  }

  await fold(db, connector.id)
  for (let at = 0; at < 20; at += 1) await untilSaved(() => change(at + 5_000))
  const opened: number[] = []
  for (let at = 0; at < 9; at += 1) {
    const start = performance.now()
    const read = await keeper.connectors.own(connector.id, 1)
    store.dispatch(documentOpened({ connector: read?.connector, seq: read?.seq ?? 0 }))
    opened.push(performance.now() - start)
  }

  const whole = new Dexie(`${name}-whole`)
  whole.version(1).stores({ documents: 'id' })
  await whole.open()
  const puts: Timed[] = []
  for (let at = 0; at < 12; at += 1) puts.push(await timedPut(whole, connector))
  await keeper.close()
  await whole.delete()
  await db.delete()
  return {
    samples,
    savedMs: median(edits.map(({ ms }) => ms)),
    savedWorstMs: Math.max(...edits.map(({ ms }) => ms)),
    blockedMs: median(edits.map(({ blockedMs }) => blockedMs)),
    longestMs: median(edits.map(({ longestMs }) => longestMs)),
    undoMs: median(undos.map(({ ms }) => ms)),
    openMs: median(opened),
    wholeMs: median(puts.slice(2).map(({ ms }) => ms)),
    wholeBlockedMs: median(puts.slice(2).map(({ blockedMs }) => blockedMs)),
  }
}

const setting = (operation: OperationId, node: NodeId, at: number) =>
  ({ edit: 'setSetting', operation, node, path: ['url'], value: `/classes/Customer/${at}` }) as const

function timedPut(database: Dexie, connector: Connector): Promise<Timed> {
  const { promise, resolve } = deferred()
  return timed(() => void database.table('documents').put(connector).then(resolve), promise)
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  const made = { resolve: (): void => {} }
  const promise = new Promise<void>((resolve) => {
    made.resolve = resolve
  })
  return { promise, resolve: () => made.resolve() }
}

interface Timed {
  readonly ms: number
  readonly blockedMs: number
  readonly longestMs: number
}

/**
 * Runs an act and waits for its end, while messages the page sends to itself tell when it was free: a stretch without one is
 * a stretch in which nothing could be painted and no key answered. What passes between two messages of an idle page, measured
 * just before, is taken off each stretch.
 */
async function timed(act: () => void, end: Promise<void>): Promise<Timed> {
  const { port1, port2 } = new MessageChannel()
  const stretches: number[] = []
  let last = performance.now()
  let going = true
  const note = () => {
    const now = performance.now()
    stretches.push(now - last)
    last = now
  }
  port1.addEventListener('message', () => {
    note()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no target origin.
    if (going) port2.postMessage(0)
  })
  port1.start()
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no target origin.
  port2.postMessage(0)
  await new Promise((resolve) => setTimeout(resolve, 8))
  const idleMs = median(stretches)
  stretches.length = 0
  const start = performance.now()
  last = start
  act()
  note()
  await end
  note()
  const ms = performance.now() - start
  going = false
  port1.close()
  const blockedMs = stretches.reduce((sum, stretch) => sum + Math.max(0, stretch - idleMs), 0)
  return { ms, blockedMs, longestMs: Math.max(...stretches) }
}

declare global {
  interface Window {
    measureEdits: typeof measure
  }
}
window.measureEdits = measure
