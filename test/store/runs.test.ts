import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../src/api/contract.ts'
import type { RunEvent, RunEventBody, RunId } from '../../src/engine/events.ts'
import { contentHash } from '../../src/model/hash.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { undo } from '../../src/store/edit.ts'
import { checkOperations, OperationChecker } from '../../src/store/problems.ts'
import { foldEvents, maxAttempts, maxPages } from '../../src/store/runFold.ts'
import { runReducer, runAsked, runStarted } from '../../src/store/runSlice.ts'
import type { RunnerClient, RunnerError } from '../../src/store/runnerClient.ts'
import {
  fetchPages,
  loadExchange,
  loadRecords,
  pickUpRun,
  resumeRun,
  runOperation,
  stopRun,
} from '../../src/store/runThunks.ts'
import { selectNodeRun, selectOperationStatus, selectRun } from '../../src/store/selectors.ts'
import type { LiveRun } from '../../src/store/state.ts'
import { edit } from '../../src/store/edit.ts'
import { noRunner, type OpenEditor, openEditor } from './editor.ts'

const run = 'run1' as RunId

function numbered(bodies: readonly RunEventBody[], from = 1): RunEvent[] {
  return bodies.map((body, at) => ({ seq: from + at, atMs: 1_000 + at, ...body }))
}

/** A runner that plays these events, in batches of two, and answers with these records. */
function scripted(
  events: (started: { operation: string; hash: string }) => readonly RunEventBody[],
  hash: string,
): RunnerClient & { readonly asked: unknown[]; readonly stopped: string[] } {
  const asked: unknown[] = []
  const stopped: string[] = []
  let operation = ''
  return {
    ...noRunner,
    asked,
    stopped,
    start: async (request) => {
      asked.push(request)
      operation = request.operation ?? ''
      return { id: run }
    },
    async *events() {
      const all = numbered(events({ operation, hash }))
      for (let at = 0; at < all.length; at += 2) yield all.slice(at, at + 2)
    },
    stop: async (id) => void stopped.push(id),
    records: async (_, from, count) => ({ from, total: 250, records: [{ from, count }] }),
    exchange: async (_, id) => ({
      id,
      at: 'n',
      attempt: 1,
      request: { method: 'GET', url: 'https://x', headers: [], bodyBytes: 0, bodyBase64: '' },
    }),
  }
}

const started = (operation: string, hash: string): RunEventBody => ({
  type: 'started',
  run,
  operation: operation as never,
  hash,
  resumed: false,
  yields: 'many',
})
const finished = (outcome: 'completed' | 'failed' | 'stopped', node?: string): RunEventBody => ({
  type: 'finished',
  outcome,
  records: 250,
  masked: 2,
  resumable: false,
  ...(outcome === 'failed'
    ? {
        failure: { kind: 'status', message: 'Back4App answered 401.', retryable: false, node: node as never },
      }
    : {}),
})

function editorWith(events: (editor: OpenEditor) => readonly RunEventBody[]): {
  editor: OpenEditor
  runner: ReturnType<typeof scripted>
  hash: string
} {
  const holder: { editor?: OpenEditor } = {}
  const probe = openEditor()
  const [operation] = probe.connector.operations
  const hash = contentHash(probe.connector, operation as never, catalog)
  const runner = scripted(
    ({ operation }) => [started(operation, hash), ...events(holder.editor as OpenEditor)],
    hash,
  )
  holder.editor = openEditor(probe.connector, runner)
  return { editor: holder.editor, runner, hash }
}

const status = (editor: OpenEditor) => {
  editor.store.dispatch(checkOperations(new OperationChecker(catalog)))
  return selectOperationStatus(editor.store.getState(), editor.operation)
}
const typeUrl = (editor: OpenEditor, value: string) =>
  editor.store.dispatch(
    edit(
      [
        {
          edit: 'setSetting',
          operation: editor.operation,
          node: editor.node('request'),
          path: ['url'],
          value,
        },
      ],
      {
        label: 'Change URL',
        policy: 'record',
      },
    ),
  )

describe('a run', () => {
  it('is started with the file, the input and the credential’s id, and folded to its end', async () => {
    const { editor, runner } = editorWith((editor) => [
      { type: 'node', node: editor.node('request'), at: 'r', state: 'running' },
      { type: 'waiting', node: editor.node('request'), at: 'r', reason: 'rate', untilMs: 5_000 },
      { type: 'counts', node: editor.node('request'), chunks: 1, records: 250, bytes: 9, requests: 1 },
      { type: 'sample', node: editor.node('request'), at: 'r', value: { name: 'Ada' } },
      { type: 'node', node: editor.node('request'), at: 'r', state: 'done' },
      finished('completed'),
    ])
    await editor.store.dispatch(runOperation({ input: { id: 7 } }))
    expect(runner.asked).toMatchObject([{ operation: editor.operation, input: { id: 7 } }])
    expect(runner.asked).toMatchObject([
      { connector: { operations: [{ graph: { nodes: expect.any(Array) } }] } },
    ])
    const live = selectRun(editor.store.getState())
    expect(live).toMatchObject({
      state: 'finished',
      outcome: 'completed',
      records: 250,
      masked: 2,
      yields: 'many',
    })
    expect(live?.page).toMatchObject({ from: 0, total: 250, loading: false })
    expect(selectNodeRun(editor.store.getState(), editor.node('request'))).toMatchObject({
      state: 'done',
      records: 250,
      waiting: undefined,
      samples: [{ value: { name: 'Ada' } }],
    })
    expect(editor.host.said.at(-1)).toBe('Finished with 250 records.')
    expect(editor.store.getState().run.past.map(({ id }: RunSummary) => id)).toEqual([run])
  })

  it('that worked proves the operation as it was: tested, then stale when it changes, tested again when it is undone', async () => {
    const { editor } = editorWith(() => [finished('completed')])
    expect(status(editor)).toBe('never')
    await editor.store.dispatch(runOperation())
    expect(status(editor)).toBe('tested')
    typeUrl(editor, '/other')
    expect(status(editor)).toBe('stale')
    editor.store.dispatch(undo())
    expect(status(editor)).toBe('tested')
    expect(editor.store.dispatch(undo())).toBe(false)
  })

  it('that failed says so until the operation changes', async () => {
    const { editor } = editorWith((editor) => [finished('failed', editor.node('request'))])
    await editor.store.dispatch(runOperation())
    expect(status(editor)).toBe('failing')
    expect(selectNodeRun(editor.store.getState(), editor.node('request'))).toMatchObject({ state: 'failed' })
    expect(editor.host.said.at(-1)).toBe('Failed. Back4App answered 401.')
    typeUrl(editor, '/other')
    expect(status(editor)).toBe('never')
  })

  it('that failed calls nothing done that was cut off before it passed anything on', async () => {
    const { editor } = editorWith((editor) => [
      { type: 'node', node: editor.node('output'), at: 'o', state: 'running' },
      { type: 'node', node: editor.node('inputs'), at: 'i', state: 'running' },
      { type: 'counts', node: editor.node('inputs'), chunks: 1, records: 1, bytes: 9, requests: 0 },
      finished('failed', editor.node('request')),
    ])
    await editor.store.dispatch(runOperation())
    const state = editor.store.getState()
    expect(selectNodeRun(state, editor.node('output'))).toBeUndefined()
    expect(selectNodeRun(state, editor.node('inputs'))).toMatchObject({ state: 'done', records: 1 })
  })

  it('that was refused for what was filled in says nothing of the operation', async () => {
    const refused: RunEventBody = {
      type: 'finished',
      outcome: 'failed',
      records: 0,
      masked: 0,
      resumable: false,
      failure: { kind: 'input', message: 'Customer ID is missing.', retryable: false },
    }
    const { editor } = editorWith(() => [refused])
    await editor.store.dispatch(runOperation())
    expect(status(editor)).toBe('never')
  })

  it('of a part, and one that was stopped, prove nothing', async () => {
    const part = editorWith(() => [finished('completed')]).editor
    await part.store.dispatch(runOperation({ until: part.node('request') }))
    expect(status(part)).toBe('never')
    const stopped = editorWith(() => [finished('stopped')]).editor
    await stopped.store.dispatch(runOperation())
    expect(status(stopped)).toBe('never')
  })

  it('moving a node never makes a test stale', async () => {
    const { editor } = editorWith(() => [finished('completed')])
    await editor.store.dispatch(runOperation())
    editor.store.dispatch(
      edit(
        [
          {
            edit: 'moveNodes',
            operation: editor.operation,
            places: { [editor.node('request')]: { x: 9, y: 9 } },
          },
        ],
        {
          label: 'Move',
          policy: 'record',
        },
      ),
    )
    expect(status(editor)).toBe('tested')
  })

  it('that cannot start says why, and can be tried again', async () => {
    const unreachable: RunnerError = Object.assign(new Error('The runner does not answer.'), {
      code: 'unreachable' as const,
    })
    let tries = 0
    const editor = openEditor(undefined, {
      ...noRunner,
      start: () => {
        tries += 1
        return Promise.reject(unreachable)
      },
    })
    await editor.store.dispatch(runOperation())
    expect(selectRun(editor.store.getState())).toMatchObject({
      state: 'finished',
      outcome: 'failed',
      failure: { kind: 'network', message: 'The runner does not answer.', retryable: true },
    })
    await editor.store.dispatch(runOperation())
    expect(tries).toBe(2)
  })

  it('that ends without a word is a failure, not a success', async () => {
    const { editor } = editorWith(() => [])
    await editor.store.dispatch(runOperation())
    expect(selectRun(editor.store.getState())).toMatchObject({ outcome: 'failed' })
    expect(status(editor)).toBe('never')
  })

  it('stopped before the runner answered is stopped as soon as it does', async () => {
    const { editor, runner } = editorWith(() => [finished('stopped')])
    const running = editor.store.dispatch(runOperation())
    await editor.store.dispatch(stopRun())
    await running
    expect(runner.stopped).toEqual([run])
    expect(selectRun(editor.store.getState())).toMatchObject({ outcome: 'stopped' })
  })

  it('is not started twice', async () => {
    const { editor, runner } = editorWith(() => [finished('completed')])
    await Promise.all([editor.store.dispatch(runOperation()), editor.store.dispatch(runOperation())])
    expect(runner.asked).toHaveLength(1)
  })

  it('is looked at page by page, and exchange by exchange', async () => {
    const { editor } = editorWith(() => [finished('completed')])
    await editor.store.dispatch(runOperation())
    await editor.store.dispatch(loadRecords(100))
    expect(selectRun(editor.store.getState())?.page).toMatchObject({
      from: 100,
      records: [{ from: 100, count: 100 }],
    })
    expect(await editor.store.dispatch(loadExchange('x1'))).toBeUndefined()
    expect(selectRun(editor.store.getState())?.exchanges['x1']).toMatchObject({ id: 'x1' })
  })
})

const empty = (): LiveRun => {
  const asked = runReducer(undefined, runAsked({ connector: 'c' as never, operation: 'o' as never, atMs: 1 }))
  const live = runReducer(asked, runStarted({ operation: 'o' as never, id: run })).live['o' as never]
  if (live === undefined) throw new Error('No run.')
  return live
}
const attempt = (at: number): RunEventBody => ({
  type: 'attempt',
  node: 'n' as never,
  at: 'n',
  exchange: `x${at}` as never,
  attempt: 1,
  request: { method: 'GET', url: 'https://x', headers: [], bodyBytes: 0 },
  bytes: 1,
  startedMs: at,
  phases: {},
})

const node = (at: string, state: 'running' | 'done'): RunEventBody => ({
  type: 'node',
  node: 'n' as never,
  at,
  state,
})

describe('folding events', () => {
  it('gives the same whether they come one by one or together, and twice is once', () => {
    const events = numbered([
      started('o', 'h'),
      { type: 'node', node: 'n' as never, at: 'n', state: 'running' },
      attempt(1),
      { type: 'node', node: 'n' as never, at: 'n', state: 'done' },
      finished('completed'),
    ])
    const together = foldEvents(empty(), events)
    const single = events.reduce((live, event) => foldEvents(live, [event]), empty())
    expect(single).toEqual(together)
    expect(foldEvents(together, events.slice(2))).toBe(together)
  })

  it('holds the newest attempts and says how many it dropped', () => {
    const live = foldEvents(
      empty(),
      numbered(Array.from({ length: maxAttempts + 5 }, (_, at) => attempt(at))),
    )
    expect(live.attempts).toHaveLength(maxAttempts)
    expect(live.attemptsDropped).toBe(5)
    expect(live.attempts.at(-1)?.exchange).toBe(`x${maxAttempts + 4}`)
  })

  it('a node run many times is running until its last body is done', () => {
    const events = numbered([node('a:1/n', 'running'), node('a:2/n', 'running'), node('a:1/n', 'done')])
    const half = foldEvents(empty(), events)
    expect(half.nodes['n' as never]).toMatchObject({ state: 'running', running: 1, done: 1 })
    expect(foldEvents(half, numbered([node('a:2/n', 'done')], 4)).nodes['n' as never]).toMatchObject({
      state: 'done',
    })
  })

  it('passes over events of a version it does not know, and of nodes called like an object’s own', () => {
    const odd = [
      { seq: 1, atMs: 1, type: 'from-the-future', node: 'n' },
      { seq: 2, atMs: 1, type: 'node', node: '__proto__', at: 'x', state: 'running' },
      { seq: 3, atMs: 1, type: 'toString' },
    ] as unknown as RunEvent[]
    const live = foldEvents(empty(), odd)
    expect(live.seq).toBe(3)
    expect(Object.prototype).not.toHaveProperty('running')
  })
})

describe('after the page was loaded anew', () => {
  const kept = (operation: string): RunSummary => ({
    id: run,
    connector: 'c',
    operation,
    operationTitle: 'List customers',
    hash: '',
    startedMs: 500,
    records: 250,
    seq: 2,
    yields: 'many',
  })

  it('a run that the runner keeps is shown again with its records, and nothing is read out', async () => {
    const { editor } = editorWith(() => [finished('completed')])
    await editor.store.dispatch(pickUpRun(kept(editor.operation)))
    const shown = selectRun(editor.store.getState(), editor.operation)
    expect(shown).toMatchObject({ id: run, state: 'finished', outcome: 'completed' })
    expect(shown?.page?.records).toEqual([{ from: 0, count: 100 }])
    expect(editor.host.said).toEqual([])
  })

  it('a run that was started here since stays', async () => {
    const { editor } = editorWith(() => [finished('completed')])
    await editor.store.dispatch(runOperation())
    const before = selectRun(editor.store.getState(), editor.operation)
    await editor.store.dispatch(pickUpRun({ ...kept(editor.operation), id: 'run0' as RunId }))
    expect(selectRun(editor.store.getState(), editor.operation)).toBe(before)
  })

  it('a run of an operation that is gone is passed over', async () => {
    const { editor } = editorWith(() => [finished('completed')])
    await editor.store.dispatch(pickUpRun(kept('gone')))
    expect(editor.store.getState().run.live).toEqual({})
  })
})

describe('pages of a walk', () => {
  const begun = () =>
    runReducer(
      runReducer(undefined, runAsked({ connector: 'c' as never, operation: 'o' as never, atMs: 0 })),
      runStarted({ operation: 'o' as never, id: run }),
    ).live['o' as never] as LiveRun
  const page = (index: number, at = `pages:${index}`, more: object = {}): RunEventBody =>
    ({ type: 'page', node: 'pages', at, index, count: 10, exchange: `x${index}`, ms: 5, ...more }) as never
  const indexes = ({ pages }: LiveRun) => pages.map(({ at }) => at)

  it('come in their order, with the words for their stop', () => {
    const stop = { rule: 'short-page', words: 'It was short.' }
    const folded = foldEvents(begun(), numbered([page(1), page(2, 'pages:2', { stop })]))
    expect(indexes(folded)).toEqual(['pages:1', 'pages:2'])
    expect(folded.pages[1]?.stop).toEqual(stop)
    expect(folded.log.map(({ message }) => message)).toEqual([
      'Page 1: 10 records.',
      'Page 2: 10 records. It was short.',
    ])
  })

  it('of a run that went on from an earlier page take the place of those that were told', () => {
    const resumed = { ...started('o', 'h'), resumed: true, records: 20 } as RunEventBody
    const before = foldEvents(begun(), numbered([page(1), page(2), page(3), page(4)]))
    const folded = foldEvents({ ...before, records: 40 }, numbered([resumed, page(3)], 5))
    expect(indexes(folded)).toEqual(['pages:1', 'pages:2', 'pages:3'])
    expect(folded.records).toBe(20)
    expect(folded.outcome).toBeUndefined()
  })

  it('tell of records that were lost on the disk meanwhile', () => {
    const resumed = { ...started('o', 'h'), resumed: true, records: 20, lost: 12 } as RunEventBody
    expect(
      foldEvents(begun(), numbered([resumed])).log.map(({ level, message }) => [level, message]),
    ).toEqual([
      ['info', 'Went on from the last checkpoint.'],
      [
        'warning',
        '12 records that had come were not on the disk any more, as after a power cut. They are fetched again.',
      ],
    ])
  })

  describe('and the counts of nodes, when the run goes on', () => {
    const counts = (node: string, records: number, requests = 0): RunEventBody =>
      ({ type: 'counts', node, chunks: 1, records, bytes: 5, requests }) as never
    const goesOn = (records: number) => ({ ...started('o', 'h'), resumed: true, records }) as RunEventBody
    const walked = () => ({
      ...begun(),
      resumes: { on: ['pages', 'request', 'all', 'out'], end: 'out' } as never,
    })
    const told = [
      page(1),
      page(2),
      page(3),
      counts('inputs', 1),
      counts('request', 30, 3),
      counts('all', 60),
      counts('pages', 30),
      counts('out', 30),
    ]
    const count = ({ nodes }: LiveRun, node: string) => {
      const found = nodes[node as never]
      return [found?.records, found?.requests]
    }

    it('tell the whole run, not the part behind', () => {
      const before = foldEvents(walked(), numbered(told))
      const folded = foldEvents(
        before,
        numbered([goesOn(30), counts('request', 10, 1), counts('pages', 10), counts('out', 10)], 20),
      )
      expect(count(folded, 'request')).toEqual([40, 4])
      expect(count(folded, 'pages')).toEqual([40, 0])
      expect(count(folded, 'out')).toEqual([40, 0])
    })

    it('go on from what they were, also before they are told again', () => {
      const folded = foldEvents(walked(), numbered([...told, goesOn(30)]))
      expect(count(folded, 'request')).toEqual([30, 3])
    })

    it('leave out the records of pages that are taken back, and no request: it was sent', () => {
      const folded = foldEvents(
        walked(),
        numbered([...told, goesOn(20), counts('request', 25, 2), counts('all', 50), counts('out', 25)]),
      )
      expect(count(folded, 'request')).toEqual([45, 5])
      expect(count(folded, 'all')).toEqual([90, 0])
      expect(count(folded, 'out')).toEqual([45, 0])
    })

    it('add up each time it goes on', () => {
      const folded = foldEvents(
        walked(),
        numbered([...told, goesOn(30), counts('out', 10), goesOn(40), counts('out', 5)]),
      )
      expect(count(folded, 'out')).toEqual([45, 0])
    })

    it('of nodes that run anew are what they tell now', () => {
      const folded = foldEvents(walked(), numbered([...told, goesOn(30), counts('inputs', 1)]))
      expect(count(folded, 'inputs')).toEqual([1, 0])
    })

    it('of a run that had given nothing begin at nothing', () => {
      const folded = foldEvents(
        walked(),
        numbered([counts('request', 0, 1), goesOn(0), counts('request', 10, 1)]),
      )
      expect(count(folded, 'request')).toEqual([10, 2])
    })
  })

  it('of walks side by side do not take each other back', () => {
    const folded = foldEvents(
      begun(),
      numbered([page(1, 'each:1/pages:1'), page(2, 'each:1/pages:2'), page(1, 'each:2/pages:1')]),
    )
    expect(indexes(folded)).toEqual(['each:1/pages:1', 'each:1/pages:2', 'each:2/pages:1'])
  })

  it('are held up to a number, and the older ones counted', () => {
    const many = Array.from({ length: maxPages + 3 }, (_, at) => page(at + 1))
    const folded = foldEvents(begun(), numbered(many))
    expect(folded.pages).toHaveLength(maxPages)
    expect(folded.pagesDropped).toBe(3)
    expect(folded.pages[0]?.index).toBe(4)
  })
})

describe('going on with a run', () => {
  /** A runner whose run stops after its pages, and that goes on when it is asked to. */
  function paged(hash: () => string) {
    const resumed: unknown[] = []
    const startedWith: unknown[] = []
    let from = 0
    const runner: RunnerClient = {
      ...noRunner,
      start: async (request) => {
        startedWith.push(request.mostPages)
        from = 0
        return { id: run }
      },
      resume: async (_, how) => {
        resumed.push(how)
        from += 10
      },
      async *events(_, after) {
        yield numbered(
          [
            { ...started('o', hash()), resumed: from > 0 } as RunEventBody,
            { type: 'finished', outcome: 'stopped', records: 10, masked: 0, resumable: true },
          ],
          after + 1,
        )
      },
      records: async (_, first) => ({ from: first, total: 10, records: [] }),
    }
    return { runner, resumed, startedWith }
  }

  it('one page, then the next of the same run, then all that are left', async () => {
    let hash = ''
    const { runner, resumed, startedWith } = paged(() => hash)
    const editor = openEditor(undefined, runner)
    editor.store.dispatch(checkOperations(new OperationChecker(catalog)))
    hash = editor.store.getState().document.checks[editor.operation]?.hash ?? ''
    await editor.store.dispatch(fetchPages(1))
    expect(startedWith).toEqual([1])
    expect(editor.store.getState().session.panels.run.tab).toBe('pages')
    await editor.store.dispatch(fetchPages(1))
    await editor.store.dispatch(fetchPages(undefined))
    expect(resumed).toEqual([{ mostPages: 1 }, {}])
    expect(startedWith).toEqual([1])
    expect(selectRun(editor.store.getState())?.state).toBe('finished')
  })

  it('from a page that was chosen; a refusal is the failure of the run', async () => {
    let hash = ''
    const { runner, resumed } = paged(() => hash)
    const editor = openEditor(undefined, runner)
    await editor.store.dispatch(runOperation())
    await editor.store.dispatch(resumeRun({ page: 7 }))
    expect(resumed).toEqual([{ page: 7 }])
    const refusing = openEditor(undefined, {
      ...runner,
      resume: async () => {
        throw Object.assign(new Error('What is needed is not kept.'), { code: 'not-resumable' })
      },
    })
    await refusing.store.dispatch(runOperation())
    await refusing.store.dispatch(resumeRun())
    hash = 'other'
    expect(selectRun(refusing.store.getState())).toMatchObject({
      state: 'finished',
      outcome: 'failed',
      failure: { message: 'What is needed is not kept.' },
    })
  })

  it('an operation that was changed is run anew', async () => {
    const { runner, resumed, startedWith } = paged(() => 'of another day')
    const editor = openEditor(undefined, runner)
    editor.store.dispatch(checkOperations(new OperationChecker(catalog)))
    await editor.store.dispatch(fetchPages(2))
    await editor.store.dispatch(fetchPages(2))
    expect([startedWith, resumed]).toEqual([[2, 2], []])
  })
})
