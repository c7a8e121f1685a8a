import { describe, expect, test } from 'vitest'
import { fakeIo, type FakeAnswer } from '../../src/engine/fake.ts'
import { drawWalk, walk } from './pagination/walking.ts'

const each = { id: 'each', kind: 'for-each', title: 'each' }

/** The list of the input → each [ one ] → output. */
const drawEach = (settings: object, request: object = { url: '/item/{{ item }}' }) =>
  drawWalk({
    pages: {},
    request: {},
    fields: [{ id: 'ids', name: 'ids', title: 'Ids', type: 'list' }],
    nodes: [
      { ...each, settings: { over: '{{ input.ids }}', ...settings } },
      { id: 'one', kind: 'request', title: 'one', parent: 'each', settings: request },
    ],
    edges: [
      ['one', 'each.emit'],
      ['each', 'output'],
    ],
  }).replace(
    /\{"id":"(?:pages|ask|inputs)","kind":"(?:pagination-loop|request)"[^{}]*"settings":\{\}(?:,"parent":"pages")?\},?/g,
    '',
  )

/** Answers after so many milliseconds by the item. */
const after =
  (delays: Readonly<Record<string, number>>) =>
  ({ url }: { url: string }): FakeAnswer => {
    const id = url.split('/').at(-1) ?? ''
    return { body: { id }, delayMs: delays[id] ?? 0 }
  }

describe('[E11] For each', () => {
  test('runs its body once for each element of a list, in order', async () => {
    const { records, urls, finished } = await walk(drawEach({}), {
      input: { ids: ['a', 'b', 'c'] },
      script: after({}),
    })
    expect(finished.outcome).toBe('completed')
    expect(records).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }])
    expect(urls.map((url) => url.split('/').at(-1))).toEqual(['a', 'b', 'c'])
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty list', []],
  ])('%s is no item, and nothing is asked', async (_, ids) => {
    const { finished, urls } = await walk(drawEach({}), {
      input: ids === undefined ? {} : { ids },
      script: after({}),
    })
    expect(finished).toMatchObject({ outcome: 'completed', records: 0 })
    expect(urls).toEqual([])
  })

  test('runs some at once, and never more than it says; what comes out keeps the order', async () => {
    const io = fakeIo({ script: after({ a: 300, b: 100, c: 200, d: 100 }) })
    const running = walk(drawEach({ concurrency: 2 }), { input: { ids: ['a', 'b', 'c', 'd'] }, io })
    await io.clock.settle()
    expect(io.requests).toHaveLength(2)
    await io.clock.advance(100)
    // b is over, and c begins while a still holds the others up.
    expect(io.requests.map(({ url }) => url.at(-1))).toEqual(['a', 'b', 'c'])
    await io.clock.advance(200)
    await io.clock.advance(200)
    const { records } = await running
    expect(records).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }])
  })

  test('a failure keeps its place: what stood before it is delivered, and it is told where it happened', async () => {
    const { finished, records } = await walk(drawEach({ concurrency: 3 }), {
      input: { ids: ['a', 'b', 'c'] },
      script: ({ url }) => (url.endsWith('b') ? { status: 404, body: {} } : after({ a: 50 })({ url })),
    })
    expect(records).toEqual([{ id: 'a' }])
    expect(finished).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'status', node: 'one', at: 'each:1/one' },
    })
  })

  test('an item that fails is left out where that is wanted, and it says so', async () => {
    const { finished, records, notes } = await walk(drawEach({ concurrency: 2, onFailure: 'skip' }), {
      input: { ids: ['a', 'b', 'c'] },
      script: ({ url }) => (url.endsWith('b') ? { status: 404, body: {} } : after({})({ url })),
    })
    expect(finished).toMatchObject({ outcome: 'completed', records: 2 })
    expect(records).toEqual([{ id: 'a' }, { id: 'c' }])
    expect(notes).toEqual([expect.stringMatching(/^Item 2 was left out: GET .* answered 404/)])
  })

  test('what is no list is a failure in words', async () => {
    const { finished } = await walk(drawEach({ over: '{{ service.title }}' }), { script: after({}) })
    expect(finished).toMatchObject({ outcome: 'failed', failure: { kind: 'expression', node: 'each' } })
    expect(finished.failure?.message).toContain('is no list')
  })
})

test('“list, then fetch each” is pages, and inside For each a request for every record', async () => {
  const drawn = drawWalk({
    pages: {
      size: '2',
      carry: { from: 'offset' },
      put: [{ to: 'query', name: 'skip' }],
      stop: [{ rule: 'short-page' }],
    },
    request: { url: '/list', records: 'results' },
    nodes: [
      { ...each, settings: { concurrency: 2 } },
      { id: 'one', kind: 'request', title: 'one', parent: 'each', settings: { url: '/item/{{ item.id }}' } },
    ],
    edges: [
      ['inputs', 'pages'],
      ['ask', 'pages.emit'],
      ['pages', 'each'],
      ['one', 'each.emit'],
      ['each', 'output'],
    ],
  })
  const { records, finished, io } = await walk(drawn, {
    script: ({ url }) => {
      if (url.includes('/item/')) return after({})({ url })
      const skip = Number(new URL(url).searchParams.get('skip') ?? 0)
      return { body: { results: [0, 1, 2].slice(skip, skip + 2).map((id) => ({ id })) } }
    },
  })
  expect(finished.outcome).toBe('completed')
  expect(records).toEqual([{ id: '0' }, { id: '1' }, { id: '2' }])
  // Every page is a place to go on from, once all that its records led to is stored.
  expect(io.checkpoints.latest?.positions).toMatchObject({ pages: 'done' })
})
