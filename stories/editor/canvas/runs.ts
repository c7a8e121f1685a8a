import { runAsked, runStarted, runTold } from '../../../src/store/runSlice.ts'
import type { RunEvent, RunId } from '../../../src/engine/events.ts'
import type { NodeId } from '../../../src/model/ids.ts'
import { selectAnswering } from '../../../src/store/answers.ts'
import { answerChosen } from '../../../src/store/sessionSlice.ts'
import type { Answering } from '../../../src/store/state.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'

type Told = RunEvent extends infer Event
  ? Event extends RunEvent
    ? Omit<Event, 'seq' | 'atMs'>
    : never
  : never

/** Starts a run of the open operation and tells its events, as the runner would. */
export function tellRun(
  { store, operation, connector }: OpenEditor,
  events: readonly Told[],
  answered: Readonly<Record<NodeId, Answering>> = {},
): void {
  const id = 'run-1' as RunId
  const atMs = Date.now()
  store.dispatch(runAsked({ connector: connector.id, operation, atMs, answered }))
  store.dispatch(runStarted({ operation, id }))
  const numbered = events.map((event, at) => ({ ...event, seq: at + 1, atMs }) as RunEvent)
  store.dispatch(runTold({ operation, id, events: numbered }))
}

const at = '' as const

/** The run's story so far: inputs are read, the request is on its way. */
export function running(editor: OpenEditor): void {
  const [inputs, request] = [editor.node('inputs'), editor.node('request')]
  tellRun(editor, [
    { type: 'node', node: inputs, at, state: 'running' },
    { type: 'counts', node: inputs, chunks: 1, records: 1, bytes: 20, requests: 0 },
    { type: 'node', node: inputs, at, state: 'done' },
    { type: 'node', node: request, at, state: 'running' },
    { type: 'counts', node: request, chunks: 12, records: 1_204, bytes: 99_000, requests: 13 },
  ])
}

/** It waits for the service, which asked for two seconds. */
export function waiting(editor: OpenEditor): void {
  const [inputs, request] = [editor.node('inputs'), editor.node('request')]
  tellRun(editor, [
    { type: 'node', node: inputs, at, state: 'running' },
    { type: 'counts', node: inputs, chunks: 1, records: 1, bytes: 20, requests: 0 },
    { type: 'node', node: inputs, at, state: 'done' },
    { type: 'node', node: request, at, state: 'running' },
    { type: 'waiting', node: request, at, reason: 'retry-after', untilMs: Date.now() + 2_000 },
  ])
}

const answered = (editor: OpenEditor, status: number) =>
  ({
    type: 'attempt',
    node: editor.node('request'),
    at,
    exchange: 'exchange-1' as never,
    attempt: 1,
    request: {
      method: 'GET',
      url: 'http://127.0.0.1:4400/demo/parse/classes/Customer/cOitPJvgMW',
      headers: [],
      bodyBytes: 0,
    },
    status,
    bytes: 240,
    startedMs: Date.now(),
    phases: { connectMs: 2, firstByteMs: 240, downloadMs: 26 },
  }) as const satisfies Told

/** All went well: one record. */
export function done(editor: OpenEditor): void {
  const nodes = [editor.node('inputs'), editor.node('request'), editor.node('output')]
  tellRun(editor, [
    ...nodes.map((node) => ({ type: 'node', node, at, state: 'running' }) as const),
    answered(editor, 200),
    ...nodes.map(
      (node) =>
        ({
          type: 'counts',
          node,
          chunks: 1,
          records: 1,
          bytes: 240,
          requests: node === nodes[1] ? 1 : 0,
        }) as const,
    ),
    ...nodes.map((node) => ({ type: 'node', node, at, state: 'done' }) as const),
    { type: 'finished', outcome: 'completed', records: 1, masked: 0, resumable: false },
  ])
}

/** A sample asked to wait, and then the service answered. */
export function sampled(editor: OpenEditor): void {
  const request = editor.node('request')
  editor.store.dispatch(
    answerChosen({ node: request, answer: { from: 'ready', name: '429', when: 'first' } }),
  )
  const answering = selectAnswering(editor.store.getState(), request)
  const given = { ...answered(editor, 429), exchange: 'exchange-0' as never, given: true } as const
  tellRun(
    editor,
    [
      { type: 'node', node: request, at, state: 'running' },
      given,
      { type: 'waiting', node: request, at, reason: 'retry-after', untilMs: Date.now() + 2_000 },
      { ...answered(editor, 200), attempt: 2 },
      { type: 'counts', node: request, chunks: 1, records: 1, bytes: 240, requests: 2 },
      { type: 'node', node: request, at, state: 'done' },
      { type: 'finished', outcome: 'completed', records: 1, masked: 0, resumable: false },
    ],
    answering === undefined ? {} : { [request]: answering },
  )
}

/** The service refused. */
export function failed(editor: OpenEditor): void {
  const [inputs, request] = [editor.node('inputs'), editor.node('request')]
  tellRun(editor, [
    { type: 'node', node: inputs, at, state: 'running' },
    { type: 'counts', node: inputs, chunks: 1, records: 1, bytes: 20, requests: 0 },
    { type: 'node', node: inputs, at, state: 'done' },
    { type: 'node', node: request, at, state: 'running' },
    answered(editor, 404),
    { type: 'node', node: request, at, state: 'failed' },
    {
      type: 'finished',
      outcome: 'failed',
      records: 0,
      masked: 0,
      resumable: false,
      failure: {
        kind: 'status',
        message: 'There is no such customer (404)',
        node: request,
        exchange: 'exchange-1' as never,
        status: 404,
        retryable: false,
      },
    },
  ])
}
