import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoPath, paths, type ProblemDetails, tokenHeader } from '../../src/api/contract.ts'
import { DataFolderError } from '../../src/runner/dataFolder.ts'
import { lockFolder } from '../../src/runner/folderLock.ts'
import { bookName } from '../../src/runner/openRunBook.ts'
import { createRunner, RunnerError } from '../../src/runner/server.ts'
import { demoKeys } from '../../src/simulation/demo/parse.ts'
import { openApi } from './api.ts'
import { makeFolder } from './logFiles.ts'
import { serveBytes, serveHttp } from './servers.ts'

interface Raw {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

/** A request with headers that `fetch` would not send as they are. */
function ask(url: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** A port that nobody has at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const codeOf = ({ body }: Raw) => (JSON.parse(body) as ProblemDetails).code

describe('who may call', () => {
  const cases: [string, (url: URL, token: string) => Record<string, string>, number, string?][] = [
    ['with the token', (_, token) => ({ [tokenHeader]: token }), 200],
    ['as localhost', (url, token) => ({ [tokenHeader]: token, host: `localhost:${url.port}` }), 200],
    ['from its own page', (url, token) => ({ [tokenHeader]: token, origin: url.origin }), 200],
    [
      'from its page as localhost',
      (url, token) => ({ [tokenHeader]: token, origin: `http://localhost:${url.port}` }),
      200,
    ],
    ['without a token', () => ({}), 401, 'token-missing'],
    ['with a wrong token', (_, token) => ({ [tokenHeader]: `${token}x` }), 401, 'token-missing'],
    ['with an empty token', () => ({ [tokenHeader]: '' }), 401, 'token-missing'],
    [
      'by a name that was made to lead here',
      (url, token) => ({ [tokenHeader]: token, host: `evil.example:${url.port}` }),
      403,
      'host-refused',
    ],
    [
      'by the right name and a wrong port',
      (_, token) => ({ [tokenHeader]: token, host: '127.0.0.1:1' }),
      403,
      'host-refused',
    ],
    [
      'by the right name and no port',
      (_, token) => ({ [tokenHeader]: token, host: '127.0.0.1' }),
      403,
      'host-refused',
    ],
    [
      'by a name that begins like ours',
      (url, token) => ({ [tokenHeader]: token, host: `127.0.0.1.evil.example:${url.port}` }),
      403,
      'host-refused',
    ],
    [
      'from another page',
      (_, token) => ({ [tokenHeader]: token, origin: 'https://evil.example' }),
      403,
      'origin-refused',
    ],
    [
      'from another port of this machine',
      (_, token) => ({ [tokenHeader]: token, origin: 'http://127.0.0.1:3000' }),
      403,
      'origin-refused',
    ],
    [
      'from a page without an origin',
      (_, token) => ({ [tokenHeader]: token, origin: 'null' }),
      403,
      'origin-refused',
    ],
    [
      'from the same host over https',
      (url, token) => ({ [tokenHeader]: token, origin: `https://${url.host}` }),
      403,
      'origin-refused',
    ],
    [
      'from another site that hides its origin',
      (_, token) => ({ [tokenHeader]: token, 'sec-fetch-site': 'cross-site' }),
      403,
      'origin-refused',
    ],
  ]
  test.each(cases)('%s', async (_, headers, status, code) => {
    const { runner } = await openApi()
    const answer = await ask(`${runner.url}${paths.runs}`, headers(new URL(runner.url), runner.token))
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe(
      status === 200 ? 'application/json' : 'application/problem+json',
    )
    expect(status === 200 ? undefined : codeOf(answer)).toBe(code)
    expect(answer.body).not.toContain(runner.token)
  })

  test('health needs no token, but the right host', async () => {
    const { runner } = await openApi()
    expect((await ask(runner.url + paths.health, {})).status).toBe(200)
    expect((await ask(runner.url + paths.health, { host: 'evil.example' })).status).toBe(403)
  })
})

describe('problems', () => {
  const cases: [string, string, string | undefined, number, string][] = [
    ['GET', '/api/nothing', undefined, 404, 'not-found'],
    ['GET', paths.run('nothing'), undefined, 404, 'run-not-found'],
    ['GET', paths.run('..%2F..%2Fkey'), undefined, 404, 'run-not-found'],
    ['DELETE', paths.run('nothing'), undefined, 404, 'run-not-found'],
    ['GET', paths.events('nothing'), undefined, 404, 'run-not-found'],
    ['GET', paths.credential('nothing'), undefined, 404, 'credential-not-found'],
    ['DELETE', paths.credential('nothing'), undefined, 404, 'credential-not-found'],
    ['PATCH', paths.credential('nothing'), '{}', 404, 'credential-not-found'],
    ['PUT', paths.runs, '', 405, 'method-refused'],
    ['DELETE', '/', undefined, 405, 'method-refused'],
    ['POST', paths.runs, '{"connector', 400, 'bad-request'],
    ['POST', paths.runs, '[]', 400, 'bad-request'],
    ['POST', paths.runs, '\xff\xfe', 400, 'bad-request'],
    ['POST', paths.runs, '{"connector":{},"input":{}}', 422, 'document-has-problems'],
    ['POST', paths.credentials, '{"title":1}', 400, 'bad-request'],
  ]
  test.each(cases)('%s %s %j', async (method, path, body, status, code) => {
    const { call } = await openApi()
    const answer = await call(path, {
      method,
      ...(body !== undefined && { body: Buffer.from(body, 'latin1') }),
    })
    const details = (await answer.json()) as ProblemDetails
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(details).toMatchObject({ status, code })
    expect(details.detail).not.toBe('')
  })

  test('a method that is not served says which are', async () => {
    const { call } = await openApi()
    expect((await call(paths.runs, { method: 'PUT' })).headers.get('allow')).toBe('GET, POST')
  })

  test('a body above 64 MB is refused before it is read', async () => {
    const { runner } = await openApi()
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(
        runner.url + paths.runs,
        {
          method: 'POST',
          headers: { [tokenHeader]: runner.token, 'content-length': 100_000_000 },
          agent: false,
        },
        (response) => {
          resolve(response.statusCode)
          asked.destroy()
        },
      )
      asked.on('error', reject)
      asked.flushHeaders()
    })
    expect(answer).toBe(413)
  })

  test('an origin that is no address', async () => {
    const { post } = await openApi()
    const body = {
      title: '',
      authentication: '',
      connector: '',
      origin: 'file:///etc',
      secret: [],
      fields: {},
    }
    expect((await post(paths.credentials, body)).status).toBe(400)
  })
})

async function openEditor() {
  const editorDir = await makeFolder()
  await mkdir(join(editorDir, 'assets'))
  await writeFile(
    join(editorDir, 'index.html'),
    '<!doctype html><html><head lang="en"><title>Patchbay</title></head><body><script>start()</script><script src="/assets/a-1234.js"></script></body></html>',
  )
  await writeFile(join(editorDir, 'assets', 'a-1234.js'), 'start = () => {}')
  await writeFile(join(editorDir, 'icon.svg'), '<svg/>')
  await writeFile(join(editorDir, '..', 'secret.txt'), 'outside').catch(() => {})
  return openApi({ editorDir: `${editorDir}/` })
}

describe('the editor', () => {
  test('the page carries the token and may be neither framed nor kept; only known scripts run', async () => {
    const { runner } = await openEditor()
    const page = await ask(`${runner.url}/`, {})
    expect(page.body).toContain(
      `<head lang="en"><meta name="patchbay-token" content="${runner.token}"><title>`,
    )
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    })
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("frame-ancestors 'none'")
    // SHA-256 of `start()`, base64.
    expect(policy).toContain("script-src 'self' 'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  })

  test.each([
    ['/connectors/abc/operations/def', 200, 'text/html; charset=utf-8', 'no-store'],
    ['/index.html', 200, 'text/html; charset=utf-8', 'no-store'],
    ['/assets/a-1234.js', 200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/icon.svg', 200, 'image/svg+xml', 'no-cache'],
    ['/assets/b-9999.js', 404, 'application/problem+json', 'no-store'],
    ['/assets/..%2f..%2fsecret.txt', 404, 'application/problem+json', 'no-store'],
    ['/..%5csecret.txt', 404, 'application/problem+json', 'no-store'],
    ['/a%00.js', 404, 'application/problem+json', 'no-store'],
    ['/%ff.js', 404, 'application/problem+json', 'no-store'],
  ])('%s: %i, %s, %s', async (path, status, type, cache) => {
    const { runner } = await openEditor()
    const answer = await ask(runner.url + path, {})
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      status,
      type,
      cache,
    ])
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.body).not.toContain('outside')
  })

  test('one that is not built says so', async () => {
    const { runner } = await openApi()
    const answer = await ask(`${runner.url}/`, {})
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('npm start')
  })
})

test('the demo API is served beside it', async () => {
  const { runner } = await openApi()
  const answer = await fetch(`${runner.url}${demoPath}/classes/Customer?limit=2`, {
    headers: {
      'X-Parse-Application-Id': demoKeys.applicationId,
      'X-Parse-REST-API-Key': demoKeys.restApiKey,
    },
  })
  expect(answer.status).toBe(200)
  expect(((await answer.json()) as { results: unknown[] }).results).toHaveLength(2)
})

test('what is made on the demo API is found at the address that it answers', async () => {
  const { runner } = await openApi()
  const headers = {
    'X-Parse-Application-Id': demoKeys.applicationId,
    'X-Parse-REST-API-Key': demoKeys.restApiKey,
  }
  const made = await fetch(`${runner.url}${demoPath}/classes/Customer`, {
    method: 'POST',
    headers,
    body: '{"name":"Zoé Martin"}',
  })
  const location = made.headers.get('location') ?? ''
  expect(location).toMatch(`${runner.url}${demoPath}/classes/Customer/`)
  expect(await (await fetch(location, { headers })).json()).toMatchObject({ name: 'Zoé Martin' })
})

describe('starting and stopping', () => {
  test('a port that is taken', async () => {
    const url = await serveHttp((_, answer) => answer.end())
    const start = createRunner({ port: Number(new URL(url).port), data: await makeFolder(), environment: {} })
    await expect(start).rejects.toThrow(RunnerError)
    await expect(start).rejects.toThrow(
      /is taken by another program. Stop it, or choose another port with --port/,
    )
  })

  test('a folder that another runner holds, until it ends', async () => {
    const data = await makeFolder()
    const { runner } = await openApi({ data })
    const second = createRunner({ port: 0, data, environment: {} })
    await expect(second).rejects.toThrow(DataFolderError)
    await expect(second).rejects.toThrow(
      `${data} is in use by another runner (process ${process.pid}, ${runner.url})`,
    )
    await runner.close()
    await openApi({ data })
  })

  const stale: [string, object | string][] = [
    ['a process that is gone', { pid: 2 ** 22 + 5, instance: 'x', startedMs: 0 }],
    [
      'a process that is something else now',
      { pid: process.ppid, instance: 'x', startedMs: 0, url: 'http://127.0.0.1:1' },
    ],
    ['an earlier process of the same number', { pid: process.pid, instance: 'x', startedMs: Date.now() }],
    ['a mark that cannot be read', '{"pid":'],
  ]
  test.each(stale)('a folder left behind by %s is taken over', async (_, mark) => {
    const data = await makeFolder()
    await writeFile(join(data, 'runner.json'), typeof mark === 'string' ? mark : JSON.stringify(mark))
    const { runner } = await openApi({ data })
    expect(JSON.parse(await readFile(join(data, 'runner.json'), 'utf8'))).toMatchObject({
      pid: process.pid,
      url: runner.url,
      token: runner.token,
    })
  })

  test('a runner that listens and is silent keeps its folder: it may only be busy', async () => {
    const data = await makeFolder()
    const url = await serveBytes(() => {})
    const mark = { pid: process.ppid, instance: 'x', startedMs: 0, url }
    await writeFile(join(data, 'runner.json'), JSON.stringify(mark))
    await expect(lockFolder(data, Date.now(), 50)).rejects.toThrow(
      `${data} is in use by another runner (process ${process.ppid}, ${url})`,
    )
    expect(JSON.parse(await readFile(join(data, 'runner.json'), 'utf8'))).toEqual(mark)
  })

  test('a folder that cannot be made', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'file'), '')
    const start = createRunner({ port: 0, data: join(folder, 'file', 'data'), environment: {} })
    await expect(start).rejects.toThrow(/cannot be kept in .*: a part of its path is a file/)
  })

  test('one that cannot tell where it listens says why, and lets port and folder go', async () => {
    const data = await makeFolder()
    const port = await freePort()
    await mkdir(join(data, `runner.json.${process.pid}.new`))
    const start = createRunner({ port, data, environment: {} })
    await expect(start).rejects.toThrow(DataFolderError)
    await expect(start).rejects.toThrow(/The runner's mark cannot be kept in .*: it is a folder/)
    expect((await readdir(data)).filter((name) => !name.startsWith(bookName))).toEqual([])
    await openApi({ data, port })
  })

  test('an environment that names a bad proxy', async () => {
    const start = createRunner({
      port: 0,
      data: await makeFolder(),
      environment: { HTTP_PROXY: 'socks5://x' },
    })
    await expect(start).rejects.toThrow(RunnerError)
  })

  test('closing twice is closing once, and nothing answers afterwards', async () => {
    const { runner } = await openApi()
    await Promise.all([runner.close(), runner.close()])
    await expect(fetch(runner.url)).rejects.toThrow('fetch failed')
  })
})
