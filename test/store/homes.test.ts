import { beforeEach, describe, expect, it } from 'vitest'
import type { GraphNode } from '../../src/model/document.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { commandById } from '../../src/store/commands/list.ts'
import type { CommandArgs } from '../../src/store/commands/command.ts'
import { undo } from '../../src/store/edit.ts'
import { graphContext, moveTo } from '../../src/store/graphThunks.ts'
import { dropAt, homesAt } from '../../src/store/homes.ts'
import { resizeContainer } from '../../src/store/sizing.ts'
import { selectOperation } from '../../src/store/selectors.ts'
import { selected } from '../../src/store/sessionSlice.ts'
import { touches } from '../../src/store/spatialIndex.ts'
import { type OpenEditor, openEditor } from './editor.ts'

let editor: OpenEditor
let loop: NodeId
let request: NodeId

const run = async (id: string, args?: CommandArgs) => commandById(id).run(editor.store, args)
const operation = () => {
  const found = selectOperation(editor.store.getState())
  if (found === undefined) throw new Error('No operation is open.')
  return found
}
const parentOf = (id: NodeId) => operation().graph.nodes[id]?.parent
const context = () => {
  const found = editor.store.dispatch(graphContext())
  if (found === undefined) throw new Error('No operation is open.')
  return found
}
const boxOf = (id: string) => {
  const box = context().index.boxes.box(id)
  if (box === undefined) throw new Error(`Nothing stands at ${id}.`)
  return box
}
const edges = () =>
  Object.values(operation().graph.edges)
    .map(({ from, to }) => {
      const kind = (id: NodeId) => operation().graph.nodes[id]?.kind ?? '?'
      return `${kind(from.node)}.${from.port} > ${kind(to.node)}.${to.port}`
    })
    .toSorted()
const added = async (kind: string, at: { x: number; y: number }): Promise<NodeId> => {
  editor.store.dispatch(selected([]))
  const before = new Set(Object.keys(operation().graph.nodes))
  await run(`add-${kind}`, { at })
  const made = Object.values<GraphNode>(operation().graph.nodes).find(
    (node) => node.kind === kind && !before.has(node.id),
  )
  return (made as GraphNode).id
}
/** Where a node is when its middle is that of another. */
const over = (id: NodeId, target: NodeId) => {
  const [card, frame] = [boxOf(id), boxOf(target)]
  return {
    x: frame.x + (frame.width - card.width) / 2,
    y: frame.y + (frame.height - card.height) / 2,
  }
}

beforeEach(async () => {
  editor = openEditor()
  request = editor.node('request')
  editor.store.dispatch(selected([request]))
  await run('add-pagination-loop')
  loop = editor.node('pagination-loop')
})

describe('a node that is let go', () => {
  it('with its middle in a container becomes its content, and one step takes it back', async () => {
    const transform = await added('transform', { x: 2000, y: 2000 })
    const before = operation()
    editor.store.dispatch(dropAt({ [transform]: over(transform, loop) }))
    expect(parentOf(transform)).toBe(loop)
    expect(editor.host.said.at(-1)).toBe('Moved Transform into For each page')
    editor.store.dispatch(undo())
    expect(operation()).toEqual(before)
  })

  it('with its middle outside of its container leaves it, with the edges that would cross the border', () => {
    const before = operation()
    editor.store.dispatch(dropAt({ [request]: { x: 3000, y: 3000 } }))
    expect(parentOf(request)).toBeUndefined()
    expect(edges()).toEqual([
      'auth.out > request.auth',
      'inputs.out > pagination-loop.in',
      'pagination-loop.out > output.in',
    ])
    expect(editor.host.said.at(-1)).toBe(
      `Moved ${operation().graph.nodes[request]?.title} out of For each page. 2 edges at the border go`,
    )
    editor.store.dispatch(undo())
    expect(operation()).toEqual(before)
  })

  it('in an empty container is joined to its inside, as what a new container goes around is', () => {
    const wired = edges()
    editor.store.dispatch(dropAt({ [request]: { x: 3000, y: 3000 } }))
    editor.store.dispatch(dropAt({ [request]: over(request, loop) }))
    expect(parentOf(request)).toBe(loop)
    expect(edges()).toEqual(wired)
    expect(editor.host.said.at(-1)).toContain('It is joined to the inside')
  })

  it('inside of its own container only moves', () => {
    const at = boxOf(request)
    editor.store.dispatch(dropAt({ [request]: { x: at.x + 8, y: at.y } }))
    expect(parentOf(request)).toBe(loop)
    expect(edges()).toContain('request.out > pagination-loop.emit')
    expect(boxOf(request).x).toBe(at.x + 8)
  })

  it('goes into the innermost of containers in each other', async () => {
    const each = await added('for-each', { x: 2000, y: 2000 })
    editor.store.dispatch(resizeContainer(each, { width: 1600, height: 1200 }))
    editor.store.dispatch(dropAt({ [loop]: { x: boxOf(each).x + 600, y: boxOf(each).y + 400 } }))
    expect(parentOf(loop)).toBe(each)
    expect(parentOf(request)).toBe(loop)
    const transform = await added('transform', { x: 6000, y: 2000 })
    editor.store.dispatch(dropAt({ [transform]: over(transform, loop) }))
    expect(parentOf(transform)).toBe(loop)
  })

  it('makes a container that takes it in as large as that needs', async () => {
    const transform = await added('transform', { x: 2000, y: 2000 })
    const frame = boxOf(loop)
    editor.store.dispatch(
      dropAt({
        [transform]: {
          x: frame.x + frame.width - boxOf(transform).width / 2 - 8,
          y: frame.y + frame.height - 40,
        },
      }),
    )
    const [card, grown] = [boxOf(transform), boxOf(loop)]
    expect(parentOf(transform)).toBe(loop)
    expect(card.x + card.width).toBeLessThan(grown.x + grown.width)
    expect(card.y + card.height).toBeLessThan(grown.y + grown.height)
  })

  it('among several is judged by itself, and edges between those that move together stay', async () => {
    const first = await added('transform', { x: 2000, y: 2000 })
    const second = await added('transform', { x: 2400, y: 2000 })
    await run('connect', { from: { node: first, port: 'out' }, to: { node: second, port: 'in' } })
    editor.store.dispatch(dropAt({ [first]: over(first, loop), [second]: over(second, loop) }))
    expect([first, second].map(parentOf)).toEqual([loop, loop])
    expect(edges()).toContain('transform.out > transform.in')
    editor.store.dispatch(dropAt({ [first]: { x: 5000, y: 5000 }, [second]: over(second, loop) }))
    expect([first, second].map(parentOf)).toEqual([undefined, loop])
    expect(edges()).not.toContain('transform.out > transform.in')
  })

  it('takes its contents along where it is a container, and is never put into itself', () => {
    const [frame, inside] = [boxOf(loop), boxOf(request)]
    const places = {
      [loop]: { x: frame.x + 40, y: frame.y },
      [request]: { x: inside.x + 40, y: inside.y },
    }
    expect(homesAt(context(), places)).toEqual({ homes: new Map(), cut: [] })
    editor.store.dispatch(dropAt(places))
    expect(parentOf(request)).toBe(loop)
  })
})

describe('by the keyboard', () => {
  it('a node is moved into a container, where nothing stands yet, and out of it again', async () => {
    const transform = await added('transform', { x: 2000, y: 2000 })
    const before = operation()
    editor.store.dispatch(selected([transform]))
    await run('move-into-container', { container: loop })
    expect(parentOf(transform)).toBe(loop)
    expect(touches(boxOf(transform), boxOf(request))).toBe(false)
    const [card, frame] = [boxOf(transform), boxOf(loop)]
    expect(card.y + card.height).toBeLessThan(frame.y + frame.height)
    await run('move-out-of-container')
    expect(parentOf(transform)).toBeUndefined()
    expect(touches(boxOf(transform), boxOf(loop))).toBe(false)
    editor.store.dispatch(undo())
    editor.store.dispatch(undo())
    expect(operation()).toEqual(before)
  })

  it('without a container named, the nearest takes it; where there is none, this is said', async () => {
    const transform = await added('transform', { x: 2000, y: 2000 })
    editor.store.dispatch(selected([transform]))
    await run('move-into-container')
    expect(parentOf(transform)).toBe(loop)
    await run('move-into-container')
    expect(editor.host.said.at(-1)).toBe('There is no container that this could be moved into.')
    editor.store.dispatch(selected([editor.node('inputs')]))
    expect(commandById('move-out-of-container').enabled(editor.store.getState())).toBe(false)
  })
})

describe('the size of a container', () => {
  it('is kept in the layout, on the grid, as one step', () => {
    const before = operation()
    editor.store.dispatch(resizeContainer(loop, { width: 803, height: 601 }))
    expect(operation().layout[loop]).toMatchObject({ width: 800, height: 600 })
    editor.store.dispatch(undo())
    expect(operation()).toEqual(before)
  })

  it('is never smaller than what stands in it', () => {
    const at = boxOf(request)
    editor.store.dispatch(resizeContainer(loop, { width: 1200, height: 900 }))
    editor.store.dispatch(moveTo({ [request]: { x: at.x + 400, y: at.y + 200 } }))
    editor.store.dispatch(resizeContainer(loop, { width: 0, height: 0 }))
    const [card, frame] = [boxOf(request), boxOf(loop)]
    expect(card.x + card.width).toBeLessThan(frame.x + frame.width)
    expect(card.y + card.height).toBeLessThan(frame.y + frame.height)
    expect(frame.width).toBeLessThan(1200)
  })

  it('is what its contents ask after a tidy, which one step takes back', async () => {
    editor.store.dispatch(resizeContainer(loop, { width: 2000, height: 1600 }))
    const before = operation()
    await run('tidy')
    expect(boxOf(loop)).toMatchObject({ width: 360, height: 330 })
    expect(boxOf(request).x).toBe(boxOf(loop).x + 32)
    editor.store.dispatch(undo())
    expect(operation()).toEqual(before)
  })
})
