import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesChunk } from '../../src/engine/bytesChunk.ts'
import { valuesChunk } from '../../src/engine/chunk.ts'
import { createRedactor, mask } from '../../src/engine/redact.ts'
import { scanJson } from '../../src/engine/scan.ts'
import { printJson } from '../../src/model/printJson.ts'
import { parseJson } from '../../src/model/readJson.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (body: Uint8Array) => new TextDecoder().decode(body)
const base64 = (plain: string) => btoa(String.fromCharCode(...bytes(plain)))
const knowing = (...secrets: string[]) => {
  const redactor = createRedactor()
  redactor.learn(secrets)
  return redactor
}

/** JSON as printers write it that escape more than they need to; `\\"` counts as a quote. */
const escaping =
  (escaped: RegExp, upper: boolean) =>
  (secret: string): string =>
    JSON.stringify({ a: secret }).replace(/\\["\\]|[^]/g, (written, at: number, all: string) => {
      const plain = written.at(-1) ?? ''
      if (at < 6 || at > all.length - 3 || !escaped.test(plain)) return written
      const digits = plain.charCodeAt(0).toString(16).padStart(4, '0')
      return `\\u${upper ? digits.toUpperCase() : digits}`
    })

/** Encodings in which a value may come back. */
const encodings: [name: string, encode: (secret: string, before: string) => string][] = [
  ['raw', (secret, before) => before + secret],
  ['percent-encoded', (secret, before) => encodeURIComponent(before + secret)],
  [
    'percent-encoded in lower case',
    (secret) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
  ],
  ['form-encoded', (secret, before) => new URLSearchParams({ a: before + secret }).toString()],
  ['base64', (secret, before) => base64(before + secret)],
  [
    'base64url',
    (secret, before) =>
      base64(before + secret)
        .replaceAll('+', '-')
        .replaceAll('/', '_'),
  ],
  ['JSON', (secret, before) => JSON.stringify({ a: before + secret })],
  ['JSON in JSON', (secret, before) => JSON.stringify({ a: JSON.stringify({ b: before + secret }) })],
  ['JSON with escaped slashes', (secret) => JSON.stringify(secret).replaceAll('/', '\\/')],
  ['JSON as Go writes it', escaping(/[<>&]/, false)],
  ['JSON as PHP writes it for HTML', escaping(/[<>&'"]/, true)],
  ['JSON as .NET writes it', escaping(/[<>&'"+`\u007f-\uffff]/, true)],
  [
    'XML',
    (secret) =>
      `<a b="${secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}"/>`,
  ],
  ['JSON of base64', (secret, before) => JSON.stringify({ a: `Basic ${base64(before + secret)}` })],
]
const secretText = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019 /+=%"\\\'&<>`?ü€😀.-_~!*()'), minLength: 10, maxLength: 40 })
  .filter((value) => bytes(value).length >= 10 && value.trim().length > 8)
const before = fc.string({ unit: 'grapheme-ascii', maxLength: 5 })

describe('[E20] [E34] a planted secret is found in any encoding', () => {
  test.each(encodings)('%s: in text and in bytes', (_name, encode) => {
    fc.assert(
      fc.property(secretText, before, (secret, prefix) => {
        // What only the secret decides: its own encoding, without the characters it shares with its neighbours.
        const planted = encode(secret, prefix)
        const shown = knowing(secret).text(planted)
        expect(shown).toContain(mask)
        expect(shown).not.toContain(secret)
        expect(shown.length).toBeLessThan(planted.length + mask.length)
        const kept = text(knowing(secret).bytes(bytes(`{"a":1} ${planted} x`)))
        expect(kept).toContain(mask)
        expect(kept).not.toContain(secret)
      }),
    )
  })

  test('in the middle of a large body, across windows', () => {
    for (const at of [0, (1 << 20) - 5, (1 << 20) + 3, 3_000_000]) {
      const redactor = knowing('planted-secret')
      const body = bytes(`${'x'.repeat(at)}planted-secret${'y'.repeat(1000)}`)
      expect(text(redactor.bytes(body))).toBe(`${'x'.repeat(at)}${mask}${'y'.repeat(1000)}`)
      expect(redactor.count).toBe(1)
    }
  })

  test('the mask has one length, whatever it hides', () => {
    expect(knowing('12345678').text('<12345678>')).toBe(`<${mask}>`)
    expect(knowing('a'.repeat(500)).text(`<${'a'.repeat(500)}>`)).toBe(`<${mask}>`)
  })

  test('short values are not searched for', () => {
    expect(knowing('1234567').text('1234567')).toBe('1234567')
    expect(knowing('üüüü').text('üüüü')).toBe(mask)
  })

  test('every occurrence is counted', () => {
    const redactor = knowing('planted-secret', 'another-one')
    redactor.text('planted-secret another-one planted-secret')
    expect(redactor.count).toBe(3)
  })
})

describe('what holds none is returned as it is', () => {
  const redactor = knowing('planted-secret')
  test('text, bytes, values and lists are the same objects', () => {
    const value = { a: [1, 'x', { b: null }], c: 9007199254740993n }
    const body = bytes('{"a":1}')
    expect(redactor.value(value)).toBe(value)
    expect(redactor.bytes(body)).toBe(body)
    expect(redactor.json(body)).toBe(body)
    fc.assert(
      fc.property(fc.string(), (plain) => {
        fc.pre(!plain.includes('planted'))
        expect(redactor.text(plain)).toBe(plain)
      }),
    )
  })

  test('with nothing learned, chunks are too', () => {
    const chunk = valuesChunk([1])
    expect(createRedactor().chunk(chunk)).toBe(chunk)
  })
})

describe('[E34] on the byte path', () => {
  test('records stay JSON and keep everything else', () => {
    const redactor = knowing('planted-secret')
    const { records } = scanJson(
      bytes('{"r":[{"id":9007199254740993,"t":"a planted-secret"}, {"b": 1.0}]}'),
      ['r'],
    )
    expect(text(redactor.chunk(records).lines())).toBe(
      `{"id":9007199254740993,"t":"a ${mask}"}\n{"b": 1.0}\n`,
    )
    expect(redactor.chunk(records).values()[0]).toEqual({ id: 9007199254740993n, t: `a ${mask}` })
  })

  test('a number that is a secret becomes a text', () => {
    const redactor = knowing('9007199254740993')
    expect(text(redactor.json(bytes('{"a":9007199254740993,"b":"9007199254740993"}\n{"c":1}\n')))).toBe(
      `{"a":"${mask}","b":"${mask}"}\n{"c":1}\n`,
    )
    expect(redactor.value({ a: 9007199254740993n })).toEqual({ a: mask })
  })

  test('any JSON with the secret anywhere in it stays JSON, and the secret is gone', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.string({ unit: fc.constantFrom(...'ab"\\/\n\u0001uü1') }),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 4 }), tie('value'), { maxKeys: 3 }),
      ),
    })).value
    fc.assert(
      fc.property(secretText, value, value, before, (secret, left, right, prefix) => {
        const line = printJson([left, `${prefix}${secret}`, { [`${prefix}${secret}`]: right }] as never)
        const redactor = knowing(secret)
        const masked = text(redactor.json(bytes(line)))
        expect(() => parseJson(masked)).not.toThrow()
        expect(JSON.stringify(JSON.parse(masked))).not.toContain(JSON.stringify(secret).slice(1, -1))
        expect(redactor.count).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  test('each view is masked and counted once', () => {
    const redactor = knowing('planted-secret')
    const body = bytes('["planted-secret"]')
    const chunk = redactor.chunk(bytesChunk(body, Uint32Array.of(1, body.length - 1)))
    chunk.lines()
    chunk.values()
    chunk.lines()
    expect(redactor.count).toBe(1)
    expect(text(chunk.slice(0, 1).lines())).toBe(`"${mask}"\n`)
  })
})
