import { describe, expect, it } from 'vitest'
import type { Connector } from '../../../src/model/document.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import { chainOf, connectorMap, pathWords } from '../../../src/store/map/parts.ts'
import { fieldWords, isAskedFirst, labelWords, lineWords, refusal } from '../../../src/store/map/words.ts'
import { drawnConnector, pictured } from '../../../stories/editor/map/connectors.ts'

const id = (text: string) => text as OperationId
const lineTo = (connector: Connector, operation: string, field: string) => {
  const line = connectorMap(connector)
    .into.get(id(operation))
    ?.find(({ top }) => top === `${operation}-${field}`)
  if (line === undefined) throw new Error('There is no such line.')
  return line
}

describe('paths as people write them', () => {
  it.each([
    ['/classes/Customer', '/classes/Customer'],
    ['/classes/{{ input.class }}/{{ input.id | url_encode }}', '/classes/{class}/{id}'],
    ['{{ service.baseUrl }}/a?b={{ input.c }}', '/a'],
    ['https://example.com/x', '/x'],
    ['', '/'],
  ])('%s is %s', (url, words) => {
    expect(pathWords(url)).toBe(words)
  })
})

describe('what the map says', () => {
  it('of fields', () => {
    const map = connectorMap(pictured())
    const said = map.operations.flatMap(({ id: operation, fields }) =>
      fields.map((field) => {
        const line = map.into.get(operation)?.find(({ top }) => top === field.field.id)
        return `${operation}.${field.field.name}: ${fieldWords(field, line)}`
      }),
    )
    expect(said).toEqual([
      'customers.region: options',
      'customers.changedSince: typed',
      'get.customerId: options',
      'create.name: typed',
      'create.email: typed',
      'create.plan: options',
      'create.region: options',
      'update.customerId: options',
      'update.email: typed',
      'import.customers: a list',
      'import.region: options',
      'delete.customerId: no list yet',
      'orders.status: typed',
      'order.customerId: options',
      'order.items: a list',
      'refund.orderId: no list yet',
      'refund.reason: typed',
    ])
  })

  it('of a chosen line', () => {
    const line = lineTo(pictured(), 'update', 'customerId')
    expect(lineWords(line, '128 options')).toBe('value ← objectId · label ← name · 128 options')
    expect(lineWords(line, undefined)).toBe('value ← objectId · label ← name')
  })

  it.each([
    ['{{ item.first }} {{ item.last | upcase }}', 'first last'],
    ['{{ item.address.city }}', 'address.city'],
    ['', ''],
  ])('of the label %s: %s', (label, words) => {
    expect(labelWords(label)).toBe(words)
  })

  it('of a list that is asked for first, as another field is given what is chosen', () => {
    const connector = drawnConnector([
      { name: 'regions', title: 'List regions', path: '/r' },
      { name: 'customers', title: 'List customers', path: '/c', fields: ['region<regions'] },
      { name: 'update', title: 'Update', path: '/u', fields: ['region<regions', 'customer<customers'] },
    ])
    const operation = connectorMap(connector).byId.get(id('update'))
    const asked = ['region', 'customer'].map(
      (field) => operation && isAskedFirst(lineTo(connector, 'update', field), operation),
    )
    expect(asked).toEqual([true, false])
  })

  it('of a circle, as a chain', () => {
    const map = connectorMap(pictured())
    expect(refusal(map, id('customers'), id('regions'))).toBe(
      'List regions → List customers → List regions would feed each other.',
    )
    expect(refusal(map, id('regions'), id('regions'))).toBe('List regions cannot feed a field of its own.')
    expect(refusal(map, id('plans'), id('customers'))).toBeUndefined()
  })
})

it('the chain of an operation is what it waits for and what waits for it', () => {
  const chain = chainOf(connectorMap(pictured()), id('customers'))
  expect([...chain].toSorted()).toEqual(['customers', 'get', 'order', 'regions', 'update'])
})
