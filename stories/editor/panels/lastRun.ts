import type { ExchangeView, RecordsPage } from '../../../src/api/contract.ts'
import type { RunEvent, RunId } from '../../../src/engine/events.ts'
import type { Json } from '../../../src/model/json.ts'
import { checkOperations, OperationChecker } from '../../../src/store/problems.ts'
import type { RunnerClient } from '../../../src/store/runnerClient.ts'
import { recordsLoaded, runAsked, runStarted, runTold } from '../../../src/store/runSlice.ts'
import { inputTyped, panelToggled } from '../../../src/store/sessionSlice.ts'
import { noRunner, type OpenEditor } from '../../../test/store/editor.ts'
import { pagesOf } from '../canvas/pages.ts'

export const customer = {
  objectId: 'cOitPJvgMW',
  name: 'Jonas Weber',
  email: 'jonas@weber.at',
  region: 'Europe',
  plan: 'Team',
  orderId: 9_007_199_254_740_993n,
  tags: ['first', 'second'],
  createdAt: '2026-08-30T09:41:00.000Z',
} as const

export const answer: Json = { count: 50, results: [customer] }

const base64 = (text: string) => btoa(text)

/** A runner that has the sample's exchange and 250 customers. */
export const withCustomers: RunnerClient = {
  ...noRunner,
  records: async (_run, from, count): Promise<RecordsPage> => ({
    from,
    total: 250,
    records: Array.from({ length: Math.min(count, 250 - from) }, (_, at) => customerAt(from + at)),
  }),
  exchange: async (_run, id): Promise<ExchangeView> => ({
    id,
    at: '',
    attempt: 1,
    request: { ...request, bodyBase64: '' },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [['content-type', 'application/json']],
      bodyBase64: base64('{"objectId":"cOitPJvgMW","orderId":9007199254740993}'),
      bodyBytes: 52,
    },
  }),
  download: async () => undefined,
}

const regions = ['Europe', 'Asia Pacific', 'North America'] as const
export const customerAt = (at: number): Json => ({
  objectId: `xW${String(at).padStart(4, '0')}YEGZ`,
  name: `Customer ${at + 1}`,
  email: `customer${at + 1}@example.com`,
  region: regions[at % regions.length] ?? 'Europe',
  plan: at % 2 === 0 ? 'Team' : 'Solo',
  createdAt: '2026-01-09',
})

const request = {
  method: 'GET',
  url: 'http://127.0.0.1:4400/demo/parse/classes/Customer/cOitPJvgMW',
  headers: [
    ['X-Parse-Application-Id', 'patchbay-demo'],
    ['X-Parse-REST-API-Key', '••••••••'],
  ],
  bodyBytes: 0,
} as const

export interface LastRun {
  readonly yields?: 'one' | 'many'
  /** What the request gave: the sample of the picker and of the output tree. */
  readonly sample?: Json
  /** The sample is the beginning of what the request gave. */
  readonly cut?: boolean
  readonly masked?: number
  readonly failure?: { readonly message: string }
  /** Without an end the run is still going on. */
  readonly ends?: boolean
}

/** A run of the sample has been told, with one request and its sample. */
export function lastRun(editor: OpenEditor, options: LastRun = {}): void {
  const { store, operation, connector } = editor
  const { yields = 'one', sample = answer, cut = false, masked = 0, failure, ends = true } = options
  const node = editor.node('request')
  const startedMs = Date.now() - 1_070
  const events = [
    {
      type: 'started',
      run: runId,
      operation,
      hash: store.getState().document.checks[operation]?.hash ?? 'h',
      resumed: false,
      yields,
    },
    { type: 'node', node, at: '', state: 'running' },
    {
      type: 'attempt',
      node,
      at: '',
      exchange: 'exchange-1' as never,
      attempt: 1,
      request,
      ...(failure === undefined ? { status: 200 } : { status: 404 }),
      bytes: 240,
      startedMs,
      phases: { connectMs: 2, firstByteMs: 240, downloadMs: 26 },
    },
    { type: 'sample', node, at: '', value: sample, ...(cut && { cut }) },
    ...(ends
      ? [
          { type: 'node', node, at: '', state: failure === undefined ? 'done' : 'failed' } as const,
          {
            type: 'finished',
            outcome: failure === undefined ? 'completed' : 'failed',
            records: failure !== undefined ? 0 : yields === 'many' ? 250 : 1,
            masked,
            resumable: false,
            ...(failure === undefined
              ? {}
              : {
                  failure: { kind: 'status', message: failure.message, node, status: 404, retryable: false },
                }),
          } as const,
        ]
      : []),
  ]
  store.dispatch(runAsked({ connector: connector.id, operation, atMs: startedMs }))
  store.dispatch(runStarted({ operation, id: runId }))
  store.dispatch(
    runTold({
      operation,
      id: runId,
      events: events.map(
        (event, at) =>
          ({
            ...event,
            seq: at + 1,
            atMs: at === events.length - 1 ? startedMs + 1_070 : startedMs,
          }) as RunEvent,
      ),
    }),
  )
  if (failure === undefined && ends)
    store.dispatch(
      recordsLoaded({
        operation,
        page:
          yields === 'many'
            ? {
                from: 0,
                total: 250,
                records: Array.from({ length: 100 }, (_, at) => customerAt(at)),
                loading: false,
              }
            : { from: 0, total: 1, records: [sample], loading: false },
      }),
    )
}

const runId = 'run-1' as RunId

/** Looks for problems now, as the page does when a person rests. */
export function check({ store }: OpenEditor): void {
  store.dispatch(checkOperations(new OperationChecker(store.extra.catalog)))
}

/** The run panel is open, and the runner has the customers. */
export function openPanel(editor: OpenEditor): void {
  Object.assign(editor.store.extra, { runner: withCustomers })
  editor.store.dispatch(panelToggled({ panel: 'run', open: true }))
}

export function typeInput({ store, operation }: OpenEditor, input: Json): void {
  store.dispatch(inputTyped({ operation, input }))
}

/** The walk of a list, told behind the run that was told before. */
export function tellPages({ store, operation }: OpenEditor, count: number, rule: string): void {
  const seq = store.getState().run.live[operation]?.seq ?? 0
  const events = pagesOf(count, rule).map(
    ({ stop, exchange, ...page }, at) =>
      ({
        type: 'page',
        seq: seq + at + 1,
        atMs: 1_000 + at,
        ...page,
        exchange,
        ...(stop !== undefined && { stop }),
      }) as RunEvent,
  )
  store.dispatch(runTold({ operation, id: runId, events }))
}

/** Two requests with a wait between them. */
export function tellTimes(editor: OpenEditor): void {
  const { store, operation } = editor
  const seq = store.getState().run.live[operation]?.seq ?? 0
  const node = editor.node('request')
  const startedMs = store.getState().run.live[operation]?.attempts[0]?.startedMs ?? 0
  const event = (at: number, body: object) => ({ seq: seq + at, atMs: startedMs + 300, ...body }) as RunEvent
  store.dispatch(
    runTold({
      operation,
      id: runId,
      events: [
        event(1, { type: 'waiting', node, at: '', reason: 'retry-after', untilMs: startedMs + 2300 }),
        event(2, {
          type: 'attempt',
          node,
          at: '',
          exchange: 'exchange-2',
          attempt: 2,
          request,
          status: 200,
          bytes: 240,
          startedMs: startedMs + 2300,
          phases: { connectMs: 2, firstByteMs: 240, downloadMs: 26 },
        }),
      ],
    }),
  )
}
