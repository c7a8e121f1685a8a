import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import { canonicalJson, printJson } from '../../src/model/printJson.ts'
import { parseJson } from '../../src/model/readJson.ts'

const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
  leaf: fc.oneof(
    fc.string({ unit: 'binary' }),
    // A number beyond 2^53−1 is a bigint wherever it comes out of a text.
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((number) => !Number.isInteger(number) || Number.isSafeInteger(number))
      .map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt().filter((integer) => !Number.isSafeInteger(Number(integer))),
  ),
})).value

describe('printJson', () => {
  test('prints big integers as digits', () => {
    expect(printJson({ id: 1234567890123456789n, list: [1n] })).toBe('{"id":1234567890123456789,"list":[1]}')
  })

  test('prints what JSON.stringify prints, also where a big integer keeps it from doing so itself', () => {
    const value = { a: [1, 'x', null, true, {}, []], b: { c: 'é"\n', d: undefined } } as unknown as Json
    for (const indent of [undefined, 0, 2])
      expect(printJson([value, 9007199254740993n], indent === undefined ? {} : { indent })).toBe(
        JSON.stringify([value, 'BIG'], undefined, indent).replace('"BIG"', '9007199254740993'),
      )
  })

  test('any value printed and read again is the same value', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
        expect(parseJson(printJson(value, { indent }))).toEqual(value)
      }),
      { numRuns: 300 },
    )
  })

  test('a circle is refused', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(() => printJson(circle as Json)).toThrow(/nested more than/)
  })
})

describe('canonicalJson', () => {
  test.each([
    [{ b: 1, a: { d: [{ z: 1, y: 2 }], c: 2 } }, '{"a":{"c":2,"d":[{"y":2,"z":1}]},"b":1}'],
    [JSON.parse('{"b":1,"__proto__":2}') as Json, '{"__proto__":2,"b":1}'],
    [[3, 1, 2], '[3,1,2]'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })
})
