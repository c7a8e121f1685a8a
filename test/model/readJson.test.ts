import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxJsonDepth } from '../../src/model/json.ts'
import { JsonError, parseJson } from '../../src/model/readJson.ts'

const accepts = (read: () => unknown) => {
  try {
    read()
    return true
  } catch {
    return false
  }
}

/** Big integers as the platform would have them. */
const inexact = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(inexact)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).map(([key, member]) => [key, inexact(member)])
}

/** Makes the reader take its own way, on which it must agree with the platform's. */
const long = ' 12345678901234567'
const throughOwnReader = (text: string) => (parseJson(`[${text},${long}]`) as unknown[])[0]

describe('what it accepts and what it gives', () => {
  const cases = [
    '0',
    '-0',
    '1',
    '-1',
    '1.5',
    '1e3',
    '1E+3',
    '1e-3',
    '0.1',
    '1e400',
    '-1e400',
    '123456789012345',
    'true',
    'false',
    'null',
    '""',
    '"a"',
    '"\\u00e9"',
    '"\\ud83d\\ude00"',
    '"\\ud83d"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '[]',
    '[1,2]',
    '{}',
    '{"a":1}',
    '{"a":{"b":[null]}}',
    ' \t\r\n{ "a" : [ 1 , 2 ] }\n',
    '{"a":1,"a":2}',
    '{"a":1,"b":2,"a":3}',
    '{"2":1,"1":2}',
    '{"":1}',
  ]
  test.each(cases)('%s as JSON.parse gives it, on both ways', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
    expect(throughOwnReader(text)).toEqual(JSON.parse(text))
  })

  const refused = [
    '',
    ' ',
    '01',
    '1.',
    '.5',
    '+1',
    '-',
    '1e',
    '1e+',
    '0x1',
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
    'tru',
    'nul',
    "'a'",
    '"a',
    '"\\x"',
    '"\\u12"',
    '"\\u12g4"',
    '"\n"',
    '"\u0000"',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[',
    ']',
    '{',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '{"a":1 "b":2}',
    '1 2',
    'true false',
    '// c\n1',
    '\ufeff1',
    '\u00a01',
    '{"a":1',
  ]
  test.each(refused)('%j is refused as JSON.parse refuses it, on both ways', (text) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    expect(() => parseJson(text)).toThrow(JsonError)
    expect(() => throughOwnReader(text)).toThrow(JsonError)
  })

  test('any text: same verdict and same value as JSON.parse', () => {
    const texts = fc.oneof(
      fc.json({ maxDepth: 5 }),
      fc.string(),
      fc
        .array(fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', '1', '-', '.', 'e', 'null', 'a', ' '))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        expect(accepts(() => parseJson(text))).toBe(accepts(() => JSON.parse(text)))
        expect(accepts(() => throughOwnReader(text))).toBe(accepts(() => JSON.parse(`[${text},1]`)))
        const whole = accepts(() => JSON.parse(text)) ? text : 'null'
        expect(inexact(throughOwnReader(whole))).toEqual(inexact(JSON.parse(whole)))
      }),
      { numRuns: 500 },
    )
  })
})

describe('integers', () => {
  test.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['-9007199254740993', -9007199254740993n],
    ['1234567890123456789', 1234567890123456789n],
    ['123456789012345678901234567890', 123456789012345678901234567890n],
    ['1.2345678901234567890', 1.2345678901234567],
    ['1234567890123456789.0', Number('1234567890123456789')],
    ['12345678901234567e1', Number('123456789012345670')],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toBe(value)
    expect(parseJson(`{"id":${text}}`)).toEqual({ id: value })
  })

  test('a long number in a text stays text', () => {
    expect(parseJson('{"id":"1234567890123456789"}')).toEqual({ id: '1234567890123456789' })
  })
})

describe('keys', () => {
  test('__proto__ is a key like any other, on both ways', () => {
    for (const more of ['', `,"n":${long}`]) {
      const value = parseJson(`{"__proto__":{"admin":true}${more}}`) as Record<string, unknown>
      expect(Object.hasOwn(value, '__proto__')).toBe(true)
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
      expect(value['admin']).toBeUndefined()
    }
  })
})

describe('bytes', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)

  test('UTF-8 with and without a byte order mark', () => {
    expect(parseJson(bytes('"é😀"'))).toBe('é😀')
    expect(parseJson(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('[1]')]))).toEqual([1])
  })

  test.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22], 1],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22], 1],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22], 1],
    ['Latin-1', [...bytes('{"a":\n"'), 0xe9, 0x22, 0x7d], 7],
    ['a character cut off at the end', [0x22, 0xf0, 0x9f], 1],
  ])('%s is refused with its place', (_what, list, offset) => {
    const error = failure(() => parseJson(new Uint8Array(list)))
    expect(error.message).toContain('not UTF-8')
    expect(error.offset).toBe(offset)
  })
})

describe('errors', () => {
  function fails(text: string) {
    const { message, offset, line, column } = failure(() => parseJson(text))
    return { message, offset, line, column }
  }

  test.each([
    [
      '{\n  "a": 1,\n  b: 2\n}',
      {
        message: 'Expected a key in quotes, but “b” stands there (line 3, column 3)',
        offset: 14,
        line: 3,
        column: 3,
      },
    ],
    [
      '[1, 2',
      {
        message: 'The text ends where a comma or the end of the list should stand (line 1, column 6)',
        offset: 5,
        line: 1,
        column: 6,
      },
    ],
    [
      '{"a" 1}',
      {
        message: 'Expected a colon after the key, but “1” stands there (line 1, column 6)',
        offset: 5,
        line: 1,
        column: 6,
      },
    ],
    [
      '"abc',
      { message: 'A text in quotes is never closed (line 1, column 1)', offset: 0, line: 1, column: 1 },
    ],
    [
      '"a\nb"',
      {
        message: 'A line break, tab or other control character stands inside quotes (line 1, column 3)',
        offset: 2,
        line: 1,
        column: 3,
      },
    ],
    [
      '"\\q"',
      {
        message: 'A backslash is followed by something that is no escape (line 1, column 2)',
        offset: 1,
        line: 1,
        column: 2,
      },
    ],
    [
      '[1] 2',
      { message: 'Expected the end, but “2” stands there (line 1, column 5)', offset: 4, line: 1, column: 5 },
    ],
  ])('%j', (text, expected) => {
    expect(fails(text)).toEqual(expected)
  })

  test('no message quotes more than one character of the text', () => {
    const error = failure(() => parseJson('{"key": sk_live_supersecret}'))
    expect(error.message).not.toContain('sk_live')
  })
})

describe('depth', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

  test('up to the limit, and no deeper', () => {
    expect(parseJson(nested(maxJsonDepth))).toBeDefined()
    expect(() => parseJson(nested(maxJsonDepth + 1))).toThrow(/more than 512 deep/)
    expect(() => parseJson('[[[1]]]', { depth: 2 })).toThrow(/more than 2 deep/)
  })

  test('a million brackets are an error, not a full stack', () => {
    expect(() => parseJson('['.repeat(1_000_000))).toThrow(JsonError)
    expect(() => parseJson('{"a":'.repeat(200_000))).toThrow(JsonError)
  })

  test('brackets inside texts do not count', () => {
    const text = JSON.stringify(Array.from({ length: 2_000 }, () => '[{"\\"'))
    expect(parseJson(text)).toEqual(JSON.parse(text))
    expect(() => parseJson(`${'["]",'.repeat(600)}1${']'.repeat(600)}`)).toThrow(/deep/)
  })
})

function failure(run: () => unknown): JsonError {
  try {
    run()
  } catch (error) {
    if (error instanceof JsonError) return error
    throw error
  }
  throw new Error('It was accepted.')
}

describe('an integer beyond 2^53 is found wherever it stands', () => {
  const blanks = Array.from({ length: 33 }, (_, count) => ' '.repeat(count))
  test.each(['9007199254740993', '-9007199254740993', '12345678901234567890123456789012345'])(
    '%s',
    (digits) => {
      for (const blank of blanks) {
        expect(parseJson(`${blank}[1,${digits},2]`)).toEqual([1, BigInt(digits), 2])
        expect(parseJson(`[${blank}${digits}${blank}]`)).toEqual([BigInt(digits)])
      }
    },
  )
})
