import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Connector, GraphNode } from '../../src/model/document.ts'
import { printConnector } from '../../src/model/print.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { commandById } from '../../src/store/commands/list.ts'
import { gestureBegan } from '../../src/store/documentSlice.ts'
import { applyDocumentPatches, edit, redo, undo } from '../../src/store/edit.ts'
import { maxSteps, mergePauseMs } from '../../src/store/history.ts'
import { GraphIndexes } from '../../src/store/graphIndex.ts'
import { moveTo } from '../../src/store/graphThunks.ts'
import { selectOperation, selectUndo } from '../../src/store/selectors.ts'
import { operationOpened, pageOpened, readOnlyChanged, selected } from '../../src/store/sessionSlice.ts'
import { deepFreeze, type OpenEditor, openEditor } from './editor.ts'

const now = ({ store }: OpenEditor): Connector => {
  const { connector } = store.getState().document
  if (connector === undefined) throw new Error('Nothing is open.')
  return connector
}
const bytes = (editor: OpenEditor) => printConnector(now(editor))
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
      { label: 'Change URL', policy: 'merge', mergeKey: 'url' },
    ),
  )
const steps = ({ store }: OpenEditor) => store.getState().document.history.undo.map(({ label }) => label)

describe('one edit', () => {
  it('is in the state, in the history and on its way to the journal at once', () => {
    const editor = openEditor()
    typeUrl(editor, '/classes/Customer')
    const node = selectOperation(editor.store.getState())?.graph.nodes[editor.node('request')]
    expect(node?.settings['url']).toBe('/classes/Customer')
    expect(steps(editor)).toEqual(['Change URL'])
    expect(editor.host.changes.map(({ seq, patches }) => [seq, patches.map(({ op }) => op)])).toEqual([
      [1, ['replace']],
    ])
    expect(editor.host.changes[0]?.document).toBe(now(editor))
  })

  it('keeps every part of the document that it did not change', () => {
    const editor = openEditor()
    typeUrl(editor, '/a')
    expect(now(editor).service).toBe(editor.connector.service)
    const [before, after] = [editor.connector.operations[0], now(editor).operations[0]]
    expect(after?.graph.edges).toBe(before?.graph.edges)
    expect(after?.graph.nodes[editor.node('inputs')]).toBe(before?.graph.nodes[editor.node('inputs')])
  })

  it('that fails leaves everything as it was', () => {
    const editor = openEditor()
    const before = editor.store.getState()
    const edits = [
      { edit: 'setProven', operation: editor.operation, hash: 'x' },
      { edit: 'setSetting', operation: editor.operation, node: 'gone' as never, path: ['url'], value: '' },
    ] as const
    expect(() => editor.store.dispatch(edit(edits, { label: 'x', policy: 'record' }))).toThrow(/not there/)
    expect(editor.store.getState()).toBe(before)
    expect(editor.host.changes).toEqual([])
  })

  it('is refused with words where nothing may be changed', () => {
    const editor = openEditor()
    editor.store.dispatch(readOnlyChanged('Open in another tab.'))
    expect(typeUrl(editor, '/x')).toBe(false)
    expect(editor.host.said).toEqual(['Open in another tab.'])
    expect(bytes(editor)).toBe(printConnector(editor.connector))
  })

  it('that changes nothing is no step and no journal entry', () => {
    const editor = openEditor()
    typeUrl(editor, '/a')
    typeUrl(editor, '/a')
    expect(editor.host.changes).toHaveLength(1)
  })
})

describe('steps', () => {
  it('group a burst of keys, and nothing more', () => {
    const editor = openEditor()
    for (const text of ['/', '/c', '/cl']) typeUrl(editor, text)
    expect(steps(editor)).toEqual(['Change URL'])
    expect(selectUndo(editor.store.getState())?.patches).toHaveLength(1)
    editor.store.dispatch(gestureBegan())
    typeUrl(editor, '/cla')
    editor.host.now += mergePauseMs + 1
    typeUrl(editor, '/clas')
    expect(steps(editor)).toHaveLength(3)
  })

  it('are one for a whole drag, and the next drag is another', () => {
    const editor = openEditor()
    const node = editor.node('request')
    for (const drag of [0, 1]) {
      editor.store.dispatch(gestureBegan())
      for (let x = 0; x < 100; x += 1) editor.store.dispatch(moveTo({ [node]: { x: drag * 500 + x, y: 3 } }))
    }
    expect(steps(editor)).toEqual(['Move', 'Move'])
    editor.store.dispatch(undo())
    expect(now(editor).operations[0]?.layout[node]).toMatchObject({ x: 99 })
    editor.store.dispatch(undo())
    expect(bytes(editor)).toBe(printConnector(editor.connector))
  })

  it('on the connector map are undone there, wherever one has gone since', () => {
    const { store, operation } = openEditor()
    store.dispatch(pageOpened('map'))
    store.dispatch(
      edit([{ edit: 'changeOperation', operation, values: { title: 'Told' } }], {
        label: 'Rename operation',
        policy: 'record',
      }),
    )
    store.dispatch(operationOpened(operation))
    store.dispatch(undo())
    expect(store.getState().session.page).toBe('map')
  })

  it('remember where they happened, and undo goes there', () => {
    const editor = openEditor()
    const { store } = editor
    commandById('new-operation').run({
      dispatch: store.dispatch,
      getState: store.getState,
      extra: store.extra,
    })
    const second = store.getState().session.operation
    store.dispatch(operationOpened(editor.operation))
    const request = editor.node('request')
    store.dispatch(selected([request]))
    typeUrl(editor, '/a')
    store.dispatch(operationOpened(second))
    store.dispatch(undo())
    expect(store.getState().session.operation).toBe(editor.operation)
    expect(Object.keys(store.getState().session.selected)).toEqual([request])
    store.dispatch(undo())
    expect(now(editor).operations).toHaveLength(1)
    expect(store.getState().session.operation).toBe(editor.operation)
    store.dispatch(redo())
    expect(now(editor).operations).toHaveLength(2)
  })

  it('are bounded', () => {
    const editor = openEditor()
    for (let at = 0; at < maxSteps + 20; at += 1) {
      editor.store.dispatch(gestureBegan())
      typeUrl(editor, `/${at}`)
    }
    const { history } = editor.store.getState().document
    expect(history.undo).toHaveLength(maxSteps)
    expect(history.bytes).toBe(history.undo.reduce((sum, step) => sum + step.bytes, 0))
  })

  it('never hold a test result: it stays when all is undone', () => {
    const editor = openEditor()
    typeUrl(editor, '/a')
    editor.store.dispatch(
      edit([{ edit: 'setProven', operation: editor.operation, hash: 'h1' }], {
        label: 'Note the test',
        policy: 'ignore',
      }),
    )
    expect(steps(editor)).toEqual(['Change URL'])
    editor.store.dispatch(undo())
    expect(now(editor).operations[0]?.output.provenHash).toBe('h1')
    expect(editor.store.dispatch(undo())).toBe(false)
  })

  it('that were undone are gone after the next edit', () => {
    const editor = openEditor()
    typeUrl(editor, '/a')
    editor.store.dispatch(undo())
    typeUrl(editor, '/b')
    expect(editor.store.dispatch(redo())).toBe(false)
  })
})

/** Something a person might do, chosen by numbers so that fast-check can shrink it. */
const deed = fc.tuple(fc.nat(13), fc.nat(1_000), fc.string({ maxLength: 6 }))

async function perform(
  editor: OpenEditor,
  [what, which, text]: readonly [number, number, string],
): Promise<void> {
  const { store } = editor
  const api = { dispatch: store.dispatch, getState: store.getState, extra: store.extra }
  const operation = selectOperation(store.getState())
  const nodes = Object.values<GraphNode>(operation?.graph.nodes ?? {})
  const edges = Object.keys(operation?.graph.edges ?? {})
  const node = nodes[which % Math.max(1, nodes.length)]
  const edge = edges[which % Math.max(1, edges.length)]
  const run = async (id: string, args = {}) => {
    const command = commandById(id)
    if (command.enabled(store.getState())) await command.run(api, args)
  }
  const kinds = ['inputs', 'auth', 'request', 'transform', 'output']
  const deeds: (() => unknown)[] = [
    () => run(`add-${kinds[which % kinds.length]}`, { at: { x: which, y: -which } }),
    () => run('add-transform', edge === undefined ? {} : { edge }),
    () => node && store.dispatch(selected([node.id, ...(edge === undefined ? [] : [edge])])),
    () => run('delete'),
    () => run('duplicate'),
    () => run('toggle-disabled'),
    async () => {
      await run('copy')
      await run('paste', { at: { x: which, y: 0 } })
    },
    () => run('move-right'),
    () => run('tidy'),
    () => run('new-operation', { text }),
    () => run('duplicate-operation'),
    () => run('delete-operation'),
    () =>
      node &&
      operation &&
      store.dispatch(
        edit(
          [
            {
              edit: 'setSetting',
              operation: operation.id,
              node: node.id,
              path: ['extra', text],
              value: text,
            },
          ],
          { label: 'Type', policy: 'merge', mergeKey: `t${node.id}` },
        ),
      ),
    () =>
      node &&
      operation &&
      !nodes.some(({ title }) => title === `T${text}`) &&
      store.dispatch(
        edit([{ edit: 'renameNode', operation: operation.id, node: node.id, title: `T${text}` }], {
          label: 'Rename',
          policy: 'record',
        }),
      ),
  ]
  await deeds[what % deeds.length]?.()
  deepFreeze(store.getState().document.connector)
}

describe('whatever a person does', () => {
  it('undone gives the same bytes, and done again the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        const editor = openEditor()
        for (const one of deeds) await perform(editor, one)
        const after = bytes(editor)
        let count = 0
        while (editor.store.dispatch(undo())) count += 1
        expect(bytes(editor)).toBe(printConnector(editor.connector))
        for (let at = 0; at < count; at += 1) expect(editor.store.dispatch(redo())).toBe(true)
        expect(bytes(editor)).toBe(after)
      }),
      { numRuns: 60 },
    )
  })

  it('the journal replayed up to any change is the document as it was then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 15 }), fc.nat(), async (deeds, cut) => {
        const editor = openEditor()
        for (const one of deeds) await perform(editor, one)
        editor.store.dispatch(undo())
        const { changes } = editor.host
        const until = changes.slice(0, cut % (changes.length + 1))
        let replayed: Connector = structuredClone(editor.connector)
        for (const { patches } of until) replayed = applyDocumentPatches(replayed, structuredClone(patches))
        expect(printConnector(replayed)).toBe(printConnector(until.at(-1)?.document ?? editor.connector))
        expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, at) => at + 1))
      }),
      { numRuns: 60 },
    )
  })

  it('the index of boxes and edges is what a fresh one would be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 20 }), async (deeds) => {
        const editor = openEditor()
        const { store } = editor
        for (const one of deeds) {
          await perform(editor, one)
          const { connector } = store.getState().document
          for (const operation of connector?.operations ?? [])
            store.extra.indexes.of(connector as Connector, operation)
        }
        const connector = now(editor)
        const fresh = new GraphIndexes(catalog)
        for (const operation of connector.operations) {
          const [index, expected] = [store.extra.indexes, fresh].map((each) => each.of(connector, operation))
          expect(new Map(index?.boxes.entries())).toEqual(new Map(expected?.boxes.entries()))
          expect(new Map(index?.wires.entries())).toEqual(new Map(expected?.wires.entries()))
          for (const id of Object.keys(operation.graph.nodes))
            expect(index?.edgesOf(id as never)).toEqual(expected?.edgesOf(id as never))
        }
      }),
      { numRuns: 40 },
    )
  })
})
