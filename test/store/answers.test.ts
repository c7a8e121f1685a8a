import { describe, expect, it } from 'vitest'
import type { StartRun } from '../../src/api/contract.ts'
import { startRun } from '../../src/api/contract.ts'
import type { RunEvent, RunEventBody, RunId } from '../../src/engine/events.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { answeringIn, answeringWords, selectAnswering } from '../../src/store/answers.ts'
import { commandById } from '../../src/store/commands/list.ts'
import { operationsChecked } from '../../src/store/documentSlice.ts'
import { edit } from '../../src/store/edit.ts'
import { addNode } from '../../src/store/graphThunks.ts'
import { originOfRun, selectGiven } from '../../src/store/held.ts'
import { fetchPages, runNode, runOnFrom, runOperation } from '../../src/store/runThunks.ts'
import { selectNode, selectOperation, selectOperationStatus, selectRun } from '../../src/store/selectors.ts'
import {
  allReleased,
  answerChosen,
  answerForgotten,
  answerKept,
  keptSession,
  outputHeld,
  outputReleased,
  sampleChosen,
  sampleForgotten,
  sampleKept,
  selected,
} from '../../src/store/sessionSlice.ts'
import type { ChosenAnswer, NamedAnswer } from '../../src/store/state.ts'
import { noRunner, type OpenEditor, openEditor } from './editor.ts'

/** A runner that answers the one request of each run, and can always go on. */
function opened(outcome: 'completed' | 'stopped' = 'completed') {
  const asked: StartRun[] = []
  const resumed: string[] = []
  let node: NodeId | undefined
  const runner = {
    ...noRunner,
    start: async (request: StartRun) => {
      // What the runner would refuse, this one refuses.
      startRun.parse(request)
      asked.push(request)
      return { id: `run${asked.length}` as RunId }
    },
    resume: async (id: string) => void resumed.push(id),
    async *events() {
      const answers = asked.at(-1)?.answers ?? {}
      const answered = Object.keys(answers) as NodeId[]
      const run = `run${asked.length}` as RunId
      const bodies: RunEventBody[] = [
        {
          type: 'started',
          run,
          operation: 'o' as never,
          hash: 'h',
          resumed: resumed.length > 0,
          yields: 'one',
          ...(answered.length > 0 && { answered }),
        },
        {
          type: 'attempt',
          node: node as NodeId,
          at: '',
          exchange: 'e' as never,
          attempt: 1,
          request: { method: 'GET', url: 'https://api.example.com/', headers: [], bodyBytes: 0 },
          status: answers[node ?? '']?.status ?? 200,
          bytes: 0,
          startedMs: 0,
          phases: {},
          ...(answered.length > 0 && { given: true }),
        },
        { type: 'sample', node: node as NodeId, at: '', value: { n: 1 } },
        { type: 'finished', outcome, records: 1, masked: 0, resumable: true },
      ]
      const from = resumed.length * 100
      yield bodies.map((body, at) => ({ seq: from + at + 1, atMs: at, ...body }) as RunEvent)
    },
    records: async (_: string, from: number) => ({ from, total: 1, records: [{}] }),
  }
  const editor = openEditor(undefined, runner as never)
  node = editor.node('request') as NodeId
  return { ...editor, asked, resumed, request: node }
}

const answer = (name: string, more: Partial<NamedAnswer> = {}): NamedAnswer => ({
  name,
  status: 200,
  headers: [['Content-Type', 'application/json']],
  body: '{}',
  ...more,
})
const kept = (name: string, when: ChosenAnswer['when'] = 'first'): ChosenAnswer => ({
  from: 'kept',
  name,
  when,
})
const ready = (name: string, when: ChosenAnswer['when'] = 'first'): ChosenAnswer => ({
  from: 'ready',
  name,
  when,
})
const heldOf = ({ store }: Pick<OpenEditor, 'store'>, node: NodeId) => store.getState().session.held[node]

describe('answers of a request', () => {
  it('a ready-made one is chosen, in the words of the table, and let go', () => {
    const { store, request } = opened()
    store.dispatch(answerChosen({ node: request, answer: ready('429') }))
    const answering = selectAnswering(store.getState(), request)
    expect(answering).toMatchObject({ when: 'first', answer: { status: 429 } })
    expect(answering && answeringWords(answering)).toBe('429, wait 2 s · first request')
    expect(selectAnswering(store.getState(), request)).toBe(answering)
    store.dispatch(answerChosen({ node: request, answer: undefined }))
    expect(store.getState().session.held[request]).toBeUndefined()
  })

  it('an empty one is empty where this request looks for its records', () => {
    const { store, request, operation } = opened()
    store.dispatch(answerChosen({ node: request, answer: ready('empty', 'every') }))
    expect(selectAnswering(store.getState(), request)?.answer.body).toBe('')
    store.dispatch(
      edit([{ edit: 'setSetting', operation, node: request, path: ['records'], value: 'results' }], {
        label: 'Set',
        policy: 'ignore',
      }),
    )
    expect(selectAnswering(store.getState(), request)?.answer.body).toBe('{"results":[]}')
  })

  it('one is kept under a name, changed, called otherwise and forgotten; what is chosen follows', () => {
    const editor = opened()
    const { store, request } = editor
    store.dispatch(answerKept({ node: request, answer: answer('200') }))
    store.dispatch(answerKept({ node: request, answer: answer('other') }))
    store.dispatch(answerChosen({ node: request, answer: kept('200') }))
    store.dispatch(answerKept({ node: request, answer: answer('good', { body: '[]' }), was: '200' }))
    expect(heldOf(editor, request)?.answers?.map(({ name }) => name)).toEqual(['good', 'other'])
    expect(selectAnswering(store.getState(), request)).toMatchObject({ name: 'good', answer: { body: '[]' } })
    store.dispatch(answerKept({ node: request, answer: answer('good', { status: 201 }) }))
    expect(selectAnswering(store.getState(), request)?.answer.status).toBe(201)
    store.dispatch(answerForgotten({ node: request, name: 'good' }))
    expect(selectAnswering(store.getState(), request)).toBeUndefined()
    expect(heldOf(editor, request)).toEqual({ answers: [answer('other')] })
    store.dispatch(answerForgotten({ node: request, name: 'other' }))
    expect(heldOf(editor, request)).toBeUndefined()
  })

  it('what is chosen and gone, or of another kind of node, answers nothing', () => {
    const { store, request, node } = opened()
    store.dispatch(answerChosen({ node: request, answer: kept('gone') }))
    expect(selectAnswering(store.getState(), request)).toBeUndefined()
    const output = node('output') as NodeId
    store.dispatch(answerChosen({ node: output, answer: ready('429') }))
    expect(selectAnswering(store.getState(), output)).toBeUndefined()
  })

  it('answers are kept with the session, as other samples are', () => {
    const { store, request } = opened()
    store.dispatch(answerKept({ node: request, answer: answer('200') }))
    expect(keptSession(store.getState().session).held[request]?.answers).toHaveLength(1)
  })
})

describe('precedence: pinned, edited, sample, recorded, live', () => {
  it('what is pinned or edited goes before an answer, which comes back with neither', () => {
    const editor = opened()
    const { store, request } = editor
    store.dispatch(answerKept({ node: request, answer: answer('200') }))
    store.dispatch(answerChosen({ node: request, answer: kept('200') }))
    store.dispatch(outputHeld({ node: request, as: 'pinned', records: [1] }))
    expect(selectAnswering(store.getState(), request)).toBeUndefined()
    expect(selectGiven(store.getState(), request)?.origin).toBe('pinned')
    store.dispatch(outputReleased(request))
    expect(heldOf(editor, request)).toEqual({ answers: [answer('200')] })
  })

  it('of two samples one is chosen: what it gives, or what it is answered', () => {
    const editor = opened()
    const { store, request } = editor
    store.dispatch(sampleKept({ node: request, name: 'made', records: [1] }))
    store.dispatch(answerKept({ node: request, answer: answer('200') }))
    store.dispatch(sampleChosen({ node: request, name: 'made' }))
    store.dispatch(answerChosen({ node: request, answer: kept('200') }))
    expect(selectGiven(store.getState(), request)).toBeUndefined()
    expect(selectAnswering(store.getState(), request)?.name).toBe('200')
    store.dispatch(sampleChosen({ node: request, name: 'made' }))
    expect(selectAnswering(store.getState(), request)).toBeUndefined()
    store.dispatch(sampleForgotten({ node: request, name: 'made' }))
    expect(heldOf(editor, request)?.answers).toEqual([answer('200')])
    store.dispatch(allReleased())
    expect(heldOf(editor, request)).toEqual({ answers: [answer('200')] })
  })

  it('unlike what a node gives, an answer counts in a container too', () => {
    const { store, request } = opened()
    store.dispatch(answerChosen({ node: request, answer: ready('500') }))
    store.dispatch(selected([request]))
    store.dispatch(addNode('pagination-loop'))
    expect(selectNode(store.getState(), request)?.parent).toBeDefined()
    expect(selectAnswering(store.getState(), request)?.answer.status).toBe(500)
  })

  it('of a run with answers all values are samples, at most', () => {
    const given = { given: {}, answered: { a: {} } } as never
    expect(originOfRun(given)).toBe('sample')
    expect(
      originOfRun({ given: { b: { origin: 'edited', records: [] } }, answered: { a: {} } } as never),
    ).toBe('edited')
    expect(originOfRun({ given: {}, answered: {} })).toBeUndefined()
  })

  it('all nodes run again at one command', async () => {
    const { store, request } = opened()
    const release = commandById('release-all')
    expect(release.enabled(store.getState())).toBe(false)
    store.dispatch(answerChosen({ node: request, answer: ready('500') }))
    expect(release.enabled(store.getState())).toBe(true)
    await release.run(store)
    expect(selectAnswering(store.getState(), request)).toBeUndefined()
  })
})

describe('runs with answers', () => {
  it('a run is given them, says so, and proves nothing of the operation', async () => {
    const { store, asked, request, operation } = opened()
    store.dispatch(answerChosen({ node: request, answer: ready('429', 'every') }))
    await store.dispatch(runOperation())
    expect(asked[0]?.answers).toEqual({
      [request]: {
        status: 429,
        headers: [
          ['Content-Type', 'application/json'],
          ['Retry-After', '2'],
        ],
        body: expect.stringContaining('Too many requests') as string,
        when: 'every',
      },
    })
    const run = selectRun(store.getState())
    expect(run?.answered[request]).toMatchObject({ name: '429, wait 2 s', when: 'every' })
    expect(run?.attempts).toMatchObject([{ given: true, status: 429 }])
    expect(run?.log.map(({ message }) => message)).toContain(
      'Nothing was sent: a sample answered 429 in its place.',
    )
    expect(selectOperationStatus(store.getState(), operation)).toBe('never')
  })

  it('a live run hands none in', async () => {
    const { store, asked } = opened()
    await store.dispatch(runOperation())
    expect(asked[0]).not.toHaveProperty('answers')
    expect(selectRun(store.getState())?.answered).toEqual({})
  })

  it('one node alone is answered; what comes behind a node takes no recording for one that is answered', async () => {
    const { store, asked, request, node } = opened()
    await store.dispatch(runOperation())
    store.dispatch(answerChosen({ node: request, answer: ready('500') }))
    await store.dispatch(runNode(request))
    expect(asked[1]?.answers).toHaveProperty(request)
    await store.dispatch(runOnFrom(node('output') as NodeId))
    expect(asked[2]).not.toHaveProperty('pins')
    expect(asked[2]?.answers).toHaveProperty(request)
  })

  it('what a node made of an answer is no recording, also when the answer was let go', async () => {
    const { store, request, node } = opened()
    store.dispatch(answerChosen({ node: request, answer: ready('empty', 'every') }))
    await store.dispatch(runOperation())
    store.dispatch(answerChosen({ node: request, answer: undefined }))
    await store.dispatch(runOnFrom(node('output') as NodeId))
    expect(selectRun(store.getState())?.given[request]).toEqual({ origin: 'sample', records: [{ n: 1 }] })
  })

  it('a node that is off is given none', () => {
    const { store, request } = opened()
    store.dispatch(answerChosen({ node: request, answer: ready('500') }))
    store.dispatch(selected([request]))
    void commandById('toggle-disabled').run(store)
    const operation = selectOperation(store.getState())
    expect(operation && answeringIn(store.getState(), operation)).toEqual({})
  })

  it('more pages are of the same run only where it would be given the same answers', async () => {
    const { store, asked, resumed, request, operation } = opened('stopped')
    store.dispatch(answerChosen({ node: request, answer: ready('429') }))
    const checks = { [operation]: { problems: [], hash: 'h' } }
    store.dispatch(operationsChecked(checks as never))
    await store.dispatch(fetchPages(1))
    await store.dispatch(fetchPages(1))
    expect([asked.length, resumed.length]).toEqual([1, 1])
    store.dispatch(answerChosen({ node: request, answer: undefined }))
    await store.dispatch(fetchPages(1))
    expect([asked.length, resumed.length]).toEqual([2, 1])
  })
})
