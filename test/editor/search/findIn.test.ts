import { describe, expect, it } from 'vitest'
import { findIn } from '../../../src/editor/search/findIn.ts'
import { catalog } from '../../../src/nodes/catalog.ts'
import { sampleConnector } from '../../../src/simulation/demo/sample.ts'

let last = 0
const connector = sampleConnector({
  baseUrl: 'http://127.0.0.1:4400/demo/parse',
  makeId: () => `id${String((last += 1)).padStart(3, '0')}`,
})
const find = (text: string) =>
  findIn(connector, text, { catalog, most: 50 }).map(({ sort, label }) => `${sort}: ${label}`)

describe('search', () => {
  it.each([
    ['', []],
    ['add a NEW', ['operation: Add a new customer']],
    ['get customer', ['node: Get customer']],
    [
      'input.customerid',
      [
        'expression: /classes/Customer/{{ input.customerId }}',
        'expression: "customer": "{{ input.customerId }}",',
      ],
    ],
    ['no such words', []],
  ])('%j', (text, found) => {
    expect(find(text)).toEqual(found)
  })

  it('finds settings that are no expression', () => {
    expect(find('post')).toEqual(['setting: POST', 'setting: POST'])
  })

  it('stays inside the operation that is asked for', () => {
    const [operation] = connector.operations
    expect(findIn(connector, 'region', { catalog, operation, most: 50 })).toEqual([])
  })

  it.each([
    ['objectId of', 'Inputs · Fields 1 › description'],
    ['/classes/Customer/', 'Get customer · Address'],
  ])('says where %j stands in the words of the inspector', (text, detail) => {
    const found = findIn(connector, text, { catalog, most: 1 })
    expect(found.map((one) => one.detail)).toEqual([detail])
  })

  it('stops at the limit', () => {
    expect(findIn(connector, 'a', { catalog, most: 3 })).toHaveLength(3)
  })
})
