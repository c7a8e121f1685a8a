import { describe, expect, it } from 'vitest'
import { framesOf } from '../../../src/editor/canvas/framesOf.ts'
import { pagesOf } from '../../../stories/editor/canvas/pages.ts'

const drawn = (count: number, seen?: number) =>
  framesOf(pagesOf(count), seen === undefined ? undefined : `pages:${seen}`).map((frame) =>
    typeof frame === 'number' ? `${frame} more` : frame.index,
  )

describe('the frames of a film strip', () => {
  it('are all pages, where there are few', () => {
    expect(drawn(5)).toEqual([1, 2, 3, 4, 5])
  })

  it('are the first and the last two of many', () => {
    expect(drawn(6)).toEqual([1, 2, '2 more', 5, 6])
  })

  it('have among them the page that must be seen', () => {
    expect(drawn(40, 12)).toEqual([1, 2, '9 more', 12, '26 more', 39, 40])
    expect(drawn(40, 3)).toEqual([1, 2, 3, '35 more', 39, 40])
    expect(drawn(40, 39)).toEqual([1, 2, '36 more', 39, 40])
  })
})
