import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { driftOf } from '../../src/model/drift.ts'
import type { Json } from '../../src/model/json.ts'
import { mergeSchemas, schemaFromValues } from '../../src/model/outputSchema.ts'
import { validEach } from './ajv.ts'

/** Without the dialect, which is the same in all. */
function schemaOf(values: readonly Json[], before?: Json): Json | undefined {
  const { $schema, ...schema } = schemaFromValues(values, before) ?? {}
  expect($schema).toBe('https://json-schema.org/draft/2020-12/schema')
  return schema
}
const times = (count: number, make: (index: number) => Json) =>
  Array.from({ length: count }, (_, at) => make(at))

describe('a schema of values', () => {
  test.each<[what: string, values: Json[], schema: Json]>([
    ['text', ['a'], { type: 'string' }],
    ['whole numbers', [1, 2], { type: 'integer' }],
    ['numbers, some with decimals', [1, 2.5], { type: 'number' }],
    ['numbers beyond ±(2^53−1)', [1, 9007199254740993n], { type: 'integer', format: 'int64' }],
    ['true or null', [true, null], { type: ['boolean', 'null'] }],
    ['null alone', [null], { type: 'null' }],
    ['texts and numbers', ['a', 1, null], { type: ['string', 'integer', 'null'] }],
    ['a list with nothing in it', [[]], { type: 'array' }],
    ['lists, one of them empty', [[], [1]], { type: 'array', items: { type: 'integer' } }],
    [
      'an object or a list',
      [{ a: 1 }, [1]],
      {
        anyOf: [
          { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
          { type: 'array', items: { type: 'integer' } },
        ],
      },
    ],
    [
      'a field that some have not, and one that may be null',
      [{ a: 1, b: 'x' }, { b: null }],
      {
        type: 'object',
        properties: { a: { type: 'integer' }, b: { type: ['string', 'null'] } },
        required: ['b'],
      },
    ],
    ['dates', ['2026-01-31', '2024-02-29'], { type: 'string', format: 'date' }],
    ['moments', ['2026-01-31T09:30:00Z', null], { type: ['string', 'null'], format: 'date-time' }],
    ['addresses', ['https://example.com/a?b=c', 'http://a.example'], { type: 'string', format: 'uri' }],
    ['email addresses', ['ada@example.com'], { type: 'string', format: 'email' }],
    ['uuids', ['0f8fad5b-d9cb-469f-a165-70867728950e'], { type: 'string', format: 'uuid' }],
    ['dates, but one', ['2026-01-31', ''], { type: 'string' }],
    [
      'a name that no object can have',
      [JSON.parse('{"__proto__": 1}') as Json],
      { type: 'object', additionalProperties: {} },
    ],
  ])('%s', (_, values, schema) => {
    expect(schemaOf(values)).toEqual(schema)
    // The same again says the same, whether as values or as a schema.
    expect(schemaOf(values, schemaFromValues(values))).toEqual(schema)
  })

  test('nothing seen says nothing', () => {
    expect(schemaFromValues([])).toBeUndefined()
    expect(schemaFromValues([], { type: 'string' })).toMatchObject({ type: 'string' })
  })

  test.each<[what: string, key: string, values: Json[], choices: Json | undefined]>([
    ['eight of two', 'plan', times(8, (at) => (at % 2 === 0 ? 'Solo' : 'Team')), ['Solo', 'Team']],
    [
      'with null among them',
      'plan',
      [null, ...times(8, (at) => (at < 4 ? 'Solo' : 'Team'))],
      ['Solo', 'Team', null],
    ],
    ['seven are too few to tell', 'plan', times(7, (at) => (at < 4 ? 'Solo' : 'Team')), undefined],
    ['the same every time is no choice', 'plan', times(60, () => 'Solo'), undefined],
    ['six of them are too many', 'plan', times(60, (at) => `Plan ${at % 6}`), undefined],
    ['eight of five were seen by chance', 'plan', times(8, (at) => `Plan ${at % 5}`), undefined],
    ['names', 'firstName', times(20, (at) => (at < 9 ? 'Ada' : 'Mei')), undefined],
    ['ids', 'owner_id', times(20, (at) => (at < 9 ? 'abc' : 'def')), undefined],
    ['numbers in text', 'level', times(20, (at) => (at < 9 ? '12' : '13')), undefined],
    ['long texts', 'plan', times(20, (at) => `${at % 2}`.padStart(41, 'x')), undefined],
  ])('choices: %s', (_, key, values, choices) => {
    const schema = schemaOf(values.map((value) => ({ [key]: value }))) as {
      properties: Record<string, { enum?: Json }>
    }
    expect(schema.properties[key]?.enum).toEqual(choices)
  })

  test('choices take one more, and no more than five', () => {
    const plans = schemaFromValues(times(20, (at) => ({ plan: `Plan ${'ABCD'[at % 4]}` }))) as Json
    const more = schemaFromValues([{ plan: 'Plan E' }], plans) as Json
    expect(more).toHaveProperty('properties.plan.enum', ['Plan A', 'Plan B', 'Plan C', 'Plan D', 'Plan E'])
    expect(schemaFromValues([{ plan: 'Plan F' }], more)).not.toHaveProperty('properties.plan.enum')
  })

  test('an object whose names are data is a map, beside the names that are none', () => {
    const byId = Object.fromEntries(times(8, (at) => `${1000 + at}`).map((id) => [id as string, { n: 1 }]))
    expect(schemaOf([{ ...byId, total: 8 }])).toEqual({
      type: 'object',
      properties: { total: { type: 'integer' } },
      required: ['total'],
      additionalProperties: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
    })
    const wide = Object.fromEntries(
      times(201, (at) => `word${at}`).map((name) => [name as string, `a ${String(name)}`]),
    )
    expect(schemaOf([wide])).toEqual({ type: 'object', additionalProperties: { type: 'string' } })
  })

  test('what lies deep, or is one of very many parts, is left open', () => {
    let deep: Json = 1
    for (let level = 0; level < 500; level++) deep = { in: deep }
    expect(JSON.stringify(schemaFromValues([deep])).length).toBeLessThan(1500)
    const branch = (depth: number): Json =>
      depth === 0 ? 1 : Object.fromEntries([...'abcdefghij'].map((name) => [name, branch(depth - 1)]))
    const wide = branch(4)
    expect(JSON.stringify(schemaFromValues([wide])).length).toBeLessThan(200_000)
    expect(validEach(schemaFromValues([wide]) as Json, [wide])).toEqual([true])
  })

  test('a schema with words of a person keeps them; what shapes cannot say is left open', () => {
    const before = {
      type: 'object',
      properties: { id: { type: 'string', title: 'ID', pattern: '^x' }, to: { $ref: '#/$defs/to' } },
      required: ['id', 'to'],
    }
    expect(schemaOf([{ id: 7 }], before)).toEqual({
      type: 'object',
      properties: { id: { type: ['string', 'integer'], title: 'ID' }, to: {} },
      required: ['id'],
    })
  })
})

/** Values as services send them: few names, so that objects meet, and texts of all sorts. */
const samples = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(null, true, 0, 1.5, 'Solo', 'Team', '', '2026-01-31', '2026-13-31'),
    fc.emailAddress(),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.uuid(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('id', 'name', 'plan', 'to', '__proto__'), tie('value'), { maxKeys: 4 }),
    fc.dictionary(fc.nat(99).map(String), tie('value'), { maxKeys: 10 }),
  ),
}))
const values = fc.array(samples.value, { minLength: 1, maxLength: 8 })

describe('of any values', () => {
  test('each is valid by the schema that was made of all, and has not drifted from it', () => {
    fc.assert(
      fc.property(values, (seen) => {
        const schema = schemaFromValues(seen) as Json
        expect([schema, validEach(schema, seen)]).toEqual([schema, seen.map(() => true)])
        for (const value of seen)
          expect(driftOf(schema, [value]).filter(({ sort }) => sort !== 'went')).toEqual([])
        expect(driftOf(schema, seen)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('their order does not matter', () => {
    fc.assert(
      fc.property(values, (seen) => {
        expect(schemaFromValues(seen.toReversed())).toEqual(schemaFromValues(seen))
      }),
      { numRuns: 100 },
    )
  })

  test('schemas are merged in any order and in any groups; with itself a schema stays what it is', () => {
    fc.assert(
      fc.property(values, values, values, (one, two, three) => {
        const [a, b, c] = [one, two, three].map((seen) => schemaFromValues(seen) as Json) as [
          Json,
          Json,
          Json,
        ]
        expect(mergeSchemas(a, a)).toEqual(a)
        expect(mergeSchemas(b, a)).toEqual(mergeSchemas(a, b))
        expect(mergeSchemas(mergeSchemas(a, b), c)).toEqual(mergeSchemas(a, mergeSchemas(b, c)))
        const all = [...one, ...two, ...three]
        expect(validEach(mergeSchemas(mergeSchemas(a, b), c), all)).toEqual(all.map(() => true))
      }),
      { numRuns: 100 },
    )
  })
})
