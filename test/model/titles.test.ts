import { describe, expect, test } from 'vitest'
import {
  createTitles,
  nameFromTitle,
  namePattern,
  uniqueOperationName,
  uniqueTitle,
} from '../../src/model/titles.ts'
import { connector, usualOperation } from './build.ts'

test.each<[string, string[], string]>([
  ['Request', [], 'Request'],
  ['Request', ['Request'], 'Request 2'],
  ['Request', ['Request', 'Request 2'], 'Request 3'],
  ['Request 2', ['Request 2'], 'Request 3'],
  ['Request 2', ['Request 2', 'Request 3'], 'Request 4'],
  ['  ', [], 'Node'],
])('uniqueTitle: %j among %j is %j', (wanted, taken, expected) => {
  const free = uniqueTitle(new Set(taken), wanted)
  expect(taken).not.toContain(free)
  expect(free).toBe(expected)
})

test('createTitles: each is given once, in one count', () => {
  const freeTitle = createTitles(new Set(['Request', 'Request 3']))
  expect(['Request', 'Request', 'Request 3', 'Other', 'Other'].map(freeTitle)).toEqual([
    'Request 2',
    'Request 4',
    'Request 5',
    'Other',
    'Other 2',
  ])
})

describe('nameFromTitle', () => {
  test.each([
    ['Get details of customer', 'get-details-of-customer'],
    ['  Añadir – Cliente! ', 'anadir-cliente'],
    ['Ümläut', 'umlaut'],
    ['顧客', 'operation'],
    ['', 'operation'],
    [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
  ])('%j is %j', (title, name) => {
    expect(nameFromTitle(title, 'operation')).toBe(name)
    expect(name).toMatch(namePattern)
  })
})

test('uniqueOperationName', () => {
  const document = connector([usualOperation(), { ...usualOperation(), name: 'get-customer-2' }])
  expect(uniqueOperationName(document, 'get-customer')).toBe('get-customer-3')
  expect(uniqueOperationName(document, 'list')).toBe('list')
})
