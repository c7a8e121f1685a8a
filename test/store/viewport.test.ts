import { describe, expect, it } from 'vitest'
import { catalog } from '../../src/nodes/catalog.ts'
import { SpatialIndex } from '../../src/store/spatialIndex.ts'
import { fit, isSameView, reveal, visibleArea, zoomIn, zoomTo, showsWhole } from '../../src/store/viewport.ts'
import { wholeArea } from '../../src/store/wholeArea.ts'

const size = { width: 900, height: 600 }
const within = (inner: { x: number; y: number; width: number; height: number }, outer: typeof inner) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

describe('fit', () => {
  it.each([
    ['a small graph, at 100 %', { x: -50, y: 30, width: 300, height: 200 }, size],
    ['a wide graph', { x: 0, y: 0, width: 9000, height: 300 }, size],
    ['a high graph', { x: 0, y: 0, width: 300, height: 9000 }, size],
    [
      'on a canvas lower than its own margins',
      { x: 0, y: 0, width: 800, height: 300 },
      { width: 660, height: 120 },
    ],
  ])('shows %s whole and above the palette', (_, area, canvas) => {
    const view = fit(area, canvas)
    const seen = visibleArea(view, canvas)
    expect(within(area, seen)).toBe(true)
    expect(view.zoom).toBeLessThanOrEqual(1)
    // More room below than above: the palette stands there.
    expect(seen.y + seen.height - (area.y + area.height)).toBeGreaterThan(area.y - seen.y)
  })
  it('is recognised as the same view, and a moved one is not', () => {
    const view = fit({ x: 0, y: 0, width: 2000, height: 300 }, size)
    expect(isSameView(view, { ...view, x: view.x + 0.4 })).toBe(true)
    expect(isSameView(view, { ...view, x: view.x + 40 })).toBe(false)
    expect(isSameView(view, zoomIn(view, size))).toBe(false)
  })
})

it('zooming keeps the middle of the screen where it is', () => {
  const view = { x: 10, y: 20, zoom: 1 }
  const before = visibleArea(view, size)
  const after = visibleArea(zoomTo(view, size, 0.5), size)
  expect(after.x + after.width / 2).toBeCloseTo(before.x + before.width / 2)
  expect(after.y + after.height / 2).toBeCloseTo(before.y + before.height / 2)
})

it('revealing moves only what is out of sight', () => {
  const view = { x: 0, y: 0, zoom: 1 }
  expect(reveal(view, size, { x: 10, y: 10, width: 50, height: 50 })).toBe(view)
  const moved = reveal(view, size, { x: 2000, y: 10, width: 50, height: 50 })
  expect(within({ x: 2000, y: 10, width: 50, height: 50 }, visibleArea(moved, size))).toBe(true)
})

describe('fit the whole graph', () => {
  it('keeps room around a container for its guards, the strip of its pages, and what is said of them', () => {
    const boxes = new SpatialIndex()
    boxes.set('pages', { x: 0, y: 0, width: 300, height: 200 })
    boxes.set('note', { x: 0, y: 100, width: 100, height: 120 })
    const operation = (kind: string) => ({ graph: { nodes: { pages: { id: 'pages', kind } } } }) as never
    expect(wholeArea(operation('pagination-loop'), boxes, catalog)).toEqual({
      x: 0,
      y: -31,
      width: 300,
      height: 341,
    })
    expect(wholeArea(operation('request'), boxes, catalog)).toEqual({ x: 0, y: 0, width: 300, height: 220 })
    expect(wholeArea(operation('request'), new SpatialIndex(), catalog)).toBeUndefined()
  })
})

describe('whether a drawing is in sight as a whole', () => {
  const area = { x: 0, y: 0, width: 700, height: 300 }
  const fitted = fit(area, size)
  it.each([
    ['fitted', fitted, true],
    ['further away', zoomTo(fitted, size, fitted.zoom / 2), true],
    ['nearer', zoomTo(fitted, size, fitted.zoom * 3), false],
    ['under the palette', { ...fitted, y: fitted.y - (size.height / fitted.zoom - area.height) / 2 }, false],
    ['over the edge', { ...fitted, x: 200 }, false],
  ])('%s', (_, view, whole) => {
    expect(showsWhole(view, size, area)).toBe(whole)
  })
})
