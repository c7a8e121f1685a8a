import { expect, test } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import { schemaFromValues } from '../../src/model/outputSchema.ts'
import { exampleAt, schemaRows } from '../../src/model/schemaRows.ts'

/** Rows as lines: `  name type format? optional null (choices)`. */
const lines = (schema: Json) =>
  schemaRows(schema).map(({ depth, name, type, format, optional, nullable, choices }) =>
    [
      `${'  '.repeat(depth)}${name}`,
      `: ${type}`,
      format === undefined ? '' : ` ${format}`,
      optional ? ', optional' : '',
      nullable ? ', or null' : '',
      choices.length === 0 ? '' : ` (${choices.join(' ')})`,
    ].join(''),
  )

test('a schema reads as rows, members under what they belong to', () => {
  const values: Json[] = Array.from({ length: 10 }, (_, at) => ({
    objectId: `c${at}`,
    plan: at % 2 === 0 ? 'Solo' : 'Team',
    since: '2026-01-31',
    orders: [{ total: 1.5, tags: ['a'] }],
    ...(at > 0 && { note: null }),
    grid: [[1]],
    owner: at === 0 ? { name: 'Ada' } : [],
  }))
  expect(lines(schemaFromValues(values) as Json)).toEqual([
    ': object',
    '  objectId: text',
    '  plan: text (Solo Team)',
    '  since: text date',
    '  orders: list of objects',
    '    total: number',
    '    tags: list of texts',
    '  grid: list of list of whole numbers',
    '  owner: object or list',
    '    name: text',
    '  note: null, optional, or null',
  ])
})

test('what is open is anything; maps say so', () => {
  expect(lines(true)).toEqual([': anything'])
  expect(lines({ type: 'object', additionalProperties: { type: 'string' } })).toEqual([
    ': object',
    '  any name: text, optional',
  ])
})

test.each<[path: string, example: Json | undefined]>([
  ['name', 'Ada'],
  ['orders[].total', 2],
  ['by.*', 1],
  ['nothing.here', undefined],
  ['', { name: null, orders: [], by: { a: 1 } }],
])('an example of %j is the first that says something', (path, example) => {
  expect(
    exampleAt(
      [
        { name: null, orders: [], by: { a: 1 } },
        { name: 'Ada', orders: [{ total: 2 }] },
      ],
      path,
    ),
  ).toEqual(example)
})
