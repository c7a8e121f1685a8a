import { describe, expect, test } from 'vitest'
import type { Spot } from '../../../src/engine/events.ts'
import { marked } from '../../../src/editor/panels/run/highlights.ts'
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

  test.each<[string, string, string]>([
    ['data', 'id', '"two, \\"2\\"]"'],
    ['data', 'sort', '[1, "a"]'],
    ['data', 'next', ''],
    ['paging', 'next', ''],
  ])('in the last of %s: %s', (list, path, found) => {
    expect(cut(locateInLast(body, list, path))).toBe(found)
  })

  test('in the last of a bare list', () => {
    const text = '[{"id":1},{"id":2}]'
    const found = locateInLast(text, '', 'id')
    expect(text.slice(found?.from, found?.to)).toBe('2')
  })

  test.each(['', '{', '{"a"', '{"a":', '{"a":"x', '[1,', 'nothing', '{"a":{"b":'])(
    'in %j, which was cut off, nothing is found and nothing goes wrong',
    (text) => {
      expect(locateInJson(text, 'a.b')).toBeUndefined()
      expect(locateInLast(text, 'a', 'b')).toBeUndefined()
    },
  )
})

describe('what is marked of a message', () => {
  const url = 'https://x.test/v1/items/77?limit=10&page%5Bafter%5D=abc&q=a+b#top'
  const message = { url, body, records: 'data' }
  test.each<[Spot, 'url' | 'body', string]>([
    [{ in: 'query', at: 'page[after]' }, 'url', 'page%5Bafter%5D=abc'],
    [{ in: 'query', at: '' }, 'url', 'limit=10&page%5Bafter%5D=abc&q=a+b'],
    [{ in: 'query', at: 'gone' }, 'url', ''],
    [{ in: 'path', at: '' }, 'url', '77'],
    [{ in: 'url', at: '' }, 'url', url],
    [{ in: 'body', at: 'paging.next.after' }, 'body', '"bGFzdA=="'],
    [{ in: 'body', at: '' }, 'body', ''],
    [{ in: 'last-record', at: 'id' }, 'body', '"two, \\"2\\"]"'],
  ])('%j', (spot, part, words) => {
    const found = marked(spot, message)[part]
    expect((part === 'url' ? url : body).slice(found?.from ?? 0, found?.to ?? 0)).toBe(words)
  })
  test('a form field, a header, nothing', () => {
    const form = marked({ in: 'form', at: 'after' }, { body: 'a=1&after=x%20y', records: '' }).body
    expect('a=1&after=x%20y'.slice(form?.from, form?.to)).toBe('after=x%20y')
    expect(marked({ in: 'header', at: 'X-Next' }, message).header).toBe('x-next')
    expect(marked(undefined, message)).toEqual({ url: undefined, body: undefined, header: undefined })
  })
})
