import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../src/engine/io.ts'
import { mask } from '../../../src/engine/redact.ts'
import type { Draft } from '../../../src/engine/send.ts'
import type { Authentication, Placement } from '../../../src/model/document.ts'
import { findScheme } from '../../../src/model/schemes.ts'
import { createAuthentication } from '../../nodes/drawing.ts'
import { bytes, createSent, home, plain, text } from './sending.ts'

const of = (scheme: string, answers: Record<string, string> = {}): Authentication => ({
  ...createAuthentication([], {}),
  scheme,
  ...findScheme(scheme)?.make(answers),
})
const optional = (authentication: Authentication): Authentication => ({
  ...authentication,
  fields: authentication.fields.map((field) => ({ ...field, required: false })),
})
const ok = () => ({ status: 200, body: {} })

async function sent(
  authentication: Authentication,
  secrets: Record<string, string>,
  request: Partial<HttpRequest> = {},
) {
  const { io, ask, events } = createSent({ authentication, secrets, script: ok, shown: { username: 'ana' } })
  await ask(request)
  return { request: io.requests[0] as HttpRequest, events, io }
}

describe('every scheme, to the byte', () => {
  const headerCases: [
    scheme: string,
    answers: Record<string, string>,
    secrets: Record<string, string>,
    header: [string, string],
  ][] = [
    ['api-key', {}, { key: 'k-123456789' }, ['X-API-Key', 'k-123456789']],
    ['api-key', { name: 'Authorization', prefix: 'Token' }, { key: 'k-1' }, ['Authorization', 'Token k-1']],
    ['bearer', {}, { token: 't.o-k_e~n+/=' }, ['Authorization', 'Bearer t.o-k_e~n+/=']],
    [
      'basic',
      {},
      { username: 'Aladdin', password: 'open sesame' },
      ['Authorization', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    ],
    ['basic', {}, { username: 'test', password: '123\u00a3' }, ['Authorization', 'Basic dGVzdDoxMjPCow==']],
    ['api-key', { in: 'cookie', name: 'sid' }, { key: 'abc' }, ['Cookie', 'sid=abc']],
    ['custom', {}, { key: 'abc' }, ['X-API-Key', 'abc']],
  ]
  test.each(headerCases)('%s %j in a header', async (scheme, answers, secrets, header) => {
    const { request } = await sent(of(scheme, answers), secrets)
    expect(request.headers).toEqual([['Accept', '*/*'], header])
    expect(request.url).toBe(plain.url)
  })

  test('none sends nothing and opens no credential', async () => {
    const { request, io } = await sent(of('none'), {})
    expect(request.headers).toEqual(plain.headers)
    expect(io.reads).toBe(0)
  })

  test('an API key in the query is encoded, and takes the place of one that stands there', async () => {
    const authentication = of('api-key', { in: 'query', name: 'api key' })
    const { request } = await sent(authentication, { key: 'a b&c=d' }, { url: `${home}/a?x=1&api%20key=old` })
    expect(request.url).toBe(`${home}/a?x=1&api%20key=a%20b%26c%3Dd`)
    const bare = await sent(authentication, { key: 'k' })
    expect(bare.request.url).toBe(`${home}/a?api%20key=k`)
  })

  test('Parse needs two headers; one that the request set gives way', async () => {
    const parse = createAuthentication(
      [
        { in: 'header', name: 'X-Parse-Application-Id', value: '{{ auth.appId }}' },
        { in: 'header', name: 'X-Parse-REST-API-Key', value: '{{ auth.key }}' },
      ],
      { appId: 'shown', key: 'secret' },
    )
    const { request } = await sent(
      parse,
      { appId: 'app', key: 'rest-key' },
      { headers: [['x-parse-rest-api-key', 'typed']] },
    )
    expect(request.headers).toEqual([
      ['X-Parse-Application-Id', 'app'],
      ['X-Parse-REST-API-Key', 'rest-key'],
    ])
  })

  test('cookies are joined into one line', async () => {
    const two = createAuthentication(
      [
        { in: 'cookie', name: 'a', value: '{{ auth.x }}' },
        { in: 'cookie', name: 'b', value: '{{ auth.y }}' },
      ],
      { x: 'secret', y: 'secret' },
    )
    const { request } = await sent(two, { x: '1', y: '2' }, { headers: [['cookie', 'lang=de; a=old']] })
    expect(request.headers).toEqual([['Cookie', 'lang=de; a=1; b=2']])
  })

  test('a cookie whose value would begin another one is refused, and the words do not hold it', async () => {
    const { ask, io } = createSent({
      authentication: of('api-key', { in: 'cookie', name: 'sid' }),
      secrets: { key: 'abc; admin=1' },
      script: ok,
    })
    const failure = await ask().catch((error: unknown) => error)
    expect(failure).toMatchObject({ kind: 'credential', message: expect.stringContaining('the cookie sid') })
    expect(String(failure)).not.toContain('admin')
    expect(io.requests).toHaveLength(0)
  })

  test('half a character in a key is sent as U+FFFD', async () => {
    const { request } = await sent(of('api-key', { in: 'query', name: 'k' }), { key: 'a\ud800b' })
    expect(request.url).toBe(`${home}/a?k=a%EF%BF%BDb`)
  })

  test.each<Record<string, string>>([{ token: '' }, {}])(
    'an optional field that was left empty sends nothing: %j',
    async (secrets) => {
      const { request } = await sent(optional(of('bearer')), secrets)
      expect(request.headers).toEqual(plain.headers)
    },
  )

  const inBody: Placement[] = [{ in: 'body', name: 'token', value: '{{ auth.token }}' }]
  const bodyCases: [words: string, type: string | undefined, body: string | undefined, expected: string][] = [
    ['a JSON object, as typed', 'application/json', '{ "id": 1.0 }', '{ "id": 1.0,"token":"s\\"1"}'],
    ['an empty JSON object', 'application/json', '{}', '{"token":"s\\"1"}'],
    [
      'a JSON object that has one',
      'application/json; charset=utf-8',
      '{"token":"x","id":12345678901234567890}',
      '{"id":12345678901234567890,"token":"s\\"1"}',
    ],
    ['a form', 'application/x-www-form-urlencoded', 'a=1&token=x', 'a=1&token=s%221'],
    [
      'a multipart form',
      'multipart/form-data; boundary=B',
      '--B\r\nx\r\n--B--\r\n',
      '--B\r\nx\r\n--B\r\nContent-Disposition: form-data; name="token"\r\n\r\ns"1\r\n--B--\r\n',
    ],
    ['no body at all', undefined, undefined, '{"token":"s\\"1"}'],
  ]
  test.each(bodyCases)('in the body: %s', async (_words, type, body, expected) => {
    const { request } = await sent(
      createAuthentication(inBody, { token: 'secret' }),
      { token: 's"1' },
      {
        method: 'POST',
        headers: type === undefined ? [] : [['Content-Type', type]],
        body: body === undefined ? undefined : bytes(body),
      },
    )
    expect(text(request.body)).toBe(expected)
    expect(request.headers.map(([name]) => name)).toEqual(['Content-Type'])
  })

  test('in a body that has no place for it: refused', async () => {
    const authentication = createAuthentication(inBody, { token: 'secret' })
    await expect(
      sent(authentication, { token: 'x' }, { headers: [['Content-Type', 'text/plain']], body: bytes('hi') }),
    ).rejects.toThrow(/no JSON object and no form/)
  })

  test('a value with a line break is refused, and its words do not hold it', async () => {
    const { ask, io } = createSent({
      authentication: of('bearer'),
      secrets: { token: 'abc\r\nX-Evil: 1' },
      script: ok,
    })
    await expect(ask()).rejects.toThrow('The header Authorization holds a line break')
    await expect(ask()).rejects.not.toThrow('X-Evil')
    expect(io.requests).toEqual([])
  })
})

/** An address that is made of the credential, and differs from the one that is shown. */
const leadingAway: Draft = ({ token }) => ({
  ...plain,
  url: token === mask ? `${home}/a` : `https://${token}/a`,
})

describe('[E19] the credential is opened for the origin of the service only', () => {
  const secrets = { token: 'planted-secret-1' }
  const foreign = [
    'https://other.example/a',
    'http://api.example.com/a',
    'https://api.example.com:8443/a',
    'https://api.example.com.evil.test/a',
    'https://api.example.com@evil.test/a',
    'https://API.example.co/a',
  ]
  test.each(foreign)('%s fails before anything is read', async (url) => {
    const { ask, io } = createSent({ authentication: of('bearer'), secrets, script: ok })
    await expect(ask({ url })).rejects.toMatchObject({ kind: 'foreign-origin', node: 'ask' })
    expect(io.reads).toBe(0)
    expect(io.requests).toEqual([])
  })

  test.each(['https://API.example.com/a', 'https://api.example.com:443/a', `${home}?x`])(
    '%s is the same origin',
    async (url) => {
      const { ask, io } = createSent({ authentication: of('bearer'), secrets, script: ok })
      await ask({ url })
      expect(io.requests).toHaveLength(1)
    },
  )

  test('the draft is judged with masks, and values do not lead elsewhere', async () => {
    const { ask, io } = createSent({
      authentication: of('bearer'),
      secrets: { token: 'evil.test' },
      script: ok,
    })
    await expect(ask(leadingAway)).rejects.toMatchObject({ kind: 'foreign-origin' })
    expect(io.requests).toEqual([])
  })

  test('without an authentication a request may go anywhere', async () => {
    const { ask, io } = createSent({ script: ok })
    await ask({ url: 'https://other.example/a' })
    expect(io.requests[0]?.url).toBe('https://other.example/a')
  })

  test('the base URL may be made of a field that is not secret', async () => {
    const { ask, io } = createSent({
      authentication: of('basic'),
      baseUrl: 'https://{{ auth.username }}.example.com',
      shown: { username: 'ana' },
      secrets: { username: 'ana', password: 'p' },
      script: ok,
    })
    await ask({ url: 'https://ana.example.com/x' })
    expect(io.requests).toHaveLength(1)
  })

  const incomplete: [secrets: Record<string, string>, message: string][] = [
    [{ username: 'ana' }, 'the credential lacks “Password” (password). Fill it in, and run again.'],
    [{ username: 'ana', password: '' }, 'lacks “Password” (password).'],
    [{ username: 'ana', password: ' \n' }, 'lacks “Password” (password).'],
    [
      { other: 'planted-secret-1' },
      'lacks “User name” (username), “Password” (password). Fill them in, and run again.',
    ],
  ]
  test.each(incomplete)(
    'what lacks a required field is not sent, and the field is named: %j',
    async (secrets, message) => {
      const basic = of('basic')
      const authentication = { ...basic, fields: basic.fields.map((field) => ({ ...field, required: true })) }
      const { ask, io, events } = createSent({ authentication, secrets, script: ok })
      const failure = (await ask().catch((error: unknown) => error)) as Error
      expect(failure).toMatchObject({ kind: 'credential', retryable: false, node: 'ask', at: 'ask' })
      expect(failure.message).toContain(message)
      expect(failure.message).not.toContain('planted')
      expect(io.requests).toEqual([])
      expect(events).toEqual([])
    },
  )

  test.each<Record<string, string>>([{ username: 'key' }, { username: 'key', password: '' }])(
    'a key that stands for the user name needs no password: %j',
    async (secrets) => {
      const { ask, io } = createSent({ authentication: of('basic'), secrets, script: ok })
      await ask()
      // RFC 7617: base64 of `key:`.
      expect(io.requests[0]?.headers).toContainEqual(['Authorization', 'Basic a2V5Og=='])
    },
  )

  test('also where the address itself is made of it', async () => {
    const { ask, io } = createSent({
      authentication: of('basic'),
      baseUrl: 'https://{{ auth.username }}/v1',
      secrets: { password: 'p' },
      script: ok,
    })
    await expect(ask({ url: '/v1/a' })).rejects.toMatchObject({
      kind: 'credential',
      message: expect.stringContaining('lacks “User name” (username).'),
    })
    expect(io.reads).toBe(0)
  })

  test('a required field called like something every object has is not found in it', async () => {
    const authentication = createAuthentication(
      [{ in: 'header', name: 'X', value: '{{ auth.constructor }}' }],
      Object.fromEntries([['constructor', 'secret']]),
    )
    const { ask, io } = createSent({ authentication, secrets: {}, script: ok })
    await expect(ask()).rejects.toThrow('Nothing was sent: the credential lacks “constructor”.')
    expect(io.requests).toEqual([])
  })

  test('no credential: a failure of that kind', async () => {
    const { ask } = createSent({ authentication: of('bearer'), script: ok })
    await expect(ask()).rejects.toMatchObject({ kind: 'credential' })
  })
})

describe('[E20] what is shown of a request is drawn with masks', () => {
  test('in every place, also where the value was encoded', async () => {
    const everywhere = createAuthentication(
      (['header', 'query', 'cookie', 'body'] as const).map((place) => ({
        in: place,
        name: 'k',
        value: 'Basic {{ auth.key | base64_encode }}',
      })),
      { key: 'secret' },
    )
    const { events, io } = await sent(everywhere, { key: 'planted-secret-1' })
    const told = JSON.stringify(events)
    expect(told).not.toContain('planted-secret-1')
    expect(told).not.toContain(btoa('planted-secret-1'))
    expect(events[0]).toMatchObject({
      type: 'attempt',
      request: {
        url: `${home}/a?k=Basic%20${mask}`,
        headers: [
          ['Accept', '*/*'],
          ['k', `Basic ${mask}`],
          ['Cookie', `k=Basic ${mask}`],
          ['Content-Type', 'application/json'],
        ],
      },
    })
    const [kept] = io.tape.exchanges.values()
    expect(text(kept?.request.body)).toBe(`{"k":"Basic ${mask}"}`)
  })

  test('an answer that repeats the secret is kept masked', async () => {
    const authentication = of('basic')
    const secrets = { username: 'ana', password: 'planted-secret-1' }
    const { ask, io } = createSent({
      authentication,
      secrets,
      script: (request) => ({
        status: 403,
        headers: [['X-Echo', request.headers.map(([, value]) => value).join()]],
        body: { message: `no: ${secrets.password}` },
      }),
    })
    const failure = await ask().catch((error: unknown) => error)
    expect(String(failure)).toContain(`no: ${mask}`)
    const [kept] = io.tape.exchanges.values()
    const all = JSON.stringify([kept?.response?.headers, text(kept?.response?.body)])
    expect(all).not.toContain('planted-secret-1')
    expect(all).not.toContain(btoa('ana:planted-secret-1'))
  })
})
