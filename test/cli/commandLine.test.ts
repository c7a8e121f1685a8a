import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectorAt, patchbay } from './patchbay.ts'

interface Seen {
  method: string | undefined
  url: string | undefined
  headers: string[]
  body: string
}

const folder = mkdtempSync(join(tmpdir(), 'patchbay-cli-'))
const seen: Seen[] = []
let base = ''
const server = createServer((request, response) => void answer(request).then((body) => response.end(body)))

async function answer(request: IncomingMessage): Promise<string> {
  const body = Buffer.concat(await request.toArray()).toString()
  seen.push({ method: request.method, url: request.url, headers: request.rawHeaders, body })
  // An id beyond 2^53, and the key given back as careless services do.
  return `{"id": 9007199254740993123, "key": ${JSON.stringify(request.headers['x-api-key'] ?? null)}, "list": [{"n": 1}, {"n": 2}, {"n": 3}]}`
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const secret = 'sk-planted-7Hq2vXw9'

const connector = (settings?: Record<string, unknown>, change?: Record<string, unknown>) =>
  connectorAt(base, settings, change)

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('usage', () => {
  it.each([
    [[], 2, 'Say which command'],
    [['help'], 0, ''],
    [['nonsense'], 2, 'There is no command "nonsense"'],
    [['__proto__'], 2, 'There is no command'],
    [['check'], 2, 'check takes one file'],
    [['check', 'a', 'b'], 2, 'check takes one file'],
    [['check', 'a', '--nonsense'], 2, '--nonsense'],
    [['run', 'a', '--max-records', '0'], 2, '--max-records must be a whole number from 1'],
    [['run', 'a', '--input', '{'], 2, '--input is not JSON'],
    [['serve', '--port', '70000'], 2, '--port must be'],
    [['check', join(folder, 'none.json')], 1, 'There is no file'],
    [['check', folder], 1, 'it is a folder'],
  ])('%j ends with %i', async (argv, code, words) => {
    const result = await patchbay(argv)
    expect(result.code).toBe(code)
    expect(result.stderr).toContain(words)
  })
  it('prints a command’s options with --help, on stdout', async () => {
    const { code, stdout } = await patchbay(['run', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('--max-records N')
  })
  it('says its version', async () =>
    expect((await patchbay(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/))
})

describe('check', () => {
  it('finds nothing in a sound file', async () => {
    const result = await patchbay(['check', file('sound.json', connector())])
    expect(result).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('no problems') })
  })
  it('lists problems with paths, and as JSON', async () => {
    const path = file('unknown.json', connector({ url: '/things/{{ input.idd }}' }))
    const plain = await patchbay(['check', path])
    expect(plain.code).toBe(1)
    expect(plain.stdout).toMatch(/unknown-reference {2}operations\[0\]\.graph\.nodes\[2\]\.settings\.url: /)
    const [problem] = JSON.parse((await patchbay(['check', path, '--json'])).stdout)
    expect(problem).toMatchObject({
      code: 'unknown-reference',
      severity: 'error',
      path: ['operations', 0, 'graph', 'nodes', 2, 'settings', 'url'],
    })
  })
  it('answers a truncated file in words', async () => {
    const whole = JSON.stringify(connector())
    const result = await patchbay(['check', file('cut.json', whole.slice(0, 300))])
    expect(result.code).toBe(1)
    expect(result.stdout).toMatch(/JSON/)
  })
})

describe('preview', () => {
  it('prints the first request, sends nothing, masks the secret', async () => {
    const before = seen.length
    const path = file(
      'preview.json',
      connector({ method: 'POST', body: { kind: 'json', text: '{"id": "{{ input.id }}"}' } }),
    )
    const { code, stdout } = await patchbay([
      'preview',
      path,
      'get-thing',
      '--input',
      '{"id": 9007199254740993123}',
    ])
    expect(code).toBe(0)
    const shown = JSON.parse(stdout)
    expect(shown).toMatchObject({ method: 'POST', url: `${base}/things/9007199254740993123` })
    expect(Buffer.from(shown.bodyBase64, 'base64').toString()).toBe('{"id": 9007199254740993123}')
    expect(shown.headers).toContainEqual(['X-Api-Key', '••••••••'])
    expect(seen).toHaveLength(before)
  })
  it('masks a credential it was given, and shows it only when asked', async () => {
    const path = file('preview.json', connector())
    const env = { PATCHBAY_CREDENTIAL: JSON.stringify({ apiKey: secret }) }
    const masked = await patchbay(['preview', path, '--input', '{"id":1}'], { env })
    expect(masked.stdout + masked.stderr).not.toContain(secret)
    const shown = await patchbay(['preview', path, '--input', '{"id":1}', '--show-secrets'], { env })
    expect(JSON.parse(shown.stdout).headers).toContainEqual(['X-Api-Key', secret])
  })
})

describe('run', () => {
  const env = { PATCHBAY_CREDENTIAL: JSON.stringify({ apiKey: secret }) }
  it('sends the request and prints the answer unchanged: 64-bit integers and the service’s own data (E34)', async () => {
    const result = await patchbay(['run', file('run.json', connector()), '--input', '{"id": 7}'], { env })
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toContain('9007199254740993123')
    expect(result.stdout).toContain(secret)
    expect(seen.at(-1)).toMatchObject({ method: 'GET', url: '/things/7' })
    expect(seen.at(-1)?.headers).toEqual(expect.arrayContaining(['X-Api-Key', secret]))
  })
  it('prints records as NDJSON, and stops at --max-records with exit 0', async () => {
    const path = file('records.json', connector({ records: 'list' }))
    const all = await patchbay(['run', path, '--input', '{"id":7}'], { env })
    expect(
      all.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    const two = await patchbay(['run', path, '--input', '{"id":7}', '--max-records', '2'], { env })
    expect(two).toMatchObject({ code: 0 })
    expect(two.stdout.trimEnd().split('\n')).toHaveLength(2)
  })
  it('writes every event with --events, without the secret in any form', async () => {
    const events = join(folder, 'events.ndjson')
    await patchbay(['run', file('run.json', connector()), '--input', '{"id":7}', '--events', events], { env })
    const { readFileSync } = await import('node:fs')
    const text = readFileSync(events, 'utf8')
    const types = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type)
    expect(types[0]).toBe('started')
    expect(types.at(-1)).toBe('finished')
    expect(types).toContain('attempt')
    for (const form of [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      JSON.stringify(secret),
    ])
      expect(text).not.toContain(form)
  })
  it('takes another base URL', async () => {
    const path = file(
      'elsewhere.json',
      connector({}, { service: { ...connector().service, baseUrl: 'http://127.0.0.1:9' } }),
    )
    const result = await patchbay(['run', path, '--input', '{"id":3}', '--base-url', `${base}/below`], {
      env,
    })
    expect(result.code).toBe(0)
    expect(seen.at(-1)?.url).toBe('/below/things/3')
  })
  it.each([['{"other": "x"}'], ['{"apiKey": ""}']])(
    '[E19] sends nothing where a credential lacks a required field, and names it: %s',
    async (credential) => {
      const path = file('run.json', connector())
      const before = seen.length
      const result = await patchbay(['run', path, '--input', '{"id":7}'], {
        env: { PATCHBAY_CREDENTIAL: credential },
      })
      expect(result).toMatchObject({ code: 1, stdout: '' })
      expect(result.stderr).toBe(
        'Failed: Nothing was sent: the credential lacks “API key” (apiKey). Fill it in, and run again.\n',
      )
      expect(seen).toHaveLength(before)
    },
  )
  it.each([
    ['no credential', {}, [], /no credential was given/],
    ['a service that is not there', env, ['--base-url', 'http://127.0.0.1:9'], /Failed: .*127\.0\.0\.1/],
  ])('fails with words and exit 1: %s', async (_, given, more, words) => {
    const path = file('run.json', connector())
    const result = await patchbay(['run', path, '--input', '{"id":7}', ...more], { env: given })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(words)
    expect(result.stderr).not.toContain(secret)
  })
  it('warns of a credential on the command line and never repeats it', async () => {
    const path = file('run.json', connector())
    const result = await patchbay([
      'run',
      path,
      '--input',
      '{"id":7}',
      '--credential',
      JSON.stringify({ apiKey: secret }),
    ])
    expect(result.code).toBe(0)
    expect(result.stderr).toContain('Warning')
    expect(result.stderr).not.toContain(secret)
  })
  it('refuses a credential that is no object of texts, without repeating it', async () => {
    const path = file('run.json', connector())
    const result = await patchbay(['run', path, '--credential', `["${secret}"]`])
    expect(result.code).toBe(2)
    expect(result.stderr).not.toContain(secret)
  })
  it('ends with 130 when it is stopped', async () => {
    const path = file('run.json', connector())
    const result = await patchbay(['run', path, '--input', '{"id":7}'], {
      env,
      stopped: AbortSignal.abort(new Error('stopped')),
    })
    expect(result).toMatchObject({ code: 130, stdout: '' })
  })
  it('names the operations where there are several', async () => {
    const one = connector()
    const [operation] = one.operations
    const path = file('two.json', {
      ...one,
      operations: [operation, { ...operation, id: 'o2', name: 'other', title: 'Other' }],
    })
    expect(await patchbay(['run', path])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('get-thing, other'),
    })
  })
})
