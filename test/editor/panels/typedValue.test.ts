import { describe, expect, it } from 'vitest'
import { typedText } from '../../../src/editor/panels/inputs/typedValue.ts'
import {
  fieldNameFromTitle,
  uniqueFieldName,
} from '../../../src/editor/panels/inspector/controls/fieldNames.ts'
import { recordPaths } from '../../../src/editor/panels/inspector/controls/recordPaths.ts'
import type { Field } from '../../../src/model/document.ts'
import type { Json } from '../../../src/model/json.ts'

describe('a typed value', () => {
  it.each<[Field['type'], string, Json]>([
    ['integer', '9007199254740993', 9_007_199_254_740_993n],
    ['integer', ' 12 ', 12],
    ['integer', '12a', '12a'],
    ['number', '1.50', 1.5],
    ['number', '-3e2', -300],
    ['number', '1e999', '1e999'],
    ['string', '007', '007'],
    ['list', '[1, 9007199254740993]', [1, 9_007_199_254_740_993n]],
    ['object', '{ "a": ', '{ "a": '],
    ['json', 'null', null],
  ])('of type %s: %j', (type, text, value) => {
    expect(typedText[type].read(text)).toEqual(value)
  })
})

describe('the lists of an answer', () => {
  it('are offered as record paths, records first', () => {
    expect(recordPaths({ tags: ['a'], data: { items: [{ id: 1 }, { id: 2 }] }, 'odd key': [{}] })).toEqual([
      { path: '["odd key"]', count: 1, objects: true },
      { path: 'data.items', count: 2, objects: true },
      { path: 'tags', count: 1, objects: false },
    ])
    expect(recordPaths([{ id: 1 }])).toEqual([{ path: '$', count: 1, objects: true }])
    expect(recordPaths('text')).toEqual([])
  })
})

describe('a field name', () => {
  it.each([
    ['Customer ID', 'customerId'],
    ['Preço máximo', 'precoMaximo'],
    ['2nd line', '_2ndLine'],
    ['名前', ''],
  ])('of %j', (title, name) => {
    expect(fieldNameFromTitle(title)).toBe(name)
  })

  it('takes the next number where it is taken', () => {
    expect(uniqueFieldName(['field', 'field2'], 'field')).toBe('field3')
  })
})
