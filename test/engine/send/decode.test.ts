import { describe, expect, test } from 'vitest'
import type { ExchangeId } from '../../../src/engine/events.ts'
import type { HttpResponse } from '../../../src/engine/io.ts'
import { decodeAnswer } from '../../../src/engine/send/decode.ts'
import { headerLines, headersObject } from '../../../src/engine/send/headers.ts'
import type { DecodeAs, Path } from '../../../src/engine/send.ts'
import type { NodeId } from '../../../src/model/ids.ts'
import { bytes, text } from './sending.ts'

const answer = (body: string | Uint8Array, type?: string, status = 200): HttpResponse => ({
  status,
  statusText: '',
  headers: type === undefined ? [] : [['content-type', type]],
  body: typeof body === 'string' ? bytes(body) : body,
  wireBytes: 0,
  phases: {},
})
const decoded = (response: HttpResponse, as: DecodeAs = 'auto', records?: Path) =>
  decodeAnswer(response, as, { records, node: 'n' as NodeId, at: 'n', exchange: 'e' as ExchangeId })
const value = (body: string | Uint8Array, type?: string, as?: DecodeAs) =>
  decoded(answer(body, type), as).records.values()[0]

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
    ['XML', '<a/>', 'application/xml', '<a/>'],
    ['text in latin-1', new Uint8Array([0xe9]), 'text/plain; charset=iso-8859-1', 'é'],
    ['text in UTF-16 by its mark', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'text/plain', 'a'],
    ['an unknown charset as UTF-8', 'é', 'text/plain; charset=nonsense', 'é'],
    ['text without a type', 'hi', undefined, 'hi'],
    ['bytes', new Uint8Array([0, 1, 255]), 'image/png', 'AAH/'],
    ['bytes without a type', new Uint8Array([0xff, 0x00]), undefined, '/wA='],
    ['nothing', '', 'application/json', null],
    ['blanks', ' \r\n', 'application/json', null],
  ]
  test.each(cases)('%s', (_words, body, type, expected) => {
    expect(value(body, type)).toEqual(expected)
  })

  test('or as it is told', () => {
    expect(value('{"a":1}', 'image/png', 'json')).toEqual({ a: 1 })
    expect(value('{"a":1}', 'application/json', 'text')).toBe('{"a":1}')
    expect(value('hi', 'text/plain', 'binary')).toBe('aGk=')
  })
})

describe('records', () => {
  test('are the bytes that came, until somebody reads them', () => {
    const { records, envelope } = decoded(
      answer('{"results":[{"id":9007199254740993}, {"b": 1.0}],"next":"x"}', 'application/json'),
      'auto',
      ['results'],
    )
    expect(records.count).toBe(2)
    expect(text(records.lines())).toBe('{"id":9007199254740993}\n{"b": 1.0}\n')
    expect(envelope()).toEqual({ results: [], next: 'x' })
  })

  test('there are none where there is no body', () => {
    expect(decoded(answer('', undefined, 204), 'auto', ['results']).records.count).toBe(0)
  })

  test('an answer that is no JSON says so', () => {
    expect(() => decoded(answer('<html>', 'text/html'), 'auto', ['results'])).toThrow(
      'Records were expected, but the answer is no JSON (its content type is text/html).',
    )
  })

  test.each(['{"results":[{"a":1},{"a"', '{"results":[{"a":1}]', '[1,2'])(
    '[E3] a truncated body becomes no record: %s',
    (body) => {
      let failure: unknown
      try {
        decoded(answer(body, 'application/json'), 'auto', ['results'])
      } catch (error) {
        failure = error
      }
      expect(failure).toMatchObject({ kind: 'decode', node: 'n', at: 'n', exchange: 'e', status: 200 })
    },
  )
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
