// The official suite of JSON Schema (2020-12): a schema that goes through fields and back takes what it took.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fieldFromSchema, fieldsFromSchema } from '../../src/model/fieldsFromSchema.ts'
import { fieldSchema } from '../../src/model/inputSchema.ts'
import type { Json } from '../../src/model/json.ts'
import { validEach } from './ajv.ts'
import { counter } from './build.ts'

interface Case {
  readonly description: string
  readonly schema: Json
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[]
}

const folder = join(import.meta.dirname, '../corpora/json-schema/draft2020-12')
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const casesOf = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[]

/** Schemas of other documents: neither we nor the validator fetch any. */
const isRemote = (schema: Json) =>
  /localhost:1234|"\$schema":"http:\/\/localhost|draft\/2020-12\/(?!schema)|"\$ref":"https:\/\/json-schema/.test(
    JSON.stringify(schema),
  )

/** What the validator itself says of each; undefined: it does not take the schema. */
function verdicts(schema: Json, tests: Case['tests']): boolean[] | undefined {
  try {
    return validEach(
      schema,
      tests.map(({ data }) => data),
    )
  } catch {
    return undefined
  }
}

const cases = files.flatMap((file) =>
  casesOf(file)
    .filter(({ schema }) => !isRemote(schema))
    .flatMap((each) => {
      const wanted = verdicts(each.schema, each.tests)
      return wanted === undefined ? [] : [{ ...each, file: file.replace('.json', ''), wanted }]
    }),
)

test('nearly all of the suite is asked', () => {
  expect(cases.length).toBeGreaterThan(340)
})

describe('a schema that goes through a field and back takes what it took', () => {
  test.each(cases.map((each) => [each.file, each.description, each] as const))(
    '%s: %s',
    (_file, _description, { schema, tests, wanted }) => {
      const printed = fieldSchema(fieldFromSchema(schema, 'x', counter()))
      expect(verdicts(printed, tests)).toEqual(wanted)
      // … as often as one likes.
      expect(verdicts(fieldSchema(fieldFromSchema(printed, 'x', counter())), tests)).toEqual(wanted)
    },
  )
})

/** Keywords that fields have no words for: a schema with one is kept as it is. */
const unsupported = [
  // A reference that leads round, or to another document.
  '$ref',
  // Those whose value is a schema; true and false are closed or not.
  'additionalProperties',
  'allOf',
  // Beside another of `anyOf`, `oneOf`, or of a list of types.
  'anyOf',
  'oneOf',
  'contains',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'dependentRequired',
  'dependentSchemas',
  'else',
  // A schema that takes nothing.
  'false',
  // Of what need not be a text.
  'format',
  'if',
  // `false`: a list that has no elements.
  'items',
  'maxContains',
  'minContains',
  'not',
  'pattern',
  'patternProperties',
  'prefixItems',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]

test('what is kept as it is, is told by its keywords', () => {
  const kept = new Set(
    cases.flatMap(({ schema }) =>
      fieldsFromSchema(schema, counter()).kept.flatMap(({ keywords }) => keywords),
    ),
  )
  expect([...kept].toSorted()).toEqual(unsupported.toSorted())
})

describe('the fields of an input', () => {
  test('are the members of an object, with their titles, defaults and rules, nested and in lists', () => {
    const { fields, kept } = fieldsFromSchema(
      {
        type: 'object',
        required: ['email'],
        properties: {
          email: { type: 'string', title: 'E-mail', description: 'Where it goes.', maxLength: 80 },
          since: { type: 'string', format: 'date' },
          plan: { enum: ['solo', 'team'], default: 'solo' },
          address: { type: 'object', properties: { city: { type: 'string' } }, additionalProperties: false },
          tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
          note: { type: ['string', 'null'] },
        },
      },
      counter(),
    )
    expect(kept).toEqual([])
    expect(fields).toMatchObject([
      { name: 'email', type: 'string', title: 'E-mail', required: true, rules: { maxLength: 80 } },
      { name: 'since', type: 'date', required: false },
      { name: 'plan', type: 'enum', default: 'solo', enum: [{ value: 'solo' }, { value: 'team' }] },
      { name: 'address', type: 'object', closed: true, fields: [{ name: 'city', type: 'string' }] },
      { name: 'tags', type: 'list', rules: { minItems: 1 }, item: { type: 'string' } },
      {
        name: 'note',
        type: 'one-of',
        variants: [
          { title: 'Text', type: 'string' },
          { title: 'Nothing (null)', type: 'enum', enum: [{ value: null }] },
        ],
      },
    ])
  })

  test('references to definitions are read as what they lead to', () => {
    const { fields, kept } = fieldsFromSchema(
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: { to: { $ref: '#/$defs/address', title: 'To' }, from: { $ref: '#/$defs/address' } },
        $defs: { address: { type: 'object', title: 'Address', properties: { city: { type: 'string' } } } },
      },
      counter(),
    )
    expect(kept).toEqual([])
    expect(fields).toMatchObject([
      { name: 'to', title: 'To', fields: [{ name: 'city' }] },
      { name: 'from', title: 'Address', fields: [{ name: 'city' }] },
    ])
  })

  test('what fields have no words for is kept in the field that it is about, and told with its place', () => {
    const code = { type: 'string', pattern: '^[A-Z]{3}$' }
    const { fields, kept } = fieldsFromSchema(
      { type: 'object', properties: { 'a/b': code, name: { type: 'string' } } },
      counter(),
    )
    expect(fields).toMatchObject([
      { name: 'a/b', type: 'string', schema: { pattern: '^[A-Z]{3}$' } },
      { name: 'name', type: 'string' },
    ])
    expect(kept).toEqual([{ at: '/properties/a~1b', keywords: ['pattern'] }])
  })

  test('a schema that says what only a schema can of the whole makes fields all the same, and what is lost is told', () => {
    const { fields, lost } = fieldsFromSchema(
      {
        properties: { a: { type: 'string', default: 'x' }, b: { type: 'string' } },
        required: ['a'],
        dependentRequired: { a: ['b'] },
      },
      counter(),
    )
    expect(fields).toMatchObject([{ name: 'a', required: true }, { name: 'b' }])
    expect(lost).toEqual([{ at: '', keywords: ['dependentRequired'] }])
  })

  test.each<[string, Json]>([
    ['a text', { type: 'string' }],
    ['an object with any members', { type: 'object' }],
    ['a tree', { type: 'object', properties: { below: { $ref: '#' } } }],
    ['true', true],
    ['no schema', 7],
  ])('%s is one field', (_, schema) => {
    expect(fieldsFromSchema(schema, counter()).fields.map(({ name }) => name)).toEqual(['value'])
  })
})
