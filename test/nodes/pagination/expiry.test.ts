// F12: the credential expires in the middle of a walk.
import { describe, expect, test } from 'vitest'
import { type FakeAnswer, fakeIo } from '../../../src/engine/fake.ts'
import type { HttpRequest } from '../../../src/engine/io.ts'
import { findScheme } from '../../../src/model/schemes.ts'
import { type Drawn, drawWalk, range, walk } from './walking.ts'

const secrets = { username: 'ana', password: 'planted-password', token: 'planted-token-1' }

const drawn: Drawn = {
  service: {
    authentications: [{ id: 'login', title: 'Sign in', scheme: 'login', ...findScheme('login')?.make() }],
  },
  request: {
    method: 'GET',
    url: '{{ service.baseUrl }}/rows',
    records: 'rows',
    query: [{ name: 'limit', value: '10' }],
  },
  pages: {
    size: '10',
    carry: { from: 'offset', by: 'size' },
    put: [{ to: 'query', name: 'skip' }],
    stop: [{ rule: 'short-page' }],
  },
  nodes: [{ id: 'key', kind: 'auth', title: 'Auth', settings: { authentication: 'login' } }],
  edges: [
    ['inputs', 'pages'],
    ['ask', 'pages.emit'],
    ['pages', 'output'],
    ['key', 'ask.auth'],
  ],
}

/** Ten rows a page, 95 in all; each token is good for `lasts` pages. */
function service(lasts: number) {
  let token = 1
  let left = lasts
  return ({ url, headers }: HttpRequest): FakeAnswer => {
    if (url.endsWith('/login')) {
      left = lasts
      return { body: { token: `planted-token-${++token}` } }
    }
    const sent = headers.find(([name]) => name === 'Authorization')?.[1]
    if (sent !== `Bearer planted-token-${token}` || left-- <= 0) return { status: 401 }
    const skip = Number(new URL(url).searchParams.get('skip') ?? 0)
    return { body: { rows: range(skip, Math.min(95, skip + 10)) } }
  }
}

const short = (url: string) => url.replace('https://api.example.com/v1', '')

describe('F12 [E21] 401 in the middle of a walk', () => {
  test('the credential is renewed once, page 7 alone is asked again, and every record comes once', async () => {
    const io = fakeIo({ jumps: true, secrets, script: service(6) })
    const walked = await walk(drawWalk(drawn), { io })
    expect(walked.finished).toMatchObject({ outcome: 'completed', records: 95 })
    expect(walked.records).toEqual(range(0, 95))
    expect(walked.urls.map(short)).toEqual([
      '/rows?limit=10',
      ...[10, 20, 30, 40, 50].map((skip) => `/rows?limit=10&skip=${skip}`),
      '/rows?limit=10&skip=60',
      '/login',
      ...[60, 70, 80, 90].map((skip) => `/rows?limit=10&skip=${skip}`),
    ])
    expect(walked.events.filter(({ type }) => type === 'waiting')).toMatchObject([
      { reason: 'refresh', node: 'ask' },
    ])
    expect(JSON.stringify(walked.events)).not.toContain('planted')
  })

  test('a token that lasts one page is renewed at each, never twice in a row', async () => {
    const io = fakeIo({ jumps: true, secrets, script: service(1) })
    const walked = await walk(drawWalk(drawn), { io })
    expect(walked.records).toEqual(range(0, 95))
    expect(walked.urls).toHaveLength(10 + 9 * 2)
  })

  test('one that never lasts ends the run in words, and six pages stay', async () => {
    let pages = 0
    const play = service(6)
    const io = fakeIo({
      jumps: true,
      secrets,
      script: (request) => (request.url.endsWith('/login') || pages++ < 6 ? play(request) : { status: 401 }),
    })
    const walked = await walk(drawWalk(drawn), { io })
    expect(walked.finished).toMatchObject({
      outcome: 'failed',
      records: 60,
      resumable: true,
      failure: { kind: 'credential', message: expect.stringContaining('right after it was renewed') },
    })
    expect(walked.records).toEqual(range(0, 60))
  })
})
