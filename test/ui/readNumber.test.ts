import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNumber, stepNumber } from '../../src/ui/readNumber.ts'

describe('readNumber', () => {
  test.each([
    ['42', 42],
    [' 42 ', 42],
    ['-1.5', -1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1,204', 1204],
    ['10 000', 10_000],
    ['1_000_000', 1_000_000],
  ])('takes %j as %d', (text, value) => {
    expect(readNumber(text)).toEqual({ ok: true, value })
  })

  test.each([
    ['', {}, 'Type a number'],
    ['   ', {}, 'Type a number'],
    ['ten', {}, '"ten" is not a number'],
    ['1,5', {}, '"1,5" is not a number'],
    ['0x10', {}, '"0x10" is not a number'],
    ['Infinity', {}, '"Infinity" is not a number'],
    ['1e999', {}, 'This number is too large'],
    ['1.5', { integer: true }, 'Type a whole number'],
    ['0', { min: 1 }, 'The least is 1'],
    ['601', { max: 600 }, 'The most is 600'],
  ])('refuses %j with %j and says: %s', (text, limits, error) => {
    expect(readNumber(text, limits)).toEqual({ ok: false, error })
  })

  test('an empty optional field is null', () => {
    expect(readNumber(' ', { optional: true })).toEqual({ ok: true, value: null })
  })

  test('every number is read back as it is printed', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(String(value))).toEqual({ ok: true, value: Number(String(value)) })
      }),
    )
  })
})

describe('stepNumber', () => {
  test.each([
    [1, 1, {}, 2],
    [0.1, 0.2, {}, 0.3],
    [9, 10, { max: 10 }, 10],
    [1, -10, { min: 1 }, 1],
    [null, 1, {}, 0],
    [null, 1, { min: 5 }, 5],
  ])('from %j by %d within %j is %d', (from, by, limits, to) => {
    expect(stepNumber(from, by, limits)).toBe(to)
  })
})
