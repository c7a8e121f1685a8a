import { describe, expect, test } from 'vitest'
import {
  fieldName,
  findKnownTokens,
  findSecretInRow,
  findSecretsInAddress,
  isSecretName,
} from '../../src/model/literalSecrets.ts'

/** Put together from halves, so that this file itself holds nothing that looks like a secret to whoever scans it. */
const tokens: readonly (readonly [looksLike: string, ...halves: string[]])[] = [
  ['a Stripe key', 'sk_', 'live_4eC39HqLyjWDarjtT1zdp7dc'],
  ['a Stripe key', 'rk_', 'test_4eC39HqLyjWDarjtT1zdp7dc'],
  ['a GitHub token', 'ghp', '_16C7e42F292c6912E7710c838347Ae178B4a'],
  ['a GitHub token', 'github_', 'pat_11ABCDEFG0123456789_abcdefghij'],
  ['a GitLab token', 'glpat', '-abcdefghij0123456789'],
  ['a Slack token', 'xoxb', '-123456789012-abcdefABCDEF'],
  ['an AWS access key', 'AKIA', 'IOSFODNN7EXAMPLE'],
  ['a Google API key', 'AIza', 'SyA1234567890abcdefghijklmnopqrstuv'],
  ['a SendGrid key', 'SG.', 'abcdefghijklmnop1234.abcdefghijklmnopqrstuvwx'],
  ['a Shopify token', 'shpat', '_0123456789abcdef0123456789abcdef'],
  ['an npm token', 'npm', `_${'a1'.repeat(18)}`],
  ['a DigitalOcean token', 'dop_', `v1_${'0a'.repeat(32)}`],
  [
    'a JSON Web Token',
    'eyJ',
    'hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
  ],
  ['a private key', '-----BEGIN RSA PRIV', 'ATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----'],
]

describe('tokens of a known form', () => {
  test.each(tokens)('%s', (looksLike, ...halves) => {
    const token = halves.join('')
    expect(findKnownTokens(`before ${token} after`)).toMatchObject([
      { looksLike, from: 7, to: 7 + token.length },
    ])
    expect(findKnownTokens(`{{ input.id | append: "${token.replaceAll('\n', ' ')}" }}`)).toEqual([])
  })

  test('several, in order', () => {
    const [first, second] = [tokens[2]?.slice(1).join(''), tokens[6]?.slice(1).join('')]
    expect(findKnownTokens(`${second} {{ x }} ${first}`).map(({ looksLike }) => looksLike)).toEqual([
      'an AWS access key',
      'a GitHub token',
    ])
  })

  test.each(['sk_live_', 'the eyJ of the beholder', 'AIza', 'SG.1.2', 'npm_install', ''])(
    '%j is none',
    (text) => {
      expect(findKnownTokens(text)).toEqual([])
    },
  )
})

test.each<[string, boolean]>([
  ['Authorization', true],
  ['Proxy-Authorization', true],
  ['X-API-Key', true],
  ['apikey', true],
  ['api_key', true],
  ['Cookie', true],
  ['X-Parse-REST-API-Key', true],
  ['X-Parse-Master-Key', true],
  ['X-Auth-Token', true],
  ['access_token', true],
  ['client_secret', true],
  ['Ocp-Apim-Subscription-Key', true],
  ['X-Parse-Application-Id', false],
  ['Idempotency-Key', false],
  ['X-Idempotency-Key', false],
  ['page_token', false],
  ['X-Request-Token', false],
  ['key', false],
  ['Accept', false],
])('%s carries a secret: %s', (name, expected) => {
  expect(isSecretName(name)).toBe(expected)
})

test.each<[string, [string, string | undefined][]]>([
  [
    'https://ada:love@x.example/',
    [
      ['ada', 'userinfo-user'],
      ['love', 'userinfo-password'],
    ],
  ],
  ['https://:love@x.example/', [['love', 'userinfo-password']]],
  ['/x?a=1&api_key=k&b=2', [['k', 'query']]],
  ['/x?api_key=sk_live_4eC39HqLyjWDarjt', [['sk_live_4eC39HqLyjWDarjt', 'query']]],
  [
    '/sk_live_4eC39HqLyjWDarjt?api_key=k',
    [
      ['k', 'query'],
      ['sk_live_4eC39HqLyjWDarjt', undefined],
    ],
  ],
  ['/x?api_key=', []],
  ['/x#api_key=k', []],
  ['https://x.example/a:b@c', []],
])('%s', (address, expected) => {
  expect(
    findSecretsInAddress(address).map((secret) => [address.slice(secret.from, secret.to), secret.in]),
  ).toEqual(expected)
})

test.each<[string, string, string | undefined]>([
  ['Authorization', 'Bearer abc', 'abc'],
  ['Authorization', 'abc', 'abc'],
  ['Authorization', ' Basic YTpi ', 'YTpi'],
  ['X-Api-Key', 'k', 'k'],
  ['Authorization', 'Bearer', 'Bearer'],
  ['Authorization', 'Bearer ', undefined],
  ['X-Api-Key', '{{ auth.key }}', undefined],
  ['X-Trace', 'short', undefined],
])('%s: %j', (name, value, expected) => {
  const secret = findSecretInRow(name, value)
  expect(secret && value.slice(secret.from, secret.to)).toBe(expected)
})

test.each([
  ['X-API-Key', 'api_key'],
  ['Ünsafe Name!', 'nsafe_name'],
  ['1st', 'key'],
  ['', 'key'],
])('a field for %j is called %s', (name, expected) => {
  expect(fieldName(name)).toBe(expected)
})
