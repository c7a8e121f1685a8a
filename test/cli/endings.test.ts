import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectorAt, patchbay } from './patchbay.ts'

const folder = mkdtempSync(join(tmpdir(), 'patchbay-endings-'))
const server = createServer((request, response) => {
  request.resume()
  response.end('[{"n": 1}, {"n": 2}, {"n": 3}]')
})
const env = { PATCHBAY_CREDENTIAL: '{"apiKey": "sk-planted-7Hq2vXw9"}' }
let path = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  path = join(folder, 'list.json')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  writeFileSync(path, JSON.stringify(connectorAt(base, { records: '$' })))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...more: string[]) => ['run', path, '--input', '{"id": 7}', ...more]

/** A stream that fails as the system would. */
const failing = (code: string) => () => {
  throw Object.assign(new Error(`${code}: as the system says it`), { code })
}

describe('an output that takes no more', () => {
  it.each([['run'], ['check'], ['preview'], ['help']])(
    'a reader that has what it wanted (| head) ends %s quietly, with 0',
    async (command) => {
      const argv: Record<string, string[]> = {
        run: run(),
        check: ['check', path, '--json'],
        preview: ['preview', path, '--input', '{"id": 7}'],
        help: ['help'],
      }
      const result = await patchbay(argv[command] ?? [], { env, stdout: failing('EPIPE') })
      expect(result).toMatchObject({ code: 0, stdout: '' })
      expect(result.stderr).not.toMatch(/EPIPE|wrong|failed/i)
    },
  )
  it.each([
    ['run', () => run()],
    ['check', () => ['check', path, '--json']],
  ])('a full disk behind stdout fails %s in words', async (_, argv) => {
    const result = await patchbay(argv(), { env, stdout: failing('ENOSPC') })
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('The output cannot be written: the disk is full.')
    expect(result.stderr).not.toContain('ENOSPC')
  })
  it('nobody who reads stderr changes nothing', async () => {
    const result = await patchbay(run(), { env, stderr: failing('EPIPE') })
    expect(result.code).toBe(0)
    expect(await patchbay(['check', 'none.json'], { stderr: failing('ENOSPC') })).toMatchObject({ code: 1 })
  })
})

describe('--events', () => {
  it('is for its owner only', async () => {
    const events = join(folder, 'events.ndjson')
    await patchbay(run('--events', events), { env })
    expect(statSync(events).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
  })
  it.each([
    ['a folder', () => folder, 'it is a folder'],
    ['a folder that is not there', () => join(folder, 'none', 'events'), 'a folder of its path is missing'],
  ])('that cannot be opened ends before anything is sent: %s', async (_, where, why) => {
    const result = await patchbay(run('--events', where()), { env })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toBe(`The events cannot be written to ${where()}: ${why}.\n`)
  })
  it.runIf(process.platform === 'linux')('to a full disk says so', async () => {
    const result = await patchbay(run('--events', '/dev/full'), { env })
    expect(result.code).toBe(1)
    expect(result.stderr).toBe('The events cannot be written to /dev/full: the disk is full.\n')
  })
  it('is left as it was where the command line is wrong', async () => {
    const events = join(folder, 'earlier.ndjson')
    writeFileSync(events, 'of an earlier run\n')
    const argv = run('--events', events, '--data', join(folder, 'nothing-kept'), '--resume', 'abcdefghij')
    expect(await patchbay(argv, { env })).toMatchObject({ code: 1 })
    expect(readFileSync(events, 'utf8')).toBe('of an earlier run\n')
  })
})

describe('files that are odd', () => {
  it.runIf(process.platform === 'linux')('one without an end is read up to the limit only', async () => {
    const result = await patchbay(['check', '/dev/zero'])
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toBe('/dev/zero is larger than 20 MB, which is the most that is read.\n')
  })
  it('a path that leads through a file', async () => {
    const result = await patchbay(['check', join(path, 'below')])
    expect(result).toMatchObject({ code: 1 })
    expect(result.stderr).toContain('cannot be read: a part of its path is a file.')
  })
})

describe('--data and --resume', () => {
  const at = (name: string) => join(folder, name)
  it('keeps where a run can go on from, sealed and for its owner only', async () => {
    const result = await patchbay(run('--data', at('kept')), { env })
    const id = /^Run (\w+)$/m.exec(result.stderr)?.[1] ?? ''
    const kept = join(at('kept'), 'command-line', `${id}.checkpoint`)
    expect(readFileSync(kept, 'utf8')).not.toMatch(/planted|positions/)
    for (const place of [at('kept'), join(at('kept'), 'command-line')])
      expect(statSync(place).mode & 0o077).toBe(0)
    expect(statSync(kept).mode & 0o077).toBe(0)
  })
  it('leaves the mode of a folder that holds other things, and closes what it puts there', async () => {
    mkdirSync(at('work'), { mode: 0o755 })
    writeFileSync(join(at('work'), 'notes.txt'), '')
    expect(await patchbay(run('--data', at('work')), { env })).toMatchObject({ code: 0 })
    expect(statSync(at('work')).mode & 0o777).toBe(0o755)
    expect(statSync(join(at('work'), 'command-line')).mode & 0o077).toBe(0)
    expect(statSync(join(at('work'), 'key')).mode & 0o777).toBe(0o600)
  })
  it.each([
    ['a name that leads elsewhere', '../../elsewhere', 'is not the name of a run'],
    ['a run that nothing is kept of', 'abcdefghijkl', 'Nothing is kept of run abcdefghijkl'],
  ])('%s', async (_, id, words) => {
    const result = await patchbay(run('--data', at('other'), '--resume', id), { env })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain(words)
  })
  it('says what is wrong with the folder, the key and what is kept, and never more', async () => {
    expect((await patchbay(run('--data', path), { env })).stderr).toContain(
      `Patchbay's data cannot be kept in ${path}`,
    )
    expect(
      (await patchbay(run('--data', at('keyed')), { env: { ...env, PATCHBAY_KEY: 'short' } })).stderr,
    ).toMatch(/^PATCHBAY_KEY is not a key\./)
    const { stderr } = await patchbay(run('--data', at('cut')), { env })
    const id = /^Run (\w+)$/m.exec(stderr)?.[1] ?? ''
    writeFileSync(join(at('cut'), 'command-line', `${id}.checkpoint`), 'half of wh')
    const resumed = await patchbay(run('--data', at('cut'), '--resume', id), { env })
    expect(resumed).toMatchObject({ code: 1, stdout: '' })
    expect(resumed.stderr).toMatch(/^What is kept cannot be opened with this key, or has been changed\./)
  })
})

it.each([
  ['a broken authority', { PATCHBAY_CA_FILE: '/nowhere.pem' }, /^PATCHBAY_CA_FILE names a file/],
  [
    'a proxy of another kind',
    { HTTPS_PROXY: 'socks5://me:planted@h:1' },
    /^HTTPS_PROXY names a socks5 proxy/,
  ],
  [
    'a password that is not encoded',
    { HTTP_PROXY: 'http://me:planted%@h:1' },
    /^The user name or password in HTTP_PROXY/,
  ],
])('an environment that cannot be used is told as it is: %s', async (_, more, words) => {
  const result = await patchbay(run(), { env: { ...env, ...more } })
  expect(result).toMatchObject({ code: 1, stdout: '' })
  expect(result.stderr).toMatch(words)
  expect(result.stderr).not.toContain('planted')
})
