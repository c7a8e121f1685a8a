import { beforeEach, describe, expect, it } from 'vitest'
import { checkOperation } from '../../src/model/checks.ts'
import type { GraphNode } from '../../src/model/document.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { commandById } from '../../src/store/commands/list.ts'
import type { CommandArgs } from '../../src/store/commands/command.ts'
import { undo } from '../../src/store/edit.ts'
import { moveSelection } from '../../src/store/graphThunks.ts'
import { selectOperation } from '../../src/store/selectors.ts'
import { selected } from '../../src/store/sessionSlice.ts'
import { type OpenEditor, openEditor } from './editor.ts'

let editor: OpenEditor
beforeEach(() => {
  editor = openEditor()
})

const run = async (id: string, args?: CommandArgs) => commandById(id).run(editor.store, args)
const operation = () => {
  const found = selectOperation(editor.store.getState())
  if (found === undefined) throw new Error('No operation is open.')
  return found
}
const node = (kind: string): GraphNode => operation().graph.nodes[editor.node(kind)] as GraphNode
const edges = () =>
  Object.values(operation().graph.edges)
    .map(({ from, to }) => {
      const title = (id: NodeId) => operation().graph.nodes[id]?.kind ?? '?'
      return `${title(from.node)}.${from.port} > ${title(to.node)}.${to.port}`
    })
    .toSorted()
const containers = [
  ['pagination-loop', 'page'],
  ['for-each', 'item'],
] as const

describe.each(containers)('adding %s', (kind, inner) => {
  it('while a request is selected goes around it, and takes over its edges with records', async () => {
    const before = operation()
    const request = editor.node('request')
    editor.store.dispatch(selected([request]))
    await run(`add-${kind}`)
    expect(operation().graph.nodes[request]?.parent).toBe(node(kind).id)
    expect(edges()).toEqual(
      [
        `inputs.out > ${kind}.in`,
        `${kind}.out > output.in`,
        `request.out > ${kind}.emit`,
        `${kind}.${inner} > request.in`,
        'auth.out > request.auth',
      ].toSorted(),
    )
    expect(Object.keys(editor.store.getState().session.selected)).toEqual([node(kind).id])
    // One step, there and back.
    editor.store.dispatch(undo())
    expect(operation()).toEqual(before)
  })

  it('holds the request inside of its frame, which has room for it', async () => {
    const request = editor.node('request')
    editor.store.dispatch(selected([request]))
    await run(`add-${kind}`)
    const { layout } = operation()
    const [frame, card] = [layout[node(kind).id], layout[request]]
    expect(card?.x).toBe((frame?.x ?? 0) + 32)
    expect(card?.y).toBeGreaterThan((frame?.y ?? 0) + 44)
    expect(frame?.width).toBeGreaterThanOrEqual(360)
    expect(frame?.height).toBeGreaterThanOrEqual(330)
  })

  it('with nothing to go around brings a request of its own', async () => {
    editor.store.dispatch(selected([]))
    await run(`add-${kind}`, { at: { x: 2000, y: 2000 } })
    const inside = Object.values<GraphNode>(operation().graph.nodes).filter(
      ({ parent }) => parent === node(kind).id,
    )
    expect(inside.map(({ kind: of }) => of)).toEqual(['request'])
    expect(edges()).toContain(`request.out > ${kind}.emit`)
    expect(new Set(Object.values<GraphNode>(operation().graph.nodes).map(({ title }) => title)).size).toBe(
      Object.keys(operation().graph.nodes).length,
    )
  })

  it('on an edge stands in it', async () => {
    const edge = Object.values(operation().graph.edges).find(({ to }) => to.node === editor.node('output'))
    await run(`add-${kind}`, { edge: edge?.id as string })
    expect(edges()).toEqual(expect.arrayContaining([`request.out > ${kind}.in`, `${kind}.out > output.in`]))
  })

  it('takes what is inside along when it is moved, and leaves it alone when only that is', async () => {
    const request = editor.node('request')
    editor.store.dispatch(selected([request]))
    await run(`add-${kind}`)
    const before = operation().layout
    editor.store.dispatch(moveSelection({ x: 80, y: -16 }))
    const container = node(kind).id
    for (const id of [container, request])
      expect(operation().layout[id]).toMatchObject({
        x: (before[id]?.x ?? 0) + 80,
        y: (before[id]?.y ?? 0) - 16,
      })
    expect(operation().layout[container]).toMatchObject({ width: before[container]?.width })
    editor.store.dispatch(selected([request]))
    editor.store.dispatch(moveSelection({ x: 8, y: 0 }))
    expect(operation().layout[container]?.x).toBe((before[container]?.x ?? 0) + 80)
  })

  it('is dissolved into what it was around', async () => {
    const before = edges()
    editor.store.dispatch(selected([editor.node('request')]))
    await run(`add-${kind}`)
    await run('dissolve')
    expect(edges()).toEqual(before)
    expect(node('request').parent).toBeUndefined()
  })
})

it('a new walk says what it lacks, and nothing else is wrong with the operation', async () => {
  editor.store.dispatch(selected([editor.node('request')]))
  await run('add-pagination-loop')
  const connector = editor.store.getState().document.connector
  const problems = checkOperation(connector as never, editor.operation, catalog)
  expect(problems.map(({ code }) => code).toSorted()).toEqual(
    ['carry-path-missing', 'paged-records-missing', 'put-missing'].toSorted(),
  )
})
