import type { RunSummary } from '../api/contract.ts'
import type { RunEvent, RunFailure } from '../engine/events.ts'
import type { Connector, Operation } from '../model/document.ts'
import type { NodeId, OperationId } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { checkKnown } from './dropdowns/knownFields.ts'
import { edit } from './edit.ts'
import { fileOf } from './fileOf.ts'
import { downstreamOf } from './downstream.ts'
import { answeringIn, hadAnswers } from './answers.ts'
import { givenBeside, heldIn } from './held.ts'
import {
  exchangeLoaded,
  recordsLoaded,
  runAsked,
  runDisconnected,
  runKept,
  runLost,
  runResumed,
  runStarted,
  runStopping,
  runTold,
} from './runSlice.ts'
import type { RunnerError } from './runnerClient.ts'
import { selectCredential, selectOperation, selectOperationById, selectRun } from './selectors.ts'
import { resumesOf } from './resumes.ts'
import { failureNoted, runTabChosen } from './sessionSlice.ts'
import type { Answering, Given, LiveRun } from './state.ts'
import type { EditorThunk } from './thunk.ts'

/** Records are looked at this many at a time. */
export const recordsPerPage = 100

export interface RunOptions {
  /** Default: the one that is open. */
  readonly operation?: OperationId
  /** Default: what was typed last for this operation. */
  readonly input?: Json
  readonly until?: NodeId
  /** What stands in for nodes. Default: what a person holds them at. */
  readonly given?: Readonly<Record<NodeId, Given>>
  /** What requests are answered with. Default: what a person chose. */
  readonly answered?: Readonly<Record<NodeId, Answering>>
  /** The run ends after so many pages of its walks, and can go on. */
  readonly mostPages?: number
  /** Settings that nodes have in this run alone, beside their own. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, Json>>>>
}

/**
 * Runs an operation as it is now and follows it to its end. Resolves when the run has finished or was lost; nothing rejects:
 * what goes wrong is the run's failure. The run belongs to the runner and goes on when the page closes.
 */
export function runOperation(options: RunOptions = {}): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { catalog, clock, runner, announce }) => {
    const state = getState()
    const { connector } = state.document
    const operation = selectOperationById(state, options.operation ?? state.session.operation)
    if (connector === undefined || operation === undefined) return
    const before = selectRun(state, operation.id)
    if (before !== undefined && before.state !== 'finished') return
    const credential = selectCredential(state)
    const { input, problems } = checkKnown(state, operation, {
      input: options.input ?? state.session.inputs[operation.id] ?? {},
      credential,
      catalog,
      runner,
    })
    const given = options.given ?? heldIn(state, operation, catalog)
    const pins = Object.entries<Given>(given).map(([id, { records }]): [string, Json[]] => [id, [...records]])
    const answered = options.answered ?? answeringIn(state, operation)
    const answers = Object.entries<Answering>(answered).map(
      ([
        id,
        {
          when,
          answer: { status, headers, body },
        },
      ]) =>
        [
          id,
          { status, headers: headers.map(([name, value]): [string, string] => [name, value]), body, when },
        ] as const,
    )
    const part = { given, answered, ...(options.until === undefined ? {} : { until: options.until }) }
    const resumes = resumesOf(connector, operation, { catalog, until: options.until })
    dispatch(
      runAsked({ connector: connector.id, operation: operation.id, atMs: clock.now(), resumes, ...part }),
    )
    // Whoever asks for pages looks at pages.
    dispatch(runTabChosen(options.mostPages === undefined ? 'output' : 'pages'))
    announce(`Running ${operation.title}`)
    try {
      if (problems.length > 0) throw new RefusedInput(problems.map(({ message }) => message).join(' '))
      const { id } = await runner.start({
        connector: fileOf(withSettings(connector, operation, options.settings)),
        operation: operation.id,
        input,
        ...(credential === undefined ? {} : { credential }),
        ...(options.until === undefined ? {} : { until: options.until }),
        ...(pins.length === 0 ? {} : { pins: Object.fromEntries(pins) }),
        ...(answers.length === 0 ? {} : { answers: Object.fromEntries(answers) }),
        ...(options.mostPages === undefined ? {} : { mostPages: options.mostPages }),
      })
      dispatch(runStarted({ operation: operation.id, id }))
      // Stop was asked for while the runner had not answered yet: now there is something to stop.
      if (selectRun(getState(), operation.id)?.state === 'stopping') await runner.stop(id)
      await dispatch(followRun(operation.id, id))
      dispatch(judgeRun(operation))
    } catch (error) {
      const failure = failureOf(error)
      dispatch(runLost({ operation: operation.id, failure, atMs: clock.now() }))
      announce(failure.message)
    }
  }
}

/**
 * Runs one node alone (with the container it is in): what comes before it is taken from what is held, or from the last run. Of a
 * container, where a node in it is meant, one page is fetched.
 */
export function runNode(node: NodeId): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { catalog }) => {
    const state = getState()
    const { connector } = state.document
    const operation = selectOperation(state)
    if (connector === undefined || operation === undefined) return
    const [top = node] = downstreamOf(connector, operation, { node, catalog })
    const { [top]: _, ...given } = givenBeside(state, operation, {
      run: selectRun(state),
      runs: new Set([top]),
      catalog,
    })
    await dispatch(runOperation({ until: top, given, ...(top === node ? {} : { mostPages: 1 }) }))
  }
}

/** Runs on from a node: it and what its records come to; everything else is taken from what is held, or from the last run. */
export function runOnFrom(node: NodeId): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { catalog }) => {
    const state = getState()
    const { connector } = state.document
    const operation = selectOperation(state)
    if (connector === undefined || operation === undefined) return
    const runs = downstreamOf(connector, operation, { node, catalog })
    await dispatch(
      runOperation({ given: givenBeside(state, operation, { run: selectRun(state), runs, catalog }) }),
    )
  }
}

export interface ResumeOptions {
  readonly operation?: OperationId
  /** Behind this page of its walk; without it where it had got to. */
  readonly page?: number
  readonly mostPages?: number
}

/** Goes on with the run that is shown: the same run, with the records it has. Nothing rejects. */
export function resumeRun(options: ResumeOptions = {}): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { runner, clock, announce }) => {
    const run = selectRun(getState(), options.operation)
    if (run?.id === undefined || run.state !== 'finished') return
    const { id, operation } = run
    const { page, mostPages } = options
    dispatch(runResumed(operation))
    announce(page === undefined ? 'Going on' : `Going on behind page ${page}`)
    try {
      await runner.resume(id, {
        ...(page === undefined ? {} : { page }),
        ...(mostPages === undefined ? {} : { mostPages }),
      })
      await dispatch(followRun(operation, id))
      const asked = selectOperationById(getState(), operation)
      if (asked !== undefined) dispatch(judgeRun(asked))
    } catch (error) {
      const failure = failureOf(error)
      dispatch(runLost({ operation, failure, atMs: clock.now() }))
      announce(failure.message)
    }
  }
}

/**
 * Fetches some more pages: of the run that is shown, where that was stopped and the operation and the answers it is given are
 * what they were; of a new one otherwise.
 */
export function fetchPages(count: number | undefined): EditorThunk<Promise<void>> {
  return async (dispatch, getState) => {
    const run = selectRun(getState())
    const operation = selectOperation(getState())
    const hash = operation === undefined ? undefined : getState().document.checks[operation.id]?.hash
    const next = operation === undefined ? {} : answeringIn(getState(), operation)
    const same = run?.hash !== undefined && run.hash === hash && hadAnswers(run, next)
    const goesOn = same && run.state === 'finished' && run.resumable
    const mostPages = count === undefined ? {} : { mostPages: count }
    await dispatch(goesOn ? resumeRun(mostPages) : runOperation(mostPages))
  }
}

/** The connector with other settings of some nodes, to be run and never kept. */
function withSettings(
  connector: Connector,
  operation: Operation,
  settings: RunOptions['settings'] = {},
): Connector {
  const changed = Object.entries(settings).flatMap(([id, values]) => {
    const node = operation.graph.nodes[id as NodeId]
    return node === undefined ? [] : [[id, { ...node, settings: { ...node.settings, ...values } }] as const]
  })
  if (changed.length === 0) return connector
  const graph = { ...operation.graph, nodes: { ...operation.graph.nodes, ...Object.fromEntries(changed) } }
  return {
    ...connector,
    operations: connector.operations.map((each) =>
      each.id === operation.id ? { ...operation, graph } : each,
    ),
  }
}

/** Follows a run's events from the newest that is known to its end, and loads the first page of its records. */
export function followRun(
  operation: OperationId,
  id: RunSummary['id'],
  { quiet = false }: { readonly quiet?: boolean } = {},
): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { runner, keep, announce }) => {
    const following = new AbortController()
    const shown = (): LiveRun | undefined => {
      const run = selectRun(getState(), operation)
      return run?.id === id ? run : undefined
    }
    for await (const events of runner.events(id, shown()?.seq ?? 0, following.signal)) {
      if (shown() === undefined) {
        following.abort()
        return
      }
      dispatch(runTold({ operation, id, events }))
      if (shown()?.disconnected !== undefined) dispatch(runDisconnected({ operation, why: undefined }))
      if (events.some(isEnd)) break
    }
    following.abort()
    const run = shown()
    if (run === undefined) return
    if (run.state !== 'finished') throw new Error('The runner ended the run without saying how.')
    if (!quiet) announce(endWords(run))
    await dispatch(loadRecords(0, operation))
    const summary = summaryOf(run, selectOperationById(getState(), operation))
    if (summary === undefined) return
    dispatch(runKept(summary))
    keep.run(run.connector, summary)
  }
}

/**
 * Shows a run again that the runner keeps, after the page was loaded anew: where it stands, its output, and the values that
 * templates are completed from. A run that was started here in the meantime stays.
 */
export function pickUpRun({ operation, id, startedMs }: RunSummary): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { clock, catalog }) => {
    const { connector } = getState().document
    const known = selectOperationById(getState(), operation as OperationId)
    if (connector === undefined || known === undefined || selectRun(getState(), known.id) !== undefined)
      return
    const resumes = resumesOf(connector, known, { catalog })
    dispatch(runAsked({ connector: connector.id, operation: known.id, atMs: startedMs, resumes }))
    dispatch(runStarted({ operation: known.id, id }))
    try {
      await dispatch(followRun(known.id, id, { quiet: true }))
    } catch (error) {
      if (selectRun(getState(), known.id)?.id === id)
        dispatch(runLost({ operation: known.id, failure: failureOf(error), atMs: clock.now() }))
    }
  }
}

const isEnd = (event: RunEvent) => event.type === 'finished'

/**
 * What a run proves: it completed, so the operation is tested at the hash it ran at; or it failed there. Never an undo step,
 * and nothing where the operation is gone.
 */
export function judgeRun(operation: Operation): EditorThunk {
  return (dispatch, getState) => {
    const run = selectRun(getState(), operation.id)
    if (run?.state !== 'finished' || run.hash === undefined || run.outcome === 'stopped') return
    // A run of a part, or with values that stood in for nodes or for the service, says nothing of the whole.
    if (run.until !== undefined || Object.keys({ ...run.given, ...run.answered }).length > 0) return
    const failed = run.outcome === 'failed'
    // What was filled in was refused before anything ran: that says nothing of the operation.
    if (run.failure?.kind === 'input') return
    dispatch(failureNoted({ operation: operation.id, hash: failed ? run.hash : undefined }))
    const now = selectOperationById(getState(), operation.id)
    if (failed || now === undefined || now.output.provenHash === run.hash) return
    if (getState().session.readOnly !== undefined) return
    // What it was made of is known where nothing was changed while it ran.
    const { hash, parts } = getState().document.checks[operation.id] ?? {}
    const marks = hash === run.hash && parts !== undefined ? { parts } : {}
    dispatch(
      edit([{ edit: 'setProven', operation: operation.id, hash: run.hash, ...marks }], {
        label: 'Note the test',
        policy: 'ignore',
      }),
    )
  }
}

/** Asks the runner to stop the run of an operation. Its `finished` event says when it has. */
export function stopRun(operation?: OperationId): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { runner, announce }) => {
    const run = selectRun(getState(), operation)
    if (run === undefined || run.state === 'finished' || run.state === 'stopping') return
    dispatch(runStopping(run.operation))
    if (run.id === undefined) return
    try {
      await runner.stop(run.id)
    } catch (error) {
      const { message } = failureOf(error)
      dispatch(runDisconnected({ operation: run.operation, why: message }))
      announce(message)
    }
  }
}

/** Loads a page of the run's records: the `recordsPerPage` from number `from`. */
export function loadRecords(from: number, operation?: OperationId): EditorThunk<Promise<void>> {
  return async (dispatch, getState, { runner, announce }) => {
    const run = selectRun(getState(), operation)
    // The runner knows nothing of a run that was played here.
    if (run?.id === undefined || run.simulated === true) return
    const { id, operation: of } = run
    const still = () => selectRun(getState(), of)?.id === id
    dispatch(
      recordsLoaded({
        operation: of,
        page: {
          from,
          total: run.page?.total ?? run.records,
          records: run.page?.from === from ? run.page.records : [],
          loading: true,
        },
      }),
    )
    try {
      const page = await runner.records(id, from, recordsPerPage)
      // The runner's JSON, read by the client's reader: values of JSON whatever its type says.
      const records = page.records as readonly Json[]
      if (still())
        dispatch(
          recordsLoaded({
            operation: of,
            page: { from: page.from, total: page.total, records, loading: false },
          }),
        )
    } catch (error) {
      if (!still()) return
      dispatch(
        recordsLoaded({ operation: of, page: { from, total: run.records, records: [], loading: false } }),
      )
      announce(failureOf(error).message)
    }
  }
}

/** Loads what was sent and answered, masked. Resolves with words where it could not. */
export function loadExchange(
  exchange: string,
  operation?: OperationId,
): EditorThunk<Promise<string | undefined>> {
  return async (dispatch, getState, { runner }) => {
    const run = selectRun(getState(), operation)
    if (run?.id === undefined) return 'There is no run to look into.'
    if (Object.hasOwn(run.exchanges, exchange)) return undefined
    if (run.simulated === true) return 'It is no longer held. Run with sample data again.'
    try {
      const loaded = await runner.exchange(run.id, exchange)
      if (selectRun(getState(), run.operation)?.id === run.id)
        dispatch(exchangeLoaded({ operation: run.operation, exchange: loaded }))
      return undefined
    } catch (error) {
      return failureOf(error).message
    }
  }
}

/** An input that is refused before the runner is asked. */
class RefusedInput extends Error {
  override readonly name = 'RefusedInput'
}

/** A rejection of the runner client as the failure of a run. */
export function failureOf(error: unknown): RunFailure {
  if (error instanceof RefusedInput) return { kind: 'input', message: error.message, retryable: false }
  const code = (error as Partial<RunnerError> | null)?.code
  const message =
    error instanceof Error && error.message !== '' ? error.message : 'The run could not be started.'
  return { kind: code === 'unreachable' ? 'network' : 'internal', message, retryable: code === 'unreachable' }
}

function summaryOf(run: LiveRun, operation: Operation | undefined): RunSummary | undefined {
  if (run.id === undefined) return undefined
  return {
    id: run.id,
    connector: run.connector,
    operation: run.operation,
    operationTitle: operation?.title ?? run.operation,
    hash: run.hash ?? '',
    startedMs: run.startedMs,
    records: run.records,
    seq: run.seq,
    yields: run.yields,
    ...(run.finishedMs === undefined ? {} : { finishedMs: run.finishedMs }),
    ...(run.outcome === undefined ? {} : { outcome: run.outcome }),
    ...(run.failure === undefined ? {} : { failure: run.failure }),
  }
}

/** How a run ended, as it is read out. */
export function endWords(run: LiveRun): string {
  const count =
    run.yields === 'one' ? 'one value' : `${run.records} ${run.records === 1 ? 'record' : 'records'}`
  if (run.outcome === 'failed') return `Failed. ${run.failure?.message ?? ''}`.trimEnd()
  return run.outcome === 'stopped' ? `Stopped after ${count}.` : `Finished with ${count}.`
}
