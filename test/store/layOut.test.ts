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
  it('places circles and dangling edges too', async () => {
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
    expect(Object.keys(await inColumns(odd, size)).toSorted()).toEqual(['a', 'b', 'c'])
  })

  it.each([
    ['dagre', layOut],
    ['columns', inColumns],
  ])('by %s arranges what is in containers too, and sizes these to hold it', async (_, tidy) => {
    const operation = operationOf(sampleConnector())
    const [some] = Object.values(operation.graph.nodes)
    const edges = [
      ['start', 'outer'],
      ['outer', 'inner'],
      ['outer', 'a'],
      ['a', 'inner'],
      ['inner', 'b'],
      ['b', 'c'],
      ['c', 'inner'],
      ['inner', 'outer'],
      ['outer', 'end'],
      // A sign-in enters from outside.
      ['key', 'c'],
    ].map(([from, to], at) => ({
      id: `e${at}`,
      from: { node: from, port: 'out' },
      to: { node: to, port: 'in' },
    }))
    const parents = { start: undefined, key: undefined, outer: undefined, end: undefined }
    const inside = { a: 'outer', inner: 'outer', b: 'inner', c: 'inner' }
    const deep = {
      ...operation,
      layout: {},
      graph: {
        ...operation.graph,
        nodes: Object.fromEntries(
          Object.entries({ ...parents, ...inside }).map(([id, parent]) => [id, { ...some, id, parent }]),
        ),
        edges: Object.fromEntries(edges.map((edge) => [edge.id, edge])),
      },
    } as unknown as Operation
    const places = await tidy(deep, size)
    const boxOf = (id: string) => {
      const box = places[id] as { x: number; y: number; width?: number; height?: number }
      return { ...size(), ...box }
    }
    for (const [id, parent] of Object.entries(inside)) {
      const [card, frame] = [boxOf(id), boxOf(parent)]
      expect(card.x).toBeGreaterThan(frame.x)
      expect(card.y).toBeGreaterThan(frame.y + 44)
      expect(card.x + card.width).toBeLessThan(frame.x + frame.width)
      expect(card.y + card.height).toBeLessThan(frame.y + frame.height)
    }
    const groups = [Object.keys(parents), ['a', 'inner'], ['b', 'c']]
    const over = groups.flatMap((group) =>
      group.flatMap((one, at) => group.slice(at + 1).filter((other) => touches(boxOf(one), boxOf(other)))),
    )
    expect(over).toEqual([])
    expect(boxOf('key').x).toBeLessThan(boxOf('outer').x)
    expect(boxOf('b').x).toBeLessThan(boxOf('c').x)
    expect(places['start']).not.toHaveProperty('width')
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

  it.each([
    ['dagre', layOut],
    ['columns', inColumns],
  ])(
    'by %s keeps the room free that a card wears something in, and moves nothing when it is tidy',
    async (_, tidy) => {
      const operation = operationOf(sampleConnector())
      const [some] = Object.values(operation.graph.nodes)
      const edge = (to: string) => ({
        id: to,
        from: { node: 'a', port: 'out' },
        to: { node: to, port: 'in' },
      })
      const ids = ['a', 'b', 'c', 'd']
      const fan = {
        ...operation,
        layout: {},
        graph: {
          ...operation.graph,
          nodes: Object.fromEntries(ids.map((id) => [id, { ...some, id, parent: undefined }])),
          edges: { b: edge('b'), c: edge('c'), d: edge('d') },
        },
      } as unknown as Operation
      const roomy = () => ({ ...size(), above: 31, below: 78 })
      const places = await tidy(fan, roomy)
      const tops = ['b', 'c', 'd'].map((id) => places[id]?.y ?? 0).toSorted((a, b) => a - b)
      for (const [at, top] of tops.slice(1).entries())
        expect(top - (tops[at] ?? 0)).toBeGreaterThanOrEqual(size().height + 31 + 78)
      expect(await tidy({ ...fan, layout: places } as Operation, roomy)).toEqual(places)
    },
  )
})
