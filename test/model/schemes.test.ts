import { describe, expect, test } from 'vitest'
import { findScheme, recogniseScheme, schemes } from '../../src/model/schemes.ts'

const made = (scheme: string, answers?: Record<string, string>) => findScheme(scheme)?.make(answers)

describe('what each scheme makes', () => {
  test.each<[string, Record<string, string> | undefined, [name: string, secret: boolean][], object[]]>([
    ['none', undefined, [], []],
    ['api-key', undefined, [['key', true]], [{ in: 'header', name: 'X-API-Key', value: '{{ auth.key }}' }]],
    [
      'api-key',
      { in: 'query', name: 'api_key' },
      [['key', true]],
      [{ in: 'query', name: 'api_key', value: '{{ auth.key }}' }],
    ],
    [
      'api-key',
      { in: 'cookie', name: 'session' },
      [['key', true]],
      [{ in: 'cookie', name: 'session', value: '{{ auth.key }}' }],
    ],
    [
      'api-key',
      { name: 'Authorization', prefix: 'Token' },
      [['key', true]],
      [{ in: 'header', name: 'Authorization', value: 'Token {{ auth.key }}' }],
    ],
    [
      'bearer',
      undefined,
      [['token', true]],
      [{ in: 'header', name: 'Authorization', value: 'Bearer {{ auth.token }}' }],
    ],
    [
      'basic',
      undefined,
      [
        ['username', false],
        ['password', true],
      ],
      [
        {
          in: 'header',
          name: 'Authorization',
          value: 'Basic {{ auth.username | append: ":" | append: auth.password | base64_encode }}',
        },
      ],
    ],
    ['custom', undefined, [['key', true]], [{ in: 'header', name: 'X-API-Key', value: '{{ auth.key }}' }]],
  ])('%s %j', (scheme, answers, fields, placements) => {
    const parts = made(scheme, answers)
    expect(parts?.fields.map(({ name, secret }) => [name, secret])).toEqual(fields)
    expect(parts?.placements).toEqual(placements)
  })
})

describe('recognising', () => {
  test.each<[string, Record<string, string>]>([
    ['none', {}],
    ['api-key', { in: 'query', name: 'k', prefix: '' }],
    ['api-key', { in: 'header', name: 'Authorization', prefix: 'Token' }],
    ['bearer', { prefix: 'Bearer' }],
    ['basic', {}],
    [
      'login',
      {
        method: 'GET',
        url: '/token',
        sends: 'query',
        user: 'u',
        password: 'p',
        token: 'data.t',
        header: 'X-Token',
        prefix: '',
      },
    ],
    [
      'login',
      {
        method: 'POST',
        url: 'https://id.example.com/token',
        sends: 'form',
        user: 'u',
        password: 'p',
        token: 'access_token',
        header: 'Authorization',
        prefix: 'Bearer',
      },
    ],
  ])('%s %j is what it was made as', (scheme, answers) => {
    const parts = made(scheme, answers)
    const found = recogniseScheme(parts ?? { fields: [], placements: [] })
    expect([found.scheme.scheme, found.answers]).toEqual([scheme, answers])
  })

  test('titles may be changed, the way may not', () => {
    const parts = made('bearer') ?? { fields: [], placements: [] }
    const retitled = {
      ...parts,
      fields: parts.fields.map((field) => ({ ...field, title: 'Access token', description: 'x' })),
    }
    expect(findScheme('bearer')?.recognise(retitled)).toEqual({ prefix: 'Bearer' })
    const twice = { ...parts, placements: [...parts.placements, ...parts.placements] }
    expect(findScheme('bearer')?.recognise(twice)).toBeUndefined()
    expect(recogniseScheme(twice).scheme.scheme).toBe('custom')
  })
})

test('names are unique, and an unknown one is none', () => {
  expect(new Set(schemes.map(({ scheme }) => scheme)).size).toBe(schemes.length)
  expect(findScheme('oauth9')).toBeUndefined()
})
