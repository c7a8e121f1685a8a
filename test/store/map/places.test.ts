import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationId } from '../../../src/model/ids.ts'
import { connectorMap } from '../../../src/store/map/parts.ts'
import {
  cardHeight,
  depths,
  mapMeasures,
  mapPlaces,
  portPlace,
  rowsOf,
} from '../../../src/store/map/places.ts'
import { wayBetween } from '../../../src/store/map/ways.ts'
import { contains, touches } from '../../../src/store/spatialIndex.ts'
import { drawnConnector, large, pictured } from '../../../stories/editor/map/connectors.ts'

const boxesOf = (map: ReturnType<typeof connectorMap>) => [...mapPlaces(map).boxes.entries()]
const depthOf = (map: ReturnType<typeof connectorMap>) =>
  Object.fromEntries([...depths(map)].map(([id, depth]) => [id, depth]))

describe('how many operations are asked before one can be filled in', () => {
  const op = (name: string, ...fields: string[]) => ({ name, title: name, path: '/', fields })
  it.each([
    ['a chain', [op('c', 'x<b'), op('b', 'x<a'), op('a')], { a: 0, b: 1, c: 2 }],
    ['the longest way counts', [op('a'), op('b', 'x<a'), op('c', 'x<a', 'y<b')], { a: 0, b: 1, c: 2 }],
    ['a source that is gone is none', [op('a', 'x<nobody')], { a: 0 }],
    ['what feeds itself', [op('a', 'x<a'), op('b', 'x<a')], { a: 0, b: 1 }],
    ['a circle is entered where the document has it first', [op('a', 'x<b'), op('b', 'x<a')], { a: 0, b: 1 }],
  ])('%s', (_, operations, expected) => {
    expect(depthOf(connectorMap(drawnConnector(operations)))).toEqual(expected)
  })
})

describe('where operations stand on the map', () => {
  it('each to the right of what it waits for', () => {
    const map = connectorMap(pictured())
    const { boxes } = mapPlaces(map)
    const left = (id: string) => boxes.box(id)?.x ?? NaN
    expect(map.lines.map(({ from, to }) => left(from) + mapMeasures.width < left(to))).not.toContain(false)
  })

  it('operations without lines stand below the others, and one column does not pile up', () => {
    const map = connectorMap(pictured())
    const { boxes } = mapPlaces(map)
    const top = (id: string) => boxes.box(id)?.y ?? NaN
    for (const loose of ['delete', 'orders', 'refund']) expect(top(loose)).toBeGreaterThan(top('update'))
    expect(new Set(['delete', 'orders', 'refund'].map((id) => boxes.box(id)?.x)).size).toBe(3)
  })

  it('many without lines are grouped by what tells their paths apart', () => {
    const operations = Array.from({ length: 12 }, (_, at) => ({
      name: `o${String(at)}`,
      title: 'One',
      path: `/api/v2/${['users', 'orders', '{id}'][at % 3] ?? ''}/x`,
    }))
    const { headings } = mapPlaces(connectorMap(drawnConnector(operations)))
    expect(headings.map(({ words }) => words)).toEqual(['/users', '/orders', 'Other'])
  })

  it('a list that feeds hundreds does not make a tower of them', () => {
    const readers = Array.from({ length: 300 }, (_, at) => ({
      name: `r${String(at)}`,
      title: 'Reader',
      path: '/x',
      fields: ['a<list'],
    }))
    const bounds = mapPlaces(
      connectorMap(drawnConnector([{ name: 'list', title: 'List', path: '/l' }, ...readers])),
    ).bounds
    expect((bounds?.height ?? 0) / (bounds?.width ?? 1)).toBeLessThan(2)
  })

  it('whatever depends on whatever, each operation has a place of its own within the bounds', () => {
    const drawn = fc.array(fc.array(fc.nat(14), { maxLength: 4 }), { maxLength: 15 }).map((sources) =>
      sources.map((from, at) => ({
        name: `o${String(at)}`,
        title: `O${String(at)}`,
        path: `/p${String(at % 4)}`,
        fields: [...new Set(from)].map((other) => `f${String(other)}<o${String(other)}`),
      })),
    )
    fc.assert(
      fc.property(drawn, (operations) => {
        const map = connectorMap(drawnConnector(operations))
        const boxes = boxesOf(map)
        const { bounds } = mapPlaces(map)
        expect(boxes).toHaveLength(operations.length)
        for (const [at, [, box]] of boxes.entries()) {
          expect(bounds && contains(bounds, box)).toBe(true)
          for (const [, other] of boxes.slice(at + 1)) expect(touches(box, other)).toBe(false)
        }
      }),
    )
  })

  it('850 operations are placed by looking at each a few times', () => {
    let looked = 0
    const map = connectorMap(large())
    const counting = {
      ...map,
      operations: new Proxy(map.operations, {
        get(target, key, receiver) {
          looked += 1
          return Reflect.get(target, key, receiver) as unknown
        },
      }),
    }
    expect(mapPlaces(counting).boxes.size).toBe(850)
    expect(looked).toBeLessThan(850 * 20)
  })
})

describe('the rows of a card', () => {
  const fields = (count: number) => Array.from({ length: count }, (_, at) => `f${String(at)}`)
  const cardOf = (names: readonly string[]) => {
    const map = connectorMap(
      drawnConnector([
        { name: 'o', title: 'O', path: '/', fields: names },
        { name: 'l', title: 'L', path: '/' },
      ]),
    )
    const operation = map.byId.get('o' as OperationId)
    if (operation === undefined) throw new Error('It was drawn.')
    return operation
  }

  it('a long form keeps those that have a list, and says how many are left out', () => {
    const { shown, more } = rowsOf(cardOf([...fields(30), 'last<l']))
    expect(shown.at(-1)?.field.name).toBe('last')
    expect(shown).toHaveLength(mapMeasures.mostRows - 1)
    expect(shown.length + more).toBe(31)
  })

  it.each([0, 1, 12, 13, 40])('with %i fields its ports stand on it', (count) => {
    const operation = cardOf(fields(count))
    for (const { field } of operation.fields) {
      const { y } = portPlace(operation, field.id)
      expect(y).toBeGreaterThan(mapMeasures.header + mapMeasures.line)
      expect(y).toBeLessThan(cardHeight(operation))
    }
  })
})

describe('the way of a line', () => {
  const { width } = mapMeasures
  const column = { x: 400, gaps: [-16, 100, 300] }
  const [from, to] = [
    { x: width, y: 80 },
    { x: 1_000, y: 120 },
  ]

  it('is straight where nothing stands between', () => {
    expect(
      wayBetween(
        [
          { ...column, x: 0 },
          { ...column, x: 1_000 },
        ],
        from,
        to,
      ),
    ).toEqual([from, to])
  })

  it('passes a column through the nearest gap between its cards', () => {
    expect(wayBetween([column], from, to)).toEqual([from, { x: 380, y: 100 }, { x: 660, y: 100 }, to])
  })

  it('goes behind no card, whatever depends on whatever', () => {
    const drawn = fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { maxLength: 12 }).map((sources) =>
      sources.map((before, at) => ({
        name: `o${String(at)}`,
        title: `O${String(at)}`,
        path: '/',
        // Of what stands before it alone: no circles.
        fields: [...new Set(before)]
          .filter((one) => one < at)
          .map((one) => `f${String(one)}<o${String(one)}`),
      })),
    )
    fc.assert(
      fc.property(drawn, (operations) => {
        const map = connectorMap(drawnConnector(operations))
        const { boxes, columns } = mapPlaces(map)
        for (const { from: source, to: target, top } of map.lines) {
          const [a, b] = [boxes.box(source), boxes.box(target)]
          const [out, into] = [map.byId.get(source), map.byId.get(target)]
          if (a === undefined || b === undefined || out === undefined || into === undefined) continue
          const [start, end] = [portPlace(out, 'options'), portPlace(into, top)]
          const points = wayBetween(
            columns,
            { x: a.x + start.x, y: a.y + start.y },
            { x: b.x + end.x, y: b.y + end.y },
          )
          for (const { x, y } of points.slice(1, -1))
            expect(boxes.within({ x, y, width: 0, height: 0 })).toEqual([])
        }
      }),
    )
  })
})
