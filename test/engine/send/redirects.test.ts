import { describe, expect, test } from 'vitest'
import type { FakeStep } from '../../../src/engine/fake.ts'
import type { Draft } from '../../../src/engine/send.ts'
import type { Authentication } from '../../../src/model/document.ts'
import { createAuthentication } from '../../nodes/drawing.ts'
import { bytes, createSent, home, plain, policy, text } from './sending.ts'

const to = (location: string, status = 302): FakeStep => ({ status, headers: [['location', location]] })
const ok: FakeStep = { status: 200, body: { ok: true } }
const bearer: Authentication = createAuthentication(
  [{ in: 'header', name: 'Authorization', value: 'Bearer {{ auth.token }}' }],
  { token: 'secret' },
)
const secrets = { token: 'planted-secret-1' }

describe('redirects', () => {
  const methods: [status: number, method: string, next: string, keeps: boolean][] = [
    [301, 'POST', 'GET', false],
    [302, 'POST', 'GET', false],
    [301, 'PUT', 'PUT', true],
    [302, 'DELETE', 'DELETE', true],
    [303, 'PUT', 'GET', false],
    [303, 'HEAD', 'HEAD', true],
    [307, 'POST', 'POST', true],
    [308, 'PATCH', 'PATCH', true],
  ]
  test.each(methods)('%i after %s is %s (RFC 9110, 15.4)', async (status, method, next, keeps) => {
    const { ask, io } = createSent({ script: [to('/b', status), ok] })
    await ask({
      method,
      body: bytes('{}'),
      headers: [
        ['Content-Type', 'application/json'],
        ['X', '1'],
      ],
    })
    expect(io.requests[1]).toMatchObject({ method: next, url: `${home}/b` })
    expect(text(io.requests[1]?.body)).toBe(keeps ? '{}' : undefined)
    expect(io.requests[1]?.headers).toEqual(
      keeps
        ? [
            ['Content-Type', 'application/json'],
            ['X', '1'],
          ]
        : [['X', '1']],
    )
  })

  const locations: [location: string, url: string][] = [
    ['c', `${home}/c`],
    ['/c?d=1#e', `${home}/c?d=1`],
    ['?d=1', `${home}/a?d=1`],
    ['https://user:pw@other.example/x', 'https://other.example/x'],
    ['/\u00c3\u00bc', `${home}/%C3%BC`],
  ]
  test.each(locations)('leads from /a by %s to %s', async (location, url) => {
    const { ask, io } = createSent({ script: [to(location), ok] })
    await ask()
    expect(io.requests[1]?.url).toBe(url)
  })

  test.each([300, 304, 305])('%i is an answer like any other', async (status) => {
    const { ask, io } = createSent({ script: [to('/b', status), ok] })
    expect((await ask()).status).toBe(status)
    expect(io.requests).toHaveLength(1)
  })

  test('none are followed where the limit is 0, and none without a Location', async () => {
    const { ask } = createSent({ script: [to('/b'), { status: 302 }] })
    expect((await ask({}, { policy: policy({ redirects: 0 }) })).status).toBe(302)
    expect((await ask()).status).toBe(302)
  })

  const refusals: [words: string, script: FakeStep[], message: RegExp][] = [
    ['too many', [to('/b'), to('/c'), to('/d')], /more than 2 times/],
    ['a circle', [to('/b'), to('/a')], /in a circle/],
    ['another scheme', [to('file:///etc/passwd')], /file: address/],
    ['an address that is none', [to('http://[')], /cannot be read/],
  ]
  test.each(refusals)('refuses %s', async (_words, script, message) => {
    const { ask } = createSent({ script })
    await expect(ask({}, { policy: policy({ redirects: 2 }) })).rejects.toMatchObject({
      kind: 'redirect',
      message: expect.stringMatching(message),
    })
  })

  test('each hop is an exchange of its own', async () => {
    const { ask, events } = createSent({ script: [to('/b'), ok] })
    await ask()
    expect(
      events.map((event) => (event.type === 'attempt' ? [event.request.url, event.status] : [])),
    ).toEqual([
      [`${home}/a`, 302],
      [`${home}/b`, 200],
    ])
  })
})

const tellingBody: Draft = ({ token }) => ({
  ...plain,
  method: 'POST',
  headers: [],
  body: bytes(`token=${token}`),
})

describe('[E19] no credential follows a redirect', () => {
  test('it stays with the origin of the service, and is placed there again', async () => {
    const { ask, io } = createSent({ authentication: bearer, secrets, script: [to('/b'), ok] })
    await ask()
    expect(io.requests.map(({ headers }) => headers.at(-1))).toEqual([
      ['Authorization', 'Bearer planted-secret-1'],
      ['Authorization', 'Bearer planted-secret-1'],
    ])
  })

  test('to another origin it is not sent, nor any header that could be one; not even when it leads back', async () => {
    const { ask, io } = createSent({
      authentication: bearer,
      secrets,
      script: [to('https://other.example/b', 307), to(`${home}/c`), ok],
    })
    await ask({
      headers: [
        ['Accept', '*/*'],
        ['X-Key', 'typed'],
        ['Cookie', 'a=1'],
      ],
    })
    expect(io.requests.map(({ url, headers }) => [url, headers])).toEqual([
      [
        `${home}/a`,
        [
          ['Accept', '*/*'],
          ['X-Key', 'typed'],
          ['Cookie', 'a=1'],
          ['Authorization', 'Bearer planted-secret-1'],
        ],
      ],
      ['https://other.example/b', [['Accept', '*/*']]],
      [`${home}/c`, [['Accept', '*/*']]],
    ])
  })

  test('a body that holds it does not follow', async () => {
    const { ask, io } = createSent({
      authentication: bearer,
      secrets,
      script: [to('https://other.example/b', 307), ok],
    })
    await expect(ask(tellingBody)).rejects.toMatchObject({ kind: 'foreign-origin' })
    expect(io.requests).toHaveLength(1)
  })

  test('an address that repeats it is not called', async () => {
    const { ask, io } = createSent({
      authentication: bearer,
      secrets,
      script: [to('https://other.example/?t=planted-secret-1'), ok],
    })
    const failure = ask()
    await expect(failure).rejects.toMatchObject({ kind: 'redirect' })
    await expect(failure).rejects.not.toThrow('planted')
    expect(io.requests).toHaveLength(1)
  })

  test('from https to http is refused with a credential, followed without one', async () => {
    const script = [to('http://api.example.com/b'), ok]
    const signed = createSent({ authentication: bearer, secrets, script })
    await expect(signed.ask()).rejects.toThrow(/from https to http/)
    const unsigned = createSent({ script })
    expect((await unsigned.ask()).status).toBe(200)
  })
})
