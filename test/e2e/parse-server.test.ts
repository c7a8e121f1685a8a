// The harness itself: a real Parse Server answers as Back4App does, and what cannot be installed fails in words.
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installParseServer } from './parse-server/install.ts'
import { type ParseServer, startParseServer } from './parse-server/start.ts'

describe('a running Parse Server', () => {
  let server: ParseServer
  let headers: Record<string, string>
  beforeAll(async () => {
    server = await startParseServer()
    headers = {
      'X-Parse-Application-Id': server.applicationId,
      'X-Parse-REST-API-Key': server.restApiKey,
      'Content-Type': 'application/json',
    }
    // Long enough to install on a slow line; a warm start takes seconds.
  }, 600_000)
  afterAll(() => server?.stop())

  test('creates a customer and reads it back with the two headers', async () => {
    const created = await fetch(`${server.url}/classes/Customer`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'Ada Moreau', region: 'EMEA', visits: 3 }),
    })
    expect(created.status).toBe(201)
    const { objectId } = (await created.json()) as { objectId: string }
    const read = await fetch(`${server.url}/classes/Customer/${objectId}`, { headers })
    expect(read.status).toBe(200)
    expect(await read.json()).toMatchObject({ objectId, name: 'Ada Moreau', region: 'EMEA', visits: 3 })
  })

  test.each([
    ['without a REST key', 'X-Parse-REST-API-Key', undefined],
    ['with a wrong REST key', 'X-Parse-REST-API-Key', 'wrong'],
    ['with a wrong application id', 'X-Parse-Application-Id', 'wrong'],
  ])('refuses a call %s', async (_, name, value) => {
    const { [name]: _left, ...rest } = headers
    const response = await fetch(`${server.url}/classes/Customer`, {
      headers: value === undefined ? rest : { ...rest, [name]: value },
    })
    expect(response.status).toBe(403)
  })

  test('seeds more objects than fit in one batch, in order', async () => {
    const seeded = Array.from({ length: 120 }, (_, index) => ({ number: index }))
    const ids = await server.seed('Order', seeded)
    const response = await fetch(`${server.url}/classes/Order?limit=200&order=number`, { headers })
    const { results } = (await response.json()) as { results: { objectId: string; number: number }[] }
    expect(results.map((order) => order.number)).toEqual(seeded.map((order) => order.number))
    expect(results.map((order) => order.objectId)).toEqual(ids)
  })

  test('says in words which object Parse refused', async () => {
    await expect(server.seed('Order', [{ number: 'not a number' }])).rejects.toThrow(/schema mismatch/)
  })
})

describe('installing', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'patchbay-parse-server-'))
  afterAll(() => rmSync(temporary, { recursive: true, force: true }))

  test('a missing network fails, says what to do and leaves nothing half-installed', async () => {
    const source = join(import.meta.dirname, 'parse-server')
    const cache = join(temporary, 'cache')
    for (const name of ['package.json', 'package-lock.json'])
      copyFileSync(join(source, name), join(temporary, name))
    // Port 9 (discard) on loopback refuses connections, and npm's own cache is an empty folder.
    const install = installParseServer({
      source: temporary,
      cache,
      npm: ['--registry=http://127.0.0.1:9/', '--fetch-retries=0', `--cache=${join(temporary, 'npm-cache')}`],
    })
    await expect(install).rejects.toThrow(/could not be installed.*check the connection/s)
    expect(readdirSync(join(cache, 'patchbay'))).toEqual([])
  }, 60_000)
})
