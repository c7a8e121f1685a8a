import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { NewCredential } from '../../src/api/contract.ts'
import { VaultError } from '../../src/runner/seal.ts'
import { createVault } from '../../src/runner/vault.ts'

const secret = 'planted-secret-5f2a/+ü"\\'
const credential: NewCredential = {
  title: 'My app',
  authentication: 'parse',
  connector: 'back4app',
  origin: 'https://api.example.com',
  secret: ['restKey'],
  fields: { applicationId: 'app-1', restKey: secret },
}

let folder = ''
let ids = 0
const openVault = (environment = {}) =>
  createVault({ folder, environment, now: () => 1_000, id: () => `credential-${++ids}` })
const file = () => join(folder, 'credentials.json')
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  )

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-vault-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
})

describe('keeping credentials', () => {
  test('values come back after a restart; a summary tells names and what is not secret', async () => {
    const made = await openVault().create(credential)
    const vault = openVault()
    expect(await vault.values(made.id)).toEqual({ applicationId: 'app-1', restKey: secret })
    expect(await vault.list()).toEqual([made])
    expect(made).toEqual({
      id: made.id,
      title: 'My app',
      authentication: 'parse',
      connector: 'back4app',
      origin: 'https://api.example.com',
      fields: [
        { name: 'applicationId', secret: false, shown: 'app-1' },
        { name: 'restKey', secret: true },
      ],
      createdMs: 1000,
      changedMs: 1000,
    })
  })

  test('no file holds a secret in any form, and only the owner may read them', async () => {
    await openVault().create(credential)
    const forms = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64').replaceAll('=', ''),
      'planted',
    ]
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8')
      for (const form of forms) expect(text).not.toContain(form)
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
    }
  })

  test('a key from PATCHBAY_KEY writes no key file', async () => {
    const key = randomBytes(32)
    const made = await openVault({ PATCHBAY_KEY: key.toString('hex') }).create(credential)
    expect(await readdir(folder)).toEqual(['credentials.json'])
    const again = openVault({ PATCHBAY_KEY: key.toString('base64') })
    expect(await again.values(made.id)).toMatchObject({ restKey: secret })
  })

  test('values left out of a change stay; the rest is replaced', async () => {
    const vault = openVault()
    const { id } = await vault.create(credential)
    await vault.change(id, { title: 'Renamed', fields: { applicationId: 'app-2' } })
    expect(await vault.find(id)).toMatchObject({
      title: 'Renamed',
      fields: [{ shown: 'app-2' }, { secret: true }],
    })
    expect(await openVault().values(id)).toEqual({ applicationId: 'app-2', restKey: secret })
  })

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a secret made readable', { secret: [] }],
  ])('%s wants the secret filled in again', async (_, changes) => {
    const vault = openVault()
    const { id } = await vault.create(credential)
    expect((await failureOf(vault.change(id, changes)))?.message).toContain('fill')
    expect(await vault.values(id)).toMatchObject({ restKey: secret })
    await vault.change(id, { ...changes, fields: { restKey: 'another value' } })
    expect(await vault.values(id)).toMatchObject({ restKey: 'another value' })
  })

  test('changes at the same moment all last', async () => {
    const vault = openVault()
    const made = await Promise.all(Array.from({ length: 20 }, () => vault.create(credential)))
    await Promise.all(made.slice(0, 10).map(({ id }) => vault.remove(id)))
    expect((await openVault().list()).map(({ id }) => id)).toEqual(made.slice(10).map(({ id }) => id))
  })

  test('one that is gone', async () => {
    const vault = openVault()
    expect(await vault.remove('nothing')).toBe(false)
    expect(await vault.change('nothing', {})).toBeUndefined()
    expect(await vault.find('nothing')).toBeUndefined()
    expect((await failureOf(vault.values('nothing')))?.message).toContain('no longer there')
  })
})

describe('a vault that cannot be opened says why, and nothing is changed', () => {
  const spoil: [string, () => Promise<unknown>, Record<string, string>, RegExp][] = [
    [
      'another key',
      async () => {},
      { PATCHBAY_KEY: randomBytes(32).toString('base64') },
      /kept with another key/,
    ],
    ['no key', () => rm(join(folder, 'key')), {}, /key is missing/],
    ['a damaged key file', () => writeFile(join(folder, 'key'), 'abc'), {}, /key file .* is damaged/],
    [
      'a malformed PATCHBAY_KEY',
      async () => {},
      { PATCHBAY_KEY: 'hunter2-hunter2' },
      /PATCHBAY_KEY is not a key/,
    ],
    [
      'a file cut short',
      async () => writeFile(file(), (await readFile(file(), 'utf8')).slice(0, 90)),
      {},
      /damaged/,
    ],
    ['an empty file', () => writeFile(file(), ''), {}, /damaged/],
    ['another kind of file', () => writeFile(file(), '{"format":"x"}'), {}, /damaged/],
    ['a newer format', () => writeFile(file(), '{"format":"patchbay.vault/2"}'), {}, /newer Patchbay/],
  ]
  test.each(spoil)('%s', async (_, change, environment, words) => {
    await openVault().create(credential)
    await change()
    const before = await readFile(file(), 'utf8')
    const vault = openVault(environment)
    for (const use of [vault.list(), vault.create(credential), vault.values('x')]) {
      const error = await failureOf(use)
      expect(error).toBeInstanceOf(VaultError)
      expect(error?.message).toMatch(words)
      expect(error?.message).not.toContain('hunter2')
    }
    expect(await readFile(file(), 'utf8')).toBe(before)
  })

  test('a key that is put back opens it again without a restart', async () => {
    const { id } = await openVault().create(credential)
    const key = await readFile(join(folder, 'key'))
    await rm(join(folder, 'key'))
    const vault = openVault()
    expect(await failureOf(vault.values(id))).toBeInstanceOf(VaultError)
    await writeFile(join(folder, 'key'), key)
    expect(await vault.values(id)).toMatchObject({ restKey: secret })
  })

  const swaps: [string, (records: Record<string, unknown>[]) => void][] = [
    [
      'sealed values of two records swapped',
      ([a, b]) => ([a!['sealed'], b!['sealed']] = [b!['sealed'], a!['sealed']]),
    ],
    ['an origin edited', ([a]) => (a!['origin'] = 'https://evil.example')],
    ['an id edited', ([a]) => (a!['id'] = 'credential-x')],
    ['sealed values cut short', ([a]) => (a!['sealed'] = String(a!['sealed']).slice(0, 20))],
  ]
  test.each(swaps)('%s', async (_, change) => {
    const vault = openVault()
    await vault.create(credential)
    await vault.create({ ...credential, fields: { restKey: 'the other value' } })
    const kept = JSON.parse(await readFile(file(), 'utf8')) as { credentials: Record<string, unknown>[] }
    change(kept.credentials)
    await writeFile(file(), JSON.stringify(kept))
    const error = await failureOf(openVault().values(String(kept.credentials[0]?.['id'])))
    expect(error?.message).toMatch(/cannot be opened: its record has been changed/)
  })
})
