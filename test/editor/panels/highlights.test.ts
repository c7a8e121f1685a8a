import { describe, expect, test } from 'vitest'
import type { Path } from '../../../src/engine/send.ts'
import { marksOf, type Place } from '../../../src/editor/panels/run/highlights.ts'
import { locateInJson, locateInLast } from '../../../src/editor/panels/run/locate.ts'

const body = `{
  "data": [ { "id": 1, "next": "no" }, { "id": "two, \\"2\\"]", "sort": [1, "a"] } ],
  "paging": { "next": { "after": "YWJj" } },
  "a.b": null, "paging": { "next": { "after": "bGFzdA==" } }
}`
const cut = ({ from, to }: { from: number; to: number } = { from: 0, to: 0 }) => body.slice(from, to)

describe('where a value stands in a JSON text', () => {
  test.each<[string, string]>([
    // Of two keys of one name the last counts, as for the reader.
    ['paging.next.after', '"bGFzdA=="'],
    ['paging.next', '{ "after": "bGFzdA==" }'],
    ['["a.b"]', 'null'],
    ['data[0].id', '1'],
    ['data[1].sort', '[1, "a"]'],
    ['data[1].sort[1]', '"a"'],
    ['data.next', ''],
    ['paging.gone', ''],
    ['paging.next.after.more', ''],
    ['[[', ''],
  ])('%s', (path, found) => {
    expect(cut(locateInJson(body, path))).toBe(found)
  })

  test.each<[readonly Path[], string, string]>([
    [[['data']], 'id', '"two, \\"2\\"]"'],
    [[['data']], 'sort', '[1, "a"]'],
    [[['data']], 'next', ''],
    [[['paging']], 'next', ''],
    // Records of several lists follow each other: the last stands in the last list that has any.
    [[['paging'], ['data']], 'id', '"two, \\"2\\"]"'],
    [[['data'], ['gone']], 'id', '"two, \\"2\\"]"'],
    [[['data'], ['data', 1, 'sort']], 'id', ''],
  ])('in the last of %j: %s', (lists, path, found) => {
    expect(cut(locateInLast(body, lists, path))).toBe(found)
  })

  test('a list with nothing in it has no last record', () => {
    const text = '{"news":[{"id":1}],"old":[]}'
    const found = locateInLast(text, [['news'], ['old']], 'id')
    expect(text.slice(found?.from, found?.to)).toBe('1')
  })

  test('in the last of a bare list', () => {
    const text = '[{"id":1},{"id":2}]'
    const found = locateInLast(text, [[]], 'id')
    expect(text.slice(found?.from, found?.to)).toBe('2')
  })

  test.each(['', '{', '{"a"', '{"a":', '{"a":"x', '[1,', 'nothing', '{"a":{"b":'])(
    'in %j, which was cut off, nothing is found and nothing goes wrong',
    (text) => {
      expect(locateInJson(text, 'a.b')).toBeUndefined()
      expect(locateInLast(text, [['a']], 'b')).toBeUndefined()
    },
  )
})

describe('what is marked of a message', () => {
  const url = 'https://x.test/v1/items/77?limit=10&page%5Bafter%5D=abc&q=select+all+from+5#top'
  const message = { url, body, records: [['data']] }
  const only = (place: Place, of: Parameters<typeof marksOf>[1] = message) => marksOf([{ place }], of)
  test.each<[Place, 'url' | 'body', string]>([
    [{ in: 'query', at: 'page[after]' }, 'url', 'page%5Bafter%5D=abc'],
    [{ in: 'query', at: '' }, 'url', 'limit=10&page%5Bafter%5D=abc&q=select+all+from+5'],
    [{ in: 'query', at: 'gone' }, 'url', ''],
    [{ in: 'path', at: '' }, 'url', '77'],
    [{ in: 'segment', at: -2 }, 'url', 'items'],
    [{ in: 'segment', at: 0 }, 'url', 'v1'],
    [{ in: 'segment', at: 3 }, 'url', ''],
    [{ in: 'word', part: 'query', at: 'from ' }, 'url', 'q=select+all+from+5'],
    [{ in: 'word', part: 'path', at: 'items/' }, 'url', '77'],
    [{ in: 'word', part: 'body', at: '"after": "' }, 'body', 'YWJj'],
    [{ in: 'word', part: 'body', at: 'gone' }, 'body', ''],
    [{ in: 'word', part: 'query', at: '' }, 'url', ''],
    [{ in: 'url', at: '' }, 'url', url],
    [{ in: 'body', at: 'paging.next.after' }, 'body', '"bGFzdA=="'],
    [{ in: 'body', at: '' }, 'body', ''],
    [{ in: 'last-record', at: 'id' }, 'body', '"two, \\"2\\"]"'],
  ])('%j', (place, part, words) => {
    const found = only(place)[part][0]
    expect((part === 'url' ? url : body).slice(found?.from ?? 0, found?.to ?? 0)).toBe(words)
  })

  test('a form field, a header, nothing', () => {
    const [form] = only({ in: 'form', at: 'after' }, { body: 'a=1&after=x%20y' }).body
    expect('a=1&after=x%20y'.slice(form?.from, form?.to)).toBe('after=x%20y')
    expect(Object.keys(only({ in: 'header', at: 'X-Next' }).headers)).toEqual(['x-next'])
    expect(marksOf([], message)).toEqual({ url: [], body: [], headers: {} })
  })

  test('an address without a query, or none at all, marks nothing', () => {
    for (const place of [
      { in: 'query', at: 'a' },
      { in: 'path', at: '' },
      { in: 'segment', at: 0 },
    ] as const) {
      expect(only(place, { url: 'https://x.test', body: '' }).url).toEqual([])
      expect(only(place, { body: '' }).url).toEqual([])
    }
  })

  test('each pointer keeps its own look', () => {
    const marks = marksOf(
      [
        { place: { in: 'query', at: 'limit' }, tone: 0, number: '1' },
        { place: { in: 'path', at: '' }, tone: 1, number: '2' },
      ],
      message,
    )
    expect(marks.url.map(({ tone, number }) => [tone, number])).toEqual([
      [0, '1'],
      [1, '2'],
    ])
  })
})
