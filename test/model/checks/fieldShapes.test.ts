import { produce } from 'immer'
import { describe, expect, test } from 'vitest'
import { checkConnector } from '../../../src/model/checks.ts'
import type { Field } from '../../../src/model/document.ts'
import { applyEdits } from '../../../src/model/edits.ts'
import { connector, field, fields, id, node, usualOperation } from '../build.ts'
import { testCatalog } from '../testCatalog.ts'

interface Case {
  readonly fields: readonly Field[]
  readonly code: string
  readonly message: string
  /** From the field's list on. */
  readonly at: readonly (string | number)[]
  readonly severity?: 'warning'
  /** What remains after the fix; undefined: there is none. */
  readonly fixed?: readonly string[]
}

const document = (...list: readonly Field[]) => {
  const operation = usualOperation()
  operation.graph.nodes[id.node('inputs')] = node('inputs', {
    kind: 'inputs',
    title: 'Inputs',
    settings: fields(field('id'), field('limit', { type: 'integer' }), ...list),
  })
  return connector([operation])
}
const object = (...members: Field[]) => field('a', { title: 'A', type: 'object', fields: members })
const list = (item: Partial<Field>) => field('a', { title: 'A', type: 'list', item: field('item', item) })
const oneOf = (...variants: Field[]) => field('a', { title: 'A', type: 'one-of', variants })
const when = (left: string, right = 'x', test = 'equals') => ({ visibleWhen: [{ left, test, right }] })

const cases: Readonly<Record<string, Case>> = {
  'a member without a name': {
    fields: [object(field('', { title: 'B' }))],
    code: 'bad-name',
    message: 'A field of “A” has no name. Its value has it by its name.',
    at: ['fields', 0, 'name'],
  },
  'two members of one name': {
    fields: [object(field('b'), field('b', { id: id.field('other') }), field('b2'))],
    code: 'name-duplicate',
    message: 'Two fields of “A” are called “b”, and a value can hold only one of them.',
    at: ['fields', 1, 'name'],
    fixed: [],
  },
  'a name that expressions refuse, further in': {
    fields: [list({ type: 'object', fields: [field('constructor')] })],
    code: 'bad-name',
    message:
      'A field of “A › each element” cannot be called “constructor”: expressions refuse that name. Its value has it by its name.',
    at: ['item', 'fields', 0, 'name'],
  },
  'two forms of one title': {
    fields: [oneOf(field('b', { title: 'B' }), field('c', { title: 'B' }))],
    code: 'form-title-duplicate',
    message: 'Two forms of “A” are called “B”. Give each its own title, or nobody can tell which to choose.',
    at: ['variants', 1, 'title'],
    severity: 'warning',
  },
  'no form': {
    fields: [oneOf()],
    code: 'forms-missing',
    message: '“A” is one of several forms and has none, so any value fits. Add one, or change its type.',
    at: ['variants'],
    severity: 'warning',
  },
  'a least that is more than the most': {
    fields: [field('a', { type: 'integer', rules: { minimum: 5, maximum: 3 } })],
    code: 'rules-contradict',
    message: 'No value fits “a”: it should be 5 or more, and be 3 or less.',
    at: ['rules', 'minimum'],
    fixed: [],
  },
  'bounds that leave nothing between them': {
    fields: [field('a', { type: 'number', rules: { exclusiveMinimum: 3, maximum: 3 } })],
    code: 'rules-contradict',
    message: 'No value fits “a”: it should be more than 3, and be 3 or less.',
    at: ['rules', 'exclusiveMinimum'],
  },
  'lengths, of an element': {
    fields: [list({ rules: { minLength: 2, maxLength: 1 } })],
    code: 'rules-contradict',
    message:
      'No value fits “A › each element”: it should have 2 characters or more, and have no more than 1 character.',
    at: ['item', 'rules', 'minLength'],
    fixed: [],
  },
  'counts of elements': {
    fields: [field('a', { type: 'list', rules: { minItems: 2, maxItems: 1 } })],
    code: 'rules-contradict',
    message: 'No value fits “a”: it should have 2 elements or more, and have no more than 1 element.',
    at: ['rules', 'minItems'],
    fixed: [],
  },
  'a choice of nothing, further in': {
    fields: [object(field('b', { type: 'enum', enum: [] }))],
    code: 'input-choices-missing',
    message: '“A › b” is a choice without choices. Add one, or change its type.',
    at: ['fields', 0, 'enum'],
  },
  'a default that is of another type, further in': {
    fields: [object(field('b', { type: 'integer', default: 'x' }))],
    code: 'default-wrong-type',
    message:
      'The default does not fit. “A › b” should be a whole number, but is a text. Write it without quotes or decimals.',
    at: ['fields', 0, 'default'],
    fixed: [],
  },
  'a default that breaks a rule': {
    fields: [field('a', { type: 'integer', rules: { minimum: 5 }, default: 1 })],
    code: 'default-wrong-type',
    message: 'The default does not fit. “a” should be 5 or more.',
    at: ['default'],
    fixed: [],
  },
  'a default that breaks what is kept as schema': {
    fields: [field('a', { schema: { pattern: '^b' }, default: 'a' })],
    code: 'default-wrong-type',
    message: 'The default does not fit. “a” should match the pattern ^b.',
    at: ['default'],
    fixed: [],
  },
  'a schema that leads elsewhere': {
    fields: [field('a', { type: 'json', schema: { items: { $ref: 'https://example.com/a' } } })],
    code: 'schema-not-checked',
    message:
      'A part of the JSON Schema of “a” is not checked. “https://example.com/a” leads to nothing in this schema; other documents are not fetched.',
    at: ['schema', 'items', '$ref'],
    severity: 'warning',
  },
  'a condition that names no field': {
    fields: [field('a', when('{{ input.nobody }}'))],
    code: 'unknown-reference',
    message: 'When “a” is shown: “input” has no “nobody”.',
    at: ['visibleWhen', 0, 'left'],
    fixed: [],
  },
  'a condition that names a field otherwise than it is called': {
    fields: [field('a', when('{{ input.limits }}'))],
    code: 'unknown-reference',
    message: 'When “a” is shown: “input” has no “limits”. Did you mean “limit”?',
    at: ['visibleWhen', 0, 'left'],
    fixed: [],
  },
  'a condition that cannot be read': {
    fields: [field('a', when('{{ input. }}'))],
    code: 'syntax',
    message: 'When “a” is shown: ',
    at: ['visibleWhen', 0, 'left'],
    fixed: [],
  },
  'a condition with a test that there is not': {
    fields: [field('a', when('{{ input.id }}', 'x', 'resembles'))],
    code: 'condition-unknown-test',
    message: '“a” is shown only when a test “resembles” holds, which does not exist. Choose another.',
    at: ['visibleWhen', 0, 'test'],
    fixed: [],
  },
  'a condition on the field itself': {
    fields: [field('a', when('{{ input.a }}'))],
    code: 'condition-self',
    message: '“a” is shown only when it is filled in in a certain way, and nobody can fill it in before.',
    at: ['visibleWhen', 0],
    severity: 'warning',
    fixed: [],
  },
  'conditions in a circle, told once': {
    fields: [
      field('a', when('{{ input.b }}')),
      field('b', when('{{ input.c }}')),
      field('c', when('{{ input.id }}', '{{ input.a }}')),
    ],
    code: 'condition-circle',
    message:
      '“a”, “b”, “c”: each is shown only when the next is filled in, and none can be the first. Take a condition away.',
    at: ['visibleWhen'],
    severity: 'warning',
  },
}

describe('fields as they are made', () => {
  test.each(Object.entries(cases))(
    '%s',
    (_case, { fields: made, code, message, at, severity = 'error', fixed }) => {
      const before = document(...made)
      const problems = checkConnector(before, testCatalog)
      expect(problems.map((each) => each.code)).toEqual([code])
      const [problem] = problems
      expect(problem).toMatchObject({
        severity,
        place: { field: made[0]?.id, setting: ['fields', 2, ...at] },
      })
      expect(problem?.message).toContain(message)
      expect(problem?.path.slice(-at.length)).toEqual(at)
      expect(problem?.fix === undefined).toBe(fixed === undefined)
      const after = produce(before, (draft) => applyEdits(draft, problem?.fix?.edits ?? []))
      expect(checkConnector(after, testCatalog).map((each) => each.code)).toEqual(fixed ?? [code])
    },
  )

  test('that are well made have no problem', () => {
    const made = [
      object(field('b'), field('c', { type: 'integer', rules: { minimum: 3, maximum: 3 }, default: 3 })),
      field('d', when('{{ input.id }}', '{{ input.limit }}')),
      field('e', { schema: { pattern: '^a' }, default: 'a', ...when('{{ input.d }}') }),
      field('f', when('{{ input.e }}')),
    ]
    expect(checkConnector(document(...made), testCatalog)).toEqual([])
  })
})
