import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains, type Rect, SpatialIndex, touches } from '../../src/store/spatialIndex.ts'

const rect = fc.record({
  x: fc.integer({ min: -5_000, max: 5_000 }),
  y: fc.integer({ min: -5_000, max: 5_000 }),
  width: fc.integer({ min: 0, max: 3_000 }),
  height: fc.integer({ min: 0, max: 3_000 }),
})

/** Boxes put in, moved and taken out again, beside a plain list of what should be there. */
const deeds = fc.array(fc.tuple(fc.nat(20), fc.option(rect, { nil: undefined })), { maxLength: 60 })

function built(list: readonly (readonly [number, Rect | undefined])[]) {
  const index = new SpatialIndex()
  const expected = new Map<string, Rect>()
  for (const [number, box] of list) {
    const id = `n${number}`
    if (box === undefined) {
      index.delete(id)
      expected.delete(id)
    } else {
      index.set(id, box)
      expected.set(id, box)
    }
  }
  return { index, expected }
}

const at = (x: number, y: number): Rect => ({ x, y, width: 10, height: 10 })

describe('the index of boxes', () => {
  it('finds what a look at every box finds', () => {
    fc.assert(
      fc.property(deeds, rect, fc.boolean(), (list, area, whole) => {
        const { index, expected } = built(list)
        const by = whole ? contains : touches
        const found = [...expected].filter(([, box]) => by(area, box)).map(([id]) => id)
        expect(index.within(area, whole).toSorted()).toEqual(found.toSorted())
        expect(index.size).toBe(expected.size)
      }),
    )
  })

  it('finds boxes larger than any cell, and survives places that are no numbers', () => {
    const index = new SpatialIndex()
    index.set('everything', { x: -1e9, y: -1e9, width: 2e9, height: 2e9 })
    index.set('odd', { x: Number.NaN, y: 0, width: 10, height: 10 })
    index.set('far', { x: Infinity, y: 0, width: 10, height: 10 })
    expect(index.within({ x: 0, y: 0, width: 10, height: 10 })).toEqual(['everything'])
    index.delete('odd')
    index.delete('far')
    expect(index.size).toBe(1)
  })

  it('knows the bounds of all, and of some', () => {
    const { index } = built([
      [1, { x: 0, y: 0, width: 10, height: 10 }],
      [2, { x: 100, y: -50, width: 10, height: 10 }],
    ])
    expect(index.bounds()).toEqual({ x: 0, y: -50, width: 110, height: 60 })
    expect(index.bounds(['n1'])).toEqual({ x: 0, y: 0, width: 10, height: 10 })
    expect(new SpatialIndex().bounds()).toBeUndefined()
  })

  it('goes to the nearest box in a direction, and to none that lies another way', () => {
    const { index } = built([
      [0, at(0, 0)],
      [1, at(100, 0)],
      [2, at(60, 200)],
      [3, at(-100, 5)],
      [4, at(3, 90)],
    ])
    expect(['right', 'left', 'down', 'up'].map((way) => index.nearest('n0', way as 'right'))).toEqual([
      'n1',
      'n3',
      'n4',
      undefined,
    ])
    expect(index.nearest('n0', 'right', (id) => id !== 'n1')).toBe('n2')
  })
})
