import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceToWire, wirePath } from '../../../src/editor/canvas/wirePath.ts'

const place = fc.record({
  x: fc.integer({ min: -5_000, max: 5_000 }),
  y: fc.integer({ min: -5_000, max: 5_000 }),
})

describe('an edge', () => {
  test.each([
    ['far apart: handles of half the distance', { x: 0, y: 0 }, { x: 200, y: 0 }, 'M0 0C100 0 100 0 200 0'],
    ['near: handles of at least 24', { x: 0, y: 0 }, { x: 30, y: 10 }, 'M0 0C24 0 6 10 30 10'],
    [
      'backwards: out to the right and in from the left',
      { x: 200, y: 0 },
      { x: 0, y: 0 },
      'M200 0C300 0 -100 0 0 0',
    ],
    [
      'nearly above each other: right angles, radius 12',
      { x: 0, y: 0 },
      { x: 60, y: 100 },
      'M0 0H18Q30 0 30 12V88Q30 100 42 100H60',
    ],
    ['and upwards', { x: 0, y: 100 }, { x: 60, y: 0 }, 'M0 100H18Q30 100 30 88V12Q30 0 42 0H60'],
  ])('%s', (_case, from, to, path) => {
    expect(wirePath(from, to).path).toBe(path)
  })

  test('is near to itself, and as far as it looks from elsewhere', () => {
    const wire = wirePath({ x: 0, y: 0 }, { x: 200, y: 0 })
    expect(distanceToWire(wire, { x: 100, y: 0 })).toBeLessThan(1)
    expect(distanceToWire(wire, { x: 100, y: 40 })).toBeCloseTo(40, 0)
  })

  test('every point on its way is a number, wherever its ends are', () => {
    fc.assert(
      fc.property(place, place, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, share) => {
        const at = wirePath(from, to).at(share)
        expect(Number.isFinite(at.x) && Number.isFinite(at.y)).toBe(true)
      }),
    )
  })
})
