import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { judgeProxied, readProxies } from '../../src/runner/proxies.ts'
import { never, openTransport, requestOf } from './servers.ts'

describe('which proxy an origin goes through', () => {
  const http = 'http://proxy.example:3128'
  const all = { HTTP_PROXY: http, HTTPS_PROXY: 'http://secure.example:3129' }
  const cases: [Record<string, string>, string, string | undefined][] = [
    [{}, 'http://api.example.com', undefined],
    [all, 'http://api.example.com', 'proxy.example:3128'],
    [all, 'https://api.example.com', 'secure.example:3129'],
    [{ http_proxy: http }, 'http://api.example.com', 'proxy.example:3128'],
    [{ http_proxy: http }, 'https://api.example.com', undefined],
    [
      { HTTP_PROXY: 'http://upper.example:1', http_proxy: http },
      'http://api.example.com',
      'proxy.example:3128',
    ],
    [{ http_proxy: 'proxy.example:3128' }, 'http://api.example.com', 'proxy.example:3128'],
    [{ http_proxy: '  ' }, 'http://api.example.com', undefined],
    [all, 'http://localhost:8080', undefined],
    [all, 'http://app.localhost', undefined],
    [all, 'http://127.0.0.1:4400', undefined],
    [all, 'http://[::1]:4400', undefined],
    [{ ...all, NO_PROXY: '*' }, 'https://api.example.com', undefined],
    [{ ...all, NO_PROXY: 'other.com, example.com' }, 'https://api.example.com', undefined],
    [{ ...all, no_proxy: '.example.com' }, 'https://api.example.com', undefined],
    [{ ...all, no_proxy: '*.example.com' }, 'https://API.example.com', undefined],
    [{ ...all, no_proxy: 'ample.com' }, 'https://api.example.com', 'secure.example:3129'],
    [{ ...all, no_proxy: 'example.com:8443' }, 'https://example.com', 'secure.example:3129'],
    [{ ...all, no_proxy: 'example.com:8443' }, 'https://example.com:8443', undefined],
    [{ ...all, no_proxy: 'example.com:443' }, 'https://example.com', undefined],
    [{ ...all, no_proxy: '10.0.0.0/8' }, 'http://10.2.3.4', undefined],
    [{ ...all, no_proxy: '10.0.0.0/8' }, 'http://11.2.3.4', 'proxy.example:3128'],
    [{ ...all, no_proxy: 'fd00::/8' }, 'http://[fd00::1]', undefined],
    [{ ...all, no_proxy: '192.0.2.7' }, 'http://192.0.2.7', undefined],
  ]
  test.each(cases)('%j %s', (environment, origin, proxy) => {
    const found = readProxies(environment)(new URL(origin))
    expect(found && `${found.hostname}:${found.port}`).toBe(proxy)
  })

  test.each([
    ['socks5://proxy.example', /socks5 proxy; http and https are supported/],
    ['http://', /is not an address/],
    ['http://user:planted-secret@[', /is not an address/],
  ])('%s is refused, without its password', (address, words) => {
    const make = () => openTransport({ environment: { HTTPS_PROXY: address } })
    expect(make).toThrow(words)
    expect(make).not.toThrow(/planted-secret/)
  })
})

describe('what can be judged of a target behind a proxy', () => {
  test.each([
    ['169.254.169.254', true, true],
    ['metadata.google.internal', true, true],
    ['Metadata.Google.Internal.', true, true],
    ['10.0.0.1', false, true],
    ['printer', false, true],
    ['nas.local', false, true],
    ['api.example.com', false, false],
    ['8.8.8.8', false, false],
  ])('%s: refused with the private network %s, without it %s', (host, withIt, without) => {
    const judge = (privateNetwork: boolean) => () => judgeProxied(host, { privateNetwork })
    expect(refuses(judge(false))).toBe(without)
    expect(refuses(judge(true))).toBe(withIt && without)
  })
})

function refuses(judge: () => void): boolean {
  try {
    judge()
    return false
  } catch {
    return true
  }
}

describe('requests through a proxy', () => {
  const asked: string[] = []
  /** A proxy that takes every name for the origin server of the test. */
  async function startProxy(status = 200) {
    asked.length = 0
    const sockets = new Set<Socket>()
    const proxy = createServer((request, answer) => {
      asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
      answer.setHeader('x-duplicates', request.rawHeaders.filter((each) => each === 'x-a').length)
      answer.end('through the proxy')
    })
    proxy.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})))
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
      if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      // Nothing behind it speaks TLS: what matters is that the tunnel was asked for.
      socket.end('HTTP/1.1 200 Connection established\r\n\r\n')
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    onTestFinished(async () => {
      for (const socket of sockets) socket.destroy()
      proxy.close()
      await once(proxy, 'close')
    })
    return (proxy.address() as AddressInfo).port
  }

  test('http: the proxy is asked for the whole address, duplicates and order kept', async () => {
    const port = await startProxy()
    const { http } = openTransport({ environment: { http_proxy: `http://me:p%40ss@127.0.0.1:${port}` } })
    const headers = [
      ['x-a', '1'],
      ['x-a', '2'],
    ] as const
    const response = await http(requestOf('http://api.example.com/path?q=1', { headers }), never)
    expect(Buffer.from(response.body).toString()).toBe('through the proxy')
    expect(response.headers).toContainEqual(['x-duplicates', '2'])
    expect(asked).toEqual([
      `GET http://api.example.com/path?q=1 Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    ])
  })

  test('https: a tunnel is asked for', async () => {
    const port = await startProxy()
    const { http } = openTransport({ environment: { https_proxy: `http://127.0.0.1:${port}` } })
    await expect(http(requestOf('https://api.example.com/'), never)).rejects.toMatchObject({
      kind: 'network',
    })
    expect(asked).toEqual(['CONNECT api.example.com:443'])
  })

  test.each([
    [407, /asks for a user name and password/],
    [403, /refused to connect to api\.example\.com:443 \(403\)/],
  ])('a tunnel that is refused with %i says so', async (status, words) => {
    const port = await startProxy(status)
    const { http } = openTransport({
      environment: { https_proxy: `http://me:planted-secret@127.0.0.1:${port}` },
    })
    const error = await http(requestOf('https://api.example.com/'), never).catch((error: Error) => error)
    expect((error as Error).message).toMatch(words)
    expect((error as Error).message).not.toContain('planted-secret')
  })

  test('a refused target never reaches the proxy', async () => {
    const port = await startProxy()
    const { http } = openTransport({ environment: { http_proxy: `http://127.0.0.1:${port}` } })
    await expect(http(requestOf('http://169.254.169.254/'), never)).rejects.toMatchObject({ kind: 'address' })
    expect(asked).toEqual([])
  })

  test.each(['http', 'https'])('a proxy that is not there is blamed itself, for %s', async (scheme) => {
    const { http } = openTransport({
      environment: { [`${scheme}_proxy`]: 'http://me:planted-secret@127.0.0.1:1' },
    })
    await expect(http(requestOf(`${scheme}://api.example.com/`), never)).rejects.toMatchObject({
      kind: 'network',
      message: 'The proxy 127.0.0.1:1 cannot be reached (ECONNREFUSED).',
    })
  })
})

test('a file of authorities that is none is refused', () => {
  expect(() => openTransport({ environment: { PATCHBAY_CA_FILE: '/nowhere.pem' } })).toThrow(/cannot be read/)
  expect(() => openTransport({ environment: { PATCHBAY_CA_FILE: import.meta.filename } })).toThrow(
    /holds no certificate/,
  )
})
