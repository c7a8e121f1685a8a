import { describe, expect, it } from 'vitest'
import type { RunEvent, RunEventBody, RunId } from '../../src/engine/events.ts'
import type { NodeId } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { commandById } from '../../src/store/commands/list.ts'
import { undo } from '../../src/store/edit.ts'
import { addNode } from '../../src/store/graphThunks.ts'
import { canBeHeld, givenBy, originOf, precedence, recordedOf, selectGiven } from '../../src/store/held.ts'
import { samplesOf } from '../../src/store/picker.ts'
import { runNode, runOnFrom, runOperation } from '../../src/store/runThunks.ts'
import { selectNode, selectOperation, selectOperationStatus, selectRun } from '../../src/store/selectors.ts'
import {
  allReleased,
  outputHeld,
  outputReleased,
  sampleChosen,
  sampleForgotten,
  sampleKept,
  selected,
} from '../../src/store/sessionSlice.ts'
import type { Given, HeldNode } from '../../src/store/state.ts'
import { noRunner, type OpenEditor, openEditor } from './editor.ts'

interface Asked {
  readonly pins?: Readonly<Record<string, Json[]>>
  readonly until?: string
  readonly mostPages?: number
}

/** A runner that completes every run, with one sample of each node that it runs. */
function completing(sample: (node: string) => Json | undefined, cut = false) {
  const asked: Asked[] = []
  const runner = {
    ...noRunner,
    start: async (request: object) => {
      asked.push(request as Asked)
      return { id: `run${asked.length}` as RunId }
    },
    async *events() {
      const last = asked.at(-1)
      const given = Object.keys(last?.pins ?? {}) as NodeId[]
      const bodies: RunEventBody[] = [
        {
          type: 'started',
          run: `run${asked.length}` as RunId,
          operation: 'o' as never,
          hash: 'h',
          resumed: false,
          yields: 'one',
          ...(given.length > 0 && { given }),
          ...(last?.until !== undefined && { until: last.until as NodeId }),
        },
        ...nodes.flatMap((node): RunEventBody[] => {
          const value = sample(node)
          if (value === undefined || given.includes(node)) return []
          return [{ type: 'sample', node, at: '', value, ...(cut && { cut }) }]
        }),
        { type: 'finished', outcome: 'completed', records: 1, masked: 0, resumable: false },
      ]
      yield bodies.map((body, at) => ({ seq: at + 1, atMs: at, ...body }) as RunEvent)
    },
    records: async (_: string, from: number) => ({ from, total: 1, records: [{}] }),
  }
  const nodes: NodeId[] = []
  return { runner: runner as never, asked, nodes }
}

function opened(sample: (node: string) => Json | undefined = (node) => ({ of: node }), cut = false) {
  const script = completing(sample, cut)
  const editor = openEditor(undefined, script.runner)
  script.nodes.push(...(Object.keys(selectOperation(editor.store.getState())?.graph.nodes ?? {}) as NodeId[]))
  return { ...editor, asked: script.asked }
}

const request = (editor: Pick<OpenEditor, 'node'>) => editor.node('request') as NodeId

describe('precedence: pinned, edited, sample, recorded, live', () => {
  const samples = [
    { name: 'empty', records: [] },
    { name: '200', records: [3] },
  ]
  const cases: readonly [string, HeldNode, Given | undefined][] = [
    [
      'pinned stands before all',
      { pinned: [1], edited: [2], samples, used: '200' },
      { origin: 'pinned', records: [1] },
    ],
    ['edited before a sample', { edited: [2], samples, used: '200' }, { origin: 'edited', records: [2] }],
    ['a sample that is used', { samples, used: '200' }, { origin: 'sample', records: [3], name: '200' }],
    [
      'a sample of no records is one',
      { samples, used: 'empty' },
      { origin: 'sample', records: [], name: 'empty' },
    ],
    ['samples alone hold nothing', { samples }, undefined],
    ['a sample that is gone holds nothing', { samples, used: 'gone' }, undefined],
  ]
  it.each(cases)('%s', (_, held, given) => {
    expect(givenBy(held)).toEqual(given)
  })

  it('of a mix says the first in precedence', () => {
    const given = (origin: Given['origin']): Given => ({ origin, records: [] })
    const mix = { a: given('recorded'), b: given('sample'), c: given('edited') } as Record<string, Given>
    expect(originOf(mix as never)).toBe('edited')
    expect(originOf({})).toBeUndefined()
    expect(precedence.at(-1)).toBe('live')
  })
})

describe('holding', () => {
  it('a node is held, released, and its samples stay', () => {
    const { store, ...editor } = opened()
    const node = request(editor)
    store.dispatch(sampleKept({ node, name: '200', records: [{ ok: true }] }))
    store.dispatch(outputHeld({ node, as: 'edited', records: [1] }))
    store.dispatch(outputHeld({ node, as: 'pinned', records: [2] }))
    expect(selectGiven(store.getState(), node)).toEqual({ origin: 'pinned', records: [2] })
    store.dispatch(outputReleased(node))
    expect(selectGiven(store.getState(), node)).toBeUndefined()
    store.dispatch(sampleChosen({ node, name: '200' }))
    expect(selectGiven(store.getState(), node)).toMatchObject({ origin: 'sample', records: [{ ok: true }] })
    store.dispatch(sampleForgotten({ node, name: '200' }))
    expect(store.getState().session.held).toEqual({})
  })

  it('an edit of what is pinned is what runs take', () => {
    const { store, ...editor } = opened()
    const node = request(editor)
    store.dispatch(outputHeld({ node, as: 'pinned', records: [1] }))
    store.dispatch(outputHeld({ node, as: 'edited', records: [2] }))
    expect(selectGiven(store.getState(), node)).toEqual({ origin: 'edited', records: [2] })
  })

  it('what is held of a node rests while it stands in a container', () => {
    const { store, ...editor } = opened()
    const node = request(editor)
    store.dispatch(outputHeld({ node, as: 'pinned', records: [1] }))
    store.dispatch(selected([node]))
    store.dispatch(addNode('pagination-loop'))
    expect(selectNode(store.getState(), node)?.parent).toBeDefined()
    expect(selectGiven(store.getState(), node)).toBeUndefined()
    store.dispatch(undo())
    expect(selectGiven(store.getState(), node)?.origin).toBe('pinned')
  })

  it('a sample of the same name is replaced', () => {
    const { store, ...editor } = opened()
    const node = request(editor)
    store.dispatch(sampleKept({ node, name: 'a', records: [1] }))
    store.dispatch(sampleKept({ node, name: 'a', records: [2] }))
    expect(store.getState().session.held[node]?.samples).toEqual([{ name: 'a', records: [2] }])
  })

  it('everything is released at once, samples stay', () => {
    const { store, ...editor } = opened()
    const node = request(editor)
    store.dispatch(sampleKept({ node, name: 'a', records: [1] }))
    store.dispatch(outputHeld({ node, as: 'pinned', records: [2] }))
    store.dispatch(allReleased())
    expect(store.getState().session.held).toEqual({ [node]: { samples: [{ name: 'a', records: [1] }] } })
  })

  it('what takes records in and gives records out can be held; inputs, credentials and the output cannot', () => {
    const { store } = opened()
    const nodes = Object.values(selectOperation(store.getState())?.graph.nodes ?? {})
    const held = nodes.filter((node) => canBeHeld(node, catalog)).map(({ kind }) => kind)
    expect(held).toEqual(['request'])
  })

  it('a key pins what the node gave, and lets it run again', async () => {
    const { store, ...editor } = opened()
    const node = request(editor)
    await store.dispatch(runOperation())
    store.dispatch(selected([node]))
    const hold = commandById('hold-output')
    expect(hold.enabled(store.getState())).toBe(true)
    await hold.run(store)
    expect(selectGiven(store.getState(), node)).toEqual({ origin: 'pinned', records: [{ of: node }] })
    await hold.run(store)
    expect(selectGiven(store.getState(), node)).toBeUndefined()
  })
})

describe('runs with what is held', () => {
  it('a run takes what is held in the place of the node, and proves nothing of the operation', async () => {
    const { store, asked, ...editor } = opened()
    const node = request(editor)
    store.dispatch(outputHeld({ node, as: 'edited', records: [{ name: 'Ada' }] }))
    await store.dispatch(runOperation())
    expect(asked[0]?.pins).toEqual({ [node]: [{ name: 'Ada' }] })
    const run = selectRun(store.getState())
    expect(run?.given).toEqual({ [node]: { origin: 'edited', records: [{ name: 'Ada' }] } })
    expect(samplesOf(run)[node]).toEqual({ name: 'Ada' })
    expect(selectOperationStatus(store.getState(), editor.operation)).toBe('never')
  })

  it('a live run hands nothing in', async () => {
    const { store, asked } = opened()
    await store.dispatch(runOperation())
    expect(asked[0]).not.toHaveProperty('pins')
    expect(selectRun(store.getState())?.given).toEqual({})
  })

  it('one node alone runs, though it is held', async () => {
    const { store, asked, ...editor } = opened()
    const node = request(editor)
    store.dispatch(outputHeld({ node, as: 'pinned', records: [1] }))
    await store.dispatch(runNode(node))
    expect(asked[0]).toMatchObject({ until: node })
    expect(asked[0]).not.toHaveProperty('pins')
    expect(selectRun(store.getState())?.until).toBe(node)
  })

  it('run on from the output takes the request from the last run, again and again', async () => {
    const { store, asked, ...editor } = opened()
    const node = request(editor)
    const output = editor.node('output') as NodeId
    await store.dispatch(runOperation())
    await store.dispatch(runOnFrom(output))
    await store.dispatch(runOnFrom(output))
    expect(asked[1]?.pins).toEqual({ [node]: [{ of: node }] })
    expect(asked[2]?.pins).toEqual({ [node]: [{ of: node }] })
    expect(selectRun(store.getState())?.given[node]?.origin).toBe('recorded')
  })

  it('run on from a node that was edited takes the edited value', async () => {
    const { store, asked, ...editor } = opened()
    const node = request(editor)
    await store.dispatch(runOperation())
    store.dispatch(outputHeld({ node, as: 'edited', records: ['mine'] }))
    await store.dispatch(runOnFrom(node))
    expect(asked[1]?.pins).toEqual({ [node]: ['mine'] })
  })

  it('a sample that was cut is not taken for the whole: the node runs', async () => {
    const { store, asked, ...editor } = opened((node) => ({ of: node }), true)
    await store.dispatch(runOperation())
    expect(recordedOf(selectRun(store.getState()), request(editor))).toBeUndefined()
    await store.dispatch(runOnFrom(editor.node('output') as NodeId))
    expect(asked[1]).not.toHaveProperty('pins')
  })
})
