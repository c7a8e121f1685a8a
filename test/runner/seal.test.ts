import { randomBytes } from 'node:crypto'
import { chmod, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSeal, findKey, parseKey, VaultError } from '../../src/runner/seal.ts'
import { makeFolder } from './logFiles.ts'

test.skipIf(process.platform === 'win32')('a key file that others could read is closed to them', async () => {
  const folder = await makeFolder()
  const made = await findKey(folder, {}, true)
  await chmod(join(folder, 'key'), 0o644)
  expect(await findKey(folder, {}, false)).toEqual(Buffer.from(made))
  expect((await stat(join(folder, 'key'))).mode & 0o777).toBe(0o600)
})

describe('the seal', () => {
  const seal = createSeal(randomBytes(32))
  test('opens only what it closed, for what it closed it for', () => {
    const sealed = seal.close('text', 'a')
    expect(seal.open(sealed, 'a')).toBe('text')
    expect(() => seal.open(sealed, 'b')).toThrow(VaultError)
    expect(() => createSeal(randomBytes(32)).open(sealed, 'a')).toThrow(VaultError)
    for (const bad of ['', 'AAAA', `${sealed.slice(0, -6)}AAAAA=`])
      expect(() => seal.open(bad, 'a')).toThrow(VaultError)
  })
  test('the same text is sealed anew each time', () => {
    expect(seal.close('text', 'a')).not.toBe(seal.close('text', 'a'))
  })
  const key = randomBytes(32)
  test.each([
    [key.toString('hex'), true],
    [key.toString('base64'), true],
    [key.toString('base64url'), true],
    [` ${key.toString('hex')}\n`, true],
    [key.toString('hex').slice(2), false],
    [randomBytes(16).toString('base64'), false],
    ['', false],
    ['password', false],
  ])('%j is a key: %s', (text, is) => {
    expect(parseKey(text)?.length).toBe(is ? 32 : undefined)
  })
})
