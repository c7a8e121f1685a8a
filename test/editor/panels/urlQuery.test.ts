import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinUrl, splitUrl } from '../../../src/editor/panels/inspector/controls/urlQuery.ts'
import type { Row } from '../../../src/model/document.ts'

const row = (name: string, value: string, more: Partial<Row> = {}): Row => ({
  name,
  value,
  enabled: true,
  whenEmpty: 'omit',
  ...more,
})

describe('the address with its query rows', () => {
  it.each([
    ['/a', [], '/a'],
    ['/a', [row('limit', '5')], '/a?limit=5'],
    ['/a', [row('q', '{{ input.q }}'), row('n', '1')], '/a?q={{ input.q }}&n=1'],
    ['/a', [row('off', '1', { enabled: false })], '/a'],
    ['/a?b=1', [row('c', '2')], '/a?b=1&c=2'],
    ['/a', [row('q', 'x&y=z#1')], '/a?q=x%26y=z%231'],
    ['/a', [row('q', '{{ input.q | default: "a&b" }}')], '/a?q={{ input.q | default: "a&b" }}'],
  ])('%s with %j reads %s', (url, rows, shown) => {
    expect(joinUrl({ url, rows })).toBe(shown)
  })

  it.each([
    [
      '/a?limit=5&q={{ input.q | default: "x&y?" }}',
      '/a',
      [
        ['limit', '5'],
        ['q', '{{ input.q | default: "x&y?" }}'],
      ],
    ],
    ['/a?', '/a', []],
    ['/a?b', '/a', [['b', '']]],
    [
      '/a?b=1&',
      '/a',
      [
        ['b', '1'],
        ['', ''],
      ],
    ],
    ['/a?q=100%', '/a', [['q', '100%']]],
    ['/a?q=two+words', '/a', [['q', 'two words']]],
    ['/a/{{ input.id | default: "?x=1" }}', '/a/{{ input.id | default: "?x=1" }}', []],
  ])('%s is taken apart', (text, url, pairs) => {
    const split = splitUrl(text, [])
    expect(split.url).toBe(url)
    expect(split.rows.map(({ name, value }) => [name, value])).toEqual(pairs)
  })

  it('keeps rows that are off where they are, and options with their row', () => {
    const before = [row('a', '1', { list: 'comma' }), row('off', 'x', { enabled: false }), row('b', '2')]
    const { rows } = splitUrl('/p?a=10&b=2&c=3', before)
    expect(rows).toEqual([row('a', '10', { list: 'comma' }), before[1], before[2], row('c', '3')])
    expect(rows[2]).toBe(before[2])
  })

  it('gives back any names and values', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('{{') && !each.includes('{'))
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 4 }), (pairs) => {
        const rows = pairs.map(([name, value]) => row(name, value))
        const again = splitUrl(joinUrl({ url: '/p', rows }), rows)
        expect(again).toEqual({ url: '/p', rows })
      }),
    )
  })
})
