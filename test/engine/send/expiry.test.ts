import { describe, expect, test } from 'vitest'
import type { FakeAnswer } from '../../../src/engine/fake.ts'
import type { HttpRequest } from '../../../src/engine/io.ts'
import type { Authentication, ErrorRule } from '../../../src/model/document.ts'
import { findScheme } from '../../../src/model/schemes.ts'
import { createAuthentication } from '../../nodes/drawing.ts'
import { createSent, home, policy, text } from './sending.ts'

const secrets = { username: 'ana', password: 'planted-password-1' }

function login(answers: Record<string, string> = {}, more: Partial<Authentication> = {}): Authentication {
  return {
    ...createAuthentication([], {}),
    title: 'Sign in',
    scheme: 'login',
    ...findScheme('login')?.make(answers),
    ...more,
  } as Authentication
}

/** A service that gives tokens `planted-token-1`, `-2`, … and takes only the newest `alive` of them. */
function service(options: {
  /** What an answer to a request with an old token is. @default status 401 */
  refusal?: FakeAnswer
  /** Tokens that are taken; none: every one is expired from the start. */
  takes?: (token: number) => boolean
  login?: FakeAnswer
}) {
  let given = 0
  const taken = options.takes ?? ((token) => token === given)
  return (request: HttpRequest): FakeAnswer => {
    if (request.url.endsWith('/login')) {
      given++
      return options.login ?? { body: { token: `planted-token-${given}` } }
    }
    const token = Number(/planted-token-(\d+)/.exec(JSON.stringify(request.headers))?.[1] ?? 0)
    return taken(token)
      ? { body: { by: token } }
      : (options.refusal ?? { status: 401, body: { error: 'no' } })
  }
}

const addresses = (requests: readonly HttpRequest[]) => requests.map(({ url }) => url.slice(home.length))

describe('[E21] the login request', () => {
  test('is made before the first request, and not again before the second', async () => {
    const { io, ask, events } = createSent({ authentication: login(), secrets, script: service({}) })
    await ask()
    await ask()
    expect(addresses(io.requests)).toEqual(['/v1/login', '/a', '/a'])
    expect(text(io.requests[0]?.body)).toBe('{"username":"ana","password":"planted-password-1"}')
    expect(io.requests[1]?.headers).toContainEqual(['Authorization', 'Bearer planted-token-1'])
    expect(events.filter(({ type }) => type === 'waiting')).toMatchObject([{ reason: 'refresh' }])
  })

  const ways: [
    answers: Record<string, string>,
    method: string,
    url: string,
    header: string,
    body?: string,
  ][] = [
    [
      { sends: 'form', user: 'u', password: 'p' },
      'POST',
      '/v1/login',
      'application/x-www-form-urlencoded',
      'u=ana&p=planted-password-1',
    ],
    [
      { method: 'GET', sends: 'query', user: 'u', password: 'p' },
      'GET',
      '/v1/login?u=ana&p=planted-password-1',
      '',
    ],
    [{ sends: 'basic', url: `${home}/oauth/login` }, 'POST', '/oauth/login', 'application/json'],
  ]
  test.each(ways)('%j', async (answers, method, url, type, body) => {
    const { io, ask } = createSent({
      authentication: login(answers),
      secrets,
      script: (request): FakeAnswer =>
        request.url.includes('/login') ? { body: { token: 't' } } : { body: {} },
    })
    await ask()
    const [sent] = io.requests
    expect([sent?.method, sent?.url, text(sent?.body)]).toEqual([method, home + url, body])
    expect(sent?.headers.find(([name]) => name === 'Content-Type')?.[1] ?? '').toBe(type)
    const signed = sent?.headers.find(([name]) => name === 'Authorization')?.[1]
    expect(signed).toBe(answers['sends'] === 'basic' ? `Basic ${btoa('ana:planted-password-1')}` : undefined)
  })

  test.each<['body' | 'header' | 'cookie', string, FakeAnswer]>([
    ['body', 'data[0].token', { body: { data: [{ token: 'abc' }] } }],
    ['body', '["a.b"]', { body: { 'a.b': 'abc' } }],
    ['header', 'x-token', { headers: [['X-Token', 'abc']] }],
    [
      'cookie',
      'sid',
      {
        headers: [
          ['Set-Cookie', 'lang=de; Path=/'],
          ['Set-Cookie', 'sid=abc; HttpOnly'],
        ],
      },
    ],
  ])('its token is read from the %s at %s', async (place, at, answer) => {
    const made = login()
    const { io, ask } = createSent({
      authentication: { ...made, login: { ...made.login!, reads: [{ field: 'token', in: place, at }] } },
      secrets,
      script: (request) => (request.url.endsWith('/login') ? answer : { body: {} }),
    })
    await ask()
    expect(io.requests[1]?.headers).toContainEqual(['Authorization', 'Bearer abc'])
  })

  test.each<[string, FakeAnswer, string, string]>([
    [
      'refuses',
      { status: 403, body: { error: 'Wrong password.' } },
      'credential',
      'Signing in failed: POST https://api.example.com/v1/login answered 403 (Forbidden): Wrong password. Check the credential',
    ],
    [
      'says nothing of a token',
      { body: { access: 'x' } },
      'credential',
      'there is nothing at “token” in its answer',
    ],
    [
      'has a fault',
      { status: 503 },
      'status',
      'Signing in failed: POST https://api.example.com/v1/login answered 503',
    ],
  ])('a service that %s ends it, and nothing else is sent', async (_, answer, kind, words) => {
    const { io, ask } = createSent({ authentication: login(), secrets, script: service({ login: answer }) })
    const failure = (await ask().catch((error: unknown) => error)) as Error
    expect(failure).toMatchObject({ kind, node: 'ask', at: 'ask' })
    expect(failure.message).toContain(words)
    expect(addresses(io.requests)).toEqual(['/v1/login'])
  })

  test('one that asks to come later is asked again, as the request retries', async () => {
    let asked = 0
    const { io, ask } = createSent({
      authentication: login(),
      secrets,
      jumps: true,
      script: (request): FakeAnswer => {
        if (!request.url.endsWith('/login')) return { body: {} }
        return asked++ === 0 ? { status: 429, headers: [['Retry-After', '5']] } : { body: { token: 'abc' } }
      },
    })
    const retry = {
      attempts: 3,
      statuses: [429],
      network: true,
      methods: 'safe',
      baseMs: 1,
      maxMs: 1,
      mostWaitMs: 60_000,
      body: undefined,
    } as const
    const before = io.clock.now()
    await ask({}, { policy: policy({ retry }) })
    expect(addresses(io.requests)).toEqual(['/v1/login', '/v1/login', '/a'])
    expect(io.clock.now() - before).toBe(5000)
  })

  test('what a person should have filled in is asked for before anything is sent', async () => {
    const { io, ask } = createSent({
      authentication: login(),
      secrets: { username: 'ana' },
      script: service({}),
    })
    await expect(ask()).rejects.toThrow('the credential lacks “Password” (password)')
    expect(io.requests).toEqual([])
  })

  test('its answer is kept nowhere, and no event holds the token', async () => {
    const { io, ask, events } = createSent({
      authentication: login(),
      secrets,
      script: (request): FakeAnswer =>
        request.url.endsWith('/login')
          ? {
              headers: [['Set-Cookie', 'planted-token-1']],
              body: { token: 'planted-token-1', refresh: 'planted-token-2' },
            }
          : { body: { echo: request.headers.map(([, value]) => value) } },
    })
    await ask()
    const kept = [...io.tape.exchanges.values()].map(({ request, response }) => [
      request.url,
      request.headers,
      text(request.body),
      response?.headers,
      text(response?.body),
    ])
    expect(JSON.stringify([events, kept])).not.toContain('planted')
    expect(kept[0]?.[4]).toBe('What a login answers is kept nowhere.')
  })
})

describe('[E21] expiry', () => {
  const signs: [words: string, expiry: Authentication['expiry'], refusal: FakeAnswer][] = [
    ['a status', [{ when: 'status', number: 419 }], { status: 419 }],
    [
      'a word in the body of a 200',
      [{ when: 'body', at: 'error.code', equals: 'expired' }],
      { body: { error: { code: 'expired' } } },
    ],
    ['anything at a path', [{ when: 'body', at: 'expired' }], { body: { expired: true } }],
    ['a header', [{ when: 'header', at: 'X-Expired' }], { status: 403, headers: [['x-expired', '']] }],
    [
      'the second of two rules',
      [
        { when: 'status', number: 401 },
        { when: 'header', at: 'WWW-Authenticate', equals: 'expired' },
      ],
      { headers: [['WWW-Authenticate', 'expired']], body: {} },
    ],
  ]
  test.each(signs)('%s renews once, and the same request alone is sent again', async (_, expiry, refusal) => {
    const { io, ask } = createSent({
      authentication: login({}, { expiry }),
      secrets: { ...secrets, token: 'planted-token-99' },
      script: service({ refusal }),
    })
    const script = await ask().catch((error: unknown) => error)
    expect(script).toMatchObject({ status: 200 })
    expect(addresses(io.requests)).toEqual(['/a', '/v1/login', '/a'])
  })

  test.each<[string, Authentication['expiry'], FakeAnswer]>([
    ['another status', [{ when: 'status', number: 419 }], { body: {} }],
    ['false at the path', [{ when: 'body', at: 'expired' }], { body: { expired: false } }],
    ['a body that is no JSON', [{ when: 'body', at: 'expired' }], { body: 'expired' }],
    ['a path that is none', [{ when: 'body', at: '[[' }], { body: { expired: true } }],
  ])('%s is no sign', async (_, expiry, answer) => {
    const { io, ask } = createSent({
      authentication: login({}, { expiry }),
      secrets: { ...secrets, token: 'x' },
      script: () => answer,
    })
    await ask()
    expect(io.requests).toHaveLength(1)
  })

  test('a second one in a row ends it in words', async () => {
    const { io, ask } = createSent({
      authentication: login(),
      secrets,
      script: service({ takes: () => false }),
    })
    const failure = (await ask().catch((error: unknown) => error)) as Error
    expect(failure).toMatchObject({ kind: 'credential', status: 401 })
    expect(failure.message).toBe(
      'The service says that the credential has expired (status 401), and says so again right after it was renewed. Check the login request and the expiry rules of “Sign in”.',
    )
    expect(addresses(io.requests)).toEqual(['/v1/login', '/a', '/v1/login', '/a'])
  })

  test('without a login request, it says who can help', async () => {
    const bearer = {
      ...createAuthentication([{ in: 'header', name: 'A', value: '{{ auth.token }}' }], { token: 'secret' }),
      expiry: [{ when: 'status', number: 401 } as const],
    }
    const { io, ask } = createSent({
      authentication: bearer,
      secrets: { token: 'x' },
      script: () => ({ status: 401 }),
    })
    await expect(ask()).rejects.toThrow(
      'The credential has expired (status 401), and “Key” has no login request that would renew it. Fill in the credential again.',
    )
    expect(io.requests).toHaveLength(1)
  })

  test('age: renewed before the request is sent, and not before its time', async () => {
    const { io, ask } = createSent({
      authentication: login({}, { expiry: [{ when: 'age', number: 60 }] }),
      secrets,
      script: service({}),
      jumps: true,
    })
    await ask()
    await io.clock.sleep(59_000, new AbortController().signal)
    await ask()
    await io.clock.sleep(1000, new AbortController().signal)
    await ask()
    expect(addresses(io.requests)).toEqual(['/v1/login', '/a', '/a', '/v1/login', '/a'])
  })

  test('one renewal in flight: whoever comes meanwhile waits for it', async () => {
    const { io, ask } = createSent({
      authentication: login(),
      secrets: { ...secrets, token: 'planted-token-99' },
      script: service({}),
    })
    await Promise.all([ask(), ask(), ask(), ask()])
    expect(addresses(io.requests).filter((address) => address === '/v1/login')).toHaveLength(1)
    expect(io.requests).toHaveLength(9)
  })

  test('a renewal that was stopped is made by the next in line', async () => {
    const stopped = new AbortController()
    let logins = 0
    const { io, ask } = createSent({
      authentication: login(),
      secrets,
      script: (request): FakeAnswer => {
        if (!request.url.endsWith('/login')) return { body: {} }
        if (logins++ === 0) stopped.abort(new Error('stopped'))
        return { body: { token: 'abc' } }
      },
    })
    const [first, second] = await Promise.allSettled([ask({}, { signal: stopped.signal }), ask()])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
    expect(addresses(io.requests)).toEqual(['/v1/login', '/v1/login', '/a'])
  })
})

describe('an error rule that says refresh', () => {
  const rule: ErrorRule = {
    when: [{ left: '{{ body.error }}', test: 'equals', right: 'stale' }],
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the file format.
    then: 'refresh',
    message: 'Stale: {{ body.error }}',
  }
  test('renews the credential and sends the request again', async () => {
    const { io, ask } = createSent({
      authentication: login(),
      secrets: { ...secrets, token: 'planted-token-99' },
      errorRules: [rule],
      script: service({ refusal: { body: { error: 'stale' } } }),
    })
    await ask()
    expect(addresses(io.requests)).toEqual(['/a', '/v1/login', '/a'])
  })
  test('and fails in its own words where that does not help', async () => {
    const { io, ask } = createSent({
      authentication: login(),
      secrets,
      script: service({ takes: () => false, refusal: { body: { error: 'stale' } } }),
    })
    await expect(ask({}, { policy: policy({ rules: [rule] }) })).rejects.toThrow('Stale: stale')
    expect(addresses(io.requests)).toEqual(['/v1/login', '/a', '/v1/login', '/a'])
  })
})
