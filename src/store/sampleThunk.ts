import type { RunId } from '../engine/events.ts'
import type { Json } from '../model/json.ts'
import { catalog } from '../nodes/catalog.ts'
import { sampledBy } from '../nodes/output/sampled.ts'
import type { Mirrored } from '../simulation/torture/mirror.ts'
import { viewOf } from './exchangeView.ts'
import { exchangeLoaded, recordsLoaded, runAsked, runStarted, runTold } from './runSlice.ts'
import { endWords, failureOf } from './runThunks.ts'
import { selectOperation, selectRun } from './selectors.ts'
import { runTabChosen } from './sessionSlice.ts'
import type { EditorThunk } from './thunk.ts'

/**
 * Runs the open operation in the page, on answers that are made from the schema of its output: nothing is sent, no runner is asked,
 * and nothing is proven. Resolves with words where it cannot be done.
 */
export function runWithSamples(seed = 1): EditorThunk<Promise<string | undefined>> {
  return async (dispatch, getState, { clock, announce }) => {
    const state = getState()
    const { connector } = state.document
    const operation = selectOperation(state)
    if (connector === undefined || operation === undefined) return undefined
    const before = selectRun(state)
    if (before !== undefined && before.state !== 'finished') return 'A run is going on.'
    const refuse = (words: string) => {
      announce(words)
      return words
    }
    const schema = operation.output.schema as Json | undefined
    if (schema === undefined)
      return refuse('The output has no schema yet. Run the operation and use its output.')
    const sampled = sampledBy(operation)
    if (typeof sampled === 'string') return refuse(sampled)
    const id = `sample ${operation.id}` as RunId
    try {
      // What makes samples is large, and few ask for it.
      const { sampleRun } = await import('../simulation/samples/sampleRun.ts')
      const ran = await sampleRun({
        connector,
        operation,
        catalog,
        schema,
        seed,
        records: sampled.records,
        paging: sampled.paging as unknown as Mirrored | undefined,
        input: state.session.inputs[operation.id] ?? {},
        run: id,
      })
      if (typeof ran === 'string') return refuse(ran)
      const atMs = clock.now()
      dispatch(runAsked({ connector: connector.id, operation: operation.id, atMs, simulated: true }))
      dispatch(runStarted({ operation: operation.id, id }))
      // On the clock that jumped it was another time.
      const began = ran.events[0]?.atMs ?? 0
      const events = ran.events.map((event) => ({ ...event, atMs: event.atMs - began + atMs }))
      dispatch(runTold({ operation: operation.id, id, events }))
      const { records } = ran
      const page = { from: 0, total: records.length, records, loading: false }
      dispatch(recordsLoaded({ operation: operation.id, page }))
      for (const exchange of ran.exchanges)
        dispatch(exchangeLoaded({ operation: operation.id, exchange: viewOf(exchange) }))
      dispatch(runTabChosen('output'))
      const shown = selectRun(getState(), operation.id)
      if (shown !== undefined) announce(`With sample data. ${endWords(shown)}`)
      return undefined
    } catch (error) {
      return refuse(failureOf(error).message)
    }
  }
}
