import { describe, expect, test } from 'vitest'
import { applyImport, connectorOfImport } from '../../../../src/formats/curl/import/applyImport.ts'
import { importCurl } from '../../../../src/formats/curl/import/importCurl.ts'
import { checkConnector } from '../../../../src/model/checks.ts'
import type { Connector, GraphNode } from '../../../../src/model/document.ts'
import { applyEdits } from '../../../../src/model/edits.ts'
import { fieldsOf } from '../../../../src/model/fields.ts'
import { printConnector } from '../../../../src/model/print.ts'
import { catalog } from '../../../../src/nodes/catalog.ts'
import { requestOf } from './drawn.ts'
import { counting } from './ids.ts'

const parse = `-H 'X-Parse-Application-Id: app-4kQz' -H 'X-Parse-REST-API-Key: rest-m1Ty'`
const three = [
  `curl ${parse} https://parseapi.back4app.com/classes/Region`,
  `curl -G ${parse} https://parseapi.back4app.com/classes/Customer --data-urlencode 'where={"region":"{{region}}"}' -d limit=100 -d skip=0`,
  `curl -X PUT ${parse} -H 'Content-Type: application/json' -d '{"email":"{{email}}"}' https://parseapi.back4app.com/classes/Customer/{customerId}`,
].join('\n')

const proposed = (text: string, connector?: Connector) => importCurl(text, { connector, makeId: counting() })
const made = (text: string) => connectorOfImport(proposed(text), { makeId: counting('x') }).connector
const settingsOf = (connector: Connector, at = 0) => requestOf(connector.operations[at])?.settings ?? {}

describe('one command', () => {
  const connector = made(
    `curl 'https://api.example.com/v1/users/<user id>/orders?page=2&state=open' -H 'Accept: text/csv'`,
  )

  test('makes a connector of its host, the beginning of its path, and an operation', () => {
    expect(connector.title).toBe('Example')
    expect(connector.service.baseUrl).toBe('https://api.example.com/v1')
    expect(connector.operations.map(({ title, name }) => [title, name])).toEqual([
      ['List orders', 'list-orders'],
    ])
  })

  test('makes inputs of variables and placeholders', () => {
    expect(settingsOf(connector)['url']).toBe('/users/{{ input.userId }}/orders')
    expect(fieldsOf(connector.operations[0] as never).map(({ name, title }) => [name, title])).toEqual([
      ['userId', 'User ID'],
    ])
  })

  test('has no problems but that nobody chose where the records are', () => {
    const codes = checkConnector(connector, catalog).filter(({ severity }) => severity === 'error')
    expect(codes).toEqual([])
  })
})

describe('ways to sign in', () => {
  test.each([
    ['a bearer token', `-H 'Authorization: Bearer tok_1'`, 'bearer', { token: 'tok_1' }],
    ['a bearer token by option', `--oauth2-bearer tok_1`, 'bearer', { token: 'tok_1' }],
    ['user and password', `-u ana:pa:ss`, 'basic', { username: 'ana', password: 'pa:ss' }],
    [
      'user and password as a header',
      `-H 'Authorization: Basic YW5hOmh1c2gx'`,
      'basic',
      { username: 'ana', password: 'hush1' },
    ],
    [
      'user and password in the address',
      `https://ana:hush1@api.example.com/a`,
      'basic',
      { username: 'ana', password: 'hush1' },
    ],
    ['a key in a header', `-H 'X-API-Key: k-1'`, 'api-key', { key: 'k-1' }],
    ['a key in the query', `https://api.example.com/a?api_key=k-1`, 'api-key', { key: 'k-1' }],
    ['another word before the key', `-H 'Authorization: token k-1'`, 'bearer', { token: 'k-1' }],
    ['cookies', `-b 'session=abc; theme=dark'`, 'api-key', { key: 'session=abc; theme=dark' }],
    ["Parse's two headers", parse, 'custom', { applicationId: 'app-4kQz', restApiKey: 'rest-m1Ty' }],
    ['a variable', `-H "Authorization: Bearer $TOKEN"`, 'bearer', {}],
  ])('%s', (_, options, scheme, values) => {
    const proposal = proposed(`curl https://api.example.com/a ${options}`)
    expect(proposal.authentications.map(({ authentication }) => authentication.scheme)).toEqual([scheme])
    expect(proposal.authentications[0]?.values).toEqual(values)
    expect(proposal.operations[0]?.fields).toEqual([])
    const printed = printConnector(connectorOfImport(proposal, { makeId: counting('x') }).connector)
    for (const [name, value] of Object.entries(values))
      expect([name, name !== 'username' && name !== 'applicationId' && printed.includes(value)]).toEqual([
        name,
        false,
      ])
  })

  test('what cannot be done is said, and the password goes nowhere', () => {
    const proposal = proposed('curl --digest -u ana:hush1 https://api.example.com/a')
    expect(proposal.authentications).toEqual([])
    expect(proposal.operations[0]?.warnings.join(' ')).toContain('signs in by digest')
  })
})

describe("another service's secrets", () => {
  const theirs = `curl https://elsewhere.example.org/b -H 'Authorization: Bearer theirs-1'`
  const ours = `curl https://api.example.com/v1/a -H 'Authorization: Bearer ours-1'`
  const open = made(ours)

  test.each([
    ['behind ours', [ours, theirs], undefined],
    ['before ours, into an open connector', [theirs, ours], open],
  ])('are never the value that the service is signed with: %s', (_, commands, connector) => {
    const { authentications, operations } = importCurl(commands.join('\n'), {
      connector,
      makeId: counting('new'),
    })
    const signedBy = (isOfService: boolean) => {
      const { authentication } = operations.find((each) => each.isOfService === isOfService) ?? {}
      return authentications.find((each) => each.authentication.id === authentication)
    }
    expect(signedBy(true)).toMatchObject({ isOfService: true, values: { token: 'ours-1' } })
    expect(signedBy(false)).toMatchObject({ isOfService: false, isNew: true, values: { token: 'theirs-1' } })
  })

  test('are asked of the service itself by no authentication that it has', () => {
    const [own] = open.service.authentications
    const { authentications } = importCurl(theirs, { connector: open, makeId: counting('new') })
    expect(authentications.map(({ authentication }) => authentication.id)).not.toContain(own?.id)
  })
})

describe('secrets', () => {
  test('inside a body become fields of the credential', () => {
    const connector = made(
      `curl https://api.example.com/login -H 'Content-Type: application/json' -d '{"user":"ana","password":"pa\\"ss"}'`,
    )
    expect((settingsOf(connector)['body'] as { text: string }).text).toBe(
      '{"user":"ana","password":"{{ auth.password }}"}',
    )
  })

  test.each([
    ['in a header', `-H 'Authorization: Bearer sk_live_abcdefghijkl4kQz'`, 'Bearer ••••••••4kQz'],
    ['percent-encoded', `'https://api.example.com/a?token=p%26q-secret-value-4kQz'`, 'token=••••••••4kQz'],
    ['short ones whole', `-u ana:p1`, 'ana:••••••••'],
  ])('are hidden in the text that is shown: %s', (_, options, shown) => {
    const { source } = proposed(`curl https://api.example.com/a ${options}`)
    expect(source.text).toContain(shown)
    expect(source.secrets.map(({ from, to }) => source.text?.slice(from, to).slice(0, 8))).toEqual([
      '••••••••',
    ])
  })

  test('written so that they are not found hide the whole text', () => {
    expect(proposed(`curl https://api.example.com/a -u ana:"pa"'ss'word`).source.text).toBeUndefined()
  })
})

describe('three commands', () => {
  const proposal = proposed(three)
  const { connector, credentials } = connectorOfImport(proposal, { makeId: counting('x') })

  test('make three operations of one service, signed in alike', () => {
    expect(proposal.service).toEqual({
      title: 'Back4app',
      baseUrl: 'https://parseapi.back4app.com',
      isNew: true,
    })
    expect(connector.operations.map(({ title }) => title)).toEqual([
      'List regions',
      'List customers',
      'Update customer',
    ])
    expect(credentials.map(({ values }) => values)).toEqual([
      { applicationId: 'app-4kQz', restApiKey: 'rest-m1Ty' },
    ])
    expect(proposal.secrets).toBe(1)
  })

  test('ask for what stands in their variables', () => {
    expect(proposal.operations.map(({ fields }) => fields.map(({ name }) => name))).toEqual([
      [],
      ['region'],
      ['customerId', 'email'],
    ])
  })

  test('are paged where limit and skip say so', () => {
    expect(proposal.operations.map(({ paging }) => paging?.title)).toEqual([undefined, 'Offset', undefined])
    const [, customers] = connector.operations
    const kinds = Object.values<GraphNode>(customers?.graph.nodes ?? {}).map(({ kind }) => kind)
    expect(kinds).toContain('pagination-loop')
    expect((settingsOf(connector, 1)['query'] as { name: string }[]).map(({ name }) => name)).toEqual([
      'where',
      'limit',
    ])
  })

  test('have no problems', () => {
    expect(checkConnector(connector, catalog).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('hold none of the secrets', () => {
    expect(printConnector(connector)).not.toMatch(/rest-m1Ty/)
  })
})

describe('into a connector that is there', () => {
  const connector = made(three)
  const more = `curl ${parse.replace('rest-m1Ty', 'rest-other')} https://parseapi.back4app.com/classes/Order
curl ${parse} https://parseapi.back4app.com/classes/Region
curl https://elsewhere.example.com/v2/things`
  const proposal = proposed(more, connector)

  test('its authentication is used again', () => {
    expect(proposal.authentications.map(({ isNew, values }) => [isNew, values['restApiKey']])).toEqual([
      [false, 'rest-other'],
    ])
    expect(proposal.operations[1]?.warnings).toEqual([
      'Its REST API key differs from that of a command before, which is the one that is kept.',
    ])
  })

  test('what asks for the same as an operation of it is told', () => {
    expect(proposal.operations.map(({ like }) => like)).toEqual([undefined, 'List regions', undefined])
  })

  test('another service keeps its whole address, and is told not to get the credential', () => {
    const [, , other] = proposal.operations
    expect([other?.url, other?.isOfService, other?.authentication]).toEqual([
      'https://elsewhere.example.com/v2/things',
      false,
      undefined,
    ])
    expect(other?.warnings.join(' ')).toContain('where the credential does not go')
  })

  test('choices leave operations out and name them', () => {
    const { edits, operations } = applyImport(connector, proposal, {
      choices: [{ title: 'List orders of all' }, { take: false }, { take: false }],
      makeId: counting('y'),
    })
    const copy = structuredClone(connector)
    applyEdits(copy, edits)
    expect(operations.map(({ title, name }) => [title, name])).toEqual([
      ['List orders of all', 'list-orders-of-all'],
    ])
    expect(copy.operations).toHaveLength(4)
  })
})

test.each([
  ['no command', 'hello', 'There is no curl command in the text.'],
  ['no address', 'curl -v', 'The curl command names no address.'],
])('%s gives a warning and nothing else', (_, text, warning) => {
  expect(proposed(text)).toMatchObject({ operations: [], warnings: [warning] })
})
