import { describe, expect, test } from 'vitest'
import type { Field } from '../../src/model/document.ts'
import { checkInput } from '../../src/model/checkInput.ts'
import { inputSchema } from '../../src/model/inputSchema.ts'
import type { Json } from '../../src/model/json.ts'
import { field } from './build.ts'

const of = (values: Partial<Field>, value: Json | undefined) =>
  checkInput([field('x', { title: 'Amount', ...values })], value === undefined ? {} : { x: value })

describe('values as declared', () => {
  test.each<[Field['type'], Json[], Json[]]>([
    ['string', ['', 'a'], [1, true, [], {}]],
    ['text', ['a\nb'], [1]],
    ['code', ['x = 1'], [1]],
    ['number', [0, 1.5, -1e30, 9007199254740993n], ['1', '1.5', true]],
    ['integer', [0, -5, 9007199254740993n, 1e3], [1.5, '1', true]],
    ['boolean', [true, false], ['true', 0, 1]],
    [
      'date',
      ['2026-01-31', '2024-02-29', '2000-02-29'],
      [
        '2026-02-29',
        '1900-02-29',
        '2026-13-01',
        '2026-1-1',
        '2026-01-31T00:00:00Z',
        '31.01.2026',
        20260131,
        '2026-00-10',
        '2026-04-31',
      ],
    ],
    [
      'date-time',
      ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.123+02:00', '2016-12-31t23:59:60z'],
      [
        '2026-01-31',
        '2026-01-31T09:30Z',
        '2026-01-31T24:00:00Z',
        '2026-01-31T09:30:00',
        '2026-02-30T09:30:00Z',
        '2026-01-31T09:60:00Z',
        1,
      ],
    ],
    ['list', [[], [1, 'a']], ['[]', {}, 1]],
    ['object', [{}, { a: 1 }], [[], '{}', 1]],
    ['json', [1, 'a', [], {}, true, 1n], []],
  ])('%s', (type, good, bad) => {
    for (const value of good)
      expect([value, of({ type }, value)]).toEqual([value, { value: { x: value }, problems: [] }])
    for (const value of bad)
      expect([value, of({ type }, value).problems.map(({ code }) => code)]).toEqual([value, ['wrong-type']])
  })

  test.each<[Partial<Field>, Json, string]>([
    [{ type: 'number' }, '5', '“Amount” should be a number, but is a text. Write it without quotes.'],
    [
      { type: 'integer' },
      1.5,
      '“Amount” should be a whole number, but is a number with decimals. Write it without quotes or decimals.',
    ],
    [{ type: 'string' }, 5, '“Amount” should be a text, but is a number. Put it in quotes.'],
    [
      { type: 'boolean' },
      'yes',
      '“Amount” should be true or false, but is a text. Write true or false without quotes.',
    ],
    [
      { type: 'date' },
      'tomorrow',
      '“Amount” should be a date such as 2026-01-31, but is a text of another form.',
    ],
    [{ type: 'list', title: '' }, {}, '“x” should be a list, but is an object.'],
    [
      {
        type: 'enum',
        enum: [
          { value: 'eu', label: 'Europe' },
          { value: 'us', label: '' },
        ],
      },
      'mars',
      '“Amount” is none of its choices. Choose one of “Europe”, "us".',
    ],
  ])('%j given %j says so in words', (values, value, words) => {
    expect(of(values, value).problems[0]?.message).toBe(words)
  })

  test('what is said never holds the value', () => {
    expect(JSON.stringify(of({ type: 'number' }, 'sk_live_hush').problems)).not.toContain('hush')
  })
})

describe('what is missing', () => {
  test.each<[Partial<Field>, Json | undefined, Json, string[]]>([
    [{ required: true }, undefined, {}, ['missing']],
    [{ required: true }, null, { x: null }, ['missing']],
    [{ required: true, default: 'd' }, undefined, { x: 'd' }, []],
    [{ default: 'd' }, undefined, { x: 'd' }, []],
    [{ default: 'd' }, null, { x: null }, []],
    [{ default: 'd' }, '', { x: '' }, []],
    [{}, undefined, {}, []],
    [{}, null, { x: null }, []],
  ])('%j given %j', (values, value, filled, codes) => {
    const checked = of(values, value)
    expect(checked.value).toEqual(filled)
    expect(checked.problems.map(({ code }) => code)).toEqual(codes)
  })
})

describe('the input as a whole', () => {
  test.each<[Json]>([[[]], ['x'], [1]])('%j is no input', (value) => {
    expect(checkInput([], value).problems).toMatchObject([{ code: 'not-an-object' }])
  })

  test('no input is an empty one', () => {
    expect(checkInput([field('x')], undefined)).toEqual({ value: {}, problems: [] })
    expect(checkInput([field('x')], null)).toEqual({ value: {}, problems: [] })
  })

  test('a name nobody declared is refused, and the declared ones are told', () => {
    expect(checkInput([field('a'), field('b')], { aa: 1 }).problems).toEqual([
      { code: 'unknown-field', name: 'aa', message: 'There is no input called “aa”. It takes “a”, “b”.' },
    ])
    expect(checkInput([], { aa: 1 }).problems[0]?.message).toBe(
      'There is no input called “aa”. This operation takes none.',
    )
  })

  test('names that every object has are names like any other', () => {
    const input = JSON.parse('{"toString":"a","__proto__":{"admin":true}}') as Json
    const { value, problems } = checkInput([field('toString'), field('valueOf', { required: true })], input)
    expect(problems.map(({ code, name }) => [code, name])).toEqual([
      ['missing', 'valueOf'],
      ['unknown-field', '__proto__'],
    ])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})

test('the JSON Schema of the input', () => {
  const schema = inputSchema([
    field('id', { title: 'Customer', required: true, description: 'Its id.' }),
    field('limit', { type: 'integer', default: 100, required: true }),
    field('region', { type: 'enum', enum: [{ value: 'eu', label: 'Europe' }] }),
    field('since', { type: 'date-time' }),
    field('filter', { type: 'json' }),
  ])
  expect(schema).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      id: { type: 'string', title: 'Customer', description: 'Its id.' },
      limit: { type: 'integer', title: 'limit', default: 100 },
      region: { enum: ['eu'], title: 'region' },
      since: { type: 'string', format: 'date-time', title: 'since' },
      filter: { title: 'filter' },
    },
    required: ['id'],
    additionalProperties: false,
  })
})
