import { describe, expect, it } from 'vitest'
import { checkInput } from '../../src/model/checkInput.ts'
import type { Field } from '../../src/model/document.ts'
import { readShape, withKnown } from '../../src/model/fieldsFromSource.ts'
import type { FieldId, OperationId } from '../../src/model/ids.ts'
import type { Json } from '../../src/model/json.ts'

let made = 0
const makeId = () => `f${(made += 1)}`
const person = {
  type: 'object',
  properties: { vat: { type: 'string' }, fax: { type: 'integer' } },
  required: ['vat'],
}

describe('fields that an operation says', () => {
  it.each([
    { what: 'all of what came', path: '$', given: [person] },
    { what: 'a part of it', path: 'result.schema', given: [{ result: { schema: person } }] },
    { what: 'the first of several', path: '$', given: [person, { type: 'string' }] },
    { what: 'an object that does not say so', path: '$', given: [{ properties: person.properties }] },
  ] as { what: string; path: string; given: Json[] }[])('are read from $what', ({ path, given }) => {
    const shape = readShape(path, given, makeId) as { fields: Field[] }
    expect(shape.fields.map(({ name, type }) => [name, type])).toEqual([
      ['vat', 'string'],
      ['fax', 'integer'],
    ])
  })

  it.each([
    { path: '', given: [person], words: '“” is no path to a JSON Schema. “$” is all that comes.' },
    { path: '$', given: [], words: 'Nothing came that fields could be read from.' },
    { path: 'schema', given: [person], words: 'There is nothing at “schema” in what came.' },
    { path: '$', given: ['no'], words: 'What is in what came is no JSON Schema.' },
    { path: '$', given: [{ type: 'string' }], words: 'The JSON Schema in what came describes no object.' },
  ] as { path: string; given: Json[]; words: string }[])(
    'are told in words where there are none: $words',
    (one) => {
      expect(readShape(one.path, one.given, makeId)).toBe(one.words)
    },
  )

  it('check a value once they are known, inside other fields too, and nothing before', () => {
    const inner = {
      id: 'more' as FieldId,
      name: 'more',
      title: 'More',
      type: 'object',
      fieldsFrom: { operation: 'o' as OperationId, schema: '$', arguments: {} },
    } as unknown as Field
    const fields = [
      { ...inner, id: 'outer' as FieldId, name: 'outer', fieldsFrom: undefined, fields: [inner] },
    ] as Field[]
    const input = { outer: { more: { fax: 'seven' } } }
    expect(checkInput(fields, input).problems).toEqual([])
    const shape = readShape('$', [person], makeId) as object
    const known = withKnown(fields, new Map([[inner.id, shape]]))
    expect(checkInput(known, input).problems.map(({ path }) => path)).toEqual([
      ['outer', 'more', 'vat'],
      ['outer', 'more', 'fax'],
    ])
  })
})
