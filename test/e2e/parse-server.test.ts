// The harness itself: what cannot be installed fails in words. What it installs is tried where it runs (editor.test.ts).
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { installParseServer } from './parse-server/install.ts'

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
