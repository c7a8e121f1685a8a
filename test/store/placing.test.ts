import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edge, GraphNode, Operation } from '../../src/model/document.ts'
import type { EdgeId, NodeId } from '../../src/model/ids.ts'
import { printConnector } from '../../src/model/print.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { undo } from '../../src/store/edit.ts'
import { GraphIndex } from '../../src/store/graphIndex.ts'
import { addNode, splice } from '../../src/store/graphThunks.ts'
import { roomIn } from '../../src/store/placing.ts'
import type { Rect } from '../../src/store/spatialIndex.ts'
import { selectOperation } from '../../src/store/selectors.ts'
import { openEditor, sampleConnector } from './editor.ts'

type Place = readonly [x: number, y: number]

/** Transforms at places, joined as told: `a>b`. Each is 148 or so wide and 44 high. */
function graph(places: Readonly<Record<string, Place>>, joined: readonly string[]) {
  const connector = sampleConnector()
  const [first] = connector.operations as [Operation]
  const nodes = Object.fromEntries(
    Object.keys(places).map((id): [string, GraphNode] => [
      id,
      {
        id: id as NodeId,
        kind: 'transform',
        title: id,
        settings: structuredClone(catalog.transform.defaults()) as never,
      },
    ]),
  )
  const edges = Object.fromEntries(
    joined.map((id): [string, Edge] => {
      const [from = '', to = ''] = id.split('>')
      return [
        id,
        {
          id: id as EdgeId,
          from: { node: from as NodeId, port: 'out' },
          to: { node: to as NodeId, port: 'in' },
        },
      ]
    }),
  )
  const layout = Object.fromEntries(Object.entries(places).map(([id, [x, y]]) => [id, { x, y }]))
  const operation = { ...first, graph: { nodes, edges, notes: {} }, layout } as Operation
  const whole = { ...connector, operations: [operation] }
  const index = new GraphIndex(whole, operation, catalog)
  const edge = (id: string) => operation.graph.edges[id as EdgeId] as Edge
  return { connector: whole, index, edge }
}

const card = { id: 'new', width: 160, height: 44 }

const apart = (one: Rect, other: Rect): boolean =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y

describe('a card that is put into an edge', () => {
  it('stands in line, in the middle, where there is room, and nothing moves', () => {
    const { index, edge } = graph({ a: [0, 96], b: [900, 96] }, ['a>b'])
    const width = index.boxes.box('a')?.width ?? 0
    const room = roomIn(index, edge('a>b'), card)
    expect(room?.moved.size).toBe(0)
    expect(room?.at.y).toBe(96)
    expect(Math.abs((room?.at.x ?? 0) + card.width / 2 - (width + 900) / 2)).toBeLessThanOrEqual(4)
  })

  it('stays where it was let go along the edge, as far as the edge still has length on both sides', () => {
    const { index, edge } = graph({ a: [0, 0], b: [1_000, 0] }, ['a>b'])
    const width = index.boxes.box('a')?.width ?? 0
    const at = (x: number) => roomIn(index, edge('a>b'), { ...card, wanted: { x, y: 40 } })?.at
    expect(at(480)).toEqual({ x: 480, y: 0 })
    expect(at(0)?.x).toBeGreaterThanOrEqual(width + 60)
    expect((at(2_000)?.x ?? 0) + card.width).toBeLessThanOrEqual(1_000 - 60)
  })

  it('makes room where there is none: what follows steps aside, each card as far as it must', () => {
    const { index, edge } = graph({ a: [0, 0], b: [240, 0], c: [480, 0], d: [2_000, 0] }, [
      'a>b',
      'b>c',
      'c>d',
    ])
    const room = roomIn(index, edge('a>b'), card)
    expect([...(room?.moved.keys() ?? [])].toSorted()).toEqual(['b', 'c'])
    const [b, c] = [room?.moved.get('b')?.x ?? 0, room?.moved.get('c')?.x ?? 0]
    expect(b).toBeGreaterThanOrEqual((room?.at.x ?? 0) + card.width + 56)
    expect(c).toBeGreaterThan(b + 148)
  })

  it('pushes what is in the way though no edge leads there, and leaves other rows alone', () => {
    const { index, edge } = graph({ a: [0, 0], b: [240, 0], aside: [440, 16], below: [240, 400] }, ['a>b'])
    const room = roomIn(index, edge('a>b'), card)
    expect([...(room?.moved.keys() ?? [])].toSorted()).toEqual(['aside', 'b'])
  })

  it('has no place between cards whose edge runs backwards', () => {
    const { index, edge } = graph({ a: [800, 0], b: [0, 0] }, ['a>b'])
    expect(roomIn(index, edge('a>b'), card)).toBeUndefined()
  })

  it('never ends on top of another, in any graph that had none on top of another', () => {
    const cell = fc.record({ column: fc.nat(5), row: fc.nat(4) })
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, {
          minLength: 2,
          maxLength: 12,
          selector: ({ column, row }) => column * 10 + row,
        }),
        (cells) => {
          const places = Object.fromEntries(
            cells.map(({ column, row }, at): [string, Place] => [`n${at}`, [column * 208, row * 64]]),
          )
          // In reading order, so that most edges run forwards.
          const ids = Object.keys(places).toSorted((a, b) => (places[a]?.[0] ?? 0) - (places[b]?.[0] ?? 0))
          const joined = ids.slice(1).map((id, at) => `${ids[at]}>${id}`)
          const { index, edge } = graph(places, joined)
          const room = roomIn(index, edge(joined[0] as string), card)
          if (room === undefined) return
          const boxes = [...index.boxes.entries()].map(([id, box]) => ({ ...box, ...room.moved.get(id) }))
          for (const [at, one] of [...boxes, { ...card, ...room.at }].entries())
            for (const other of boxes.slice(0, at))
              expect({ one, other, apart: apart(one, other) }).toMatchObject({ apart: true })
        },
      ),
    )
  })
})

describe('putting into an edge', () => {
  it.each(['a new node', 'one that is there'])(
    '%s is one step: undone, all stands where it stood',
    (what) => {
      const { connector } = graph({ a: [0, 0], b: [240, 0], free: [0, 400] }, ['a>b'])
      const { store } = openEditor(connector)
      const before = printConnector(connector)
      if (what === 'a new node') store.dispatch(addNode('transform', { into: 'a>b', at: { x: 100, y: 0 } }))
      else store.dispatch(splice('free' as NodeId, 'a>b' as EdgeId))
      const { layout, graph: after } = selectOperation(store.getState()) as Operation
      expect(Object.keys(after.edges)).toHaveLength(2)
      expect(layout['b']?.x).toBeGreaterThan(240)
      expect(store.getState().document.history.undo).toHaveLength(1)
      store.dispatch(undo())
      expect(printConnector(store.getState().document.connector ?? connector)).toBe(before)
    },
  )
})
