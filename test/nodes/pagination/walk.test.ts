import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/model/json.ts'
import { range, walk } from './walking.ts'

/** A list of `total` records behind limit and skip. */
const bySkip =
  (total: number) =>
  ({ url }: { url: string }) => {
    const query = new URL(url).searchParams
    const skip = Number(query.get('skip') ?? 0)
    const limit = Number(query.get('limit') ?? 100)
    return { body: { results: range(skip, Math.min(total, skip + limit)) } }
  }

const skipWalk = {
  request: { url: '/list', query: [{ name: 'limit', value: '3' }], records: 'results' },
  pages: {
    size: '3',
    carry: { from: 'offset', by: 'size' },
    put: [{ to: 'query', name: 'skip' }],
    stop: [{ rule: 'short-page' }],
  },
}

describe('a walk by offset', () => {
  test.each([
    [0, 1],
    [2, 1],
    [3, 2],
    [4, 2],
    [9, 4],
    [10, 4],
  ])('%i records in pages of 3 take %i calls, each record once', async (total, calls) => {
    const { records, urls, finished, pages } = await walk(skipWalk, { script: bySkip(total) })
    expect(finished).toMatchObject({ outcome: 'completed', records: total })
    expect(records).toEqual(range(0, total))
    expect(urls).toHaveLength(calls)
    expect(pages.at(-1)?.stop?.rule).toBe('short-page')
  })

  test('what is put and what is carried is told of each page', async () => {
    const { pages, urls } = await walk(skipWalk, { script: bySkip(4) })
    expect(urls).toEqual([
      'https://api.example.com/v1/list?limit=3',
      'https://api.example.com/v1/list?limit=3&skip=3',
    ])
    expect(pages).toMatchObject([
      { index: 1, count: 3, next: { value: '3' } },
      {
        index: 2,
        count: 1,
        put: { value: '3', where: 'the query parameter skip' },
        stop: { words: 'The page had 1 record of 3.' },
      },
    ])
  })
})

describe('[E17] Stop is asked first, then Carry', () => {
  const cursorWalk = (pages: object) => ({
    request: { url: '/list', records: 'items' },
    pages: {
      carry: { from: 'body', path: 'paging.next.after' },
      put: [{ to: 'query', name: 'after' }],
      stop: [{ rule: 'no-value' }],
      ...pages,
    },
  })

  test.each([
    ['is not there', {}, 'There was nothing at paging.next.after of the body.'],
    ['stands below null', { paging: null }, 'There was nothing at paging.next.after of the body.'],
    ['is null', { paging: { next: { after: null } } }, 'paging.next.after of the body was null.'],
    ['is empty', { paging: { next: { after: '' } } }, 'paging.next.after of the body was empty.'],
  ])('a value that %s ends the walk, in words', async (_, envelope, words) => {
    const { finished, pages } = await walk(cursorWalk({}), {
      script: () => ({ body: { items: range(0, 2), ...envelope } }),
    })
    expect(finished).toMatchObject({ outcome: 'completed', records: 2 })
    expect(pages.at(-1)?.stop).toEqual({ rule: 'no-value', words })
  })

  test('an empty text goes on where the settings say that it is a value', async () => {
    const answers: Json[] = [{ after: '' }, {}]
    const { urls, finished } = await walk(
      cursorWalk({ stop: [{ rule: 'no-value', emptyText: 'goes-on' }] }),
      {
        script: () => ({ body: { items: range(0, 1), paging: { next: answers.shift() ?? null } } }),
      },
    )
    expect(finished.outcome).toBe('completed')
    expect(urls.at(-1)).toBe('https://api.example.com/v1/list?after=')
  })

  test('an unresolved Carry without a rule that ends the walk is a failure, and the records so far stay', async () => {
    const { finished, records } = await walk(cursorWalk({ stop: [{ rule: 'flag', at: 'done', is: true }] }), {
      script: () => ({ body: { items: range(0, 2), done: false } }),
    })
    expect(finished).toMatchObject({
      outcome: 'failed',
      records: 2,
      failure: { kind: 'carry', node: 'pages' },
    })
    expect(finished.failure?.message).toContain('nothing at paging.next.after of the body')
    expect(records).toEqual(range(0, 2))
  })

  test('a value that came before, not only just before, is a circle', async () => {
    const next = ['a', 'b', 'a']
    const { finished, urls } = await walk(cursorWalk({}), {
      script: () => ({
        body: { items: range(0, 1), at: next.length, paging: { next: { after: next.shift() ?? null } } },
      }),
    })
    expect(finished).toMatchObject({ outcome: 'failed', failure: { kind: 'cycle', rule: 'repeated-value' } })
    expect(urls).toHaveLength(3)
  })
})

describe('[E17] pages that are empty', () => {
  /** A service whose total counts records that nobody is given; `says` makes each answer another one. */
  const counting =
    (given: number, says: (skip: number) => object = () => ({})) =>
    ({ url }: { url: string }) => {
      const skip = Number(new URL(url).searchParams.get('skip') ?? 0)
      return { body: { results: range(skip, Math.min(given, skip + 3)), total: 120, ...says(skip) } }
    }
  const byTotal = (guards: object = {}) => ({
    ...skipWalk,
    pages: { ...skipWalk.pages, stop: [{ rule: 'total', at: 'total' }], guards },
  })

  test('and the same for twenty in a row and one more: the walk has passed the end, which no rule said', async () => {
    const { finished, urls, records } = await walk(byTotal(), { script: counting(6) })
    expect(finished).toMatchObject({
      outcome: 'failed',
      resumable: true,
      failure: {
        kind: 'cycle',
        rule: 'repeated-page',
        message: expect.stringContaining('Add one') as string,
      },
    })
    expect([urls.length, records.length]).toEqual([2 + 21, 6])
  })

  test.each<[string, object, Parameters<typeof counting>[1], number]>([
    ['where each says something else', { maxPages: 30 }, (skip) => ({ skip }), 30],
    ['where the guard is off', { repeatedPage: false, maxPages: 30 }, undefined, 30],
  ])('%s: it goes on', async (_, guards, says, calls) => {
    const { finished, urls } = await walk(byTotal(guards), { script: counting(6, says) })
    expect([finished.outcome, urls.length]).toEqual(['completed', calls])
  })

  test('and few: it goes on to what stands behind them', async () => {
    // Pages 2 to 20 were filtered away as a whole.
    const { finished, records } = await walk(byTotal(), {
      script: ({ url }) => {
        const skip = Number(new URL(url).searchParams.get('skip') ?? 0)
        const results = skip === 0 ? range(0, 3) : skip >= 60 && skip < 63 ? range(3, 6) : []
        return { body: { results, total: 6 } }
      },
    })
    expect([finished.outcome, records.length]).toEqual(['completed', 6])
  })
})

describe('a run that was asked for some pages', () => {
  test('ends after them, and goes on with the next', async () => {
    const first = await walk(skipWalk, { script: bySkip(8), mostPages: 2 })
    expect(first.finished).toMatchObject({ outcome: 'stopped', records: 6, resumable: true })
    expect(first.urls).toHaveLength(2)
    const from = first.io.checkpoints.latest
    const second = await walk(skipWalk, { io: first.io, ...(from !== undefined && { from }) })
    expect(second.finished).toMatchObject({ outcome: 'completed', records: 8 })
    expect(second.records).toEqual(range(0, 8))
    expect(second.urls).toHaveLength(3)
  })

  test('of none asks for none, and can go on', async () => {
    const { finished, urls, io } = await walk(skipWalk, { script: bySkip(8), mostPages: 0 })
    expect(finished).toMatchObject({ outcome: 'stopped', records: 0 })
    expect(urls).toEqual([])
    const first = await walk(skipWalk, { io, mostPages: 1 })
    const from = io.checkpoints.latest
    expect(from).toBeDefined()
    const second = await walk(skipWalk, { io, mostPages: 0, ...(from !== undefined && { from }) })
    expect(second.finished).toMatchObject({ outcome: 'stopped', records: 3, resumable: true })
    expect(second.urls).toEqual(first.urls)
  })

  test('has completed where the last of them is the last there is', async () => {
    const { finished } = await walk(skipWalk, { script: bySkip(5), mostPages: 2 })
    expect(finished).toMatchObject({ outcome: 'completed', records: 5 })
  })
})

describe('failures on the way', () => {
  test('a failure in page 3 leaves two pages and can go on from page 3', async () => {
    let broken = true
    const script = (request: { url: string }) =>
      broken && request.url.includes('skip=6') ? { status: 500, body: {} } : bySkip(8)(request)
    const first = await walk(skipWalk, { script })
    expect(first.finished).toMatchObject({ outcome: 'failed', records: 6, resumable: true })
    broken = false
    const from = first.io.checkpoints.latest
    const second = await walk(skipWalk, { script, io: first.io, ...(from !== undefined && { from }) })
    expect(second.finished).toMatchObject({ outcome: 'completed', records: 8 })
    expect(second.records).toEqual(range(0, 8))
    expect(second.urls.slice(first.urls.length)).toEqual(['https://api.example.com/v1/list?limit=3&skip=6'])
  })
})
