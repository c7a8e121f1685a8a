import { expect, it } from 'vitest'
import type { Connector } from '../../src/model/document.ts'
import type { Json } from '../../src/model/json.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { sampleConnector } from '../../src/simulation/demo/sample.ts'
import { originOfRun } from '../../src/store/held.ts'
import { outputState, speaksForOutput } from '../../src/store/output.ts'
import { takeOutput } from '../../src/store/outputThunks.ts'
import { checkOperations, OperationChecker } from '../../src/store/problems.ts'
import { loadExchange, loadRecords } from '../../src/store/runThunks.ts'
import { runWithSamples } from '../../src/store/sampleThunk.ts'
import { selectOperation, selectRun } from '../../src/store/selectors.ts'
import { operationOpened } from '../../src/store/sessionSlice.ts'
import { idMaker, noRunner, openEditor } from './editor.ts'

function sampleEditor(name: string) {
  const connector: Connector = sampleConnector({ baseUrl: 'http://127.0.0.1:1/demo', makeId: idMaker() })
  const opened = openEditor(connector, noRunner)
  const operation = connector.operations.find((each) => each.name === name)
  if (operation === undefined) throw new Error(name)
  opened.store.dispatch(operationOpened(operation.id))
  opened.store.dispatch(checkOperations(new OperationChecker(catalog)))
  return opened
}

it('an operation with a schema runs on samples, with no runner: it says that it is simulated, and proves nothing', async () => {
  const { store, host } = sampleEditor('list-orders-of-a-customer')
  expect(await store.dispatch(runWithSamples())).toBeUndefined()
  const run = selectRun(store.getState())
  expect(run).toMatchObject({ state: 'finished', outcome: 'completed', records: 11, simulated: true })
  expect(run?.pages.length).toBe(3)
  expect(run === undefined ? undefined : originOfRun(run)).toBe('simulated')
  expect(run?.page).toMatchObject({ from: 0, total: 11, loading: false })
  expect(host.said.at(-1)).toBe('With sample data. Finished with 11 records.')
  const operation = selectOperation(store.getState())
  expect(operation?.output.provenHash).toBeUndefined()
  expect(operation === undefined ? undefined : outputState(store.getState(), operation, catalog).status).toBe(
    'never',
  )
  expect(store.getState().run.past).toEqual([])
  // Nothing is made of it as if it were the service's word, and the runner is asked for nothing.
  expect(speaksForOutput(run)).toBe(false)
  expect(await store.dispatch(takeOutput())).toBe('Run the whole operation first.')
  await store.dispatch(loadRecords(0))
  expect(selectRun(store.getState())?.page?.records).toHaveLength(11)
  expect(await store.dispatch(loadExchange(run?.attempts[0]?.exchange ?? ''))).toBeUndefined()
})

it('gives the same again for the same seed, and something else for another', async () => {
  const { store } = sampleEditor('get-details-of-customer')
  const given = async (seed: number): Promise<Json | undefined> => {
    await store.dispatch(runWithSamples(seed))
    return selectRun(store.getState())?.page?.records[0]
  }
  const first = await given(1)
  expect(await given(2)).not.toEqual(first)
  expect(await given(1)).toEqual(first)
})

it('says why where there is no schema to play from', async () => {
  const opened = openEditor()
  expect(await opened.store.dispatch(runWithSamples())).toBe(
    'The output has no schema yet. Run the operation and use its output.',
  )
  expect(selectRun(opened.store.getState())).toBeUndefined()
})
