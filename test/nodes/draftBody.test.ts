import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../src/model/readJson.ts'
import { printJson } from '../../src/model/printJson.ts'
import { createService, draw, row, textOf } from './drawing.ts'

const input = {
  name: 'Ana "A" Souza\n',
  count: 3,
  big: 12345678901234567890n,
  yes: true,
  nothing: null,
  list: [1, 'two'],
  empty: '',
}
const body = (settings: object) => textOf(draw({ method: 'POST', body: settings }, { input }).body)
const type = (settings: object) =>
  draw({ method: 'POST', body: settings }, { input }).headers.find(([name]) => name === 'Content-Type')?.[1]

const bytes = (text: string) => draw({ method: 'PUT', body: { kind: 'binary', text } }).body

describe('a JSON body is template first, JSON second', () => {
  const cases: [words: string, text: string, expected: string | undefined][] = [
    ['is sent as typed', '{ "a": 1.0,\n  "b": [ ] }', '{ "a": 1.0,\n  "b": [ ] }'],
    ['keeps digits', '{"id":12345678901234567890123}', '{"id":12345678901234567890123}'],
    ['keeps the type of a quoted whole reference', '{"n":"{{ input.count }}"}', '{"n":3}'],
    ['keeps the type of a bare reference', '{"n":{{ input.count }},"m":{{input.yes}}}', '{"n":3,"m":true}'],
    ['keeps 64-bit integers', '{"id":"{{ input.big }}"}', '{"id":12345678901234567890}'],
    ['keeps lists', '{"l":"{{ input.list }}"}', '{"l":[1,"two"]}'],
    ['escapes text', '{"n":"{{ input.name }}"}', '{"n":"Ana \\"A\\" Souza\\n"}'],
    ['escapes inside a longer text', '{"n":"<{{ input.name }}>"}', '{"n":"<Ana \\"A\\" Souza\\n>"}'],
    ['writes numbers inside a longer text', '{"n":"#{{ input.big }}"}', '{"n":"#12345678901234567890"}'],
    ['takes quotes inside an expression', '{"n":"{{ input.none | default: "x" }}"}', '{"n":"x"}'],
    ['takes expressions in names', '{"{{ input.count }}":1}', '{"3":1}'],
    ['leaves out absent members', '{"a":"{{ input.none }}","b":1}', '{"b":1}'],
    ['leaves out the last member', '{\n  "a": 1,\n  "b": "{{ input.none }}"\n}', '{\n  "a": 1\n}'],
    ['leaves out the only member', '{ "a": {{ input.none }} }', '{}'],
    ['keeps null', '{"a":"{{ input.nothing }}"}', '{"a":null}'],
    ['keeps empty text', '{"a":"{{ input.empty }}"}', '{"a":""}'],
    ['keeps the places of a list', '["{{ input.none }}",1]', '[null,1]'],
    ['may be one reference', '{{ input.list }}', '[1,"two"]'],
    ['is not sent when the whole is absent', '{{ input.none }}', undefined],
    ['ends nested objects and expressions apart', '{"a":{"b":{{ input.count }}}}', '{"a":{"b":3}}'],
  ]
  test.each(cases)('%s', (_words, text, expected) => {
    expect(body({ kind: 'json', text })).toBe(expected)
  })

  test('sends null for absent members where it is told to', () => {
    expect(body({ kind: 'json', text: '{"a":"{{ input.none }}"}', whenEmpty: 'null' })).toBe('{"a":null}')
  })

  const mistakes: [text: string, place: string][] = [
    ['{"a":}', 'line 1, column 6'],
    ['{\n  "a" 1}', 'line 2, column 7'],
    ['{"a":1,}', 'line 1, column 8'],
    ['{"a":1} x', 'line 1, column 9'],
    ['{"a":"\\q"}', 'line 1, column 7'],
    ['[1', 'line 1, column 3'],
  ]
  test.each(mistakes)('says where %s is no JSON', (text, place) => {
    expect(() => body({ kind: 'json', text })).toThrow(place)
  })

  test('any value goes in and comes out the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const drawn = draw(
          { method: 'POST', body: { kind: 'json', text: '{"v":"{{ input }}"}' } },
          { input: value },
        ).body
        expect(printJson(parseJson(drawn ?? new Uint8Array()))).toBe(
          printJson(parseJson(`{"v":${JSON.stringify(value)}}`)),
        )
      }),
    )
  })
})

describe('every kind of body, to the byte', () => {
  test('none sends no body and no Content-Type', () => {
    expect(body({ kind: 'none' })).toBeUndefined()
    expect(type({ kind: 'none' })).toBeUndefined()
  })

  test('form', () => {
    const rows = [
      row('full name', 'Ana Souza & ~*'),
      row('tags', '{{ input.list }}'),
      row('none', '{{ input.x }}'),
    ]
    expect(body({ kind: 'form', rows })).toBe('full+name=Ana+Souza+%26+%7E*&tags=1&tags=two')
    expect(type({ kind: 'form', rows })).toBe('application/x-www-form-urlencoded')
  })

  test('multipart (RFC 7578): text, a text file, bytes, a data: URL', () => {
    const parts = [
      row('na"me', '{{ input.count }}'),
      row('csv', 'a,b\n1,2', { file: { name: 'rows.csv', contentType: 'text/csv' } }),
      row('raw', 'AAH/', { file: { name: 'x.bin', encoding: 'base64' } }),
      row('url', 'data:text/plain;base64,aGk=', { file: { name: 'hi.txt' } }),
      row('off', '1', { enabled: false }),
    ]
    const drawn = draw({ method: 'POST', body: { kind: 'multipart', parts } }, { input })
    expect(String.fromCharCode(...(drawn.body ?? []))).toBe(
      [
        '--BOUNDARY',
        'Content-Disposition: form-data; name="na%22me"',
        '',
        '3',
        '--BOUNDARY',
        'Content-Disposition: form-data; name="csv"; filename="rows.csv"',
        'Content-Type: text/csv',
        '',
        'a,b\n1,2',
        '--BOUNDARY',
        'Content-Disposition: form-data; name="raw"; filename="x.bin"',
        'Content-Type: application/octet-stream',
        '',
        '\0\u0001\u00ff',
        '--BOUNDARY',
        'Content-Disposition: form-data; name="url"; filename="hi.txt"',
        'Content-Type: text/plain',
        '',
        'hi',
        '--BOUNDARY--',
        '',
      ].join('\r\n'),
    )
    expect(drawn.headers).toContainEqual(['Content-Type', 'multipart/form-data; boundary=BOUNDARY'])
  })

  test('text', () => {
    expect(body({ kind: 'text', text: 'ü {{ input.count }}' })).toBe('ü 3')
    expect(type({ kind: 'text', text: 'x' })).toBe('text/plain;charset=UTF-8')
    expect(type({ kind: 'text', text: '<a/>', contentType: 'application/xml' })).toBe('application/xml')
  })

  test('GraphQL: query and variables', () => {
    const settings = {
      kind: 'graphql',
      query: 'query Q($id: ID!) {\n  customer(id: $id) { name }\n}',
      variables: '{ "id": "{{ input.big }}", "gone": "{{ input.none }}" }',
    }
    expect(body(settings)).toBe(
      '{"query":"query Q($id: ID!) {\\n  customer(id: $id) { name }\\n}","variables":{ "id": 12345678901234567890 }}',
    )
    expect(type(settings)).toBe('application/json')
    expect(body({ kind: 'graphql', query: '{ a }' })).toBe('{"query":"{ a }","variables":{}}')
  })

  test('binary: base64 and data: URLs; anything else is refused', () => {
    expect(bytes('AAH/')).toEqual(new Uint8Array([0, 1, 255]))
    expect(bytes('AAH_')).toEqual(new Uint8Array([0, 1, 255]))
    expect(bytes('data:image/png;base64,AAE=')).toEqual(new Uint8Array([0, 1]))
    expect(type({ kind: 'binary', text: 'data:image/png;base64,AAE=' })).toBe('image/png')
    expect(type({ kind: 'binary', text: 'AAE=' })).toBe('application/octet-stream')
    expect(() => bytes('not base64!')).toThrow(/no base64/)
  })

  test('a GET may have a body', () => {
    expect(textOf(draw({ body: { kind: 'json', text: '{"a":1}' } }).body)).toBe('{"a":1}')
  })
})

const headersOf = (settings: object, defaults: object[] = []) =>
  draw(
    settings,
    { input },
    createService({ defaults: { headers: defaults as never, query: [], errorRules: [] } }),
  ).headers

describe('headers', () => {
  test('are sent in order, names as typed, duplicates kept', () => {
    expect(
      headersOf({ headers: [row('X-B', '1'), row('x-a', ' {{ input.count }} '), row('X-B', '2')] }),
    ).toEqual([
      ['X-B', '1'],
      ['x-a', '3'],
      ['X-B', '2'],
      ['Accept', 'application/json, */*;q=0.8'],
      ['User-Agent', 'Patchbay'],
    ])
  })

  test('a list is joined by commas, or repeated', () => {
    expect(
      headersOf({
        headers: [row('A', '{{ input.list }}'), row('B', '{{ input.list }}', { list: 'repeat' })],
      }).slice(0, 3),
    ).toEqual([
      ['A', '1, two'],
      ['B', '1'],
      ['B', 'two'],
    ])
  })

  test('the request outranks the service, the service outranks Patchbay, by name in any case', () => {
    const on = { enabled: true, whenEmpty: 'omit' }
    const drawn = headersOf({ headers: [row('accept', 'text/csv')] }, [
      row('ACCEPT', 'x', on),
      row('user-agent', 'Mine', on),
    ])
    expect(drawn).toEqual([
      ['accept', 'text/csv'],
      ['user-agent', 'Mine'],
    ])
  })

  test('Content-Type: own row, then setting, then kind; the service only for kinds that say little', () => {
    const json = { kind: 'json', text: '{}' }
    const service = [row('Content-Type', 'application/vnd.api+json', { enabled: true, whenEmpty: 'omit' })]
    const typeOf = (settings: object) =>
      headersOf(settings, service).filter(([name]) => name.toLowerCase() === 'content-type')
    expect(typeOf({ body: json })).toEqual([['Content-Type', 'application/vnd.api+json']])
    expect(typeOf({ body: { ...json, contentType: 'a/b' } })).toEqual([['Content-Type', 'a/b']])
    expect(typeOf({ body: json, headers: [row('content-type', 'c/d')] })).toEqual([['content-type', 'c/d']])
    expect(typeOf({ body: { kind: 'form', rows: [row('a', '1')] } })).toEqual([
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ])
    expect(
      typeOf({ body: { kind: 'multipart', parts: [] }, headers: [row('Content-Type', 'multipart/mixed')] }),
    ).toEqual([['Content-Type', 'multipart/mixed; boundary=BOUNDARY']])
    expect(typeOf({ body: { kind: 'multipart', parts: [], contentType: 'multipart/related' } })).toEqual([
      ['Content-Type', 'multipart/related; boundary=BOUNDARY'],
    ])
  })

  test('those of the transport are left to it', () => {
    expect(
      headersOf({ headers: [row('Content-Length', '1'), row('transfer-encoding', 'chunked')] }),
    ).toHaveLength(2)
  })
})
