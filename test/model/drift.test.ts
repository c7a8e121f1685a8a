import { describe, expect, test } from 'vitest'
import { driftOf } from '../../src/model/drift.ts'
import type { Json } from '../../src/model/json.ts'
import { schemaFromValues } from '../../src/model/outputSchema.ts'

const plans = Array.from({ length: 20 }, (_, at) => ({ plan: at % 2 === 0 ? 'Solo' : 'Team' }))

describe('what came is compared with the schema of what came before', () => {
  test.each<[what: string, before: Json[], now: Json[], words: string[]]>([
    ['the same', [{ a: 1 }], [{ a: 2 }], []],
    ['nothing came', [{ a: 1 }], [], []],
    ['a field came', [{ a: 1 }], [{ a: 1, phone: 'x' }], ['phone is new: a text.']],
    ['a field went', [{ a: 1, email: 'x' }], [{ a: 1 }], ['email is gone.']],
    ['a field went from some', [{ a: 1, b: 1 }], [{ a: 1, b: 1 }, { a: 1 }], ['b is not always there.']],
    ['a field that was optional is not there', [{ a: 1, b: 1 }, { a: 1 }], [{ a: 1 }], []],
    ['another type', [{ age: 1 }], [{ age: '1' }], ['age was a whole number and is a text.']],
    ['decimals', [{ age: 1 }], [{ age: 1.5 }], ['age was a whole number and is a number with decimals.']],
    ['null', [{ age: 1 }], [{ age: null }], ['age is null.']],
    ['of many, some null', [{ age: 1 }], [{ age: null }, { age: 2 }], ['age is null.']],
    [
      'a format is lost',
      [{ at: '2026-01-31' }],
      [{ at: 'yesterday' }],
      ['at is not always a text of the format date.'],
    ],
    ['another choice', plans, [{ plan: 'Free' }], ['plan is “Free”, which is none of its choices.']],
    [
      'deep down',
      [{ to: { city: 'x' } }],
      [{ to: { city: 1 } }],
      ['to.city was a text and is a whole number.'],
    ],
    [
      'in lists',
      [{ orders: [{ id: 1 }] }],
      [{ orders: [{ id: 1, sum: 2 }] }],
      ['orders[].sum is new: a whole number.'],
    ],
    ['the whole', ['a'], [[1]], ['The output was a text and is a list.']],
  ])('%s', (_, before, now, words) => {
    expect(driftOf(schemaFromValues(before) as Json, now).map((drift) => drift.words)).toEqual(words)
  })

  test('a schema that leaves a part open is not drifted from there', () => {
    expect(driftOf({ type: 'object', properties: { to: { $ref: '#/x' } } }, [{ to: [1] }])).toEqual([])
    expect(driftOf(true, [1])).toEqual([])
  })

  test('no more than fifty are told', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`field ${at}`, 1]))
    expect(driftOf({ type: 'object', properties: { a: {} } }, [many])).toHaveLength(50)
  })
})
