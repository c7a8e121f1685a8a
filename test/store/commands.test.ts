import { beforeEach, describe, expect, it } from 'vitest'
import type { GraphNode } from '../../src/model/document.ts'
import type { NodeId } from '../../src/model/ids.ts'
import type { KindFacts } from '../../src/model/kinds.ts'
import { printConnector } from '../../src/model/print.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import type { CommandArgs } from '../../src/store/commands/command.ts'
import { commandById, commands, offeredCommands } from '../../src/store/commands/list.ts'
import { createEditorStore } from '../../src/store/createStore.ts'
import { moveTo } from '../../src/store/graphThunks.ts'
import { selectOperation, selectSelection, selectViewport } from '../../src/store/selectors.ts'
import {
  canvasResized,
  pageOpened,
  readOnlyChanged,
  selected,
  viewportMoved,
} from '../../src/store/sessionSlice.ts'
import { visibleArea } from '../../src/store/viewport.ts'
import { fakeHost, type OpenEditor, openEditor, sampleConnector } from './editor.ts'

let editor: OpenEditor
beforeEach(() => {
  editor = openEditor()
  editor.store.dispatch(canvasResized({ width: 1_000, height: 600 }))
})

const run = async (id: string, args?: CommandArgs) => {
  const { store } = editor
  const command = commandById(id)
  expect(command.enabled(store.getState()), `${id} is enabled`).toBe(true)
  await command.run({ dispatch: store.dispatch, getState: store.getState, extra: store.extra }, args)
}
const graph = () => {
  const operation = selectOperation(editor.store.getState())
  if (operation === undefined) throw new Error('No operation is open.')
  return operation.graph
}
const edges = () =>
  Object.values(graph().edges)
    .map(({ from, to }) => `${graph().nodes[from.node]?.title} → ${graph().nodes[to.node]?.title}.${to.port}`)
    .toSorted()
const select = (...ids: string[]) => editor.store.dispatch(selected(ids))
const chosen = () => Object.keys(editor.store.getState().session.selected)
const titles = () => Object.values<GraphNode>(graph().nodes).map(({ title }) => title)

describe('adding', () => {
  it.each(
    Object.values<KindFacts>(catalog)
      .filter(({ kind }) => kind !== 'inputs' && kind !== 'output')
      .map(({ kind }) => kind),
  )('a %s: it is there, selected, with the settings of its kind and a title of its own', async (kind) => {
    await run(`add-${kind}`, { at: { x: 3, y: 903 } })
    const [id] = chosen()
    const node = graph().nodes[id as NodeId]
    expect(node?.kind).toBe(kind)
    expect(new Set(titles()).size).toBe(titles().length)
    expect(selectOperation(editor.store.getState())?.layout[id as string]).toMatchObject({ x: 0, y: 904 })
  })

  it('what an operation holds once is not added twice, and that is said', async () => {
    await run('add-inputs')
    expect(titles().filter((title) => title.startsWith('Inputs'))).toHaveLength(1)
    expect(editor.host.said.at(-1)).toBe('An operation has one Inputs node.')
  })

  it('never on top of another card', async () => {
    for (let at = 0; at < 5; at += 1) await run('add-transform', { at: { x: 0, y: 0 } })
    const operation = selectOperation(editor.store.getState())
    const index = editor.store.extra.indexes.of(
      editor.store.getState().document.connector as never,
      operation as never,
    )
    const overlaps = [...index.boxes.entries()].filter(
      ([id, box]) =>
        graph().nodes[id as NodeId]?.kind === 'transform' &&
        index.boxes.within(box).some((other) => other !== id),
    )
    expect(titles().filter((title) => title.startsWith('Transform'))).toHaveLength(5)
    expect(overlaps).toEqual([])
  })

  it('by keyboard alone: N beside the selected node offers what fits, and joins what is chosen', async () => {
    select(editor.node('inputs'))
    await run('add-node')
    expect(editor.store.getState().session.overlay).toMatchObject({ kind: 'kinds', from: { port: 'out' } })
    await run('add-transform')
    expect(edges()).toContain('Inputs → Transform.in')
    expect(editor.store.getState().session.overlay).toBeUndefined()
  })

  it('into an edge', async () => {
    const [edge] = Object.values(graph().edges).filter(({ to }) => to.port === 'in')
    await run('add-transform', { edge: edge?.id as string })
    expect(edges()).toEqual(expect.arrayContaining(['Inputs → Transform.in', 'Transform → Request.in']))
  })

  it('an auth node takes the one authentication there is', async () => {
    await run('add-auth')
    const [id] = chosen()
    expect(graph().nodes[id as NodeId]?.settings['authentication']).toBe(
      editor.connector.service.authentications[0]?.id,
    )
  })
})

describe('connecting by keyboard', () => {
  it('C starts, arrows choose among legal targets, Enter connects, all read out', async () => {
    await run('add-transform', { at: { x: 0, y: 600 } })
    await run('start-edge')
    const before = edges().length
    await run('walk-down')
    await run('walk-up')
    await run('open-settings')
    expect(edges()).toHaveLength(before + 1)
    expect(editor.host.said.at(-1)).toMatch(/^Connected to /)
  })

  it('Escape leaves without an edge', async () => {
    const before = edges()
    select(editor.node('inputs'))
    await run('start-edge')
    await run('select-none')
    expect(edges()).toEqual(before)
    expect(editor.store.getState().session.overlay).toBeUndefined()
    expect(chosen()).toHaveLength(1)
  })

  it('a refusal is said in words', async () => {
    await run('connect', {
      from: { node: editor.node('auth'), port: 'out' },
      to: { node: editor.node('output'), port: 'in' },
    })
    expect(editor.host.said.at(-1)).toMatch(/takes records here/)
  })
})

describe('walking', () => {
  it('arrows go along edges', async () => {
    select(editor.node('inputs'))
    await run('walk-right')
    expect(chosen()).toEqual([editor.node('request')])
    await run('walk-right')
    expect(chosen()).toEqual([editor.node('output')])
    await run('walk-left')
    await run('walk-left')
    expect(chosen()).toEqual([editor.node('inputs')])
    await run('walk-down')
    expect(chosen()).toEqual([editor.node('auth')])
  })

  it('begin at the leftmost card, and bring into sight what they select', async () => {
    editor.store.dispatch(canvasResized({ width: 200, height: 100 }))
    select()
    await run('walk-right')
    for (let at = 0; at < 2; at += 1) await run('walk-right')
    const viewport = selectViewport(editor.store.getState())
    const box = editor.store.extra.indexes
      .of(
        editor.store.getState().document.connector as never,
        selectOperation(editor.store.getState()) as never,
      )
      .boxes.box(chosen()[0] as string)
    expect(Math.abs(viewport.x + 100 - ((box?.x ?? 0) + (box?.width ?? 0) / 2))).toBeLessThan(1)
  })
})

describe('clipboard', () => {
  it('copies as text and pastes with ids of its own, here and into another operation', async () => {
    select(editor.node('request'), editor.node('auth'))
    await run('copy')
    expect(editor.host.clipboard).toContain('patchbay.fragment/1')
    await run('paste', { at: { x: 1_000, y: 1_000 } })
    expect(titles()).toEqual(expect.arrayContaining(['Request 2', 'Auth 2']))
    expect(edges()).toContain('Auth 2 → Request 2.auth')
    await run('new-operation', { text: 'Second' })
    await run('paste')
    expect(titles()).toContain('Request 2')
  })

  it('cut takes away, and undo brings back', async () => {
    const before = printConnector(editor.connector)
    select(editor.node('request'))
    await run('cut')
    expect(titles()).not.toContain('Request')
    await run('undo')
    expect(printConnector(editor.store.getState().document.connector as never)).toBe(before)
  })

  it('says what it does not understand', async () => {
    editor.host.clipboard = 'hello'
    await run('paste')
    expect(editor.host.said.at(-1)).toBe('The clipboard holds no nodes.')
  })

  it('says when the browser does not let it', async () => {
    const host = fakeHost()
    const refusing = {
      read: () => Promise.reject(new Error('no')),
      write: () => Promise.reject(new Error('no')),
    }
    const store = createEditorStore({ ...host.extra, clipboard: refusing })
    await commandById('paste').run({ dispatch: store.dispatch, getState: store.getState, extra: store.extra })
    expect(host.said.at(-1)).toMatch(/did not let the page read/)
  })
})

describe('duplicating', () => {
  it('leaves out what an operation has once, and says so', async () => {
    await run('select-all')
    await run('duplicate')
    expect(titles().toSorted()).toEqual(['Auth', 'Auth 2', 'Inputs', 'Output', 'Request', 'Request 2'])
    expect(edges()).toContain('Auth 2 → Request 2.auth')
    expect(editor.host.said.at(-1)).toBe(
      'An operation has one Inputs node. An operation has one Output node.',
    )
  })

  it('of nothing but that changes nothing', async () => {
    select(editor.node('inputs'))
    await run('duplicate')
    expect(editor.store.getState().document.history.undo).toEqual([])
    expect(editor.host.said.at(-1)).toBe('An operation has one Inputs node.')
  })
})

describe('what was done is read out by its name', () => {
  it.each([
    ['a node', ['request'], 'Deleted Request'],
    ['several', ['request', 'auth'], 'Deleted 2 nodes'],
  ])('%s', async (_, kinds, words) => {
    select(...kinds.map((kind) => editor.node(kind)))
    await run('delete')
    expect(editor.host.said.at(-1)).toBe(words)
  })

  it('an edge, and a note with it', async () => {
    const [edge] = Object.values(graph().edges).filter(({ to }) => to.port === 'auth')
    select(edge?.id as string)
    await run('delete')
    expect(editor.host.said.at(-1)).toBe('Deleted the edge from Auth to Request')
    await run('add-note')
    select(...chosen(), editor.node('output'))
    await run('copy')
    expect(editor.host.said.at(-1)).toBe('Copied 1 node and 1 note')
  })
})

describe('the palette', () => {
  const offered = () => offeredCommands(editor.store.getState()).map(({ id }) => id)

  it('offers what is done to a graph where the graph is seen, and nowhere else', () => {
    expect(offered()).toEqual(expect.arrayContaining(['add-request', 'tidy', 'run', 'new-operation']))
    editor.store.dispatch(pageOpened('service'))
    expect(offered()).not.toContain('add-request')
    expect(offered()).not.toContain('tidy')
    expect(offered()).toContain('new-operation')
  })
})

describe('deleting', () => {
  it('takes the edges along and selects what stood before', async () => {
    select(editor.node('output'))
    await run('delete')
    expect(edges().some((edge) => edge.includes('Output'))).toBe(false)
    expect(chosen()).toEqual([editor.node('request')])
  })
  it('an operation opens its neighbour, and undo goes back to it', async () => {
    await run('new-operation', { text: 'Second' })
    await run('delete-operation')
    expect(selectOperation(editor.store.getState())?.title).toBe('Get details of customer')
    await run('undo')
    expect(selectOperation(editor.store.getState())?.title).toBe('Second')
  })
})

describe('looking', () => {
  it('fits, zooms and goes back to 100 % without an undo step or a change', async () => {
    await run('zoom-fit')
    await run('zoom-in')
    await run('zoom-100')
    expect(selectViewport(editor.store.getState()).zoom).toBe(1)
    expect(editor.store.getState().document.history.undo).toEqual([])
    expect(editor.host.changes).toEqual([])
  })
  it('shows the whole of a graph that was tidied, and stays where it has it all in sight', async () => {
    const inSight = () => {
      const { connector } = editor.store.getState().document
      const operation = selectOperation(editor.store.getState())
      const seen = visibleArea(selectViewport(editor.store.getState()), { width: 1_000, height: 600 })
      return editor.store.extra.indexes.of(connector as never, operation as never).boxes.within(seen).length
    }
    const { operation } = editor
    const layout = selectOperation(editor.store.getState())?.layout ?? {}
    const far = Object.fromEntries(Object.keys(layout).map((id, at) => [id, { x: 90_000, y: at * 400 }]))
    editor.store.dispatch(moveTo(far))
    editor.store.dispatch(viewportMoved({ operation, viewport: { x: 89_900, y: -50, zoom: 1 } }))
    await run('tidy')
    expect(inSight()).toBe(4)
    const fitted = selectViewport(editor.store.getState())
    const further = { x: fitted.x - 200, y: fitted.y - 200, zoom: fitted.zoom / 2 }
    editor.store.dispatch(viewportMoved({ operation, viewport: further }))
    await run('tidy')
    expect(selectViewport(editor.store.getState())).toEqual(further)
    // Most of it is in sight here, and one card is not.
    editor.store.dispatch(viewportMoved({ operation, viewport: { ...fitted, x: fitted.x + 300 } }))
    await run('tidy')
    expect(selectViewport(editor.store.getState())).toEqual(fitted)
  })

  it('select all takes nodes and notes', async () => {
    await run('add-note')
    await run('select-all')
    expect(selectSelection(editor.store.getState())).toMatchObject({ size: 5 })
  })
})

describe('files', () => {
  it('exports and imports byte for byte', async () => {
    await run('export-connector')
    const [file] = editor.host.saved
    expect(file?.name).toBe('back4app-customers.connector.json')
    editor.host.file = { name: 'x', bytes: new TextEncoder().encode(file?.text) }
    await run('import-connector')
    const [kept] = editor.host.kept.values()
    expect(printConnector(kept as never)).toBe(file?.text)
    expect(editor.host.went).toEqual([{ page: 'connector', connector: editor.connector.id }])
  })

  it('of a connector that is known asks: replace, or keep both', async () => {
    editor.host.kept.set(editor.connector.id, editor.connector)
    const text = printConnector({ ...editor.connector, title: 'Newer' })
    await run('import-connector', { text })
    expect(editor.store.getState().session.overlay).toMatchObject({
      kind: 'import',
      known: 'Back4App Customers',
    })
    await run('import-copy')
    expect([...editor.host.kept.values()].map(({ title }) => title)).toEqual([
      'Back4App Customers',
      'Newer (copy)',
    ])
    const copy = [...editor.host.kept.values()][1]
    const auth = Object.values<GraphNode>(copy?.operations[0]?.graph.nodes ?? {}).find(
      ({ kind }) => kind === 'auth',
    )
    expect(auth?.settings['authentication']).toBe(copy?.service.authentications[0]?.id)
    for (const id of [editor.connector.id, editor.connector.operations[0]?.id as string])
      expect(printConnector(copy as never)).not.toContain(id)
    await run('import-connector', { text })
    await run('import-replace')
    expect(editor.host.kept.get(editor.connector.id)?.title).toBe('Newer')
  })

  it('that are no connectors are refused, with all that is wrong in a dialog', async () => {
    await run('import-connector', { text: '{"a": 1' })
    const { overlay } = editor.store.getState().session
    expect(overlay?.kind === 'refused' && overlay.problems.length > 0).toBe(true)
    expect(editor.host.said.at(-1)).toBe('The text was not imported.')
  })
})

describe('a connector that may not be changed', () => {
  it('offers no command that would change it, and every one that only looks', () => {
    editor.store.dispatch(readOnlyChanged('Open in another tab.'))
    select(editor.node('request'))
    const offered = new Set(offeredCommands(editor.store.getState()).map(({ id }) => id))
    for (const id of ['delete', 'paste', 'undo', 'add-request', 'new-operation', 'tidy'])
      expect(offered.has(id)).toBe(false)
    for (const id of ['copy', 'zoom-fit', 'find', 'export-connector', 'run'])
      expect(offered.has(id)).toBe(true)
  })

  it('stays as it is whatever command runs', async () => {
    const { store } = editor
    select(editor.node('request'))
    store.dispatch(readOnlyChanged('Open in another tab.'))
    const before = store.getState().document.connector
    for (const command of commands)
      await command.run({ dispatch: store.dispatch, getState: store.getState, extra: store.extra })
    expect(store.getState().document.connector).toBe(before)
    expect(editor.host.changes).toEqual([])
  })
})

describe('with nothing open', () => {
  it('no command fails', async () => {
    const host = fakeHost()
    const store = createEditorStore(host.extra)
    for (const command of commands)
      await command.run({ dispatch: store.dispatch, getState: store.getState, extra: store.extra })
    expect(store.getState().document.connector).toBeUndefined()
    expect(sampleConnector().operations).toHaveLength(1)
  })
})
