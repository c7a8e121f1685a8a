import type { UnknownAction } from '@reduxjs/toolkit'
import { createAction } from '@reduxjs/toolkit'
import type { ExchangeView, RunSummary } from '../api/contract.ts'
import type { RunEvent, RunFailure, RunId } from '../engine/events.ts'
import type { ConnectorId, NodeId, OperationId } from '../model/ids.ts'
import { documentOpened } from './documentSlice.ts'
import { foldEvents } from './runFold.ts'
import type { Answering, Given, LiveRun, RecordsLoaded, Resumes, RunState, TriedPaging } from './state.ts'

/** What runs tell, thrown away with the tab; the runner keeps the runs. A plain reducer: events come in thousands. */

export const runAsked = createAction<{
  connector: ConnectorId
  operation: OperationId
  atMs: number
  given?: Readonly<Record<NodeId, Given>>
  answered?: Readonly<Record<NodeId, Answering>>
  until?: NodeId
  resumes?: Resumes
  simulated?: true
}>('run/asked')
export const runStarted = createAction<{ operation: OperationId; id: RunId }>('run/started')
/** Batches of events, in order; events of a run that is no longer shown are passed over. */
export const runTold = createAction<{ operation: OperationId; id: RunId; events: readonly RunEvent[] }>(
  'run/told',
)
/** The runner goes on with a run that was over. */
export const runResumed = createAction<OperationId>('run/resumed')
export const runStopping = createAction<OperationId>('run/stopping')
/** The run could not be started, or the runner is gone for good. */
export const runLost = createAction<{ operation: OperationId; failure: RunFailure; atMs: number }>('run/lost')
export const runDisconnected = createAction<{ operation: OperationId; why: string | undefined }>(
  'run/disconnected',
)
export const recordsLoaded = createAction<{ operation: OperationId; page: RecordsLoaded }>(
  'run/recordsLoaded',
)
export const exchangeLoaded = createAction<{ operation: OperationId; exchange: ExchangeView }>(
  'run/exchangeLoaded',
)
export const runsListed = createAction<readonly RunSummary[]>('run/listed')
export const runKept = createAction<RunSummary>('run/kept')

/** What was tried of a container so far. */
export const pagingTried = createAction<{ container: NodeId; tried: TriedPaging }>('run/pagingTried')

/** How many runs of this tab are listed, and how many exchanges of a run are held. */
export const maxPast = 50
const maxExchanges = 50

export const noRuns: RunState = { live: {}, past: [], tried: {} }

type Asked = ReturnType<typeof runAsked>['payload']

const anew: Resumes = { on: [], end: undefined }

/** A run that nothing has been told of yet. */
export const newRun = ({
  connector,
  operation,
  atMs,
  given = {},
  answered = {},
  until,
  resumes = anew,
  simulated,
}: Asked): LiveRun => ({
  id: undefined,
  connector,
  operation,
  state: 'starting',
  disconnected: undefined,
  hash: undefined,
  yields: 'one',
  given,
  answered,
  until,
  ...(simulated === true && { simulated }),
  resumes,
  before: {},
  startedMs: atMs,
  finishedMs: undefined,
  outcome: undefined,
  failure: undefined,
  records: 0,
  masked: 0,
  resumable: false,
  seq: 0,
  nodes: {},
  attempts: [],
  attemptsDropped: 0,
  pages: [],
  pagesDropped: 0,
  waits: [],
  log: [],
  logDropped: 0,
  page: undefined,
  exchanges: {},
})

export function runReducer(state: RunState = noRuns, action: UnknownAction): RunState {
  if (runTold.match(action)) {
    const { operation, id, events } = action.payload
    return withRun(state, operation, (run) => (run.id === id ? foldEvents(run, events) : run))
  }
  if (runAsked.match(action)) {
    const { payload } = action
    return { ...state, live: { ...state.live, [payload.operation]: newRun(payload) } }
  }
  if (runStarted.match(action)) {
    const { operation, id } = action.payload
    return withRun(state, operation, (run) => ({
      ...run,
      id,
      state: run.state === 'starting' ? 'running' : run.state,
    }))
  }
  if (runResumed.match(action))
    return withRun(state, action.payload, (run) => ({
      ...run,
      state: 'running',
      outcome: undefined,
      failure: undefined,
      finishedMs: undefined,
      page: undefined,
    }))
  if (runStopping.match(action))
    return withRun(state, action.payload, (run) =>
      run.state === 'finished' ? run : { ...run, state: 'stopping' },
    )
  if (runLost.match(action)) {
    const { operation, failure, atMs } = action.payload
    return withRun(state, operation, (run) => ({
      ...run,
      state: 'finished',
      outcome: 'failed',
      failure,
      finishedMs: atMs,
    }))
  }
  if (runDisconnected.match(action)) {
    const { operation, why } = action.payload
    return withRun(state, operation, (run) => ({ ...run, disconnected: why }))
  }
  if (recordsLoaded.match(action)) {
    const { operation, page } = action.payload
    return withRun(state, operation, (run) => {
      const first = run.state === 'finished' && page.from === 0 && !page.loading
      return { ...run, page, ...(first && { first: page.records }) }
    })
  }
  if (exchangeLoaded.match(action)) {
    const { operation, exchange } = action.payload
    return withRun(state, operation, (run) => {
      const kept = Object.entries(run.exchanges).slice(-(maxExchanges - 1))
      return { ...run, exchanges: { ...Object.fromEntries(kept), [exchange.id]: exchange } }
    })
  }
  if (runsListed.match(action)) return { ...state, past: action.payload.slice(0, maxPast) }
  if (runKept.match(action)) {
    const others = state.past.filter((run) => run.id !== action.payload.id)
    return { ...state, past: [action.payload, ...others].slice(0, maxPast) }
  }
  if (pagingTried.match(action)) {
    const { container, tried } = action.payload
    return { ...state, tried: { ...state.tried, [container]: tried } }
  }
  if (documentOpened.match(action)) return noRuns
  return state
}

function withRun(state: RunState, operation: OperationId, how: (run: LiveRun) => LiveRun): RunState {
  const run = Object.hasOwn(state.live, operation) ? state.live[operation] : undefined
  if (run === undefined) return state
  const next = how(run)
  return next === run ? state : { ...state, live: { ...state.live, [operation]: next } }
}
