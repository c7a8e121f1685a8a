import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkInput, shownFields, variantOf } from '../../src/model/checkInput.ts'
import type { Field, FieldRules } from '../../src/model/document.ts'
import { inputSchema } from '../../src/model/inputSchema.ts'
import type { Json } from '../../src/model/json.ts'
import { validEach } from './ajv.ts'
import { field } from './build.ts'

const problemsOf = (values: Partial<Field>, value: Json) =>
  checkInput([field('x', { title: 'Amount', ...values })], { x: value }).problems.map(
    ({ code, path, message }) => [code, path, message] as const,
  )

describe('rules are said in words', () => {
  test.each<[Field['type'], FieldRules, Json, string | undefined]>([
    ['integer', { minimum: 5 }, 4, 'be 5 or more'],
    ['integer', { minimum: 5 }, 5, undefined],
    ['number', { maximum: 1.5 }, 2, 'be 1.5 or less'],
    ['number', { exclusiveMinimum: 0 }, 0, 'be more than 0'],
    ['number', { exclusiveMaximum: 1 }, 1, 'be less than 1'],
    ['integer', { maximum: 10 }, 9007199254740993n, 'be 10 or less'],
    ['number', { multipleOf: 0.1 }, 0.3, undefined],
    ['number', { multipleOf: 0.1 }, 0.35, 'be a multiple of 0.1'],
    ['string', { minLength: 3 }, 'ab', 'have 3 characters or more'],
    ['string', { maxLength: 1 }, 'ab', 'have no more than 1 character'],
    ['string', { maxLength: 2 }, '😀😀', undefined],
    ['list', { minItems: 1 }, [], 'have 1 element or more'],
    ['list', { maxItems: 2 }, [1, 2, 3], 'have no more than 2 elements'],
    [
      'list',
      { uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      'have each element once',
    ],
    ['object', { minProperties: 1 }, {}, 'have 1 member or more'],
    ['object', { maxProperties: 1 }, { a: 1, b: 2 }, 'have no more than 1 member'],
    // A rule says nothing of values that it does not measure.
    ['json', { minimum: 5 }, 'a text', undefined],
  ])('%s, number %#', (type, rules, value, words) => {
    expect(problemsOf({ type, rules }, value)).toEqual(
      words === undefined ? [] : [['broken-rule', undefined, `“Amount” should ${words}.`]],
    )
  })
})

describe('what a value holds is checked, and told with its place', () => {
  const address: Partial<Field> = {
    type: 'object',
    title: 'Address',
    closed: true,
    fields: [
      field('city', { title: 'City', required: true }),
      field('zip', { type: 'integer', default: 10_115 }),
    ],
  }
  test.each<[string, Partial<Field>, Json, (readonly [string, unknown, string])[]]>([
    [
      'a member that is missing',
      address,
      {},
      [['missing', ['x', 'city'], '“Address › City” is missing. Give it a text.']],
    ],
    [
      'a member of another type',
      address,
      { city: 5 },
      [
        [
          'wrong-type',
          ['x', 'city'],
          '“Address › City” should be a text, but is a number. Put it in quotes.',
        ],
      ],
    ],
    [
      'a member that nobody declared',
      address,
      { city: 'Rome', town: 'Rome' },
      [['unknown-field', ['x', 'town'], '“Address” has no member called “town”. It takes “city”, “zip”.']],
    ],
    ['members that may be any', { ...address, closed: false }, { city: 'Rome', town: 'Rome' }, []],
    [
      'an element of a list',
      { type: 'list', title: 'Tags', item: field('item', { rules: { minLength: 1 } }) },
      ['a', '', 3],
      [
        ['broken-rule', ['x', 1], '“Tags › 2” should have 1 character or more.'],
        ['wrong-type', ['x', 2], '“Tags › 3” should be a text, but is a number. Put it in quotes.'],
      ],
    ],
    [
      'one of several forms, none of which it is',
      {
        type: 'one-of',
        variants: [field('a', { title: 'Name' }), field('b', { title: 'Number', type: 'integer' })],
      },
      true,
      [['not-one-of', undefined, '“Amount” should be one of “Name”, “Number”.']],
    ],
    [
      'one of several forms, nearly',
      {
        type: 'one-of',
        variants: [field('a', { title: 'Name' }), field('b', { title: 'Place', ...address })],
      },
      { city: 4 },
      [['wrong-type', ['x', 'city'], '“Amount › City” should be a text, but is a number. Put it in quotes.']],
    ],
    [
      'more forms than the one that it may be',
      {
        type: 'one-of',
        exclusive: true,
        variants: [field('a', { type: 'integer' }), field('b', { type: 'number' })],
      },
      5,
      [
        [
          'not-one-of',
          undefined,
          '“Amount” fits several of its forms, and may fit only one. Say which it is.',
        ],
      ],
    ],
    ['a file', { type: 'file' }, 'data:text/csv;name=a.csv;base64,YQ==', []],
    [
      'a file that is none',
      { type: 'file' },
      'orders.csv',
      [['wrong-type', undefined, '“Amount” should be a file as a data: URL, but is a text of another form.']],
    ],
  ])('%s', (_, values, value, expected) => {
    expect(problemsOf(values, value)).toEqual(expected)
  })

  test('defaults are filled in all the way', () => {
    const fields = [
      field('x', address),
      field('list', {
        type: 'list',
        item: field('item', { type: 'object', fields: [field('n', { default: 1 })] }),
      }),
    ]
    expect(checkInput(fields, { x: { city: 'Rome' }, list: [{}, { n: 2 }] }).value).toEqual({
      x: { city: 'Rome', zip: 10_115 },
      list: [{ n: 1 }, { n: 2 }],
    })
  })

  test('of a list of many not all that is wrong is told', () => {
    const problems = problemsOf(
      { type: 'list', item: field('item') },
      Array.from({ length: 1000 }, () => 1),
    )
    expect(problems).toHaveLength(20)
  })
})

describe('fields that are shown at times', () => {
  const fields = [
    field('kind', {
      type: 'enum',
      enum: [
        { value: 'a', label: '' },
        { value: 'b', label: '' },
      ],
      default: 'a',
    }),
    field('detail', {
      required: true,
      visibleWhen: [{ left: '{{ input.kind }}', test: 'equals', right: 'b' }],
    }),
  ]
  test('are asked for where their conditions hold, defaults included', () => {
    expect(shownFields(fields, {}).map(({ name }) => name)).toEqual(['kind'])
    expect(shownFields(fields, { kind: 'b' }).map(({ name }) => name)).toEqual(['kind', 'detail'])
  })
  test('are not missing, and not given, where they are not shown', () => {
    expect(checkInput(fields, { kind: 'a', detail: 'of before' })).toEqual({
      value: { kind: 'a' },
      problems: [],
    })
    expect(checkInput(fields, { kind: 'b' }).problems.map(({ code, name }) => [code, name])).toEqual([
      ['missing', 'detail'],
    ])
  })
})

test.each<[Json | undefined, number]>([
  [undefined, 0],
  ['a', 0],
  [{ city: 'Rome' }, 1],
  [{ city: 5 }, 1],
  [true, 0],
])('%j is of variant %i', (value, variant) => {
  const oneOf = field('x', {
    type: 'one-of',
    variants: [field('a'), field('b', { type: 'object', fields: [field('city')] })],
  })
  expect(variantOf(oneOf, value)).toBe(variant)
})

// ── the same verdict as the validator that everybody knows

const small = fc.integer({ min: 0, max: 4 })
const rules: fc.Arbitrary<FieldRules> = fc.record(
  {
    minimum: small,
    maximum: small,
    exclusiveMinimum: small,
    multipleOf: fc.constantFrom(1, 2, 0.5),
    minLength: small,
    maxLength: small,
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
    maxProperties: small,
  },
  { requiredKeys: [] },
)
const types = ['string', 'number', 'integer', 'boolean', 'date', 'list', 'object', 'json'] as const
const names = ['a', 'b', 'c']
/** What fields have no words for. */
const kept = fc.constantFrom<Json[]>(
  { pattern: '^a+$' },
  { format: 'uuid' },
  { not: { enum: [1, 'a'] } },
  { contains: { type: 'integer' }, maxContains: 1 },
  { dependentRequired: { a: ['b'] } },
  { propertyNames: { pattern: '^[ab]$' } },
  { if: { type: 'string' }, else: { minimum: 2 } },
  { minLength: 2, type: ['string', 'array', 'object'] },
  { unevaluatedItems: { type: 'string' } },
  false,
)

/** A field that holds others so many levels deep. */
const tree = (levels: number): fc.Arbitrary<Field> => {
  const below = levels > 0 ? tree(levels - 1) : undefined
  return fc
    .record(
      {
        name: fc.constantFrom(...names),
        type: fc.constantFrom<Field['type'][]>(
          ...types,
          'enum',
          ...(below === undefined ? [] : (['one-of'] as const)),
        ),
        required: fc.boolean(),
        rules,
        closed: fc.boolean(),
        schema: kept,
        exclusive: fc.boolean(),
        fields:
          below === undefined
            ? fc.constant<Field[]>([])
            : fc.uniqueArray(below, { maxLength: 2, selector: ({ name }) => name }),
        item: below ?? fc.constant<Field | undefined>(undefined),
        variants:
          below === undefined ? fc.constant<Field[]>([]) : fc.array(below, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['name', 'type', 'required', 'variants'], noNullPrototype: true },
    )
    .map(({ fields, item, variants, ...rest }) =>
      field(rest.name, {
        ...rest,
        ...(rest.type === 'object' && fields !== undefined && { fields }),
        ...(rest.type === 'list' && item !== undefined && { item }),
        ...(rest.type === 'one-of' && { variants }),
        ...(rest.type === 'enum' && {
          enum: [
            { value: 1, label: '' },
            { value: 'a', label: '' },
          ],
        }),
      }),
    )
}

const leaf = fc.constantFrom<Json[]>(0, 1, 2, 2.5, 5, '', 'a', 'abc', 'abcde', true, '2026-01-31')
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

test('any input of any fields: it is right for the form where it is right by the schema', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(tree(2), { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
      fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true }),
      (fields, input) => {
        const [valid] = validEach(inputSchema(fields), [input])
        expect(checkInput(fields, input).problems.length === 0).toBe(valid)
      },
    ),
    { numRuns: 200 },
  )
})

describe('what fields have no words for is judged by its JSON Schema', () => {
  const zip = field('zip', { title: 'Zip', schema: { pattern: '^[0-9]+$' } })
  const lines = field('lines', {
    title: 'Lines',
    type: 'list',
    schema: { items: { propertyNames: { maxLength: 1 }, required: ['a'] } },
  })

  test('after what they say themselves, and in the same words', () => {
    expect(checkInput([zip], { zip: 'x' }).problems).toEqual([
      { code: 'breaks-schema', name: 'zip', message: '“Zip” should match the pattern ^[0-9]+$.' },
    ])
    expect(checkInput([zip], { zip: 1 }).problems).toMatchObject([{ code: 'wrong-type' }])
    expect(checkInput([zip], {}).problems).toEqual([])
  })

  test('with the place, further in', () => {
    expect(checkInput([lines], { lines: [{ a: 1 }, {}] }).problems).toEqual([
      {
        code: 'breaks-schema',
        name: 'lines',
        path: ['lines', 1, 'a'],
        message: '“Lines › 2 › a” should be given.',
      },
    ])
  })

  test('and what takes too long is refused in words, once for all that it is asked of', () => {
    const looks = field('x', { type: 'list', item: field('item', { schema: { pattern: '(?=.*.*.*b)c' } }) })
    const { problems } = checkInput([looks], { x: ['a'.repeat(20_000), 'a'] })
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['not-checked', ['x', 0]],
      ['not-checked', ['x', 1]],
    ])
    expect(problems[0]?.message).toBe(
      '“x › 1” takes too long to check by its JSON Schema. Give less, or simplify it.',
    )
  })
})
