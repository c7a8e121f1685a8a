import { describe, expect, test } from 'vitest'
import { FlowParts } from '../../../src/editor/canvas/flowParts.ts'
import type { CanvasGraph } from '../../../src/editor/canvas/graph.ts'
import type { Operation } from '../../../src/model/document.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { GraphIndex } from '../../../src/store/graphIndex.ts'
import { largeConnector } from '../../store/editor.ts'

const connector = largeConnector(5_000)
const [operation] = connector.operations as [Operation]
const graph: CanvasGraph = {
  connector,
  operation,
  catalog,
  index: new GraphIndex(connector, operation, catalog),
}
const area = { x: 5_000, y: 5_000, width: 2_000, height: 1_200 }
const all = new Set<string>(Object.keys(operation.graph.nodes))
const seen = (drag?: { readonly ids: ReadonlySet<string>; readonly x: number; readonly y: number }) => {
  const { nodes, edges } = new FlowParts().within(graph, area, drag && { ...drag, copy: false })
  return { nodes: nodes.filter(({ hidden }) => hidden !== true), edges, told: nodes.length }
}

describe('dragging', () => {
  test('all of 5,000 cards draws a screenful, and the edges that cross it', () => {
    const { nodes, edges, told } = seen({ ids: all, x: 8, y: 0 })
    expect(nodes.length).toBeGreaterThan(20)
    expect(nodes.length).toBeLessThan(120)
    expect(edges.length).toBeLessThan(400)
    expect(told).toBeLessThan(900)
  })

  test('shows what comes into sight, where it is dragged to, and no longer what has left', () => {
    const still = new Set(seen().nodes.map(({ id }) => id))
    const dragged = seen({ ids: all, x: 1_700, y: 0 })
    const now = new Set(dragged.nodes.map(({ id }) => id))
    expect([...now].some((id) => !still.has(id))).toBe(true)
    expect([...still].some((id) => !now.has(id))).toBe(true)
    for (const { position } of dragged.nodes) expect(position.x).toBeLessThanOrEqual(area.x + area.width)
  })

  test('one card leaves the others as they are, by identity', () => {
    const parts = new FlowParts()
    const before = parts.within(graph, area, undefined).nodes
    const [one] = before.filter(({ hidden }) => hidden !== true)
    const after = parts.within(graph, area, { ids: new Set([one?.id ?? '']), x: 16, y: 0, copy: false }).nodes
    const changed = after.filter((node) => !before.includes(node))
    expect(changed.map(({ id }) => id)).toEqual([one?.id])
  })
})
