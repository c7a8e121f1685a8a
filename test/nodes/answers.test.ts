import { describe, expect, test } from 'vitest'
import type { FakeAnswer } from '../../src/engine/fake.ts'
import type { GivenAnswer } from '../../src/engine/givenAnswers.ts'
import type { HttpRequest } from '../../src/engine/io.ts'
import { fakeIo } from '../../src/engine/fake.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { findScheme } from '../../src/model/schemes.ts'
import { answerFrom, findReadyAnswer, readyAnswers } from '../../src/nodes/request/answers.ts'
import { createAuthentication } from './drawing.ts'
import { bySkipping, type Drawn, drawWalk, range, walk, type Walked } from './pagination/walking.ts'

/**
 * [E35] An answer that is handed in for requests of a node stands in for the wire alone: what follows of it is what follows of a
 * real one. No request of it goes out, and it is told as what it is.
 */

const ask = 'ask' as NodeId

const answerOf = (id: string, when: GivenAnswer['when'], records = 'rows'): GivenAnswer => {
  const ready = findReadyAnswer(id)
  if (ready === undefined) throw new Error(`There is no ready answer “${id}”.`)
  return { ...answerFrom(ready, { records, decode: 'auto' }), when }
}

const retry = { attempts: 3, baseMs: 1_000, maxMs: 1_000 }
const failsOnError = {
  when: [{ left: '{{ body.error.code }}', test: 'exists' }],
  then: 'fail',
  message: 'The service said {{ body.error.message }}',
}

/** inputs → ask → output, without a container. */
function drawRequest(request: object, signed = false): string {
  const file = JSON.parse(
    drawWalk({
      pages: {},
      fields: [{ id: 'a', name: 'a', title: 'A', type: 'string' }],
      request: {},
      ...(signed && {
        service: {
          authentications: [
            {
              ...createAuthentication([], {}),
              id: 'login',
              title: 'Sign in',
              scheme: 'login',
              ...findScheme('login')?.make({}),
            },
          ],
        },
      }),
    }),
  ) as { operations: { graph: { nodes: { id: string }[]; edges: unknown[] } }[] }
  const graph = file.operations[0]?.graph
  if (graph === undefined) throw new Error('Nothing is drawn.')
  const edge = (from: string, to: string, port: string) => ({
    id: `${from}-${to}`,
    from: { node: from, port: 'out' },
    to: { node: to, port },
  })
  graph.nodes = [
    ...graph.nodes.filter(({ id }) => id === 'inputs' || id === 'output'),
    {
      id: 'ask',
      kind: 'request',
      title: 'ask',
      settings: { url: '/rows', records: 'rows', ...request },
    } as never,
    ...(signed
      ? [{ id: 'auth', kind: 'auth', title: 'auth', settings: { authentication: 'login' } } as never]
      : []),
  ]
  graph.edges = [
    edge('inputs', 'ask', 'in'),
    edge('ask', 'output', 'in'),
    ...(signed ? [edge('auth', 'ask', 'auth')] : []),
  ]
  return JSON.stringify(file)
}

const service = ({ url }: HttpRequest): FakeAnswer =>
  url.endsWith('/login') ? { body: { token: 'planted-token-1' } } : { body: { rows: range(0, 2) } }

const given = ({ events }: Walked) =>
  events.flatMap((event) => (event.type === 'attempt' ? [event.given === true] : []))
const waits = ({ events }: Walked) =>
  events.flatMap((event) => (event.type === 'waiting' ? [event.reason] : []))
const paths = ({ urls }: Walked) => urls.map((url) => new URL(url).pathname)

interface Row {
  /** The ready answer, and for which requests. */
  readonly answer: string
  readonly when: GivenAnswer['when']
  readonly request?: object
  readonly signed?: true
  /** What came of it: records that came out, or the kind of failure. */
  readonly comes: number | string
  readonly waits?: readonly string[]
  /** What went over the wire. */
  readonly wire: readonly string[]
  readonly says?: RegExp
}

const plain = ['/v1/rows']
const table: readonly Row[] = [
  { answer: 'empty', when: 'every', comes: 0, wire: [] },
  { answer: 'empty', when: 'first', request: { retry }, comes: 0, wire: [] },
  { answer: '429', when: 'every', comes: 'status', wire: [], says: /429 \(Too Many Requests\)/ },
  { answer: '429', when: 'first', request: { retry }, comes: 2, waits: ['retry-after'], wire: plain },
  {
    answer: '429',
    when: 'every',
    request: { retry },
    comes: 'status',
    waits: ['retry-after', 'retry-after'],
    wire: [],
    says: /attempt 3, the last/,
  },
  {
    answer: '429',
    when: 'first',
    request: { retry: { ...retry, mostWaitMs: 1_000 } },
    comes: 'status',
    wire: [],
    says: /asks to wait 2 s, and this request waits 1 s at most/,
  },
  {
    answer: '429',
    when: 'first',
    request: {
      errorRules: [{ when: [{ left: '{{ status }}', test: 'equals', right: '429' }], then: 'ignore' }],
    },
    comes: 0,
    wire: [],
  },
  { answer: '401', when: 'first', comes: 'status', wire: [], says: /401 \(Unauthorized\)/ },
  {
    answer: '401',
    when: 'first',
    signed: true,
    comes: 2,
    // Signed in before the first request, and again because of the answer: what a login answers is never given.
    waits: ['refresh', 'refresh'],
    wire: ['/v1/login', '/v1/login', '/v1/rows'],
  },
  {
    answer: '401',
    when: 'every',
    signed: true,
    comes: 'credential',
    waits: ['refresh', 'refresh'],
    wire: ['/v1/login', '/v1/login'],
    says: /says so again right after it was renewed/,
  },
  { answer: '500', when: 'first', comes: 'status', wire: [], says: /Something went wrong/ },
  { answer: '500', when: 'first', request: { retry }, comes: 2, waits: ['backoff'], wire: plain },
  { answer: '503', when: 'first', comes: 'status', wire: [], says: /503 \(Service Unavailable\)/ },
  { answer: '503', when: 'first', request: { retry }, comes: 2, waits: ['backoff'], wire: plain },
  { answer: '200-error', when: 'every', comes: 0, wire: [] },
  {
    answer: '200-error',
    when: 'every',
    request: { errorRules: [failsOnError] },
    comes: 'rule',
    wire: [],
    says: /The service said The quota is used up/,
  },
  {
    answer: '200-error',
    when: 'first',
    request: { errorRules: [{ ...failsOnError, then: 'retry' }], retry },
    comes: 2,
    waits: ['backoff'],
    wire: plain,
  },
  { answer: 'not-json', when: 'every', comes: 'decode', wire: [], says: /no JSON, NDJSON, CSV or XML/ },
  {
    answer: 'not-json',
    when: 'first',
    request: { retry },
    comes: 2,
    waits: ['backoff'],
    wire: plain,
  },
  { answer: 'not-json', when: 'every', request: { records: '' }, comes: 1, wire: [] },
]

describe('[E35] what a request makes of a ready-made answer', () => {
  test('every ready-made answer is in the table', () => {
    expect(new Set(table.map(({ answer }) => answer))).toEqual(new Set(readyAnswers.map(({ id }) => id)))
  })

  test.each(table.map((row) => [`${row.answer}, ${row.when}, ${JSON.stringify(row.request ?? {})}`, row]))(
    '%s',
    async (_name, row) => {
      const { records = 'rows' } = (row.request ?? {}) as { records?: string }
      const walked = await walk(drawRequest(row.request ?? {}, row.signed), {
        answers: { [ask]: answerOf(row.answer, row.when, records) },
        io: fakeIo({
          jumps: true,
          script: service,
          ...(row.signed && { secrets: { username: 'ana', password: 'planted-password-1', token: '' } }),
        }),
      })
      expect(walked.finished.failure?.kind ?? walked.records.length).toBe(row.comes)
      expect(waits(walked)).toEqual(row.waits ?? [])
      expect(paths(walked)).toEqual(row.wire)
      expect(walked.finished.failure?.message ?? '').toMatch(row.says ?? /^$/)
      expect(given(walked).filter(Boolean).length).toBe(given(walked).length - row.wire.length)
      expect(JSON.stringify(walked.events)).not.toContain('planted-')
    },
  )

  test.each([
    ['rows', 'auto', '{"rows":[]}'],
    ['$', 'auto', '[]'],
    ['data[1].rows, data[0].rows', 'json', '{"data":[{"rows":[]},{"rows":[]}]}'],
    ['a.b, a.c', 'auto', '{"a":{"b":[],"c":[]}}'],
    ['["__proto__"].rows', 'auto', ''],
    ['', 'auto', ''],
    ['rows', 'csv', ''],
  ] as const)('an empty answer for records at “%s”, read as %s: %s', (records, decode, body) => {
    const ready = findReadyAnswer('empty')
    expect(ready && answerFrom(ready, { records, decode }).body).toBe(body)
  })
})

describe('[E35] in containers', () => {
  const pages: Drawn = {
    ...bySkipping(2),
    request: { ...bySkipping(2).request, retry },
  }
  const list = (all: number) => (request: HttpRequest) => {
    const skip = Number(new URL(request.url).searchParams.get('skip') ?? 0)
    return { body: { rows: range(skip, Math.min(all, skip + 2)) } }
  }

  test('the first request of a walk is answered, and the same page is asked for on the wire', async () => {
    const walked = await walk(pages, { answers: { [ask]: answerOf('429', 'first') }, script: list(5) })
    expect(walked.finished.outcome).toBe('completed')
    expect(walked.records).toEqual(range(0, 5))
    const wait = walked.events.find((event) => event.type === 'waiting')
    expect(wait).toMatchObject({ node: ask, reason: 'retry-after', untilMs: (wait?.atMs ?? 0) + 2_000 })
    expect(walked.urls).toHaveLength(3)
    expect(given(walked)).toEqual([true, false, false, false])
    // The page is the answer that counted, and that came from the service.
    expect(walked.pages.map((page) => page.given)).toEqual([undefined, undefined, undefined])
  })

  test('every page is answered: the walk ends by its own rule, and says of each page that it was given', async () => {
    const walked = await walk(pages, { answers: { [ask]: answerOf('empty', 'every') }, script: list(5) })
    expect(walked.finished).toMatchObject({ outcome: 'completed', records: 0 })
    expect(walked.urls).toEqual([])
    expect(walked.pages).toMatchObject([{ index: 1, given: true, stop: { rule: 'short-page' } }])
  })

  test('a guard ends a walk whose answers never do', async () => {
    const full = { ...answerOf('empty', 'every'), body: JSON.stringify({ rows: range(0, 2) }) }
    const walked = await walk(
      { ...pages, pages: { ...pages.pages, guards: { maxPages: 3 } } },
      { answers: { [ask]: full }, script: list(5) },
    )
    expect(walked.urls).toEqual([])
    expect(walked.pages.every((page) => page.given === true)).toBe(true)
    expect(walked.pages.at(-1)?.stop?.rule ?? walked.finished.failure?.rule).toBeDefined()
  })

  test('an answer that says “begin anew” begins a walk anew', async () => {
    const gone = { status: 410, headers: [], body: '', when: 'first' as const }
    const walked = await walk(
      { ...pages, pages: { ...pages.pages, restart: { codes: [410] } } },
      { answers: { [ask]: gone }, script: list(3) },
    )
    expect(given(walked)[0]).toBe(true)
    expect(walked.urls[0]).toContain('/rows')
  })

  test('in a For each the first is the first of all items, not of each', async () => {
    const file = JSON.parse(
      drawWalk({
        pages: {},
        request: {},
        fields: [{ id: 'ids', name: 'ids', title: 'Ids', type: 'list' }],
        nodes: [
          { id: 'each', kind: 'for-each', title: 'each', settings: { over: '{{ input.ids }}' } },
          {
            id: 'one',
            kind: 'request',
            title: 'one',
            parent: 'each',
            settings: { url: '/item/{{ item }}', retry },
          },
        ],
        edges: [
          ['inputs', 'each'],
          ['one', 'each.emit'],
          ['each', 'output'],
        ],
      }),
    ) as { operations: [{ graph: { nodes: { id: string }[] } }] }
    const { graph } = file.operations[0]
    graph.nodes = graph.nodes.filter(({ id }) => id !== 'pages' && id !== 'ask')
    const one = 'one' as NodeId
    const run = (when: GivenAnswer['when']) =>
      walk(JSON.stringify(file), {
        input: { ids: ['a', 'b'] },
        answers: { [one]: answerOf('429', when) },
        script: ({ url }) => ({ body: { id: url.split('/').at(-1) ?? '' } }),
      })
    const first = await run('first')
    expect(first.records).toEqual([{ id: 'a' }, { id: 'b' }])
    expect(given(first)).toEqual([true, false, false])
    const every = await run('every')
    expect(every.urls).toEqual([])
    expect(every.finished).toMatchObject({ outcome: 'failed', failure: { node: 'one', status: 429 } })
  })
})

describe('[E35] what is told and kept', () => {
  test('a run says which nodes it was given answers for; its tape says of which exchange', async () => {
    const walked = await walk(drawRequest({}), { answers: { [ask]: answerOf('empty', 'every') } })
    expect(walked.events[0]).toMatchObject({ type: 'started', answered: ['ask'] })
    const [kept] = walked.io.tape.exchanges.values()
    expect(kept).toMatchObject({ response: { status: 200, given: true, wireBytes: 0 } })
    expect(walked.events.filter(({ type }) => type === 'attempt')).toMatchObject([{ given: true, bytes: 0 }])
  })

  test('a run without any says nothing of it', async () => {
    const walked = await walk(drawRequest({}), { answers: {}, script: service })
    expect(walked.events[0]).not.toHaveProperty('answered')
    expect(given(walked)).toEqual([false])
    expect([...walked.io.tape.exchanges.values()][0]?.response?.given).toBeUndefined()
  })

  test('a request is refused before it is answered, and an answer that is too large after', async () => {
    const refused = await walk(drawRequest({ headers: [{ name: 'X-A', value: '{{ input.a }}' }] }), {
      answers: { [ask]: answerOf('empty', 'every') },
      input: { a: 'a\nb' },
    })
    expect(refused.finished).toMatchObject({
      outcome: 'failed',
      failure: { message: expect.stringContaining('line break') as string },
    })
    expect(given(refused)).toEqual([false])
    const large = await walk(drawRequest({ maxBytes: 5 }), {
      answers: { [ask]: answerOf('empty', 'every') },
    })
    expect(large.finished).toMatchObject({ outcome: 'failed', failure: { kind: 'size' } })
  })

  test('a wait until a date is counted on the clock of the run', async () => {
    const now = Date.UTC(2026, 0, 1, 12, 0, 0)
    const walked = await walk(drawRequest({ retry }), {
      answers: {
        [ask]: {
          status: 503,
          headers: [['Retry-After', 'Thu, 01 Jan 2026 12:00:03 GMT']],
          body: '',
          when: 'first',
        },
      },
      io: fakeIo({ jumps: true, script: service, now }),
    })
    expect(walked.records).toHaveLength(2)
    const told = walked.events.filter(({ type }) => type === 'waiting')
    expect(told).toMatchObject([{ reason: 'retry-after', untilMs: now + 3_000 }])
  })

  test('a redirect that is given is followed on the wire, and no credential goes elsewhere', async () => {
    const moved = (to: string): GivenAnswer => ({
      status: 302,
      headers: [['Location', to]],
      body: '',
      when: 'first',
    })
    const secrets = { username: 'ana', password: 'planted-password-1', token: 'planted-token-1' }
    const run = (to: string) =>
      walk(drawRequest({}, true), {
        answers: { [ask]: moved(to) },
        io: fakeIo({ jumps: true, script: service, secrets }),
      })
    const here = await run('/v1/rows?moved')
    expect(here.records).toHaveLength(2)
    expect(JSON.stringify(here.io.requests[0]?.headers)).toContain('planted-token-1')
    const there = await run('https://elsewhere.example/rows')
    expect(there.records).toHaveLength(2)
    expect(JSON.stringify(there.io.requests)).not.toContain('planted-')
  })

  test('secrets in an answer that is given are masked as in any other', async () => {
    const answer = { ...answerOf('empty', 'every'), body: '{"rows":[{"by":"planted-password-1"}]}' }
    const walked = await walk(drawRequest({}, true), {
      answers: { [ask]: answer },
      io: fakeIo({
        jumps: true,
        script: service,
        secrets: { username: 'ana', password: 'planted-password-1', token: '' },
      }),
    })
    expect(walked.records).toHaveLength(1)
    expect(JSON.stringify([walked.events, walked.records])).not.toContain('planted-')
  })

  test('a run that goes on has its first requests behind it', async () => {
    const script = ({ url }: HttpRequest) => ({
      body: { rows: range(Number(new URL(url).searchParams.get('skip') ?? 0), 9).slice(0, 2) },
    })
    const drawn: Drawn = { ...bySkipping(2), request: { ...bySkipping(2).request, retry } }
    const begun = await walk(drawn, {
      answers: { [ask]: answerOf('429', 'first') },
      script,
      mostPages: 1,
    })
    const from = begun.io.checkpoints.latest
    if (from === undefined) throw new Error('No place to go on from.')
    const goes = await walk(drawn, { answers: { [ask]: answerOf('429', 'first') }, io: begun.io, from })
    expect(goes.finished.outcome).toBe('completed')
    expect(waits(goes)).toEqual([])
    expect(given(goes).every((each) => !each)).toBe(true)
  })
})
