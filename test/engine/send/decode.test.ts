import { describe, expect, test } from 'vitest'
import type { HttpResponse } from '../../../src/engine/io.ts'
import { openBody } from '../../../src/engine/send/decode.ts'
import { headerLines, headersObject } from '../../../src/engine/send/headers.ts'
import type { DecodeAs, Path } from '../../../src/engine/send.ts'
import { bytes, text } from './sending.ts'

const answer = (body: string | Uint8Array, type?: string, status = 200): HttpResponse => ({
  status,
  statusText: '',
  headers: type === undefined ? [] : [['content-type', type]],
  body: typeof body === 'string' ? bytes(body) : body,
  wireBytes: 0,
  phases: {},
})
const decoded = async (response: HttpResponse, as: DecodeAs = 'auto', records?: Path) =>
  (await openBody(response, as))(records)
const value = async (body: string | Uint8Array, type?: string, as?: DecodeAs) =>
  (await decoded(answer(body, type), as)).records.values()[0]

describe('a body is read as its content type says', () => {
  const cases: [words: string, body: string | Uint8Array, type: string | undefined, expected: unknown][] = [
    ['JSON', '{"a":1}', 'application/json', { a: 1 }],
    ['JSON with a charset', '{"a":"ü"}', 'Application/JSON; charset=UTF-8', { a: 'ü' }],
    ['a +json type', '[1]', 'application/vnd.api+json', [1]],
    ['problem details', '{"title":"x"}', 'application/problem+json', { title: 'x' }],
    ['64-bit integers', '{"id":9007199254740993}', 'application/json', { id: 9007199254740993n }],
    ['JSON with a byte order mark', '\ufeff{"a":1}', 'application/json', { a: 1 }],
    ['JSON sent as text', '{"a":1}', 'text/plain', { a: 1 }],
    ['JSON sent as HTML', ' [1]', 'text/html', [1]],
    ['JSON without a type', '{"a":1}', undefined, { a: 1 }],
    ['text that only begins like JSON', '{not json}', 'text/plain', '{not json}'],
    ['digits sent as text', '12', 'text/plain', '12'],
    ['XML', '<a id="1"><b>2</b></a>', 'application/xml', { a: { '@id': '1', b: '2' } }],
    ['a +xml type', '<a/>', 'application/atom+xml;charset=utf-8', { a: '' }],
    [
      'XML in the charset it declares',
      Uint8Array.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00e9</a>', (unit) =>
        unit.charCodeAt(0),
      ),
      'text/xml',
      { a: 'é' },
    ],
    ['XHTML as text', '<html/>', 'application/xhtml+xml', '<html/>'],
    ['NDJSON', '{"a":1}\r\n\n[2]\n', 'application/x-ndjson', [{ a: 1 }, [2]]],
    ['CSV', 'id;name\n007;"x;y"\n', 'text/csv', [{ id: '007', name: 'x;y' }]],
    ['TSV', 'id\tname,too\n1\ta\n', 'text/tab-separated-values', [{ id: '1', 'name,too': 'a' }]],
    ['text in latin-1', new Uint8Array([0xe9]), 'text/plain; charset=iso-8859-1', 'é'],
    ['text in UTF-16 by its mark', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'text/plain', 'a'],
    ['an unknown charset as UTF-8', 'é', 'text/plain; charset=nonsense', 'é'],
    ['text without a type', 'hi', undefined, 'hi'],
    ['bytes', new Uint8Array([0, 1, 255]), 'image/png', 'AAH/'],
    ['bytes without a type', new Uint8Array([0xff, 0x00]), undefined, '/wA='],
    ['nothing', '', 'application/json', null],
    ['blanks', ' \r\n', 'application/json', null],
  ]
  test.each(cases)('%s', async (_words, body, type, expected) => {
    expect(await value(body, type)).toEqual(expected)
  })

  test('or as it is told', async () => {
    expect(await value('{"a":1}', 'image/png', 'json')).toEqual({ a: 1 })
    expect(await value('{"a":1}', 'application/json', 'text')).toBe('{"a":1}')
    expect(await value('hi', 'text/plain', 'binary')).toBe('aGk=')
    expect(await value('1\n2', 'application/json', 'ndjson')).toEqual([1, 2])
    expect(await value('a\n1', 'text/plain', 'csv')).toEqual([{ a: '1' }])
    expect(await value('<a>1</a>', 'text/plain', 'xml')).toEqual({ a: '1' })
  })
})

describe('records', () => {
  test('are the bytes that came, until somebody reads them', async () => {
    const { records, envelope } = await decoded(
      answer('{"results":[{"id":9007199254740993}, {"b": 1.0}],"next":"x"}', 'application/json'),
      'auto',
      ['results'],
    )
    expect(records.count).toBe(2)
    expect(text(records.lines())).toBe('{"id":9007199254740993}\n{"b": 1.0}\n')
    expect(envelope()).toEqual({ results: [], next: 'x' })
  })

  test('are parsed at once where those of the page before were read, and read the same', async () => {
    const habits = { reads: false }
    const response = answer(
      '{"a":[0,{"rows":[{"id":9007199254740993}, {"b": 1.0}],"n":"x"}],"c":2}',
      'application/json',
    )
    const path = ['a', 1, 'rows']
    const first = (await openBody(response, 'auto', { habits }))(path)
    expect(first.records.values()).toHaveLength(2)
    expect(habits.reads).toBe(true)
    const second = (await openBody(response, 'auto', { habits }))(path)
    expect(second.records.values()).toEqual(first.records.values())
    expect(text(second.records.lines())).toBe('{"id":9007199254740993}\n{"b": 1.0}\n')
    expect(text(second.records.slice(1, 2).lines())).toBe('{"b": 1.0}\n')
    expect(second.envelope()).toEqual(first.envelope())
    expect(second.envelope()).toEqual({ a: [0, { rows: [], n: 'x' }], c: 2 })
    const none = (await openBody(answer('{"c":2}', 'application/json'), 'auto', { habits }))(path)
    expect(none.records.count).toBe(0)
    const torn = await openBody(answer('{"a":[0,{"rows":[1,', 'application/json'), 'auto', { habits })
    expect(() => torn(path)).toThrow('The answer is cut off')
  })

  test('are the lines of NDJSON, or what stands at the path in each', async () => {
    const body = '{"n":[9007199254740993, 2]}\r\n\r\n{"n":null}\n{"n":3}'
    const lines = (await decoded(answer(body, 'application/x-ndjson'), 'auto', [])).records
    expect(text(lines.lines())).toBe('{"n":[9007199254740993, 2]}\n{"n":null}\n{"n":3}\n')
    const inside = (await decoded(answer(body, 'application/x-ndjson'), 'auto', ['n'])).records
    expect(text(inside.lines())).toBe('9007199254740993\n2\n3\n')
    expect(inside.values()).toEqual([9007199254740993n, 2, 3])
    expect((await decoded(answer('[1,2]\n[3]', 'application/jsonl'), 'auto', [])).records.values()).toEqual([
      [1, 2],
      [3],
    ])
  })

  test('are the rows of CSV, and the elements of XML, also where there is one', async () => {
    expect((await decoded(answer('a,b\n1,2\n3,4', 'text/csv'), 'auto', [])).records.values()).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ])
    const at = async (body: string) =>
      (await decoded(answer(body, 'text/xml'), 'auto', ['list', 'item'])).records.values()
    expect(await at('<list><item>1</item><item>2</item></list>')).toEqual(['1', '2'])
    expect(await at('<list><item>1</item></list>')).toEqual(['1'])
    expect(await at('<list/>')).toEqual([])
  })

  test('there are none where there is no body', async () => {
    expect((await decoded(answer('', undefined, 204), 'auto', ['results'])).records.count).toBe(0)
  })

  test('an answer that is no JSON says so', async () => {
    await expect(decoded(answer('<html>', 'text/html'), 'auto', ['results'])).rejects.toThrow(
      'Records were expected, but the answer is no JSON, NDJSON, CSV or XML (its content type is text/html).',
    )
  })

  test.each([
    ['{"results":[{"a":1},{"a"', 'application/json'],
    ['{"results":[{"a":1}]', 'application/json'],
    ['[1,2', 'application/json'],
    ['{"results":1}\n{"resu', 'application/x-ndjson'],
    ['a,b\n1,"2', 'text/csv'],
    ['<results><a>1</a><a>2', 'application/xml'],
  ])('[E3] a truncated body becomes no record: %s (%s)', async (body, type) => {
    await expect(decoded(answer(body, type), 'auto', ['results'])).rejects.toMatchObject({
      kind: 'decode',
      message: expect.stringContaining('is cut off'),
    })
  })
})

describe('headers (RFC 9110, 5)', () => {
  const response = {
    headers: [
      ['X-A', '1'],
      ['Set-Cookie', 'a=1'],
      ['x-a', '2'],
      ['set-cookie', 'b=2'],
    ] as const,
  }
  test('are found by name in any case, all lines in order', () => {
    expect(headerLines(response, 'x-A')).toEqual(['1', '2'])
    expect(headerLines(response, 'none')).toEqual([])
  })
  test('as a value are joined by commas, but for Set-Cookie', () => {
    expect(headersObject(response)).toEqual({ 'x-a': '1, 2', 'set-cookie': ['a=1', 'b=2'] })
  })
})
