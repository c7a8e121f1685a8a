import { describe, expect, it } from 'vitest'
import { copyOfService, knownServices } from '../../../src/editor/home/serviceCopy.ts'
import { customers } from '../../../stories/editor/canvas/customers.ts'
import { listing } from '../../../stories/editor/listings.ts'
import { idMaker } from '../../store/editor.ts'

describe('the services that are known', () => {
  it('are listed once each, by title and address, the last edited first', () => {
    const [orders, payments] = [listing('Order desk', '', 0, []), listing('Card payments', '', 0, [])]
    const again = { ...listing('Order desk 2', '', 0, []), service: orders.service, baseUrl: orders.baseUrl }
    const elsewhere = { ...again, baseUrl: 'https://eu.example.com' }
    expect(knownServices([orders, payments, again, elsewhere])).toEqual([
      { connector: orders.id, title: 'Order desk service', baseUrl: 'https://api.example.com' },
      { connector: payments.id, title: 'Card payments service', baseUrl: 'https://api.example.com' },
      { connector: elsewhere.id, title: 'Order desk service', baseUrl: 'https://eu.example.com' },
    ])
  })
})

describe('a copy of a service', () => {
  it('shares nothing with the service that it is of', () => {
    const { service } = customers()
    const copy = copyOfService(service, idMaker('new'))
    expect(copy.defaults).toEqual(service.defaults)
    expect(copy.defaults).not.toBe(service.defaults)
    expect(copy.authentications.map(({ id }) => id)).toEqual(['new00000000000001'])
  })
})
