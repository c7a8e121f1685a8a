import { describe, expect, it } from 'vitest'
import { layMarks } from '../../src/ui/markedText.tsx'

describe('marks that lie in a text', () => {
  it('stand in the order of the text', () => {
    expect(
      layMarks([
        { from: 5, to: 7 },
        { from: 0, to: 2 },
      ]).map(({ from }) => from),
    ).toEqual([0, 5])
  })

  it('that touch stay two', () => {
    expect(
      layMarks([
        { from: 0, to: 2 },
        { from: 2, to: 4 },
      ]),
    ).toHaveLength(2)
  })

  it('that lie over each other are one, with the numbers of both', () => {
    const laid = layMarks([
      { from: 4, to: 6, number: '2', tone: 1 },
      { from: 0, to: 9, number: '1', tone: 0 },
      { from: 8, to: 12, number: '2' },
    ])
    expect(laid).toEqual([{ from: 0, to: 12, number: '1 2', tone: 0 }])
  })
})
