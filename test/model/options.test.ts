import { produce } from 'immer'
import { describe, expect, it } from 'vitest'
import { checkOperation } from '../../src/model/checks.ts'
import type { Connector, Field, FieldOptions, Operation } from '../../src/model/document.ts'
import { applyEdits, type Edit } from '../../src/model/edits.ts'
import { fieldsOf } from '../../src/model/fields.ts'
import type { Json } from '../../src/model/json.ts'
import {
  dependenceEdges,
  dependences,
  fieldCycle,
  operationCycle,
  parentsOf,
  readChoices,
} from '../../src/model/options.ts'
import { schemaAt } from '../../src/model/schemaPath.ts'
import { parsePath } from '../../src/expressions/path.ts'
import { connector, field, id, operation } from './build.ts'
import { testCatalog } from './testCatalog.ts'

const options = (values: Partial<FieldOptions> = {}): FieldOptions => ({
  operation: id.operation('customers'),
  records: '',
  value: 'objectId',
  label: '{{ item.name }}',
  arguments: {},
  ...values,
})

const named = (name: string, fields: readonly Field[], values: Partial<Operation> = {}): Operation =>
  operation({ [`${name}-inputs`]: { kind: 'inputs', settings: { fields: fields as unknown as Json } } }, [], {
    id: id.operation(name),
    name,
    title: name,
    ...values,
  })

/** regions → customers → update, where update asks for the region too. */
const cascade = (
  changes: { readonly update?: Partial<FieldOptions>; readonly customers?: Partial<Operation> } = {},
) =>
  connector([
    named('regions', [], { role: 'list' }),
    named(
      'customers',
      [
        field('region', {
          options: options({ operation: id.operation('regions'), value: 'name', label: '' }),
        }),
      ],
      { role: 'list', ...changes.customers },
    ),
    named('update', [
      field('region', { options: options({ operation: id.operation('regions'), value: 'name', label: '' }) }),
      field('customer', {
        options: options({
          arguments: { [id.field('field-region')]: '{{ input.region }}' },
          ...changes.update,
        }),
      }),
    ]),
  ])

const edited = (document: Connector, edits: readonly Edit[]): Connector =>
  produce(document, (draft) => applyEdits(draft as Connector, edits))

const codes = (document: Connector, operationId = 'update') =>
  checkOperation(document, id.operation(operationId), testCatalog)
    .filter(({ code }) => code.startsWith('options') || code === 'unknown-reference')
    .map(({ code }) => code)

describe('readChoices', () => {
  const rows: readonly {
    name: string
    source?: Partial<FieldOptions>
    given: readonly Json[]
    gives: Partial<ReturnType<typeof readChoices>>
  }[] = [
    {
      name: 'reads value and label of each record',
      given: [
        { objectId: 'a', name: 'Ana' },
        { objectId: 'b', name: 'Bo' },
      ],
      gives: {
        choices: [
          { value: 'a', label: 'Ana' },
          { value: 'b', label: 'Bo' },
        ],
      },
    },
    {
      name: 'reads a list inside the one value that was given',
      source: { records: 'result', value: 'value', label: '{{ item.text }}' },
      given: [{ result: [{ text: 'North', value: 1 }] }],
      gives: { choices: [{ value: 1, label: 'North' }] },
    },
    {
      name: 'takes the record itself as the value',
      source: { value: '$', label: '' },
      given: ['red', 'green'],
      gives: {
        choices: [
          { value: 'red', label: 'red' },
          { value: 'green', label: 'green' },
        ],
      },
    },
    {
      name: 'keeps ids of 64 bits exact',
      source: { label: '' },
      given: [{ objectId: 9007199254740993n }],
      gives: { choices: [{ value: 9007199254740993n, label: '9007199254740993' }] },
    },
    {
      name: 'shows the value where the label came to nothing',
      given: [{ objectId: 'a' }, { objectId: 'b', name: ' ' }, { objectId: 'c', name: null }],
      gives: {
        choices: ['a', 'b', 'c'].map((value) => ({ value, label: value })),
        withoutLabel: 3,
      },
    },
    {
      name: 'leaves records without a value out, and counts them',
      given: [{ name: 'Ana' }, { objectId: null, name: 'Bo' }, 'text', { objectId: 'c', name: 'Cy' }],
      gives: { choices: [{ value: 'c', label: 'Cy' }], withoutValue: 3 },
    },
    {
      name: 'keeps the first of a value that comes again',
      given: [
        { objectId: 'a', name: 'Ana' },
        { objectId: 'a', name: 'Ana again' },
      ],
      gives: { choices: [{ value: 'a', label: 'Ana' }], repeated: 1 },
    },
    {
      name: 'tells a number from a text of the same digits',
      source: { label: '' },
      given: [{ objectId: 1 }, { objectId: '1' }],
      gives: {
        choices: [
          { value: 1, label: '1' },
          { value: '1', label: '1' },
        ],
        repeated: 0,
      },
    },
    {
      name: 'says where it looked for a list and found none',
      source: { records: 'data' },
      given: [{ data: { objectId: 'a' } }],
      gives: { choices: [], failure: 'There is no list at “data” in what came.' },
    },
    {
      name: 'says that nobody has chosen the value',
      source: { value: '' },
      given: [{ objectId: 'a' }],
      gives: { failure: 'Nobody has said which part of a record is the value. Choose one.' },
    },
    {
      name: 'walks own properties alone',
      source: { value: 'constructor' },
      given: [{ objectId: 'a' }],
      gives: { choices: [], failure: '“constructor” is no path to the value of a record.' },
    },
  ]
  it.each(rows)('$name', ({ source, given, gives }) => {
    expect(readChoices(options(source), given)).toMatchObject(gives)
  })
})

describe('what depends on what', () => {
  it('finds sources in nested fields, with the field of the form they stand in', () => {
    const inner = field('city', { options: options() })
    const outer = field('address', { type: 'object', fields: [inner] })
    expect(dependences([outer]).map(({ field: own, top }) => [own.name, top.name])).toEqual([
      ['city', 'address'],
    ])
  })

  it('knows the parents of a cascade by the inputs its arguments read', () => {
    const [, update] = fieldsOf(cascade().operations[2] as Operation)
    expect([...parentsOf(update?.options as FieldOptions, [])]).toEqual(['region'])
  })

  it('takes every input for a parent where input is read whole', () => {
    const fields = [field('one'), field('two')]
    expect([...parentsOf(options({ arguments: { [id.field('x')]: '{{ input | json }}' } }), fields)]).toEqual(
      ['one', 'two'],
    )
  })

  it('draws every dependence as an edge between operations', () => {
    expect(dependenceEdges(cascade()).map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'regions → customers',
      'regions → update',
      'customers → update',
    ])
  })

  it.each([
    ['update', 'regions', ['regions', 'update', 'regions'].length],
    ['update', 'customers', 3],
    ['update', 'update', 2],
  ])('names the circle that an edge from %s to %s would close', (from, to, length) => {
    const way = operationCycle(dependenceEdges(cascade()), { from: id.operation(from), to: id.operation(to) })
    expect(way).toHaveLength(length)
    expect(way?.[0]).toBe(to)
    expect(way?.at(-1)).toBe(to)
  })

  it('finds no circle in a chain', () => {
    expect(
      operationCycle(dependenceEdges(cascade()), {
        from: id.operation('regions'),
        to: id.operation('update'),
      }),
    ).toBeUndefined()
  })

  it('finds inputs of one form that wait for each other', () => {
    const waits = (name: string, other: string) =>
      field(name, { options: options({ arguments: { [id.field('x')]: `{{ input.${other} }}` } }) })
    expect(fieldCycle([waits('a', 'b'), waits('b', 'a')])).toEqual(['a', 'b', 'a'])
    expect(fieldCycle([waits('a', 'b'), field('b')])).toBeUndefined()
  })
})

describe('checks of dropdowns', () => {
  const record = { type: 'object', properties: { objectId: { type: 'string' }, name: { type: 'string' } } }
  const rows: readonly { name: string; document: Connector; codes: readonly string[] }[] = [
    { name: 'a chain is sound', document: cascade(), codes: [] },
    {
      name: 'the source is gone',
      document: cascade({ update: { operation: id.operation('none') } }),
      codes: ['options-source-gone'],
    },
    {
      name: 'the source is no list operation',
      document: cascade({ customers: { role: 'call' } }),
      codes: ['options-source-not-list'],
    },
    {
      name: 'an operation feeds itself',
      document: cascade({ update: { operation: id.operation('update') } }),
      codes: ['options-circle', 'options-source-not-list', 'options-argument-unknown'].slice(0, 2),
    },
    {
      name: 'no value was chosen',
      document: cascade({ update: { value: '' } }),
      codes: ['options-path-wrong'],
    },
    {
      name: 'the schema lost the value',
      document: cascade({ customers: { output: { samples: [], schema: record } }, update: { value: 'id' } }),
      codes: ['options-path-lost'],
    },
    {
      name: 'the schema lost what the label reads',
      document: cascade({
        customers: { output: { samples: [], schema: record } },
        update: { label: '{{ item.title }}' },
      }),
      codes: ['options-path-lost'],
    },
    {
      name: 'the schema has all that is read',
      document: cascade({ customers: { output: { samples: [], schema: record } } }),
      codes: [],
    },
    {
      name: 'an argument is for an input that is not there',
      document: cascade({ update: { arguments: { [id.field('old')]: 'x' } } }),
      codes: ['options-argument-unknown'],
    },
    {
      name: 'an argument reads an input that is not there',
      document: cascade({ update: { arguments: { [id.field('field-region')]: '{{ input.regoin }}' } } }),
      codes: ['unknown-reference'],
    },
    {
      name: 'search goes to an input that is not there',
      document: cascade({ update: { search: id.field('old') } }),
      codes: ['options-search-unknown'],
    },
  ]
  it.each(rows)('$name', ({ document, codes: expected }) => {
    expect(codes(document)).toEqual(expected)
  })

  it('says which required input of the source gets nothing', () => {
    const document = cascade({ update: { arguments: {} } })
    const [region] = fieldsOf(document.operations[1] as Operation)
    const asking = {
      ...document,
      operations: document.operations.map((each) =>
        each.id === 'customers'
          ? named('customers', [{ ...(region as Field), required: true }], { role: 'list' })
          : each,
      ),
    }
    expect(codes(asking)).toEqual(['options-argument-missing'])
  })

  it('keeps nothing from running: a value can still be typed', () => {
    const problems = checkOperation(
      cascade({ update: { operation: id.operation('none') } }),
      id.operation('update'),
      testCatalog,
    )
    expect(problems.filter(({ code }) => code.startsWith('options')).map(({ severity }) => severity)).toEqual(
      ['warning'],
    )
  })
})

describe('edits', () => {
  it('renaming an input rewrites what sources are given, also within nested fields', () => {
    const before = named('update', [
      field('region'),
      field('order', {
        type: 'object',
        fields: [
          field('customer', { options: options({ arguments: { [id.field('r')]: '{{ input.region }}' } }) }),
        ],
      }),
    ])
    const after = edited(connector([before]), [
      {
        edit: 'renameField',
        operation: id.operation('update'),
        node: id.node('update-inputs'),
        field: id.field('field-region'),
        name: 'area',
      },
    ])
    const [, order] = fieldsOf(after.operations[0] as Operation)
    expect(order?.fields?.[0]?.options?.arguments).toEqual({ r: '{{ input.area }}' })
  })

  it('deleting a list operation leaves its dropdowns as problems, each with a way out', () => {
    const after = edited(cascade(), [{ edit: 'removeOperation', operation: id.operation('customers') }])
    const [problem] = checkOperation(after, id.operation('update'), testCatalog).filter(({ code }) =>
      code.startsWith('options'),
    )
    expect(problem?.code).toBe('options-source-gone')
    const mended = edited(after, problem?.fix?.edits ?? [])
    expect(codes(mended)).toEqual([])
  })
})

describe('an object whose fields another operation says', () => {
  const asking = (operationName: string, schema = 'schema') =>
    connector([
      named('fields', [field('region')], {
        output: {
          samples: [],
          schema: { type: 'object', properties: { schema: { type: 'object' } }, additionalProperties: false },
        } as unknown as Operation['output'],
      }),
      named('update', [
        field('region'),
        field('more', {
          type: 'object',
          fieldsFrom: {
            operation: id.operation(operationName),
            schema,
            arguments: { [id.field('field-region')]: '{{ input.region }}' },
          },
        }),
      ]),
    ])
  const said = (document: Connector) =>
    checkOperation(document, id.operation('update'), testCatalog).filter(({ code }) =>
      code.startsWith('options'),
    )

  it.each([
    { name: 'it is sound', document: asking('fields'), codes: [] },
    { name: 'its source is gone', document: asking('none'), codes: ['options-source-gone'] },
    { name: 'its source is itself', document: asking('update'), codes: ['options-circle'] },
    { name: 'its path is none', document: asking('fields', ''), codes: ['options-path-wrong'] },
    { name: 'its path leads nowhere', document: asking('fields', 'shape'), codes: ['options-path-lost'] },
  ])('$name', ({ document, codes: wanted }) => {
    expect([...new Set(said(document).map(({ code }) => code))]).toEqual(wanted)
  })

  it('a source that is gone has a way out: it is given as JSON', () => {
    const mended = edited(asking('none'), said(asking('none'))[0]?.fix?.edits ?? [])
    expect(said(mended)).toEqual([])
    expect(fieldsOf(mended.operations[1] as Operation)[1]?.fieldsFrom).toBeUndefined()
  })

  it('a parent that is renamed is followed', () => {
    const after = edited(asking('fields'), [
      {
        edit: 'renameField',
        operation: id.operation('update'),
        node: id.node('update-inputs'),
        field: id.field('field-region'),
        name: 'area',
      },
    ])
    const [, more] = fieldsOf(after.operations[1] as Operation)
    expect(more?.fieldsFrom?.arguments).toEqual({ 'field-region': '{{ input.area }}' })
  })
})

describe('schemaAt', () => {
  const person: Json = {
    type: 'object',
    properties: { name: { type: 'string' }, tags: { type: 'array', items: { $ref: '#/$defs/tag' } } },
    $defs: { tag: { type: 'object', properties: { id: true }, additionalProperties: { type: 'string' } } },
  }
  it.each([
    ['name', person, 'has'],
    ['email', person, 'loses'],
    ['tags[0].id', person, 'has'],
    ['tags[0].other', person, 'has'],
    ['name.first', person, 'loses'],
    ['anything', {}, 'allows'],
    ['anything', true, 'allows'],
    ['anything', false, 'loses'],
    ['a', { anyOf: [{ type: 'null' }, { properties: { a: true } }] }, 'has'],
    ['a', { anyOf: [{ type: 'null' }, { type: 'string' }] }, 'loses'],
    ['a', { $ref: '#' }, 'allows'],
    ['a', { $ref: 'https://example.com/other' }, 'allows'],
  ] as const)('%s in %j: %s', (path, schema, verdict) => {
    expect(schemaAt(schema as Json, parsePath(path) ?? [])).toBe(verdict)
  })
})
