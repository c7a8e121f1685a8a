// How a service pages, seen from one answer and from two exchanges in a row.
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/model/json.ts'
import { detectPaging } from '../../../src/nodes/pagination/detect/detect.ts'
import { provePages } from '../../../src/nodes/pagination/detect/prove.ts'
import type { SeenExchange } from '../../../src/nodes/pagination/detect/seen.ts'
import { sureness, weights } from '../../../src/nodes/pagination/detect/weights.ts'
import { styles } from '../../../src/simulation/torture/styles.ts'
import { createWorld, detect, exchangesOf, judge } from './detecting.ts'

/** What one answer cannot tell, by what the style is. */
const unknownFromOne: Readonly<Record<string, string>> = {
  'rpc-cursor': 'its first cursor is an empty text',
  'after-snowflake': 'a bare list says nothing',
}
/** What one answer tells wrongly: that a cursor may stay the same is seen with the second. */
const wrongFromOne: ReadonlySet<string> = new Set(['constant-cursor'])

describe.each(styles.map((style) => [style.id, style] as const))('%s', (id, style) => {
  test.each([0, 1, 2, 3])('two exchanges tell how it pages, under the names of seed %i too', async (seed) => {
    const world = createWorld(style, seed)
    const detection = detect(await exchangesOf(world), 2)
    expect(detection).toMatchObject({ verdict: 'known' })
    expect(await judge(world, detection.candidates[0]!)).toBe(true)
    expect(detection.candidates[0]!.evidence.length).toBeGreaterThan(0)
    expect(detection.candidates[0]!.asks).toEqual([])
  })

  test('one answer tells it, or nothing', async () => {
    const world = createWorld(style, 0)
    const detection = detect(await exchangesOf(world), 1)
    expect(detection.verdict).toBe(id in unknownFromOne ? 'unknown' : 'known')
    const right = detection.verdict === 'known' && (await judge(world, detection.candidates[0]!))
    expect(right).toBe(!(id in unknownFromOne) && !wrongFromOne.has(id))
  })
})

const exchange = (
  url: string,
  body: Json | undefined,
  more: Partial<SeenExchange['response']> = {},
): SeenExchange => ({
  request: { method: 'GET', url: `https://api.example.com${url}`, headers: [], body: '' },
  response: { status: 200, headers: [], body, ...more },
})
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: from + at, name: `n${from + at}` }))

describe('unknown rather than wrong', () => {
  test.each<[string, SeenExchange[]]>([
    ['nothing was sent', []],
    ['an error', [exchange('/a', { error: 'no' }, { status: 404 })]],
    ['one object', [exchange('/a/7', { id: 7, name: 'Ana', createdAt: '2026-01-09' })]],
    ['a list and nothing else', [exchange('/a', rows(0, 5))]],
    ['a list with a count', [exchange('/a', { rows: rows(0, 5), version: 'v2.1.0', took: 12 })]],
    ['an empty list with a cursor', [exchange('/a?limit=5', { rows: [], next_cursor: '' })]],
    ['no body', [exchange('/a', undefined)]],
    [
      'a page shorter than asked for, and nothing that leads on',
      [exchange('/a?limit=50&skip=0', { rows: rows(0, 5) })],
    ],
    [
      'two requests that differ by nothing the answer explains',
      [exchange('/a?x=1', { rows: rows(0, 5) }), exchange('/a?x=kk', { rows: rows(5, 5) })],
    ],
    [
      'the same request twice',
      [
        exchange('/a?limit=5', { rows: rows(0, 5), next: 'c5' }),
        exchange('/a?limit=5', { rows: rows(0, 5), next: 'c5' }),
      ],
    ],
  ])('%s', (_, seen) => {
    const detection = detectPaging(seen)
    expect(detection.verdict).toBe('unknown')
    expect(detection.words).toMatch(/\.$/)
  })
})

describe('what the evidence says', () => {
  test('names where each sign stands, and what of it belongs to the request', () => {
    const { candidates } = detectPaging([
      exchange('/a?limit=5', { data: rows(0, 5), meta: { next_cursor: 'c5', has_more: true } }),
      exchange('/a?limit=5&cursor=c5', { data: rows(5, 5), meta: { next_cursor: 'c10', has_more: true } }),
    ])
    expect(candidates[0]).toMatchObject({
      title: 'Cursor at meta.next_cursor',
      records: 'data',
      settings: {
        carry: { from: 'body', path: 'meta.next_cursor' },
        put: [{ to: 'query', name: 'cursor' }],
        stop: [
          { rule: 'flag', at: 'meta.has_more', is: false },
          { rule: 'no-value', emptyText: 'ends' },
        ],
        dedupe: { path: 'id', then: 'drop' },
      },
    })
    expect(candidates[0]?.evidence.map(({ of, spot }) => [of, spot?.in, spot?.at])).toEqual([
      ['answer', 'body', 'meta.next_cursor'],
      ['request', 'query', 'cursor'],
      ['answer', 'body', 'meta.has_more'],
    ])
  })
  test('from one answer the name of the parameter is guessed, and asked for', () => {
    const [top] = detectPaging([exchange('/a', { data: rows(0, 5), nextPageToken: 'c5' })]).candidates
    expect(top).toMatchObject({ asks: ['put'], settings: { put: [{ to: 'query', name: 'pageToken' }] } })
  })
  test('signs add up, and a negative one takes away', () => {
    expect(sureness([])).toBe(0)
    expect(sureness(['next-cursor', 'next-cursor'])).toBeCloseTo(weights['next-cursor'].weight)
    expect(sureness(['next-cursor', 'flag-beside'])).toBeGreaterThan(weights['next-cursor'].weight)
    expect(sureness(['offset-parameter', 'only-page'])).toBeLessThan(0.2)
  })
})

describe('proving it', () => {
  const first = exchange('/a?limit=5', { rows: rows(0, 5) })
  test.each<[string, SeenExchange, boolean, string]>([
    [
      'other records',
      exchange('/a?limit=5&skip=5', { rows: rows(5, 5) }),
      true,
      'Page 2 differs from page 1: 5 other records, told apart by id.',
    ],
    ['the same page', exchange('/a?limit=5&skp=5', { rows: rows(0, 5) }), false, 'Page 2 is page 1 again'],
    [
      'an overlap',
      exchange('/a?limit=5&skip=4', { rows: rows(4, 5) }),
      false,
      '1 record of page 2 stood on page 1 already (by id).',
    ],
    ['nothing', exchange('/a?limit=5&skip=5', { rows: [] }), false, 'Page 2 holds no record'],
    ['a refusal', exchange('/a?limit=5&skip=5', {}, { status: 400 }), false, 'answered with the status 400'],
  ])('%s', (_, second, proved, words) => {
    const proof = provePages(first, second)
    expect(proof.proved).toBe(proved)
    expect(proof.words).toContain(words)
  })
})
