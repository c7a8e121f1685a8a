import { describe, expect, it, test } from 'vitest'
import { mostAnswerLength, toAnswerSample } from '../../src/store/keptAnswer.ts'

const response = (bytes: Uint8Array, more: object = {}) => ({
  status: 200,
  statusText: 'OK',
  headers: [],
  bodyBase64: Buffer.from(bytes).toString('base64'),
  bodyBytes: bytes.length,
  ...more,
})
const text = (written: string) => Buffer.from(written)

describe('an answer that is kept as a sample', () => {
  it('is what was said, without what brought it here and without cookies', () => {
    const headers = [
      ['content-type', 'application/json'],
      ['Content-Encoding', 'gzip'],
      ['content-length', '7'],
      ['Transfer-Encoding', 'chunked'],
      ['Set-Cookie', 'session=planted-secret'],
      ['Retry-After', '2'],
      ['retry-after', '3'],
    ]
    expect(toAnswerSample(response(text('{"ü":1}'), { headers }))).toEqual({
      status: 200,
      headers: [
        ['content-type', 'application/json'],
        ['Retry-After', '2'],
        ['retry-after', '3'],
      ],
      body: '{"ü":1}',
    })
  })

  test.each([
    ['none came', undefined, /no answer/],
    ['its body is no text', response(Uint8Array.of(0xff, 0xfe)), /no text in UTF-8/],
    ['the tape cut it', response(text('{'), { cut: 10 }), /too large/],
    ['it is large', response(text('x'.repeat(mostAnswerLength + 1))), /too large/],
    ['it is very large', response(text('x'.repeat(mostAnswerLength * 2))), /too large/],
  ])('is refused in words where %s', (_what, given, words) => {
    expect(toAnswerSample(given as never)).toMatch(words)
  })

  it('has an empty body where there was none', () => {
    expect(toAnswerSample(response(text('')))).toMatchObject({ body: '' })
  })
})
