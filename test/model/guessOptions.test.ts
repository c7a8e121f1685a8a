import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import { exampleOf, guessOptions } from '../../src/model/guessOptions.ts'
import { readChoices } from '../../src/model/options.ts'

const customers = Array.from({ length: 5 }, (_, index) => ({
  objectId: `id${index}`,
  name: `Person ${index}`,
  email: `p${index}@example.com`,
  region: 'Europe',
  createdAt: `2026-01-0${index + 1}T00:00:00Z`,
}))

describe('guessOptions', () => {
  const rows: readonly { name: string; given: readonly Json[]; first: Record<string, string> }[] = [
    {
      name: 'records: the id that differs in each, and the name',
      given: customers,
      first: { records: '', value: 'objectId', label: '{{ item.name }}' },
    },
    {
      name: 'the convention of other systems',
      given: [
        {
          result: [
            { text: 'North', value: 1 },
            { text: 'South', value: 2 },
          ],
        },
      ],
      first: { records: 'result', value: 'value', label: '{{ item.text }}' },
    },
    {
      name: 'a list deep in the one value',
      given: [{ meta: { total: 5 }, data: { items: customers } }],
      first: { records: 'data.items', value: 'objectId', label: '{{ item.name }}' },
    },
    {
      name: 'plain texts are the values themselves',
      given: ['red', 'green'],
      first: { records: '', value: '$', label: '' },
    },
    {
      name: 'names that are no names of the language are written in brackets',
      given: [
        { 'user id': 1, id: 7 },
        { 'user id': 2, id: 7 },
      ],
      first: { records: '', value: '["user id"]', label: '' },
    },
    {
      name: 'an id that comes twice is no value',
      given: [
        { id: 1, code: 'a', name: 'A' },
        { id: 1, code: 'b', name: 'B' },
      ],
      first: { records: '', value: 'code', label: '{{ item.name }}' },
    },
  ]
  it.each(rows)('$name', ({ given, first }) => {
    const [guess] = guessOptions(given)
    expect(guess).toMatchObject(first)
    const read = readChoices(guess as NonNullable<typeof guess>, given)
    expect(read).toMatchObject({ withoutValue: 0, withoutLabel: 0, repeated: 0 })
    expect(read.choices.length).toBeGreaterThan(0)
  })

  it('offers three, each with its reason', () => {
    const guesses = guessOptions(customers)
    expect(guesses).toHaveLength(3)
    for (const { why } of guesses) expect(why).toMatch(/^“\w+” is different in each of 5 records\.$/)
  })

  it('guesses nothing of nothing', () => {
    expect(guessOptions([])).toEqual([])
    expect(guessOptions([{}])).toEqual([])
  })

  it('guesses by names from a schema', () => {
    const schema = {
      type: 'object',
      properties: { objectId: { type: 'string' }, name: { type: 'string' }, seats: { type: 'integer' } },
    }
    expect(guessOptions([exampleOf(schema)])[0]).toMatchObject({
      value: 'objectId',
      label: '{{ item.name }}',
    })
  })
})
