import { describe, expect, test } from 'vitest'
import { mask } from '../../src/engine/redact.ts'
import {
  type EffectiveOptions,
  effectiveRequest,
  type EffectiveText,
} from '../../src/nodes/request/effective.ts'
import { requestSettings } from '../../src/nodes/request/settings.ts'
import { createAuthentication, createService, row, textOf } from './drawing.ts'

const service = createService({
  defaults: {
    headers: [{ ...row('X-Default', 'd'), enabled: true, whenEmpty: 'omit' }],
    query: [],
    errorRules: [],
  },
})

function effective(stored: object, more: Partial<EffectiveOptions> = {}) {
  const result = effectiveRequest({
    settings: requestSettings.parse(stored),
    service,
    authentication: undefined,
    scope: { input: { id: 'a b', name: 'Ana' }, service: { title: service.title, baseUrl: service.baseUrl } },
    ...more,
  })
  if ('failure' in result) throw result.failure
  return result
}

/** The coloured characters by origin. */
const chips = ({ text, spans }: EffectiveText) =>
  spans.map(({ from, to, origin }) => [origin, text.slice(from, to)])

describe('the effective request', () => {
  test('tells which characters came from which reference', () => {
    const shown = effective({
      method: 'POST',
      url: '/c/{{ input.id }}',
      query: [row('n', '{{ input.name | upcase }}'), row('t', 'typed')],
      headers: [row('X-Name', '{{ input.name }}')],
      body: { kind: 'json', text: '{"id":"{{ input.id }}","x":"<{{ input.name }}>"}' },
    })
    expect(shown.url.text).toBe('https://api.example.com/v1/c/a%20b?n=ANA&t=typed')
    expect(chips(shown.url)).toEqual([
      ['service.baseUrl', 'https://api.example.com/v1'],
      ['input.id', 'a%20b'],
      ['input.name', 'ANA'],
    ])
    expect(shown.headers.map(({ name, source, value }) => [name, source, chips(value)])).toEqual([
      ['X-Name', 'request', [['input.name', 'Ana']]],
      ['X-Default', 'service', []],
      ['Content-Type', 'patchbay', []],
      ['Accept', 'patchbay', []],
      ['User-Agent', 'patchbay', []],
    ])
    expect(shown.body?.text && chips(shown.body.text)).toEqual([
      ['input.id', '"a b"'],
      ['input.name', 'Ana'],
    ])
    expect(textOf(shown.body?.bytes)).toBe('{"id":"a b","x":"<Ana>"}')
  })

  const authentication = createAuthentication(
    [
      { in: 'header', name: 'Authorization', value: 'Bearer {{ auth.key }}' },
      { in: 'query', name: 'k', value: '{{ auth.key }}' },
      { in: 'body', name: 'k', value: '{{ auth.key }}' },
    ],
    { key: 'secret' },
  )
  const stored = {
    method: 'POST',
    url: '/a',
    query: [row('n', '{{ input.name }}')],
    body: { kind: 'json', text: '{"n":"{{ input.name }}"}' },
  }

  test('is drawn with masks, and says what the authentication placed', () => {
    const shown = effective(stored, { authentication })
    expect(shown.url.text).toBe(`https://api.example.com/v1/a?n=Ana&k=${mask}`)
    expect(chips(shown.url).slice(1)).toEqual([
      ['input.name', 'Ana'],
      ['auth', `&k=${mask}`],
    ])
    expect(shown.headers.at(-1)).toMatchObject({
      name: 'Authorization',
      source: 'authentication',
      value: { text: `Bearer ${mask}` },
    })
    expect(shown.body?.text?.text).toBe(`{"n":"Ana","k":"${mask}"}`)
  })

  test('with values it is what would be sent', () => {
    const shown = effective(stored, { authentication, fields: { key: 's 1' } })
    expect(shown.request.url).toBe('https://api.example.com/v1/a?n=Ana&k=s%201')
    expect(textOf(shown.request.body)).toBe('{"n":"Ana","k":"s 1"}')
  })

  test('bytes that are no text are not shown as text', () => {
    const shown = effective({ method: 'PUT', url: '/a', body: { kind: 'binary', text: 'AAH/' } })
    expect(shown.body).toEqual({ bytes: new Uint8Array([0, 1, 255]), text: undefined })
  })

  test('what keeps it from being drawn is returned', () => {
    const result = effectiveRequest({
      settings: requestSettings.parse({ url: '/c/{{ input.none }}' }),
      service,
      authentication: undefined,
      scope: { input: {} },
    })
    expect(result).toMatchObject({ failure: { kind: 'address' } })
  })
})
