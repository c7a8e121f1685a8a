import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxScrollHeight, rowWindow, scrollTopFor } from '../../src/ui/rowWindow.ts'

const scrolls = fc
  .record({
    count: fc.integer({ min: 0, max: 5_000_000 }),
    rowHeight: fc.integer({ min: 16, max: 40 }),
    viewHeight: fc.integer({ min: 40, max: 2_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ share, ...rest }) => {
    const height = Math.min(rest.count * rest.rowHeight, maxScrollHeight)
    return { ...rest, scrollTop: share * Math.max(0, height - rest.viewHeight) }
  })

describe('rowWindow', () => {
  test('draws what is in view and a few more, not the rest', () => {
    const { first, end, offset, height } = rowWindow({
      count: 1000,
      rowHeight: 20,
      viewHeight: 200,
      scrollTop: 2000,
    })
    expect({ first, end, offset, height }).toEqual({ first: 94, end: 116, offset: 1880, height: 20_000 })
  })

  test('no rows are no rows', () => {
    expect(rowWindow({ count: 0, rowHeight: 20, viewHeight: 200, scrollTop: 0 })).toEqual({
      first: 0,
      end: 0,
      offset: 0,
      height: 0,
    })
  })

  test('the last of a million rows is drawn at the bottom, in a box browsers can scroll', () => {
    const scroll = { count: 1_000_000, rowHeight: 28, viewHeight: 280, scrollTop: maxScrollHeight - 280 }
    const { end, height, offset, first } = rowWindow(scroll)
    expect(end).toBe(1_000_000)
    expect(height).toBe(maxScrollHeight)
    expect(offset + (end - first) * 28).toBeCloseTo(maxScrollHeight, 3)
  })

  test('the view is always covered, by a bounded number of rows', () => {
    fc.assert(
      fc.property(scrolls, (scroll) => {
        const { first, end, offset, height } = rowWindow(scroll)
        expect(end - first).toBeLessThanOrEqual(Math.ceil(scroll.viewHeight / scroll.rowHeight) + 14)
        expect(offset).toBeLessThanOrEqual(scroll.scrollTop + 0.001)
        const bottom = Math.min(height, scroll.scrollTop + scroll.viewHeight)
        expect(offset + (end - first) * scroll.rowHeight).toBeGreaterThanOrEqual(bottom - 0.001)
      }),
    )
  })
})

describe('scrollTopFor', () => {
  test('stays where it is when the row is in view', () => {
    expect(scrollTopFor(105, { count: 1000, rowHeight: 20, viewHeight: 200, scrollTop: 2000 })).toBe(2000)
  })

  test('any row can be brought wholly into view', () => {
    fc.assert(
      fc.property(scrolls, fc.double({ min: 0, max: 1, noNaN: true }), (scroll, share) => {
        fc.pre(scroll.count > 0 && scroll.viewHeight >= scroll.rowHeight)
        const row = Math.min(scroll.count - 1, Math.floor(share * scroll.count))
        const scrollTop = scrollTopFor(row, scroll)
        const { first, offset } = rowWindow({ ...scroll, scrollTop })
        const top = offset + (row - first) * scroll.rowHeight
        expect(top).toBeGreaterThanOrEqual(scrollTop - 0.01)
        expect(top + scroll.rowHeight).toBeLessThanOrEqual(scrollTop + scroll.viewHeight + 0.01)
      }),
    )
  })
})
