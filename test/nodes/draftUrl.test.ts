import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createService, draw, row } from './drawing.ts'

const url = (settings: object, input: unknown = {}, baseUrl = 'https://api.example.com/v1') =>
  draw(settings, { input, item: input }, createService({ baseUrl })).url

describe('the address', () => {
  const cases: [words: string, address: string, input: unknown, expected: string][] = [
    ['is relative to the base URL', '/classes/Customer', {}, 'https://api.example.com/v1/classes/Customer'],
    ['needs no slash in front', 'classes', {}, 'https://api.example.com/v1/classes'],
    ['may be empty', '', {}, 'https://api.example.com/v1'],
    ['may be whole', 'https://other.example/a', {}, 'https://other.example/a'],
    ['may be a bare host', 'https://other.example', {}, 'https://other.example/'],
    ['names the base URL itself', '{{ service.baseUrl }}/a', {}, 'https://api.example.com/v1/a'],
    [
      'is a value',
      '{{ item.next }}',
      { next: 'https://api.example.com/v1/a?skip=2' },
      'https://api.example.com/v1/a?skip=2',
    ],
    [
      'goes on behind a value',
      '{{ item.next }}&x=1',
      { next: 'https://api.example.com/a?k=2#f' },
      'https://api.example.com/a?k=2&x=1',
    ],
    [
      'is a value without a host',
      '{{ item.next }}',
      { next: '/a?skip=2' },
      'https://api.example.com/v1/a?skip=2',
    ],
    ['loses its fragment', '/a?b=1#c', {}, 'https://api.example.com/v1/a?b=1'],
    ['loses line breaks', '/a\n  ', {}, 'https://api.example.com/v1/a'],
    [
      'encodes a value as one segment',
      '/c/{{ input.id }}/x',
      { id: 'a/b c?#%ü' },
      'https://api.example.com/v1/c/a%2Fb%20c%3F%23%25%C3%BC/x',
    ],
    [
      'keeps typed escapes',
      '/a%2Fb/%c3%bc?q=%5Bx%5D',
      {},
      'https://api.example.com/v1/a%2Fb/%c3%bc?q=%5Bx%5D',
    ],
    [
      'encodes what a URL cannot hold',
      '/a b/ü/100%/[x]?q="ö"',
      {},
      'https://api.example.com/v1/a%20b/%C3%BC/100%25/%5Bx%5D?q=%22%C3%B6%22',
    ],
    [
      'encodes values in the typed query',
      '/a?q={{ input.q }}&r=1',
      { q: 'x&y=z' },
      'https://api.example.com/v1/a?q=x%26y%3Dz&r=1',
    ],
    ['writes a host in punycode', 'https://bücher.example/ä', {}, 'https://xn--bcher-kva.example/%C3%A4'],
    [
      'may have a part of its host from a value',
      'https://{{ input.sub }}.example.com/a',
      { sub: 'eu-1' },
      'https://eu-1.example.com/a',
    ],
    ['drops the usual port', 'https://h.example:443/a', {}, 'https://h.example/a'],
    ['resolves typed dots', '/a/../b', {}, 'https://api.example.com/v1/b'],
    [
      'takes numbers',
      '/c/{{ input.id }}',
      { id: 12345678901234567890n },
      'https://api.example.com/v1/c/12345678901234567890',
    ],
  ]
  test.each(cases)('%s: %s', (_words, address, input, expected) => {
    expect(url({ url: address }, input)).toBe(expected)
  })

  test('keeps the query of the base URL, in front', () => {
    expect(url({ url: '/a?b=1', query: [row('c', '2')] }, {}, 'https://h.example/p/?v=1')).toBe(
      'https://h.example/p/a?v=1&b=1&c=2',
    )
  })

  const refusals: [words: string, address: string, input: unknown, message: RegExp][] = [
    ['dots from a value', '/c/{{ input.id }}', { id: '..' }, /lead elsewhere/],
    ['half dots from a value', '/c/.{{ input.id }}/x', { id: '.' }, /lead elsewhere/],
    ['encoded dots from a value', '/c/%2e{{ input.id }}', { id: '.' }, /lead elsewhere/],
    ['an empty segment from a value', '/c/{{ input.id }}', {}, /input\.id is empty/],
    [
      'a host that ends early',
      'https://{{ input.sub }}.example.com/',
      { sub: 'evil.test/' },
      /no part of a host name/,
    ],
    [
      'a host with a user',
      'https://{{ input.sub }}.example.com/',
      { sub: 'evil@x' },
      /no part of a host name/,
    ],
    ['user and password', 'https://u:p@h.example/', {}, /user name or a password/],
    ['another scheme', 'ftp://h.example/', {}, /Only http and https/],
    ['an address that is none', 'https://h:x/', {}, /cannot be read/],
    ['an expression with a mistake', '/a/{{ input. }}', {}, /The address/],
  ]
  test.each(refusals)('refuses %s', (_words, address, input, message) => {
    expect(() => url({ url: address }, input)).toThrow(message)
  })

  test('refuses a relative address without a base URL', () => {
    expect(() => url({ url: '/a' }, {}, '')).toThrow(/no base URL/)
  })

  test('is left as it is by every reader of URLs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (path, value) => {
        const typed = path.replaceAll('{{', '')
        let drawn: string
        try {
          drawn = url(
            { url: `/a${typed}/{{ input.v }}/b`, query: [row('q{{ input.v }}', '{{ input.v }}')] },
            { v: value },
          )
        } catch {
          return
        }
        expect(new URL(drawn).href).toBe(drawn)
        expect(new URL(drawn).origin).toBe('https://api.example.com')
      }),
      { numRuns: 500 },
    )
  }, 30_000)
})

describe('query rows', () => {
  const list = ['a b', 'c,d', 3]
  const cases: [words: string, rows: object[], expected: string][] = [
    ['encode a blank as %20', [row('q', 'a b+c')], 'q=a%20b%2Bc'],
    ['encode brackets once', [row('filter[name]', '[x]')], 'filter%5Bname%5D=%5Bx%5D'],
    ['repeat a list', [row('l', '{{ input.list }}')], 'l=a%20b&l=c%2Cd&l=3'],
    ['join a list by commas', [row('l', '{{ input.list }}', { list: 'comma' })], 'l=a%20b,c%2Cd,3'],
    [
      'put brackets behind the name',
      [row('l', '{{ input.list }}', { list: 'brackets' })],
      'l%5B%5D=a%20b&l%5B%5D=c%2Cd&l%5B%5D=3',
    ],
    [
      'write a list as JSON',
      [row('l', '{{ input.list }}', { list: 'json' })],
      'l=%5B%22a%20b%22%2C%22c%2Cd%22%2C3%5D',
    ],
    [
      'write an object as JSON',
      [row('where', '{{ input.where }}')],
      'where=%7B%22id%22%3A9007199254740993%7D',
    ],
    ['omit what is absent', [row('a', '{{ input.none }}'), row('b', '1')], 'b=1'],
    ['omit what is empty', [row('a', ''), row('b', '{{ input.empty }}'), row('c', '1')], 'c=1'],
    ['send empty', [row('a', '{{ input.none }}', { whenEmpty: 'send-empty' })], 'a='],
    ['send null', [row('a', '{{ input.none }}', { whenEmpty: 'send-null' })], 'a=null'],
    ['keep false and 0', [row('a', '{{ input.no }}'), row('b', '{{ input.zero }}')], 'a=false&b=0'],
    ['leave out rows that are off', [row('a', '1', { enabled: false }), row('b', '2')], 'b=2'],
    ['leave out rows without a name', [row('', '1'), row('b', '2')], 'b=2'],
    ['keep duplicates in order', [row('a', '1'), row('a', '2')], 'a=1&a=2'],
  ]
  test.each(cases)('%s', (_words, query, expected) => {
    const input = { list, where: { id: 9007199254740993n }, empty: '', no: false, zero: 0 }
    expect(url({ url: '/x', query }, input)).toBe(`https://api.example.com/v1/x?${expected}`)
  })

  test('outrank the defaults of the service, by name in any case', () => {
    const service = createService({
      defaults: {
        headers: [],
        query: [
          row('Limit', '100', { enabled: true, whenEmpty: 'omit' }),
          row('v', '2', { enabled: true, whenEmpty: 'omit' }),
        ] as never,
        errorRules: [],
      },
    })
    expect(draw({ url: '/x', query: [row('limit', '5')] }, {}, service).url).toBe(
      'https://api.example.com/v1/x?v=2&limit=5',
    )
    expect(draw({ url: '/x?limit=7' }, {}, service).url).toBe('https://api.example.com/v1/x?limit=7&v=2')
    expect(draw({ url: '/x', query: [row('limit', '{{ input.none }}')] }, {}, service).url).toBe(
      'https://api.example.com/v1/x?Limit=100&v=2',
    )
  })
})
