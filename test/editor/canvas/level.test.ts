import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  areaOfCells,
  cellsInSight,
  fromFlowViewport,
  levelOf,
  toFlowViewport,
} from '../../../src/editor/canvas/level.ts'
import { contains } from '../../../src/store/spatialIndex.ts'
import { visibleArea } from '../../../src/store/viewport.ts'

const viewports = fc.record({
  x: fc.integer({ min: -50_000, max: 50_000 }),
  y: fc.integer({ min: -50_000, max: 50_000 }),
  zoom: fc.double({ min: 0.35, max: 2, noNaN: true }),
})
const size = { width: 1_000, height: 640 }

describe('the level of detail', () => {
  test.each([
    [2, 'full'],
    [0.6, 'full'],
    [0.59, 'brief'],
    [0.35, 'brief'],
    [0.34, 'far'],
    [0.02, 'far'],
  ])('at %d it is %s', (zoom, level) => {
    expect(levelOf(zoom)).toBe(level)
  })
})

describe('the cells in sight', () => {
  test('hold all that is on the screen', () => {
    fc.assert(
      fc.property(viewports, (viewport) => {
        const area = areaOfCells(cellsInSight(viewport, size))
        expect(contains(area, visibleArea(viewport, size))).toBe(true)
      }),
    )
  })

  test('are the same until a cell is crossed', () => {
    const at = (x: number) => cellsInSight({ x, y: 200, zoom: 1 }, size)
    expect(at(200)).toBe(at(260))
    expect(at(200)).not.toBe(at(800))
  })
})

test('our viewport goes to React Flow’s and back', () => {
  fc.assert(
    fc.property(viewports, (viewport) => {
      const back = fromFlowViewport(toFlowViewport(viewport))
      expect(back.x).toBeCloseTo(viewport.x, 6)
      expect(back.y).toBeCloseTo(viewport.y, 6)
      expect(back.zoom).toBe(viewport.zoom)
    }),
  )
})
