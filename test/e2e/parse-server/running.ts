import { describe, expect, test } from 'vitest'
import type { ParseServer } from './start.ts'

/** What the other tests take for granted of the server they run against: it answers as Back4App does. */
export function describeParseServer(server: () => ParseServer): void {
  const headers = (): Record<string, string> => ({
    'X-Parse-Application-Id': server().applicationId,
    'X-Parse-REST-API-Key': server().restApiKey,
    'Content-Type': 'application/json',
  })

  describe('a running Parse Server', () => {
    test('creates a customer and reads it back with the two headers', async () => {
      const created = await fetch(`${server().url}/classes/Customer`, {
        method: 'POST',
        headers: headers(),
        body: JSON.stringify({ name: 'Ada Moreau', region: 'EMEA', visits: 3 }),
      })
      expect(created.status).toBe(201)
      const { objectId } = (await created.json()) as { objectId: string }
      const read = await fetch(`${server().url}/classes/Customer/${objectId}`, { headers: headers() })
      expect(read.status).toBe(200)
      expect(await read.json()).toMatchObject({ objectId, name: 'Ada Moreau', region: 'EMEA', visits: 3 })
    })

    test.each([
      ['without a REST key', 'X-Parse-REST-API-Key', undefined],
      ['with a wrong REST key', 'X-Parse-REST-API-Key', 'wrong'],
      ['with a wrong application id', 'X-Parse-Application-Id', 'wrong'],
    ])('refuses a call %s', async (_, name, value) => {
      const { [name]: _left, ...rest } = headers()
      const response = await fetch(`${server().url}/classes/Customer`, {
        headers: value === undefined ? rest : { ...rest, [name]: value },
      })
      expect(response.status).toBe(403)
    })

    test('seeds more objects than fit in one batch, in order', async () => {
      const seeded = Array.from({ length: 120 }, (_, index) => ({ number: index }))
      const ids = await server().seed('Order', seeded)
      const response = await fetch(`${server().url}/classes/Order?limit=200&order=number`, {
        headers: headers(),
      })
      const { results } = (await response.json()) as { results: { objectId: string; number: number }[] }
      expect(results.map((order) => order.number)).toEqual(seeded.map((order) => order.number))
      expect(results.map((order) => order.objectId)).toEqual(ids)
    })

    test('says in words which object Parse refused', async () => {
      await expect(server().seed('Order', [{ number: 'not a number' }])).rejects.toThrow(/schema mismatch/)
    })
  })
}
