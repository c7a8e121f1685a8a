import { describe, expect, it } from 'vitest'
import { createParseDemo, demoKeys } from '../../src/simulation/demo/parse.ts'
import { sampleCustomerId } from '../../src/simulation/demo/customers.ts'

/** A demo customer, as the checks below read it. */
type Customer = Record<'region' | 'plan' | 'name' | 'createdAt' | 'email' | 'objectId', string> & {
  seats: number
  active: boolean
}

const text = new TextEncoder()
const keys = { 'X-Parse-Application-Id': demoKeys.applicationId, 'X-Parse-REST-API-Key': demoKeys.restApiKey }

function client(headers: Record<string, string> = keys) {
  let now = Date.UTC(2026, 5, 1, 12)
  const demo = createParseDemo({ seed: 7, now: () => (now += 1000) })
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return (method: string, target: string, body?: unknown) => {
    const [path = '', query = ''] = target.split('?')
    const answer = demo.handle({
      method,
      path,
      query,
      header: (name) => byName.get(name.toLowerCase()),
      body:
        body === undefined
          ? new Uint8Array()
          : text.encode(typeof body === 'string' ? body : JSON.stringify(body)),
    })
    return {
      status: answer.status,
      location: answer.headers.find(([name]) => name === 'Location')?.[1],
      body: JSON.parse(new TextDecoder().decode(answer.body)),
    }
  }
}
const where = (value: unknown) => encodeURIComponent(JSON.stringify(value))

describe('the demo API signs people in as Parse does', () => {
  it.each([
    ['no keys', {}],
    ['a wrong application id', { ...keys, 'X-Parse-Application-Id': 'other' }],
    ['a wrong REST key', { ...keys, 'X-Parse-REST-API-Key': 'other' }],
  ])('refuses %s with 403 unauthorized', (_, headers) => {
    expect(client(headers)('GET', '/classes/Customer')).toMatchObject({
      status: 403,
      body: { error: 'unauthorized' },
    })
  })
  it('takes the two headers in any case', () => {
    const lower = {
      'x-parse-application-id': demoKeys.applicationId,
      'x-parse-rest-api-key': demoKeys.restApiKey,
    }
    expect(client(lower)('GET', '/classes/Customer?limit=1').status).toBe(200)
  })
})

describe('lists', () => {
  const call = client()
  it('answers 100 objects unless asked, and says the total only with count=1', () => {
    const plain = call('GET', '/classes/Customer')
    expect(plain.body.results).toHaveLength(100)
    expect(plain.body).not.toHaveProperty('count')
    expect(call('GET', '/classes/Customer?count=1&limit=0').body).toEqual({ results: [], count: 240 })
  })
  it('walks with limit and skip to every object exactly once, with a short page at the end', () => {
    const ids = [0, 100, 200, 300].flatMap((skip) =>
      call('GET', `/classes/Customer?limit=100&skip=${skip}&order=createdAt`).body.results.map(
        (customer: { objectId: string }) => customer.objectId,
      ),
    )
    expect(ids).toHaveLength(240)
    expect(new Set(ids).size).toBe(240)
  })
  it.each([
    [{ region: 'Europe' }, (c: Customer) => c.region === 'Europe'],
    [{ seats: { $gte: 20, $lt: 40 } }, (c: Customer) => c.seats >= 20 && c.seats < 40],
    [{ plan: { $in: ['Team', 'Business'] } }, (c: Customer) => c.plan !== 'Solo'],
    [{ plan: { $ne: 'Solo' } }, (c: Customer) => c.plan !== 'Solo'],
    [{ name: { $regex: '^\\QAna\\E' } }, (c: Customer) => c.name.startsWith('Ana')],
    [{ $or: [{ region: 'Africa' }, { active: false }] }, (c: Customer) => c.region === 'Africa' || !c.active],
    [
      { createdAt: { $gt: { __type: 'Date', iso: '2025-06-01T00:00:00.000Z' } } },
      (c: Customer) => c.createdAt > '2025-06-01',
    ],
    [{ missing: { $exists: false } }, () => true],
  ])('filters by where %j', (constraint, holds) => {
    const all = call('GET', '/classes/Customer?limit=1000').body.results
    const found = call('GET', `/classes/Customer?limit=1000&where=${where(constraint)}`).body.results
    expect(found).toEqual(all.filter(holds))
    expect(found.length).toBeGreaterThan(0)
  })
  it('orders by several keys, falling with -', () => {
    const found = call('GET', '/classes/Customer?limit=1000&order=region,-seats').body.results
    const sorted = found.toSorted((a: Customer, b: Customer) =>
      a.region < b.region ? -1 : a.region > b.region ? 1 : b.seats - a.seats,
    )
    expect(found).toEqual(sorted)
  })
  it('answers only the keys asked for, and the three that Parse always gives', () => {
    const [first] = call('GET', '/classes/Customer?keys=name&limit=1').body.results
    expect(Object.keys(first).toSorted()).toEqual(['createdAt', 'name', 'objectId', 'updatedAt'])
  })
  it('lists six regions', () => {
    expect(
      call('GET', '/classes/Region').body.results.map((region: { code: string }) => region.code),
    ).toEqual(['eu', 'na', 'sa', 'ap', 'me', 'af'])
  })
})

describe('objects', () => {
  it('creates, reads, updates and deletes', () => {
    const call = client()
    const made = call('POST', '/classes/Customer', { name: 'Zoé Martin', seats: 2 })
    expect(made).toMatchObject({ status: 201, location: `/classes/Customer/${made.body.objectId}` })
    const path = `/classes/Customer/${made.body.objectId}`
    expect(call('GET', path).body).toMatchObject({
      name: 'Zoé Martin',
      seats: 2,
      createdAt: made.body.createdAt,
    })
    const changed = call('PUT', path, { seats: { __op: 'Increment', amount: 3 }, name: { __op: 'Delete' } })
    expect(changed.body).toEqual({ seats: 5, updatedAt: expect.any(String) })
    expect(call('GET', path).body).toMatchObject({ seats: 5, updatedAt: changed.body.updatedAt })
    expect(call('GET', path).body).not.toHaveProperty('name')
    expect(call('DELETE', path)).toMatchObject({ status: 200, body: {} })
    expect(call('GET', path)).toEqual({
      status: 404,
      location: undefined,
      body: { code: 101, error: 'Object not found.' },
    })
  })
  it('adds to lists and removes from them, and answers what came of it', () => {
    const call = client()
    const { objectId } = call('POST', '/classes/Customer', { tags: ['x', 'y'] }).body
    const put = (__op: string, objects: string[]) =>
      call('PUT', `/classes/Customer/${objectId}`, { tags: { __op, objects } }).body.tags
    expect(put('AddUnique', ['z', 'x'])).toEqual(['x', 'y', 'z'])
    expect(put('Add', ['z'])).toEqual(['x', 'y', 'z', 'z'])
    expect(put('Remove', ['z', 'x'])).toEqual(['y'])
  })
  it('takes no body for an empty object', () => {
    expect(client()('POST', '/classes/Customer')).toMatchObject({ status: 201 })
  })
  it('keeps what each key holds: the first value decides, and null fits everywhere', () => {
    const call = client()
    expect(call('POST', '/classes/Customer', { seats: 'many' })).toMatchObject({
      status: 400,
      body: { code: 111, error: 'schema mismatch for Customer.seats; expected Number but got String' },
    })
    const { objectId } = call('POST', '/classes/Order', { total: null, note: 'n' }).body
    expect(call('PUT', `/classes/Order/${objectId}`, { total: 3, note: 4 }).body.code).toBe(111)
    expect(call('GET', `/classes/Order/${objectId}`).body).toMatchObject({ total: null, note: 'n' })
    expect(call('PUT', `/classes/Order/${objectId}`, { total: 'three' }).status).toBe(200)
    expect(
      call('PUT', `/classes/Order/${objectId}`, { total: { __op: 'Increment', amount: 1 } }).body.error,
    ).toBe('schema mismatch for Order.total; expected String but got Number')
  })
  it('keeps no class whose first object was refused', () => {
    const call = client()
    for (let number = 0; number < 40; number += 1) call('POST', `/classes/Bad${number}`, { objectId: 'x' })
    expect(call('POST', '/classes/Order', { total: 1 }).status).toBe(201)
  })
  it('makes a class with its first object', () => {
    const call = client()
    expect(call('GET', '/classes/Order').body).toEqual({ results: [] })
    call('POST', '/classes/Order', { total: 1 })
    expect(call('GET', '/classes/Order').body.results).toHaveLength(1)
  })
})

describe('errors are those of Parse', () => {
  const call = client()
  it.each([
    ['an unknown object', 'GET', '/classes/Customer/nope', undefined, 404, 101],
    ['a class name that is none', 'GET', '/classes/1x', undefined, 400, 103],
    ['a body that is no JSON', 'POST', '/classes/Customer', '{', 400, 107],
    ['a body that is a list', 'POST', '/classes/Customer', '[]', 400, 107],
    ['a key Parse keeps for itself', 'POST', '/classes/Customer', { objectId: 'x' }, 400, 105],
    ['a prototype name', 'POST', '/classes/Customer', '{"__proto__":{"x":1}}', 400, 105],
    ['a where that is no JSON', 'GET', '/classes/Customer?where=%7B', undefined, 400, 107],
    [
      'an unknown constraint',
      'GET',
      `/classes/Customer?where=${where({ a: { $near: 1 } })}`,
      undefined,
      400,
      102,
    ],
    [
      'a pattern that is not a quoted prefix',
      'GET',
      `/classes/Customer?where=${where({ name: { $regex: '(a+)+' } })}`,
      undefined,
      400,
      102,
    ],
    ['a parameter that lists do not have', 'GET', '/classes/Customer?limits=1', undefined, 400, 102],
    [
      'an operation that is none',
      'PUT',
      `/classes/Customer/${sampleCustomerId}`,
      { a: { __op: 'constructor' } },
      400,
      108,
    ],
    [
      'an amount that is no number',
      'PUT',
      `/classes/Customer/${sampleCustomerId}`,
      { seats: { __op: 'Increment', amount: 'x' } },
      400,
      107,
    ],
    ['a limit that is no number', 'GET', '/classes/Customer?limit=many', undefined, 400, 102],
    ['a path nobody serves', 'GET', '/nothing', undefined, 404, 1],
    ['a path with a broken escape', 'GET', '/classes/%E0%A4%A', undefined, 400, 1],
  ])('%s', (_, method, target, body, status, code) => {
    expect(call(method, target, body)).toMatchObject({ status, body: { code, error: expect.any(String) } })
  })
})

describe('/batch', () => {
  it('answers each request in order, errors beside successes', () => {
    const call = client()
    const answer = call('POST', '/batch', {
      requests: [
        { method: 'POST', path: '/classes/Customer', body: { name: 'A' } },
        { method: 'DELETE', path: '/1/classes/Customer/nope' },
        'nonsense',
      ],
    })
    expect(answer.body).toEqual([
      { success: { objectId: expect.any(String), createdAt: expect.any(String) } },
      { error: { code: 101, error: 'Object not found.' } },
      { error: { code: 107, error: expect.any(String) } },
    ])
  })
  it('refuses more than 50', () => {
    const requests = Array.from({ length: 51 }, () => ({ method: 'GET', path: '/health' }))
    expect(client()('POST', '/batch', { requests })).toMatchObject({ status: 400, body: { code: 107 } })
  })
})

describe('the world is believable and the same every time', () => {
  const all = () => client()('GET', '/classes/Customer?limit=1000').body.results
  it('has the same customers for the same seed', () => expect(all()).toEqual(all()))
  it('has unique ids and addresses, real regions, dates in order', () => {
    const customers = all()
    for (const key of ['objectId', 'email'])
      expect(new Set(customers.map((c: Customer) => c[key as 'objectId' | 'email'])).size).toBe(240)
    expect(new Set(customers.map((c: Customer) => c.region)).size).toBe(6)
    const dates = customers.map((c: Customer) => c.createdAt)
    expect(dates).toEqual(dates.toSorted())
    for (const customer of customers) {
      expect(customer.email).toMatch(/^[a-z0-9.]+@[a-z]+\.[a-z]+$/)
      expect(customer.createdAt).toMatch(/^202[456]-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
  })
})

describe('the cloud function listOrders', () => {
  const ask = client()
  it('gives so many orders of a customer, and a cursor where there are more', () => {
    const first = ask('POST', '/functions/listOrders', { customer: sampleCustomerId, limit: 40 }).body.result
    expect([first.orders.length, typeof first.nextCursor]).toEqual([40, 'string'])
    const second = ask('POST', '/functions/listOrders', {
      customer: sampleCustomerId,
      limit: 40,
      cursor: first.nextCursor,
    }).body.result
    expect([second.orders.length, 'nextCursor' in second]).toEqual([7, false])
    expect(
      ask('POST', '/functions/listOrders', { customer: sampleCustomerId, limit: 40 }).body.result,
    ).toEqual(first)
  })
  it.each([
    [{}, 'customer is missing'],
    [{ customer: sampleCustomerId, limit: 99 }, 'limit must be a number from 1 to 50'],
    [{ customer: sampleCustomerId, cursor: 'x' }, 'cursor is not valid'],
    [{ customer: 'other', cursor: btoa(`${sampleCustomerId}:10`) }, 'cursor is not valid'],
  ])('refuses %j', (body, error) => {
    expect(ask('POST', '/functions/listOrders', body)).toMatchObject({
      status: 400,
      body: { code: 141, error },
    })
  })
  it('knows no other function', () => {
    expect(ask('POST', '/functions/gone', {})).toMatchObject({ status: 400, body: { code: 141 } })
  })
})
