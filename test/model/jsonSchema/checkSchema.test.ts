// The official suite of JSON Schema (2020-12) is what the check is judged by; what follows it is what the suite does not ask.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/model/json.ts'
import { schemaFaults } from '../../../src/model/jsonSchema/schemaFaults.ts'
import { checkSchema } from '../../../src/model/jsonSchema/checkSchema.ts'

interface Case {
  readonly description: string
  readonly schema: Json
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[]
}

const folder = join(import.meta.dirname, '../../corpora/json-schema/draft2020-12')
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

/** Schemas of other documents, which are never fetched: a reference to one is a fault that is told, and checks nothing. */
const isRemote = (schema: Json) =>
  /localhost:1234|http:\/\/localhost|draft\/2020-12\/(?!schema)|"\$ref":"https:\/\/json-schema/.test(
    JSON.stringify(schema),
  )

/** Where its users may choose whether a format is checked, the suite goes by those that do not: here it is. */
const asserted = 'format.json'

const cases = files
  .filter((file) => file !== asserted)
  .flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[])
      .filter(({ schema }) => !isRemote(schema))
      .map((each) => [file.replace('.json', ''), each.description, each] as const),
  )

test('nearly all of the suite is asked', () => {
  expect(cases.length).toBeGreaterThan(330)
})

describe('the official suite', () => {
  test.each(cases)('%s: %s', (_file, _description, { schema, tests }) => {
    expect(
      tests.map(({ data, description }) => [description, checkSchema(schema, data)?.length === 0]),
    ).toEqual(tests.map(({ valid, description }) => [description, valid]))
  })
})

const told = (schema: Json, value: Json) =>
  checkSchema(schema, value)?.map(({ path, words }) => [path.join('/'), words].filter(Boolean).join(': '))

describe('what is wrong is said in words that go on from “should”, with its place', () => {
  test.each<[keyword: string, schema: Json, value: Json, words: readonly string[]]>([
    ['type', { type: 'integer' }, 'x', ['be a whole number']],
    ['type', { type: ['string', 'boolean', 'null'] }, 1, ['be a text, true or false or null']],
    ['enum', { enum: [1, 'a', { b: 2 }] }, 2, ['be 1, "a" or {"b":2}']],
    ['const', { const: 'a' }, 'b', ['be "a"']],
    ['minimum', { minimum: 5 }, 4, ['be 5 or more']],
    ['multipleOf', { multipleOf: 0.1 }, 0.35, ['be a multiple of 0.1']],
    ['maxLength', { maxLength: 1 }, 'ab', ['have no more than 1 character']],
    ['uniqueItems', { uniqueItems: true }, [1, 1], ['have each element once']],
    ['minProperties', { minProperties: 1 }, {}, ['have 1 member or more']],
    ['pattern', { pattern: '^[0-9]+$' }, 'a', ['match the pattern ^[0-9]+$']],
    ['format', { format: 'email' }, 'a', ['be an e-mail address such as ana@example.com']],
    ['required', { required: ['a'] }, {}, ['a: be given']],
    ['dependentRequired', { dependentRequired: { a: ['b'] } }, { a: 1 }, ['b: be given where “a” is']],
    ['dependentSchemas', { dependentSchemas: { a: { required: ['b'] } } }, { a: 1 }, ['b: be given']],
    ['properties', { properties: { a: { type: 'null' } } }, { a: 1 }, ['a: be null']],
    ['additionalProperties', { additionalProperties: false }, { a: 1 }, ['a: not be given']],
    ['patternProperties', { patternProperties: { '^a': { type: 'null' } } }, { ab: 1 }, ['ab: be null']],
    [
      'propertyNames',
      { propertyNames: { maxLength: 1 } },
      { ab: 1 },
      ['ab: have another name: it should have no more than 1 character'],
    ],
    ['items', { items: { type: 'null' } }, [null, 1], ['1: be null']],
    ['prefixItems', { prefixItems: [true, { items: { type: 'null' } }] }, [0, [1]], ['1/0: be null']],
    [
      'contains',
      { contains: { const: 1 } },
      [],
      ['have at least one element of the sort that its JSON Schema asks for'],
    ],
    [
      'maxContains',
      { contains: true, maxContains: 2 },
      [1, 2, 3],
      ['have no more than 2 elements of the sort that its JSON Schema counts'],
    ],
    ['allOf', { allOf: [{ minimum: 2 }, { multipleOf: 2 }] }, 1, ['be 2 or more', 'be a multiple of 2']],
    [
      'anyOf',
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      1,
      ['be one of the forms that its JSON Schema allows'],
    ],
    [
      'anyOf, of which it is one',
      { anyOf: [{ type: 'string' }, { type: 'number', minimum: 2 }] },
      1,
      ['be 2 or more'],
    ],
    [
      'oneOf',
      { oneOf: [true, true] },
      1,
      ['be only one of the forms that its JSON Schema allows, and is several'],
    ],
    ['not', { not: { type: 'null' } }, null, ['not be what its JSON Schema excludes']],
    ['if and then', { if: true, then: { minimum: 2 } }, 1, ['be 2 or more']],
    ['$ref', { $ref: '#/$defs/a', $defs: { a: { type: 'null' } } }, 1, ['be null']],
    [
      'unevaluatedProperties',
      { properties: { a: true }, unevaluatedProperties: false },
      { b: 1 },
      ['b: not be given'],
    ],
    ['unevaluatedItems', { prefixItems: [true], unevaluatedItems: false }, [1, 2], ['1: not be given']],
    ['false', false, 1, ['not be given']],
  ])('%s', (_keyword, schema, value, words) => expect(told(schema, value)).toEqual(words))

  test('and never more often than one reads', () => {
    const value = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`m${at}`, at]))
    expect(checkSchema({ additionalProperties: false }, value)).toHaveLength(20)
  })
})

/** Objects whose member is called as the prototype. */
const proto = (member: string) => JSON.parse(`{ "__proto__": ${member} }`) as Json

test.each<[string, schema: Json, value: Json, valid: boolean]>([
  [
    'a whole number is another than its neighbour',
    { const: 9_007_199_254_740_992 },
    9_007_199_254_740_993n,
    false,
  ],
  ['… and is itself', { const: 9_007_199_254_740_993n }, 9_007_199_254_740_993n, true],
  ['… and is a whole number', { type: 'integer' }, 9_007_199_254_740_993n, true],
  ['numbers are what they are', { enum: [1] }, 1n, true],
  [
    'a member that is called as the prototype is not named',
    { properties: { a: true }, additionalProperties: false },
    proto('1'),
    false,
  ],
  ['… and is, where it is', { properties: proto('{ "type": "null" }') }, proto('1'), false],
])('%s', (_case, schema, value, valid) => expect(checkSchema(schema, value)?.length === 0).toBe(valid))

describe('formats', () => {
  test.each<[format: string, good: readonly string[], bad: readonly string[]]>([
    ['date', ['2024-02-29'], ['2026-02-29', '31.1.2026']],
    ['date-time', ['2026-01-31T09:30:00.5+01:00'], ['2026-01-31']],
    ['time', ['09:30:00Z', '23:59:60+00:00'], ['25:00:00Z', '09:30']],
    ['duration', ['P1DT12H', 'P4W', 'PT0S'], ['P', 'PT', '1D', 'P1W2D']],
    ['email', ['ana@example.com', 'ü@b'], ['ana', 'a@b@c', 'a b@c', '@b']],
    ['hostname', ['api.example.com', 'a'], ['-a.com', 'a..b', 'ü.com', 'a'.repeat(64)]],
    ['ipv4', ['192.0.2.1'], ['256.0.0.1', '01.2.3.4', '1.2.3']],
    [
      'ipv6',
      ['::', '2001:db8::1', '::ffff:192.0.2.1', '1:2:3:4:5:6:7:8'],
      [':', '1::2::3', '12345::', '1:2:3:4:5:6:7:8:9'],
    ],
    ['uri', ['https://example.com/a?b#c', 'urn:x:1'], ['/a', 'a b', 'http:']],
    ['uri-reference', ['/a', '', '#b'], ['a b', '<']],
    ['uuid', ['123E4567-e89b-12d3-a456-426614174000'], ['123e4567', '123e4567e89b12d3a456426614174000']],
    ['json-pointer', ['', '/a~1b/0'], ['a', '/~2']],
    ['one-that-nobody-knows', ['anything'], []],
  ])('%s', (format, good, bad) => {
    for (const text of good) expect([text, checkSchema({ format }, text)]).toEqual([text, []])
    for (const text of bad) expect([text, checkSchema({ format }, text)?.length]).toEqual([text, 1])
  })
})

describe('a schema from anywhere', () => {
  const doubled = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `l${at}`,
      { allOf: [{ $ref: `#/$defs/l${at + 1}` }, { $ref: `#/$defs/l${at + 1}` }] },
    ]),
  )
  test.each<[string, Json, Json]>([
    ['refers to itself for ever', { $ref: '#' }, 1],
    ['doubles at each step', { $ref: '#/$defs/l0', $defs: { ...doubled, l40: {} } }, 1],
    ['refers to itself by two ways', { allOf: [{ $ref: '#' }, { $ref: '#' }] }, 1],
    ['looks ahead at each place of a long text', { pattern: '(?=.*.*.*b)c' }, 'a'.repeat(5_000)],
  ])('that %s comes to an end, and nothing is known', (_case, schema, value) => {
    expect(checkSchema(schema, value)).toBeUndefined()
  })

  test.each<[string, Json, Json]>([
    ['has a pattern that goes back and forth', { pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}b`],
    ['… in its names', { patternProperties: { '^(a|a)*$': false } }, { [`${'a'.repeat(20_000)}b`]: 1 }],
  ])('that %s is checked all the same', (_case, schema, value) => {
    expect(checkSchema(schema, value)).toBeDefined()
  })

  test.each<[schema: Json, at: string, message: RegExp]>([
    [3, '', /is an object, or true or false/],
    [{ type: 'strin' }, 'type', /“type” has a value that it cannot have/],
    [{ properties: { a: { items: { minimum: 'x' } } } }, 'properties/a/items/minimum', /cannot have/],
    [{ items: [{}] }, 'items', /cannot have/],
    [
      { $ref: 'https://example.com/a.json' },
      '$ref',
      /leads to nothing in this schema; other documents are not fetched/,
    ],
    [{ $ref: '#/$defs/a' }, '$ref', /leads to nothing/],
    [{ pattern: '(a' }, 'pattern', /The pattern \(a has a “\(” that is not closed/],
    [
      { patternProperties: { '(?<=a)b': true } },
      'patternProperties',
      /looks behind itself, which cannot be checked/,
    ],
    [{ pattern: '(a)\\1' }, 'pattern', /refers back to a part of itself/],
    [{ pattern: '(a{1000}){1000}' }, 'pattern', /repeats too much to be checked/],
  ])('%j: what is not checked is told', (schema, at, message) => {
    const [fault] = schemaFaults(schema)
    expect(fault?.at.join('/')).toBe(at)
    expect(fault?.message).toMatch(message)
    expect(checkSchema(schema, 'a value')).toEqual([])
  })

  test('that is whole has no fault', () => {
    expect(schemaFaults({ $ref: '#a', $defs: { a: { $anchor: 'a', pattern: '^[\\w-]+$' } } })).toEqual([])
  })
})
