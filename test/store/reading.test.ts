import { describe, expect, it } from 'vitest'
import type { GraphNode } from '../../src/model/document.ts'
import { graphFacts } from '../../src/model/graph.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { documentOpened } from '../../src/store/documentSlice.ts'
import { edit } from '../../src/store/edit.ts'
import { faceMeasures, nodeFace, portOffset } from '../../src/store/faces.ts'
import { outlineOf, printOutline } from '../../src/store/outline.ts'
import { selectScopeEntries } from '../../src/store/picker.ts'
import { checkRestMs, OperationChecker, watchProblems } from '../../src/store/problems.ts'
import { runAsked, runStarted, runTold } from '../../src/store/runSlice.ts'
import { problemsAt, selectOperation, selectProblems, selectProblemsOf } from '../../src/store/selectors.ts'
import { largeConnector, type OpenEditor, openEditor, sampleConnector } from './editor.ts'

const setUrl = (editor: OpenEditor, value: string) =>
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
        policy: 'merge',
      },
    ),
  )

describe('problems', () => {
  it('are looked for when the person rests, and not with every key', async () => {
    const editor = openEditor()
    const end = watchProblems(editor.store)
    await editor.host.advance(0)
    const before = editor.store.getState().document.checks
    setUrl(editor, '/classes/{{ nowhere }}')
    await editor.host.advance(checkRestMs - 1)
    setUrl(editor, '/classes/{{ nowhere2 }}')
    await editor.host.advance(checkRestMs - 1)
    expect(editor.store.getState().document.checks).toBe(before)
    await editor.host.advance(1)
    const found = selectProblemsOf(editor.store.getState(), editor.node('request'))
    expect(found.map(({ message }) => message).join(' ')).toContain('nowhere2')
    expect(problemsAt(found, ['url'])).toHaveLength(1)
    expect(problemsAt(found, ['headers'])).toHaveLength(0)
    end()
  })

  it('are looked for away from the page, and only where something has changed', async () => {
    const editor = openEditor()
    const asked: string[][] = []
    const end = watchProblems(editor.store, async (connector, operations) => {
      asked.push([...operations])
      const checker = new OperationChecker(editor.store.extra.catalog)
      return Object.fromEntries(connector.operations.map((each) => [each.id, checker.check(connector, each)]))
    })
    await editor.host.advance(0)
    setUrl(editor, '/classes/{{ nowhere }}')
    await editor.host.advance(checkRestMs)
    const all = editor.connector.operations.map(({ id }) => id as string)
    expect(asked).toEqual([all, [editor.operation]])
    const found = selectProblemsOf(editor.store.getState(), editor.node('request'))
    expect(problemsAt(found, ['url'])).toHaveLength(1)
    end()
  })

  it('are found by the page itself where that fails', async () => {
    const editor = openEditor()
    const end = watchProblems(editor.store, () => Promise.reject(new Error('No worker.')))
    setUrl(editor, '/classes/{{ nowhere }}')
    await editor.host.advance(checkRestMs)
    const found = selectProblemsOf(editor.store.getState(), editor.node('request'))
    expect(problemsAt(found, ['url'])).toHaveLength(1)
    end()
  })

  it('are not looked for again because something was moved', async () => {
    const editor = openEditor()
    const end = watchProblems(editor.store)
    await editor.host.advance(0)
    const before = selectProblems(editor.store.getState(), editor.operation)
    editor.store.dispatch(
      edit(
        [
          {
            edit: 'moveNodes',
            operation: editor.operation,
            places: { [editor.node('request')]: { x: 1, y: 1 } },
          },
        ],
        {
          label: 'Move',
          policy: 'record',
        },
      ),
    )
    await editor.host.advance(checkRestMs)
    expect(selectProblems(editor.store.getState(), editor.operation)).toBe(before)
    end()
  })

  it('of another connector are looked for at once, and none stay behind', async () => {
    const editor = openEditor()
    const end = watchProblems(editor.store)
    editor.store.dispatch(documentOpened({ connector: undefined, seq: 0 }))
    await editor.host.advance(1_000)
    expect(editor.store.getState().document.checks).toEqual({})
    end()
    editor.store.dispatch(documentOpened({ connector: sampleConnector(), seq: 0 }))
    await editor.host.advance(1_000)
    expect(editor.store.getState().document.checks).toEqual({})
  })
})

describe('what the {{ list offers', () => {
  it('has the names in scope, with values of the last run, and is the same list until something changes', () => {
    const editor = openEditor()
    const { store } = editor
    const read = () => selectScopeEntries(store.getState(), editor.node('output'), catalog)
    const before = read()
    expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining(['input', 'service']))
    expect(read()).toBe(before)
    const id = 'r1' as never
    store.dispatch(runAsked({ connector: editor.connector.id, operation: editor.operation, atMs: 1 }))
    store.dispatch(runStarted({ operation: editor.operation, id }))
    const value = { name: 'Ada' }
    store.dispatch(
      runTold({
        operation: editor.operation,
        id,
        events: [{ seq: 1, atMs: 1, type: 'sample', node: editor.node('request'), at: 'r', value }],
      }),
    )
    const after = read()
    expect(after).not.toBe(before)
    const nodes = after.find(({ name }) => name === 'nodes')
    expect(nodes?.children?.find(({ name }) => name === 'Request')?.sample).toEqual(value)
  })

  it('never shows the value of a secret', () => {
    const editor = openEditor()
    const entries = selectScopeEntries(editor.store.getState(), editor.node('request'), catalog)
    const auth = entries.find(({ name }) => name === 'auth')
    expect(auth?.children?.map(({ name, sample }) => [name, sample])).toEqual([['key', undefined]])
  })
})

describe('the outline', () => {
  it('reads a graph as a numbered list in plain words', () => {
    const editor = openEditor()
    setUrl(editor, '/classes/Customer')
    const { connector } = editor.store.getState().document
    const operation = selectOperation(editor.store.getState())
    const items = outlineOf(graphFacts(connector as never, operation as never, catalog))
    const text = printOutline(items)
    expect(text.split('\n')).toHaveLength(4)
    expect(text).toMatch(/^1\. /)
    expect(text).toMatch(/\d\. Ask .*\/classes\/Customer.* \(from \d and \d\)/)
    const request = items.find(({ kind }) => kind === 'request')
    expect(request?.addAfter).toEqual(['request', 'pagination-loop', 'for-each', 'transform'])
    expect(items.find(({ kind }) => kind === 'output')).toMatchObject({ addAfter: [], canConnect: false })
  })

  it('goes on past what it cannot read', () => {
    const connector = sampleConnector()
    const [operation] = connector.operations
    const odd = {
      ...(operation as NonNullable<typeof operation>),
      graph: {
        nodes: {
          a: { id: 'a', kind: 'time-machine', title: 'Odd', settings: {} },
          b: { id: 'b', kind: 'request', title: 'Bent', settings: { method: 7, url: [] } },
        } as unknown as Record<NodeId, GraphNode>,
        edges: {},
        notes: {},
      },
    }
    const items = outlineOf(graphFacts(connector, odd, catalog))
    expect(items.map(({ words }) => words)).toEqual([
      'Odd: a node of the unknown kind “time-machine”',
      'Bent: its settings cannot be read',
    ])
  })
})

describe('faces', () => {
  const connector = sampleConnector()
  const nodes = Object.values<GraphNode>(connector.operations[0]?.graph.nodes ?? {})

  it.each(nodes.map((node) => [node.kind, node] as const))(
    'of a %s fit the measures of the design',
    (_, node) => {
      const face = nodeFace(node, connector, catalog)
      expect(face.width).toBeGreaterThanOrEqual(faceMeasures.leastWidth)
      expect(face.width).toBeLessThanOrEqual(faceMeasures.mostWidth)
      expect(face.height).toBeGreaterThanOrEqual(faceMeasures.header)
      expect(face.broken).toBe(false)
      for (const port of face.ports) {
        const { x, y } = portOffset(face, port.name)
        expect(x).toBe(port.way === 'out' ? face.width : 0)
        expect(y).toBeGreaterThan(0)
        expect(y).toBeLessThan(face.height)
      }
    },
  )

  it('put main ports at the header’s centre', () => {
    for (const node of nodes) {
      const face = nodeFace(node, connector, catalog)
      const main = face.ports.find(({ carries }) => carries === 'records')
      expect(main === undefined || portOffset(face, main.name).y === 22).toBe(true)
    }
  })

  it('are the same object until node or service change', () => {
    const [node] = nodes as [GraphNode]
    expect(nodeFace(node, connector, catalog)).toBe(nodeFace(node, connector, catalog))
    const moved = { ...connector, service: { ...connector.service, title: 'Other' } }
    expect(nodeFace(node, moved, catalog)).not.toBe(nodeFace(node, connector, catalog))
  })

  it('of an unknown kind, and of settings that fit nothing, are drawn and say so', () => {
    const [node] = nodes as [GraphNode]
    expect(nodeFace({ ...node, kind: 'toString' }, connector, catalog)).toMatchObject({
      broken: true,
      rows: [],
    })
    const bent = { ...node, kind: 'request', settings: { method: 7 } }
    expect(nodeFace(bent, connector, catalog)).toMatchObject({ broken: true, kindTitle: 'Request' })
  })
})

describe('a graph of 5,000 nodes', () => {
  it('changes only what an edit touches: other nodes, boxes and selectors keep their objects', () => {
    const editor = openEditor(largeConnector(5_000))
    const { store } = editor
    const index = () =>
      store.extra.indexes.of(
        store.getState().document.connector as never,
        selectOperation(store.getState()) as never,
      )
    const before = index()
    const { version } = before
    setUrl(editor, '/changed')
    expect(index()).toBe(before)
    expect(before.version).toBe(version + 1)
    const [old, now] = [editor.connector.operations[0], selectOperation(store.getState())]
    const changed = Object.keys(old?.graph.nodes ?? {}).filter(
      (id) => old?.graph.nodes[id as NodeId] !== now?.graph.nodes[id as NodeId],
    )
    expect(changed).toEqual([editor.node('request')])
    expect(editor.host.changes[0]?.patches).toHaveLength(1)
  })
})
