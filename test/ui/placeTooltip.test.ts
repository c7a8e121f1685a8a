import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeTooltip } from '../../src/ui/placeTooltip.ts'

const view = { width: 1000, height: 600 }
const tip = { width: 100, height: 26 }

test.each([
  [
    'below, where there is room',
    { left: 450, top: 100, width: 28, height: 28 },
    'bottom',
    { left: 414, top: 134 },
  ],
  ['above, when asked', { left: 450, top: 100, width: 28, height: 28 }, 'top', { left: 414, top: 68 }],
  ['above, at the bottom', { left: 450, top: 570, width: 28, height: 28 }, 'bottom', { left: 414, top: 538 }],
  ['below, at the top', { left: 450, top: 4, width: 28, height: 28 }, 'top', { left: 414, top: 38 }],
  ['off the left edge', { left: 0, top: 100, width: 28, height: 28 }, 'bottom', { left: 8, top: 134 }],
  ['off the right edge', { left: 972, top: 100, width: 28, height: 28 }, 'bottom', { left: 892, top: 134 }],
] as const)('%s', (_name, anchor, side, at) => {
  expect(placeTooltip(anchor, tip, view, side)).toEqual(at)
})

test('never leaves the window it fits in', () => {
  const anchors = fc.record({
    left: fc.integer({ min: 0, max: 990 }),
    top: fc.integer({ min: 0, max: 590 }),
    width: fc.integer({ min: 1, max: 300 }),
    height: fc.integer({ min: 1, max: 60 }),
  })
  fc.assert(
    fc.property(anchors, fc.constantFrom('top' as const, 'bottom' as const), (anchor, side) => {
      const { left, top } = placeTooltip(anchor, tip, view, side)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left + tip.width).toBeLessThanOrEqual(view.width)
      expect(top).toBeGreaterThanOrEqual(0)
      expect(top + tip.height).toBeLessThanOrEqual(view.height)
    }),
  )
})
