import { once } from 'node:events'
import type { Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { EngineError } from '../../src/engine/errors.ts'
import { never, openTransport, requestOf, serveBytes, serveHttp } from './servers.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: unknown) => error as EngineError,
  )

describe('one exchange', () => {
  test('writes the request byte for byte: target, header lines in order with duplicates, body', async () => {
    const heads: string[] = []
    const url = await serveBytes((socket, head) => {
      heads.push(head)
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
    })
    await openTransport().http(
      requestOf(`${url}/a%2Fb/ü?x=%20&y={1}#fragment`.replace('ü', '%C3%BC'), {
        method: 'POST',
        headers: [
          ['X-Parse-Application-Id', 'one'],
          ['accept', 'a'],
          ['Accept', 'b'],
        ],
        body: Buffer.from('{"n":1}'),
      }),
      never,
    )
    const { host } = new URL(url)
    expect(heads).toEqual([
      `POST /a%2Fb/%C3%BC?x=%20&y={1} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\nX-Parse-Application-Id: one\r\naccept: a\r\nAccept: b\r\ncontent-length: 7\r\n\r\n{"n":1}`,
    ])
  })

  test.each([
    ['', '/'],
    ['?q=1', '/?q=1'],
    ['#top', '/'],
    ['/p#top?no', '/p'],
  ])('an address ending in %j asks for %s', async (end, target) => {
    const url = await serveHttp((request, answer) => answer.end(request.url))
    const response = await openTransport().http(requestOf(url + end), never)
    expect(text(response.body)).toBe(target)
  })

  test('gives the answer as it came: status, header lines in order with duplicates, bytes, sizes, phases', async () => {
    const url = await serveBytes((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n')
      socket.write(
        'HTTP/1.1 207 Odd Words\r\nX-B: 2\r\nset-cookie: a=1\r\nX-A: \xe9\r\nset-cookie: b=2\r\ncontent-length: 5\r\n\r\nhello',
        'latin1',
      )
    })
    const response = await openTransport().http(requestOf(url), never)
    expect(response).toMatchObject({
      status: 207,
      statusText: 'Odd Words',
      headers: [
        ['X-B', '2'],
        ['set-cookie', 'a=1'],
        ['X-A', 'é'],
        ['set-cookie', 'b=2'],
        ['content-length', '5'],
      ],
      wireBytes: 5,
    })
    expect(text(response.body)).toBe('hello')
    for (const phase of Object.values(response.phases)) expect(phase).toBeGreaterThanOrEqual(0)
  })

  test.each<[what: string, headers: Record<string, string>, bytes: number]>([
    ['as large as it says', { 'content-length': '300000' }, 300_000],
    ['of no announced size', {}, 300_000],
    ['too large to make room for at once', { 'content-length': String(9 << 20) }, 9 << 20],
  ])('an answer that comes in pieces, %s', async (_what, headers, bytes) => {
    const body = Buffer.alloc(bytes, 'abcdefghijklm')
    const url = await serveHttp((_, answer) => {
      answer.writeHead(200, headers)
      answer.write(body.subarray(0, 7))
      setImmediate(() => answer.end(body.subarray(7)))
    })
    const response = await openTransport().http(requestOf(url, { maxBytes: 10 << 20 }), never)
    expect(response.wireBytes).toBe(bytes)
    expect(Buffer.compare(response.body, body)).toBe(0)
  })

  test('an answer to HEAD has no body, whatever size it announces', async () => {
    const url = await serveHttp((_, answer) => answer.writeHead(200, { 'content-length': '300000' }).end())
    const response = await openTransport().http(requestOf(url, { method: 'HEAD' }), never)
    expect(response.body).toHaveLength(0)
  })

  test('keeps connections for the next request to the same origin', async () => {
    const ports = new Set<number | undefined>()
    const url = await serveHttp((request, answer) => {
      ports.add(request.socket.remotePort)
      answer.end('ok')
    })
    const { http } = openTransport()
    for (let count = 0; count < 10; count++) await http(requestOf(`${url}/${count}`), never)
    // undici gives a connection a turn of the event loop before it is used again, so two of them take turns.
    expect(ports.size).toBeLessThanOrEqual(2)
  })

  test('a redirect is an answer like any other', async () => {
    const url = await serveHttp((_, answer) => answer.writeHead(302, { location: '/elsewhere' }).end())
    expect((await openTransport().http(requestOf(url), never)).status).toBe(302)
  })

  test.each(['HEAD', 'GET'])('an answer without a body that speaks of gzip (%s, 304)', async (method) => {
    const url = await serveHttp((_, answer) => answer.writeHead(304, { 'content-encoding': 'gzip' }).end())
    expect((await openTransport().http(requestOf(url, { method }), never)).body).toHaveLength(0)
  })
})

describe('content encodings', () => {
  const body = Buffer.from(JSON.stringify({ names: Array.from({ length: 5000 }, (_, n) => `name ${n}`) }))
  const cases: [string, Buffer][] = [
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['GZIP', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['deflate', deflateRawSync(body)],
    ['br', brotliCompressSync(body)],
    ['identity', body],
    ['gzip, br', brotliCompressSync(gzipSync(body))],
    ['identity, gzip', gzipSync(body)],
  ]
  test.each(cases)('%s is undone', async (encoding, encoded) => {
    const url = await serveHttp((_, answer) => {
      answer.setHeader('content-encoding', encoding)
      answer.write(encoded.subarray(0, 1))
      answer.end(encoded.subarray(1))
    })
    const response = await openTransport().http(requestOf(url), never)
    expect(text(response.body)).toBe(text(body))
    expect(response.wireBytes).toBe(encoded.length)
  })

  const broken: [string, Buffer, RegExp][] = [
    ['gzip', Buffer.from('this is not gzip'), /says it is compressed \(gzip\), but it cannot be unpacked/],
    ['gzip', gzipSync(body).subarray(0, 200), /cannot be unpacked/],
    ['zstd', Buffer.from('x'), /compressed as zstd, which cannot be unpacked/],
    ['gzip, gzip, gzip, gzip, gzip', Buffer.from('x'), /cannot be unpacked/],
  ]
  test.each(broken)('%s that cannot be undone fails with words', async (encoding, encoded, words) => {
    const url = await serveHttp((_, answer) => {
      answer.setHeader('content-encoding', encoding)
      answer.end(encoded)
    })
    const error = await failureOf(openTransport().http(requestOf(url), never))
    expect(error).toBeInstanceOf(EngineError)
    expect(error).toMatchObject({ kind: 'decode', retryable: false })
    expect(error.message).toMatch(words)
  })

  test('a bomb is refused while it goes off: the server cannot even send it whole', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000))
    let gone: Promise<unknown> | undefined
    const url = await serveHttp((_, answer) => {
      gone = once(answer, 'close')
      answer.setHeader('content-encoding', 'gzip')
      answer.write(bomb.subarray(0, 60_000))
    })
    const before = process.memoryUsage().arrayBuffers
    const error = await failureOf(openTransport().http(requestOf(url, { maxBytes: 1_000_000 }), never))
    expect(error).toMatchObject({ kind: 'size', retryable: false })
    expect(error.message).toContain('larger than 1000000 bytes')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000)
    await gone
  })
})

describe('answers that harm', () => {
  test('one that announces too much is refused before it comes', async () => {
    const url = await serveHttp((_, answer) => {
      answer.setHeader('content-length', '99999999999')
      answer.flushHeaders()
    })
    const error = await failureOf(openTransport().http(requestOf(url), never))
    expect(error).toMatchObject({ kind: 'size' })
  })

  test('one that never ends is cut at the size', async () => {
    const url = await serveHttp((_, answer) => {
      const block = Buffer.alloc(65_536, 'x')
      const more = () => {
        while (!answer.destroyed && answer.write(block));
      }
      answer.on('drain', more)
      more()
    })
    const error = await failureOf(openTransport().http(requestOf(url, { maxBytes: 3_000_000 }), never))
    expect(error).toMatchObject({ kind: 'size' })
  })

  const late: [string, (socket: Socket) => void, RegExp][] = [
    ['nothing comes', () => {}, /did not answer within 80 ms/],
    [
      'the body stops',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhel'),
      /did not end within 80 ms; 3 bytes had come/,
    ],
  ]
  test.each(late)('time is up when %s', async (_, answer, words) => {
    const url = await serveBytes(answer)
    const error = await failureOf(openTransport().http(requestOf(url, { timeoutMs: 80 }), never))
    expect(error).toMatchObject({ kind: 'timeout', retryable: true })
    expect(error.message).toMatch(words)
  })

  test('headers that drip in are given up (slow loris)', async () => {
    const url = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => socket.write('x: y\r\n'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    const error = await failureOf(openTransport({ headersTimeoutMs: 60 }).http(requestOf(url), never))
    expect(error).toMatchObject({ kind: 'timeout' })
    expect(error.message).toMatch(/began to answer, but the headers did not end/)
  })

  const cases: [string, string, string, RegExp, boolean][] = [
    [
      'headers without end',
      `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}`,
      'size',
      /headers .* too large/,
      false,
    ],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n', 'network', /is not HTTP/, false],
    [
      'an answer cut short',
      'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhel',
      'network',
      /3 bytes of the answer/,
      true,
    ],
    [
      'a chunk cut short',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel',
      'network',
      /3 bytes of the answer/,
      true,
    ],
    ['no answer at all', '', 'network', /broke off/, true],
    [
      'an upgrade nobody asked for',
      'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      'network',
      /broke off/,
      true,
    ],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx',
      'network',
      /not as long as it says/,
      true,
    ],
  ]
  test.each(cases)('%s', async (_, bytes, kind, words, retryable) => {
    const url = await serveBytes((socket) => socket.end(bytes))
    const error = await failureOf(openTransport().http(requestOf(url), never))
    expect(error).toBeInstanceOf(EngineError)
    expect(error).toMatchObject({ kind, retryable })
    expect(error.message).toMatch(words)
  })

  test('a connection reset in the middle of a body', async () => {
    const url = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhello', () => socket.resetAndDestroy())
    })
    const error = await failureOf(openTransport().http(requestOf(url), never))
    expect(error).toMatchObject({ kind: 'network', retryable: true })
  })

  test('a body longer than announced ends where it was announced to end', async () => {
    const url = await serveBytes((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhello'))
    expect(text((await openTransport().http(requestOf(url), never)).body)).toBe('he')
  })
})

describe('a service that is not there', () => {
  test('nobody listens', async () => {
    const url = await serveBytes(() => {})
    const gone = url.replace(/:\d+$/, ':1')
    const error = await failureOf(openTransport().http(requestOf(gone), never))
    expect(error).toMatchObject({
      kind: 'network',
      message: `${gone} refused the connection: nothing listens there.`,
    })
  })
  test('a name that does not exist', async () => {
    const error = await failureOf(openTransport().http(requestOf('http://nowhere.invalid/'), never))
    expect(error.kind).toBe('network')
    expect(error.message).toMatch(/No address was found for http:\/\/nowhere\.invalid|could not be looked up/)
  })
  test('TLS where there is none', async () => {
    const url = await serveHttp((_, answer) => answer.end())
    const error = await failureOf(openTransport().http(requestOf(url.replace('http:', 'https:')), never))
    expect(error.kind).toBe('network')
    expect(error.message).toMatch(/does not speak TLS|broke off/)
  })
})

describe('requests that cannot be written', () => {
  const cases: [string, Parameters<typeof requestOf>[1], RegExp][] = [
    ['http://127.0.0.1/', { headers: [['x', 'a\nb']] }, /invalid x header/],
    ['http://127.0.0.1/', { headers: [['x y', 'a']] }, /invalid header key/],
    ['http://127.0.0.1/', { headers: [['transfer-encoding', 'chunked']] }, /transfer-encoding/],
    ['http://127.0.0.1/', { method: 'GE T' }, /invalid request method/],
    ['http://127.0.0.1/a b', {}, /invalid request path/],
    ['ftp://127.0.0.1/', {}, /must begin with http/],
    ['not an address', {}, /cannot be read/],
    ['http:///path', {}, /cannot be read/],
    ['http://127.0.0.1\\@example.com/', {}, /cannot be read/],
    ['http://user:planted-secret@127.0.0.1/', {}, /holds a user name or password/],
  ]
  test.each(cases)('%s %j', async (url, changes, words) => {
    const error = await failureOf(openTransport().http(requestOf(url, changes), never))
    expect(error).toMatchObject({ kind: 'input', retryable: false })
    expect(error.message).toMatch(words)
    expect(error.message).not.toContain('planted-secret')
  })
})

describe('[E28] stopping', () => {
  test('an aborted signal sends nothing', async () => {
    let asked = 0
    const url = await serveHttp((_, answer) => {
      asked++
      answer.end()
    })
    const reason = new Error('stopped')
    expect(await failureOf(openTransport().http(requestOf(url), AbortSignal.abort(reason)))).toBe(reason)
    expect(asked).toBe(0)
  })
  test('abort while waiting ends at once with the reason, and the connection is cut', async () => {
    const stop = new AbortController()
    const reason = new Error('stopped')
    let cut: Promise<unknown> | undefined
    const url = await serveHttp((request) => {
      cut = once(request.socket, 'close')
      stop.abort(reason)
    })
    expect(await failureOf(openTransport().http(requestOf(url), stop.signal))).toBe(reason)
    await cut
  })
  test('abort in the middle of a body', async () => {
    const stop = new AbortController()
    const url = await serveHttp((_, answer) => {
      answer.write('some')
      answer.write('thing', () => stop.abort(new Error('stopped')))
    })
    expect((await failureOf(openTransport().http(requestOf(url), stop.signal))).message).toBe('stopped')
  })
})

describe('the address policy holds at connect time', () => {
  const refused: [string, boolean][] = [
    ['http://169.254.169.254/latest/meta-data/', true],
    ['http://2852039166/', true],
    ['http://[::ffff:a9fe:a9fe]/', true],
    ['http://0.0.0.0:1/', true],
    ['http://127.0.0.1:1/', false],
    ['http://localhost:1/', false],
    ['http://0x7f.1:1/', false],
    ['http://[::1]:1/', false],
  ]
  test.each(refused)('%s', async (url, privateNetwork) => {
    const transport = openTransport({ addresses: { privateNetwork } })
    expect(await failureOf(transport.http(requestOf(url), never))).toMatchObject({
      kind: 'address',
      retryable: false,
    })
  })
})
