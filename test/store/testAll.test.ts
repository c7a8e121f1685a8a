import { expect, it } from 'vitest'
import type { RunEvent, RunId } from '../../src/engine/events.ts'
import type { Connector, GraphNode, Operation } from '../../src/model/document.ts'
import type { OperationId } from '../../src/model/ids.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { edit } from '../../src/store/edit.ts'
import { checkOperations, OperationChecker } from '../../src/store/problems.ts'
import { selectOperationStatus } from '../../src/store/selectors.ts'
import { outputHeld } from '../../src/store/sessionSlice.ts'
import { dueTests, testAll, type TestResult } from '../../src/store/testAll.ts'
import { sampleConnector } from '../../src/simulation/demo/sample.ts'
import { idMaker, noRunner, openEditor } from './editor.ts'

const sample = (): Connector => {
  const connector = sampleConnector({ baseUrl: 'http://127.0.0.1:1/demo', makeId: idMaker() })
  const role = 'list' as const
  return {
    ...connector,
    operations: connector.operations.map((each) =>
      each.name === 'get-list-of-all-customers' ? { ...each, role } : each,
    ),
  }
}

/** An editor whose runner ends runs as their operation's name is told to. */
function editorWith(outcomes: Readonly<Record<string, 'failed' | 'endless'>> = {}) {
  const opened = openEditor(sample())
  const asked: unknown[] = []
  const ends = new Map<string, () => void>()
  const { store } = opened
  const check = () => store.dispatch(checkOperations(new OperationChecker(catalog)))
  check()
  Object.assign(store.extra, {
    runner: {
      ...noRunner,
      start: async (run: { operation: OperationId }) => {
        asked.push(run)
        return { id: run.operation as string as RunId }
      },
      async *events(id: RunId) {
        const operation = opened.connector.operations.find((each) => (each.id as string) === id)
        const how = outcomes[operation?.name ?? '']
        const { hash } = store.getState().document.checks[id as string as OperationId] ?? {}
        yield [
          { type: 'started', seq: 1, atMs: 1, run: id, operation: id, hash, resumed: false, yields: 'many' },
        ] as unknown as RunEvent[]
        if (how === 'endless') await new Promise<void>((resolve) => void ends.set(id, resolve))
        const outcome = how === 'endless' ? 'stopped' : (how ?? 'completed')
        yield [
          {
            type: 'finished',
            seq: 2,
            atMs: 2,
            outcome,
            records: 0,
            masked: 0,
            resumable: false,
            ...(how === 'failed' && {
              failure: { kind: 'status', message: 'It answered 500.', retryable: false },
            }),
          },
        ] as RunEvent[]
      },
      stop: async (id: string) => ends.get(id)?.(),
      records: async () => ({ from: 0, total: 0, records: [] }),
    },
  })
  const id = (name: string) =>
    (opened.connector.operations.find((each) => each.name === name) as Operation).id
  return { ...opened, asked, id, check }
}

const list = 'get-list-of-all-customers'
const get = 'get-details-of-customer'

it('what was not run as it is now is due, lists first; what sends more than reads says so', () => {
  const { store } = editorWith()
  expect(dueTests(store.getState()).map(({ title, status, changes }) => [title, status, changes])).toEqual([
    ['Get list of all customers', 'never', undefined],
    ['List regions', 'never', undefined],
    ['Get details of customer', 'never', undefined],
    ['Add a new customer', 'never', 'It sends POST, which may change something at the service.'],
    ['List orders of a customer', 'never', 'It sends POST, which may change something at the service.'],
    ['Update email address', 'never', 'It sends PUT, which may change something at the service.'],
  ])
})

it('what cannot run is skipped with its reason: an input that is not there, a problem', () => {
  const { store, id, connector, check } = editorWith()
  const change = (name: string, kind: string, path: readonly string[], value: unknown) => {
    const operation = connector.operations.find((each) => each.name === name) as Operation
    const node = Object.values<GraphNode>(operation.graph.nodes).find(
      (each) => each.kind === kind,
    ) as GraphNode
    store.dispatch(
      edit([{ edit: 'setSetting', operation: id(name), node: node.id, path, value: value as never }], {
        label: '',
        policy: 'record',
      }),
    )
  }
  const operation = connector.operations.find((each) => each.name === get) as Operation
  const inputs = Object.values<GraphNode>(operation.graph.nodes).find(
    ({ kind }) => kind === 'inputs',
  ) as GraphNode
  const [{ default: _, ...bare }] = inputs.settings['fields'] as unknown as [Record<string, unknown>]
  change(get, 'inputs', ['fields'], [bare])
  change(list, 'request', ['url'], '/{{ input.nothing }}')
  check()
  const skipped = Object.fromEntries(dueTests(store.getState()).map((test) => [test.operation, test.skipped]))
  expect(skipped[id(get)]).toMatch(/^Its input is not complete: “Customer ID”/)
  expect(skipped[id(list)]).toMatch(/^It has a problem: /)
})

it('runs one after another, with nothing held: what runs well is proven, what fails says why', async () => {
  const { store, id, asked, node, host } = editorWith({ [list]: 'failed' })
  store.dispatch(outputHeld({ node: node('request'), as: 'pinned', records: [{}] }))
  const told: [OperationId, TestResult][] = []
  const words = await store.dispatch(
    testAll({
      operations: [id(list), id(get)],
      signal: new AbortController().signal,
      onResult: (operation, result) => void told.push([operation, result]),
    }),
  )
  expect(told).toEqual([
    [id(list), { outcome: 'running' }],
    [id(list), { outcome: 'failed', why: 'It answered 500.' }],
    [id(get), { outcome: 'running' }],
    [id(get), { outcome: 'passed' }],
  ])
  expect(words).toBe('1 operation tested, 1 failed.')
  expect(host.said.at(-1)).toBe(words)
  expect(asked.every((run) => !Object.hasOwn(run as object, 'pins'))).toBe(true)
  expect([list, get].map((name) => selectOperationStatus(store.getState(), id(name)))).toEqual([
    'failing',
    'tested',
  ])
  expect(dueTests(store.getState()).map(({ title }) => title)).not.toContain('Get details of customer')
})

it('a stop ends the run that goes on, and begins no other', async () => {
  const { store, id, asked } = editorWith({ [list]: 'endless' })
  const stopping = new AbortController()
  const words = await store.dispatch(
    testAll({
      operations: [id(list), id(get)],
      signal: stopping.signal,
      // As soon as it goes on.
      onResult: (_, { outcome }) => {
        if (outcome === 'running') setImmediate(() => stopping.abort())
      },
    }),
  )
  expect(words).toBe('0 operations tested, 2 not run.')
  expect(asked).toHaveLength(1)
})
