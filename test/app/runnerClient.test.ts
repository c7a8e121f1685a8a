import { describe, expect, it } from 'vitest'
import { tokenHeader } from '../../src/api/contract.ts'
import { createRunnerClient } from '../../src/app/runnerClient.ts'

interface Asked {
  path: string
  method: string
  token: string | null
  body: string
}

function client(
  answer: (token: string | null) => Response | Error,
  newToken?: () => Promise<string | undefined>,
) {
  const asked: Asked[] = []
  const presence: boolean[] = []
  const runner = createRunnerClient({
    token: 'the-token',
    newToken,
    async fetch(path, init) {
      const token = new Headers(init?.headers).get(tokenHeader)
      asked.push({
        path: String(path),
        method: init?.method ?? 'GET',
        token,
        body: typeof init?.body === 'string' ? init.body : '',
      })
      const given = answer(token)
      if (given instanceof Error) throw given
      return given
    },
    save() {},
    timers: { frame: async () => {}, sleep: async () => {} },
    onPresence: (there) => presence.push(there),
  })
  return { runner, asked, presence }
}

const problem = (status: number, body: object) => new Response(JSON.stringify(body), { status })

describe('the runner over HTTP', () => {
  it('carries the token with every call, never in the address', async () => {
    const { runner, asked } = client(() => new Response('[]'))
    await runner.credentials()
    await runner.runs()
    for (const call of asked) {
      expect(call.token).toBe('the-token')
      expect(call.path).not.toContain('the-token')
    }
  })

  it('goes on with the token of a runner that was started again, and asks for it once', async () => {
    const refused = () => problem(401, { code: 'token-missing', detail: 'The token is wrong.' })
    const answers = [refused(), new Response('[]'), new Response('[]')]
    const { runner, asked } = client(
      () => answers.shift() ?? refused(),
      async () => 'another-token',
    )
    await runner.runs()
    await runner.runs()
    expect(asked.map(({ token }) => token)).toEqual(['the-token', 'another-token', 'another-token'])
    // Refused with the newest token too: that is said, and not tried for ever.
    await expect(runner.runs()).rejects.toThrow('The token is wrong.')
    expect(asked).toHaveLength(4)
  })

  it('goes on with the new token in every call that was under way when the runner was started again', async () => {
    const refused = () => problem(401, { code: 'token-missing', detail: 'The token is wrong.' })
    const { runner, asked } = client(
      (token) => (token === 'another-token' ? new Response('[]') : refused()),
      async () => 'another-token',
    )
    // Two are refused at once: the first to be told finds the token, and the second must not take it for the refused one.
    await expect(Promise.all([runner.runs(), runner.credentials(), runner.runs()])).resolves.toEqual([
      [],
      [],
      [],
    ])
    expect(asked.map(({ token }) => token)).toEqual([
      ...Array.from({ length: 3 }, () => 'the-token'),
      ...Array.from({ length: 3 }, () => 'another-token'),
    ])
  })

  it('keeps 64-bit integers, out and in', async () => {
    const { runner, asked } = client(
      () => new Response('{"from":0,"total":1,"records":[{"id":9007199254740993}]}'),
    )
    const page = await runner.records('r1', 0, 10)
    expect(page.records).toEqual([{ id: 9007199254740993n }])
    await runner.start({ connector: {}, input: { id: 9007199254740993n } })
    expect(asked[1]?.body).toContain('"id":9007199254740993')
  })

  it('leaves out what is undefined', async () => {
    const { runner, asked } = client(() => new Response('{"id":"r1"}'))
    await runner.start({ connector: {}, input: {}, credential: undefined })
    expect(asked[0]?.body).toBe('{"connector":{},"input":{}}')
  })

  it.each([
    [new TypeError('Failed to fetch'), 'unreachable', /does not answer.*npm start/s],
    [new Response('', { status: 502 }), 'unreachable', /does not answer/],
    [
      problem(404, { code: 'run-not-found', detail: 'There is no such run.' }),
      'run-not-found',
      /^There is no such run\.$/,
    ],
    [new Response('<html>', { status: 404 }), 'not-found', /older one/],
    [new Response('boom', { status: 500 }), 'internal', /status 500/],
  ])('%s is answered in words', async (given, code, words) => {
    const { runner } = client(() => (given instanceof Response ? given.clone() : given))
    const refused = await runner.summary('r1').catch((error: unknown) => error)
    expect(refused).toMatchObject({ code })
    expect((refused as Error).message).toMatch(words)
  })

  it('brings the problems of a document along', async () => {
    const problems = [{ code: 'edge-dangling' }]
    const { runner } = client(() =>
      problem(422, { code: 'document-has-problems', detail: 'The connector has problems.', problems }),
    )
    await expect(runner.start({ connector: {}, input: {} })).rejects.toMatchObject({ problems })
  })

  it('tells whether somebody answers', async () => {
    let there = false
    const { runner, presence } = client(() => (there ? new Response('[]') : new TypeError('gone')))
    await runner.runs().catch(() => undefined)
    there = true
    await runner.runs()
    expect(presence).toEqual([false, true])
  })

  it('makes no path out of an id', async () => {
    const { runner, asked } = client(() => new Response('{}'))
    await runner.summary('../credentials')
    expect(asked[0]?.path).toBe('/api/runs/..%2Fcredentials')
  })
})
