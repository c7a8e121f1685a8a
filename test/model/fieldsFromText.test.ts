import { describe, expect, test } from 'vitest'
import { inputSchema } from '../../src/model/inputSchema.ts'
import type { Json } from '../../src/model/json.ts'
import {
  fieldsFromText,
  keptIn,
  mostSchemaChars,
  schemaPlace,
  sourceOf,
} from '../../src/model/fieldsFromText.ts'
import { schemaOfValue } from '../../src/model/schemaOfValue.ts'
import { checkInput } from '../../src/model/checkInput.ts'
import { counter } from './build.ts'

const read = (value: Json, as?: 'schema' | 'value') => {
  const found = fieldsFromText(JSON.stringify(value), counter(), as)
  if (typeof found === 'string') throw new Error(found)
  return found
}

describe('what was pasted is told apart', () => {
  test.each<[Json, 'schema' | 'value']>([
    [{ type: 'object', properties: { a: { type: 'string' } } }, 'schema'],
    [{ properties: { a: true } }, 'schema'],
    [{ type: ['string', 'null'] }, 'schema'],
    [{ $schema: 'https://json-schema.org/draft/2020-12/schema' }, 'schema'],
    [{ $ref: '#/$defs/a', $defs: { a: {} } }, 'schema'],
    [{ anyOf: [{ type: 'string' }] }, 'schema'],
    [{ type: 'customer', name: 'Ana' }, 'value'],
    [{ properties: 3 }, 'value'],
    [{ properties: { rooms: 4 } }, 'value'],
    [{ oneOf: [] }, 'value'],
    [{ name: 'Ana' }, 'value'],
    [[{ type: 'string' }], 'value'],
    ['object', 'value'],
  ])('%j is a %s', (value, source) => expect(sourceOf(value)).toBe(source))

  test('and can be read as the other', () => {
    const value = { type: 'string' }
    expect(read(value).fields).toMatchObject([{ name: 'value', type: 'string' }])
    expect(read(value, 'value').fields).toMatchObject([{ name: 'type', type: 'string' }])
  })
})

describe('a sample value has a schema that it fits', () => {
  test.each<[string, Json, object]>([
    ['texts', { a: 'x' }, { a: { type: 'string' } }],
    ['dates', { a: '2026-01-31' }, { a: { type: 'string', format: 'date' } }],
    ['moments', { a: '2026-01-31T09:30:00Z' }, { a: { type: 'string', format: 'date-time' } }],
    ['whole numbers', { a: 9_007_199_254_740_993n }, { a: { type: 'integer' } }],
    ['null, which tells nothing', { a: null }, { a: {} }],
    ['elements that agree', { a: [1, 2] }, { a: { type: 'array', items: { type: 'integer' } } }],
    [
      'elements of both sorts of numbers',
      { a: [1, 2.5] },
      { a: { type: 'array', items: { type: 'number' } } },
    ],
    ['elements of which one is null', { a: [1, null] }, { a: { type: 'array' } }],
    ['elements that do not agree', { a: [1, 'x', 2] }, { a: { type: 'array' } }],
    [
      'texts of which one is a date',
      { a: ['2026-01-31', 'x'] },
      { a: { type: 'array', items: { type: 'string' } } },
    ],
    [
      'objects in a list, all that they have',
      { a: [{ b: 1 }, { c: 'x' }] },
      {
        a: {
          type: 'array',
          items: { type: 'object', properties: { b: { type: 'integer' }, c: { type: 'string' } } },
        },
      },
    ],
    ['what is empty', { a: [], b: {} }, { a: { type: 'array' }, b: { type: 'object' } }],
  ])('%s', (_case, value, properties) => {
    expect(schemaOfValue(value)).toEqual({ type: 'object', properties })
    const { fields } = fieldsFromText(JSON.stringify(schemaOfValue(value)), counter()) as ReturnType<
      typeof read
    >
    expect(checkInput(fields, value).problems).toEqual([])
  })

  test('whose members are as they are called, and none is required', () => {
    const sample = JSON.parse('{ "__proto__": 1, "a/b": { "c": true } }') as Json
    const { fields } = read(sample)
    expect(fields.map(({ name, required }) => [name, required])).toEqual([
      ['__proto__', false],
      ['a/b', false],
    ])
  })
})

describe('what there is no making fields of is said in words', () => {
  test.each([
    ['no JSON', '{ "a": ', undefined, /^This is no JSON\. .*line 1/],
    ['nothing', '', undefined, /^This is no JSON\./],
    [
      'too long',
      ' '.repeat(mostSchemaChars + 1),
      undefined,
      /^This is too long: 1,000,001 characters, and 1,000,000/,
    ],
    ['too deep', '['.repeat(101) + ']'.repeat(101), undefined, /^This is no JSON\. .*deep/],
    ['a list as a schema', '[]', 'schema', /^A JSON Schema is an object/],
    ['a schema of an object of nothing', '{ "type": "object", "properties": {} }', undefined, /no members/],
    ['an empty object', '{}', undefined, /^There is nothing in this value/],
  ] as const)('%s', (_case, text, as, words) => {
    expect(fieldsFromText(text, counter(), as)).toMatch(words)
  })
})

describe('a schema that would never end, or bring more than a form can hold', () => {
  test('references that double at each step stay references', () => {
    const levels = Array.from({ length: 40 }, (_, at) => [
      `l${at}`,
      { properties: { a: { $ref: `#/$defs/l${at + 1}` }, b: { $ref: `#/$defs/l${at + 1}` } } },
    ])
    const schema = { $ref: '#/$defs/l0', $defs: { ...Object.fromEntries(levels), l40: { type: 'string' } } }
    const { fields, kept } = read(schema as Json)
    expect(fields).toMatchObject([{ name: 'value', type: 'json', schema }])
    expect(kept).toEqual([{ at: '', keywords: ['$ref'] }])
  })

  test('an object of thousands of members is one field, and its schema is kept', () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`m${at}`, { type: 'string' }]))
    const { fields, kept } = read({
      type: 'object',
      properties: { few: { type: 'string' }, many: { type: 'object', properties: many } },
    })
    expect(fields).toMatchObject([
      { name: 'few', type: 'string' },
      { name: 'many', type: 'json', schema: { type: 'object' } },
    ])
    expect(kept).toEqual([{ at: '/properties/many', keywords: ['properties'] }])
  })
})

test('what is lost is told with its place, and what is kept by the names that lead there', () => {
  const { fields, lost } = read({
    title: 'Customer',
    type: 'object',
    minProperties: 1,
    properties: {
      mail: { type: 'string', format: 'email', examples: ['a@b.c'] },
      tags: { type: 'array', items: { type: 'string', pattern: '^a', deprecated: true } },
    },
  })
  expect(lost).toEqual([
    { at: '', keywords: ['title', 'minProperties'] },
    { at: '/properties/mail', keywords: ['examples'] },
    { at: '/properties/tags/items', keywords: ['deprecated'] },
  ])
  expect(keptIn(fields)).toEqual([
    { at: 'mail', keywords: ['format'] },
    { at: 'tags › each element', keywords: ['pattern'] },
  ])
  expect(inputSchema(fields)).toMatchObject({ properties: { mail: { format: 'email' } } })
})

test.each([
  ['', ''],
  ['/properties/a~1b', 'a/b'],
  ['/properties/items/items', 'items › each element'],
  ['/properties/a/anyOf/1/properties/b', 'a › form 2 › b'],
])('the place %s is “%s”', (pointer, words) => expect(schemaPlace(pointer)).toBe(words))
