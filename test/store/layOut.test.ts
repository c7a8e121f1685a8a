import { describe, expect, it } from 'vitest'
import type { Edge, Operation } from '../../src/model/document.ts'
import { inColumns, layOut } from '../../src/store/layOut.ts'
import { touches } from '../../src/store/spatialIndex.ts'
import { largeConnector, sampleConnector } from './editor.ts'

const size = () => ({ width: 200, height: 120 })
const operationOf = ({ operations: [first] }: { operations: Operation[] }) => first as Operation

describe.each([
  ['dagre', operationOf(sampleConnector()), (operation: Operation) => layOut(operation, size)],
  ['columns', operationOf(largeConnector(120)), async (operation: Operation) => inColumns(operation, size)],
  [
    'columns for a graph too large for dagre',
    operationOf(largeConnector(600)),
    (operation: Operation) => layOut(operation, size),
  ],
] as const)('tidy by %s', (_, operation, tidy) => {
  it('lays edges left to right, no card on another, every node placed, the same each time', async () => {
    const places = await tidy(operation)
    expect(Object.keys(places).toSorted()).toEqual(Object.keys(operation.graph.nodes).toSorted())
    for (const { from, to } of Object.values<Edge>(operation.graph.edges))
      expect(places[to.node]?.x).toBeGreaterThan(places[from.node]?.x ?? Infinity)
    const boxes = Object.values(places).map((place) => ({ ...place, ...size() }))
    expect(boxes.filter((box, at) => boxes.slice(at + 1).some((other) => touches(box, other)))).toEqual([])
    expect(await tidy(operation)).toEqual(places)
  })
})

describe('tidy', () => {
  it('places circles and dangling edges too, and leaves what is in a container', () => {
    const operation = operationOf(sampleConnector())
    const [a, b, c] = Object.values(operation.graph.nodes)
    const edge = (from: string, to: string) => ({
      id: `${from}${to}`,
      from: { node: from, port: 'out' },
      to: { node: to, port: 'in' },
    })
    const odd = {
      ...operation,
      graph: {
        ...operation.graph,
        nodes: { a: { ...a, id: 'a' }, b: { ...b, id: 'b' }, c: { ...c, id: 'c', parent: 'a' } },
        edges: { ab: edge('a', 'b'), ba: edge('b', 'a'), ax: edge('a', 'gone'), bc: edge('b', 'c') },
      },
    } as unknown as Operation
    expect(Object.keys(inColumns(odd, size)).toSorted()).toEqual(['a', 'b'])
  })

  it('keeps the graph where it was', async () => {
    const operation = operationOf(sampleConnector())
    const moved = {
      ...operation,
      layout: Object.fromEntries(
        Object.entries(operation.layout).map(([id, box]) => [id, { ...box, x: box.x + 5_000 }]),
      ),
    }
    const places = Object.values(await layOut(moved, size))
    expect(Math.min(...places.map(({ x }) => x))).toBe(5_000)
  })
})
