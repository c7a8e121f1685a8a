// oxlint-disable unicorn/no-thenable -- `then` is an error rule's own word in the document.
import { describe, expect, test } from 'vitest'
import { markChunk, valuesChunk } from '../../src/engine/chunk.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { type ContextOptions, createContext, gather } from './context.ts'
import { createAuthentication, row, textOf } from './drawing.ts'

const { inputs, request, transform, output } = catalog
const mark = (seq: number) => markChunk({ source: 's' as NodeId, seq, position: null })

async function ask(stored: object, options: ContextOptions = {}) {
  const made = createContext({ script: () => ({ body: { ok: true } }), ...options })
  return { ...made, records: await gather(request.execute(request.settings.parse(stored), made.ctx)) }
}

const through = async (steps: object[], records: ContextOptions['records'], input = {}) => {
  const made = createContext({ records, input })
  return {
    ...made,
    records: await gather(transform.execute(transform.settings.parse({ steps }), made.ctx)),
  }
}

const given = (value: string, options: ContextOptions) => {
  const { ctx } = createContext(options)
  return gather(output.execute({ value }, ctx))
}

describe('inputs', () => {
  test('gives the run’s input, once', async () => {
    const { ctx } = createContext({ input: { id: 9007199254740993n } })
    expect(await gather(inputs.execute(inputs.defaults(), ctx))).toEqual([{ id: 9007199254740993n }])
  })
})

describe('request', () => {
  test('[E5] asks once with no edge, once for each record, not at all over an empty stream', async () => {
    expect((await ask({ url: '/a' })).io.requests).toHaveLength(1)
    expect(
      (await ask({ url: '/a/{{ item.id }}' }, { records: [{ id: 1 }, { id: 2 }] })).io.requests.map(
        ({ url }) => url,
      ),
    ).toEqual(['https://api.example.com/v1/a/1', 'https://api.example.com/v1/a/2'])
    expect((await ask({ url: '/a' }, { records: [] })).io.requests).toEqual([])
  })

  test('[E12] [E15] sees input, item and service; own properties only', async () => {
    const { io } = await ask(
      {
        url: '/a',
        query: [
          row('i', '{{ input.x }}'),
          row('t', '{{ item.y }}'),
          row('s', '{{ service.title }}'),
          row('o', '{{ item.toString }}'),
        ],
      },
      { input: { x: 1 }, records: [{ y: 2 }] },
    )
    expect(io.requests[0]?.url).toBe('https://api.example.com/v1/a?i=1&t=2&s=Example')
  })

  test('[E2] 64-bit integers go in and come out', async () => {
    const { io, records } = await ask(
      { method: 'POST', url: '/a/{{ input.id }}', body: { kind: 'json', text: '{"id":"{{ input.id }}"}' } },
      {
        input: { id: 9223372036854775807n },
        script: () => ({
          body: '{"id":9223372036854775807}',
          headers: [['content-type', 'application/json']],
        }),
      },
    )
    expect(io.requests[0]?.url).toContain('/9223372036854775807')
    expect(textOf(io.requests[0]?.body)).toBe('{"id":9223372036854775807}')
    expect(records).toEqual([{ id: 9223372036854775807n }])
  })

  const body = { results: [{ id: 1 }, { id: 2 }], next: null }
  const answers: [words: string, stored: object, expected: unknown[]][] = [
    ['the body as one value', {}, [body]],
    ['its records', { records: 'results' }, body.results],
    ['records at the root', { records: '$.results' }, body.results],
    ['no records where the path leads nowhere', { records: 'data.items' }, []],
    [
      'status, headers and body',
      { answer: 'full' },
      [{ status: 200, headers: { 'content-type': 'application/json' }, body }],
    ],
  ]
  test.each(answers)('passes on %s', async (_words, stored, expected) => {
    expect((await ask({ url: '/a', ...stored }, { script: () => ({ body }) })).records).toEqual(expected)
  })

  test('[E1] asks for the next record only when it is wanted', async () => {
    const { ctx, io } = createContext({ records: [1, 2, 3], script: () => ({ body: {} }) })
    const answers = request.execute(request.settings.parse({ url: '/a' }), ctx)[Symbol.asyncIterator]()
    await answers.next()
    await answers.return?.()
    expect(io.requests).toHaveLength(1)
  })

  test('a failure names node, address and exchange, and nothing more is asked', async () => {
    const made = createContext({ records: [1, 2], script: () => ({ status: 500 }) })
    await expect(
      gather(request.execute(request.settings.parse({ url: '/a' }), made.ctx)),
    ).rejects.toMatchObject({
      kind: 'status',
      node: 'node',
      at: 'node',
      exchange: expect.any(String),
    })
    expect(made.io.requests).toHaveLength(1)
  })

  test('expressions over auth are drawn with values to be sent, with masks to be shown', async () => {
    const authentication = createAuthentication([], { key: 'secret' })
    const { io, events } = await ask(
      { url: '/a', headers: [row('X-Sig', '{{ auth.key | base64_encode }}')] },
      { authentication, secrets: { key: 'planted-secret' } },
    )
    expect(io.requests[0]?.headers[0]).toEqual(['X-Sig', btoa('planted-secret')])
    expect(JSON.stringify(events)).not.toContain(btoa('planted-secret'))
  })

  test('the boundary of a multipart body is chosen once per request', async () => {
    const stored = { method: 'POST', url: '/a', body: { kind: 'multipart', parts: [row('a', '1')] } }
    const { io } = await ask(stored, { records: [1, 2], script: () => ({ body: {} }) })
    const boundaries = io.requests.map(
      ({ headers }) => headers.find(([name]) => name === 'Content-Type')?.[1],
    )
    expect(new Set(boundaries).size).toBe(2)
    for (const [index, sent] of io.requests.entries())
      expect(textOf(sent.body)).toContain(boundaries[index]?.split('boundary=')[1] ?? '?')
  })

  test('a setting that cannot be evaluated is named', async () => {
    await expect(ask({ url: '/a', headers: [row('X-Id', '{{ input | nothing }}')] })).rejects.toThrow(
      /^The header X-Id: /,
    )
  })

  test('[E3] an ignored answer gives no record, and marks still pass', async () => {
    const stored = {
      url: '/a',
      errorRules: [{ when: [{ left: '{{ status }}', test: 'equals', right: '404' }], then: 'ignore' }],
    }
    const { records } = await ask(stored, {
      records: [valuesChunk([1]), mark(1)],
      script: () => ({ status: 404 }),
    })
    expect(records).toEqual([{ mark: 1 }])
  })
})

describe('transform', () => {
  const people = [
    { name: 'Ana', age: 30 },
    { name: 'Ben', age: 40 },
    { name: 'Cy', age: 50 },
  ]

  test('map makes the named fields, typed, and drops absent ones', async () => {
    const rows = [
      row('fullName', '{{ item.name }}'),
      row('age', '{{ item.age }}'),
      row('none', '{{ item.none }}'),
      row('__proto__', 'x'),
    ]
    const { records } = await through([{ step: 'map', rows }], people.slice(0, 1))
    expect(records).toEqual([JSON.parse('{"fullName":"Ana","age":30,"__proto__":"x"}')])
  })

  test('map may keep the other fields', async () => {
    const step = { step: 'map', rows: [row('age', '{{ item.age | plus: 1 }}')], keep: 'rest' }
    expect((await through([step], people.slice(0, 1))).records).toEqual([{ name: 'Ana', age: 31 }])
  })

  test('filter keeps runs of records, marks stay in place', async () => {
    const step = { step: 'filter', conditions: [{ left: '{{ item.age }}', test: 'not-equals', right: '40' }] }
    const { records } = await through(
      [step],
      [valuesChunk(people), mark(1), valuesChunk([people[1] ?? null]), mark(2)],
    )
    expect(records).toEqual([people[0], people[2], { mark: 1 }, { mark: 2 }])
  })

  test('expand makes a record of each element; nothing is no element; no list is told', async () => {
    const step = { step: 'expand', list: '{{ item.tags }}' }
    expect((await through([step], [{ tags: [1, 2] }, {}, { tags: [] }, { tags: [3] }])).records).toEqual([
      1, 2, 3,
    ])
    await expect(through([step], [{ tags: 'x' }])).rejects.toThrow(/no list/)
  })

  test('collect gives one list, also of nothing; marks wait for it', async () => {
    expect(
      (await through([{ step: 'collect' }], [valuesChunk([1, 2]), mark(1), valuesChunk([3])])).records,
    ).toEqual([[1, 2, 3], { mark: 1 }])
    expect((await through([{ step: 'collect' }], [])).records).toEqual([[]])
  })

  test('[E1] limit asks for no more than it lets through', async () => {
    const { records, pulled } = await through([{ step: 'limit', count: 2 }], people)
    expect(records).toEqual(people.slice(0, 2))
    expect(pulled()).toBe(2)
    expect((await through([{ step: 'limit', count: 0 }], people)).pulled()).toBe(0)
  })

  test('steps follow one another: a limit behind a collect', async () => {
    const { records } = await through(
      [{ step: 'limit', count: 2 }, { step: 'collect' }, { step: 'limit', count: 1 }],
      people,
    )
    expect(records).toEqual([people.slice(0, 2)])
  })

  test('[E5] with no edge it acts once', async () => {
    expect(
      (await through([{ step: 'map', rows: [row('a', '{{ input.x }}')] }], undefined, { x: 7 })).records,
    ).toEqual([{ a: 7 }])
    expect(
      (await through([{ step: 'expand', list: '{{ input.list }}' }], undefined, { list: [1, 2] })).records,
    ).toEqual([1, 2])
  })
})

describe('output', () => {
  test('passes everything on as it came, unread', async () => {
    const unread = {
      ...valuesChunk([1]),
      count: 1,
      values: () => [1],
      lines: () => new Uint8Array(),
      slice: () => valuesChunk([]),
    }
    const { ctx } = createContext({ records: [unread] })
    for await (const chunk of output.execute({ value: ' ' }, ctx)) expect(chunk).toBe(unread)
  })
  test('or gives what its value says, for each record', async () => {
    expect(await given('{{ item.id }}', { records: [{ id: 1 }, {}] })).toEqual([1, null])
    expect(await given('{{ input.id }}', { input: { id: 2 } })).toEqual([2])
  })
})
