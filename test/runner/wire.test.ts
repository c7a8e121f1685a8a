import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RunEvent, RunId } from '../../src/engine/events.ts'
import type { Fields } from '../../src/engine/io.ts'
import { fakeIo } from '../../src/engine/fake.ts'
import { plan } from '../../src/engine/plan.ts'
import { run } from '../../src/engine/run.ts'
import type { Placement } from '../../src/model/document.ts'
import type { Json } from '../../src/model/json.ts'
import { printJson } from '../../src/model/printJson.ts'
import { readConnector } from '../../src/model/read.ts'
import { findScheme, schemes } from '../../src/model/schemes.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { openTransport } from './servers.ts'

/**
 * What an operation puts on the wire, byte for byte, from the document through plan, drafting, policies and undici to a
 * server that only listens. `HOST` stands for the server's own address.
 */

/** A server that keeps every byte of each request and answers an empty object. */
async function echo(): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = []
  const server = createServer((socket) => {
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const head = text.indexOf('\r\n\r\n')
      const length = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1] ?? 0)
      if (head < 0 || text.length < head + 4 + length) return
      requests.push(text)
      text = ''
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

interface Case {
  request?: Record<string, Json>
  authentication?: { scheme: string; fields: readonly Json[]; placements: readonly Placement[] }
  credential?: Fields
  input?: Record<string, Json>
}

/** Runs one request and gives what arrived, as latin-1 text, lines ended by line feeds alone to be readable here. */
async function onTheWire({ request = {}, authentication, credential, input = {} }: Case): Promise<string> {
  const { url, requests } = await echo()
  const node = (id: string, kind: string, settings: Json) => ({ id, kind, title: id, settings })
  const edge = (from: string, to: string, port = 'in') => ({
    id: `${from}-${to}`,
    from: { node: from, port: 'out' },
    to: { node: to, port },
  })
  const signed = authentication !== undefined
  const fields = Object.keys(input).map((name) => ({ id: `field-${name}`, name, title: name, type: 'json' }))
  const { connector, problems } = readConnector(
    printJson({
      format: 'patchbay.connector/1',
      id: 'connector',
      name: 'wire',
      title: 'Wire',
      service: {
        title: 'Wire',
        baseUrl: url,
        authentications: signed ? ([{ id: 'way', title: 'Way', ...authentication }] as unknown as Json) : [],
        defaults: {},
      },
      operations: [
        {
          id: 'operation',
          name: 'ask',
          title: 'Ask',
          graph: {
            nodes: [
              node('inputs', 'inputs', { fields }),
              ...(signed ? [node('auth', 'auth', { authentication: 'way' })] : []),
              node('ask', 'request', { url: '/', ...request }),
              node('output', 'output', {}),
            ],
            edges: [
              edge('inputs', 'ask'),
              ...(signed ? [edge('auth', 'ask', 'auth')] : []),
              edge('ask', 'output'),
            ],
          },
        },
      ],
    }),
  )
  if (connector === undefined) throw new Error(JSON.stringify(problems))
  const operation = connector.operations[0]
  const planned = operation && plan(connector, operation.id, catalog)
  if (planned?.ok !== true) throw new Error(JSON.stringify(planned?.problems))
  const transport = openTransport()
  const io = { ...fakeIo({ secrets: credential ?? {} }), http: transport.http }
  let last: RunEvent | undefined
  for await (const event of run(planned.plan, { run: 'run' as RunId, input, io })) last = event
  expect(last).toMatchObject({ type: 'finished', outcome: 'completed' })
  const [arrived = 'nothing arrived', ...more] = requests
  expect(more).toEqual([])
  return arrived.replaceAll('\r\n', '\n').replaceAll(url.slice('http://'.length), 'HOST')
}

const plainHead = 'Accept: application/json, */*;q=0.8\nUser-Agent: Patchbay'
const get = (target: string, ...lines: string[]) =>
  [`GET ${target} HTTP/1.1`, 'host: HOST', 'connection: keep-alive', ...lines, plainHead, '', ''].join('\n')

const made = (scheme: string, answers: Record<string, string> = {}) => {
  const parts = findScheme(scheme)?.make(answers)
  if (parts === undefined) throw new Error(`there is no scheme ${scheme}`)
  return { scheme, ...parts } as NonNullable<Case['authentication']>
}

const twoHeaders: Case['authentication'] = {
  scheme: 'custom',
  fields: [
    { name: 'applicationId', title: 'Application id', secret: true },
    { name: 'restKey', title: 'REST key', secret: true },
  ],
  placements: [
    { in: 'header', name: 'X-Parse-Application-Id', value: '{{ auth.applicationId }}' },
    { in: 'header', name: 'X-Parse-REST-API-Key', value: '{{ auth.restKey }}' },
  ],
}

const signing: [string, Case, string[] | { target: string; lines?: string[] }][] = [
  ['none', { authentication: made('none') }, []],
  [
    'api-key in a header',
    { authentication: made('api-key'), credential: { key: 'k-1/' } },
    ['X-API-Key: k-1/'],
  ],
  [
    'api-key in a header with a prefix',
    {
      authentication: made('api-key', { in: 'header', name: 'Authorization', prefix: 'Token' }),
      credential: { key: 'abc' },
    },
    ['Authorization: Token abc'],
  ],
  [
    'api-key in the query, encoded',
    { authentication: made('api-key', { in: 'query', name: 'api_key' }), credential: { key: 'a b&c=d' } },
    { target: '/?api_key=a%20b%26c%3Dd' },
  ],
  [
    'api-key in a cookie',
    { authentication: made('api-key', { in: 'cookie', name: 'session' }), credential: { key: 'abc123' } },
    ['Cookie: session=abc123'],
  ],
  [
    'basic (RFC 7617), UTF-8',
    { authentication: made('basic'), credential: { username: 'Aladdin', password: 'open sesame' } },
    ['Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
  ],
  [
    'basic with a colon and letters beyond ASCII in the password',
    { authentication: made('basic'), credential: { username: 'test', password: '123£:x' } },
    [`Authorization: Basic ${Buffer.from('test:123£:x').toString('base64')}`],
  ],
  [
    'bearer (RFC 6750)',
    { authentication: made('bearer'), credential: { token: 'mF_9.B5f-4.1JqM' } },
    ['Authorization: Bearer mF_9.B5f-4.1JqM'],
  ],
  [
    'bearer with another word',
    { authentication: made('bearer', { prefix: 'token' }), credential: { token: 'abc' } },
    ['Authorization: token abc'],
  ],
  [
    'login request that was made already',
    { authentication: made('login'), credential: { username: 'ana', password: 'p', token: 'abc' } },
    ['Authorization: Bearer abc'],
  ],
  [
    'custom: two headers at once, as Parse wants',
    { authentication: twoHeaders, credential: { applicationId: 'app', restKey: 'rest' } },
    ['X-Parse-Application-Id: app', 'X-Parse-REST-API-Key: rest'],
  ],
]

describe('every authentication scheme, byte for byte', () => {
  it.each(signing)('%s', async (_, given, expected) => {
    const { target, lines } = Array.isArray(expected)
      ? { target: '/', lines: expected }
      : { lines: [], ...expected }
    const arrived = await onTheWire(given)
    expect(sorted(arrived)).toEqual(sorted(get(target, ...(lines ?? []))))
  })
  it('leaves out no scheme of the table', () => {
    const tried = new Set(signing.map(([, given]) => given.authentication?.scheme))
    expect(schemes.map(({ scheme }) => scheme).filter((scheme) => !tried.has(scheme))).toEqual([])
  })
  it('custom: a member of a JSON body', async () => {
    const arrived = await onTheWire({
      authentication: {
        scheme: 'custom',
        fields: [{ name: 'key', title: 'Key', secret: true }],
        placements: [{ in: 'body', name: 'apiKey', value: '{{ auth.key }}' }],
      },
      credential: { key: 'q"1' },
      request: { method: 'POST', body: { kind: 'json', text: '{"a":1}' } },
    })
    expect(JSON.parse(bodyOf(arrived))).toEqual({ a: 1, apiKey: 'q"1' })
  })
})

/** Request line first, then header lines in any order, then the body: the order of headers carries no meaning here. */
function sorted(text: string): unknown {
  const [head = '', body] = split(text)
  const [line, ...headers] = head.split('\n')
  return { line, headers: headers.toSorted(), body }
}
const split = (text: string): [string, string] => {
  const at = text.indexOf('\n\n')
  return [text.slice(0, at), text.slice(at + 2)]
}
const bodyOf = (text: string) => split(text)[1]
const headerOf = (text: string, name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(split(text)[0])?.[1]

const input = { id: 9007199254740993123n, name: 'Zoé & "Co"', tags: ['a b', 'c'], none: null, on: true }

describe('every kind of body, byte for byte', () => {
  const cases: [string, Record<string, Json>, string, string | undefined][] = [
    ['none', { kind: 'none' }, '', undefined],
    [
      'json: typed whole values, big integers, text inside text',
      {
        kind: 'json',
        text: '{"id":"{{ input.id }}","n":{{ input.on }},"t":"Hi {{ input.name }}","l":"{{ input.tags }}"}',
      },
      '{"id":9007199254740993123,"n":true,"t":"Hi Zoé & \\"Co\\"","l":["a b","c"]}',
      'application/json',
    ],
    [
      'form',
      {
        kind: 'form',
        rows: [
          { name: 'name', value: '{{ input.name }}' },
          { name: 'tag', value: '{{ input.tags }}', list: 'repeat' },
          { name: 'none', value: '{{ input.none }}', whenEmpty: 'send-empty' },
          { name: 'off', value: 'x', enabled: false },
        ],
      },
      'name=Zo%C3%A9+%26+%22Co%22&tag=a+b&tag=c&none=',
      'application/x-www-form-urlencoded',
    ],
    ['text', { kind: 'text', text: 'Dear {{ input.name }}' }, 'Dear Zoé & "Co"', 'text/plain;charset=UTF-8'],
    [
      'graphql',
      {
        kind: 'graphql',
        query: 'query Q($id: ID!) { c(id: $id) { name } }',
        variables: '{"id":"{{ input.id }}"}',
      },
      '{"query":"query Q($id: ID!) { c(id: $id) { name } }","variables":{"id":9007199254740993123}}',
      'application/json',
    ],
    [
      'binary',
      { kind: 'binary', text: 'AP8Q', contentType: 'image/x-test' },
      '\u0000ÿ\u0010',
      'image/x-test',
    ],
  ]
  it.each(cases)('%s', async (kind, body, expected, type) => {
    const arrived = await onTheWire({ request: { method: 'POST', body }, input })
    const sent = kind === 'binary' ? bodyOf(arrived) : Buffer.from(bodyOf(arrived), 'latin1').toString()
    expect(sent).toBe(expected)
    expect(headerOf(arrived, 'content-type')).toBe(type)
  })
  it('multipart (RFC 7578): texts and a file between boundaries that the content does not hold', async () => {
    const arrived = await onTheWire({
      request: {
        method: 'POST',
        body: {
          kind: 'multipart',
          parts: [
            { name: 'name', value: '{{ input.name }}' },
            {
              name: 'file',
              value: 'AQI=',
              file: { name: 'a.bin', contentType: 'application/x-a', encoding: 'base64' },
            },
          ],
        },
      },
      input,
    })
    const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(
      headerOf(arrived, 'content-type') ?? '',
    )?.[1]
    expect(Buffer.from(bodyOf(arrived), 'latin1').toString()).toBe(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="name"',
        '',
        'Zoé & "Co"',
        `--${boundary}`,
        'Content-Disposition: form-data; name="file"; filename="a.bin"',
        'Content-Type: application/x-a',
        '',
        '\u0001\u0002',
        `--${boundary}--`,
        '',
      ].join('\n'),
    )
  })
})

describe('paths, queries and lists, byte for byte', () => {
  const row = (name: string, value: string, more: Record<string, Json> = {}) => ({ name, value, ...more })
  const cases: [string, Record<string, Json>, string][] = [
    [
      'a reference in the path is one segment',
      { url: '/c/{{ input.name }}/x' },
      '/c/Zo%C3%A9%20%26%20%22Co%22/x',
    ],
    ['a slash in a value does not make a segment', { url: '/c/{{ "a/b?c#d" }}' }, '/c/a%2Fb%3Fc%23d'],
    ['escapes already typed stay', { url: '/c/a%2Fb' }, '/c/a%2Fb'],
    ['an integer beyond 2^53 keeps its digits', { url: '/c/{{ input.id }}' }, '/c/9007199254740993123'],
    [
      'query rows',
      { query: [row('q', '{{ input.name }}'), row('n', '1')] },
      '/?q=Zo%C3%A9%20%26%20%22Co%22&n=1',
    ],
    ['brackets in names are encoded once', { query: [row('page[size]', '10')] }, '/?page%5Bsize%5D=10'],
    ['lists: repeat', { query: [row('t', '{{ input.tags }}', { list: 'repeat' })] }, '/?t=a%20b&t=c'],
    ['lists: comma', { query: [row('t', '{{ input.tags }}', { list: 'comma' })] }, '/?t=a%20b,c'],
    [
      'lists: brackets',
      { query: [row('t', '{{ input.tags }}', { list: 'brackets' })] },
      '/?t%5B%5D=a%20b&t%5B%5D=c',
    ],
    [
      'lists: json',
      { query: [row('t', '{{ input.tags }}', { list: 'json' })] },
      '/?t=%5B%22a%20b%22%2C%22c%22%5D',
    ],
    ['empty: omit', { query: [row('e', '{{ input.none }}'), row('x', '1')] }, '/?x=1'],
    ['empty: send empty', { query: [row('e', '{{ input.none }}', { whenEmpty: 'send-empty' })] }, '/?e='],
    ['empty: send null', { query: [row('e', '{{ input.none }}', { whenEmpty: 'send-null' })] }, '/?e=null'],
    ['rows that are off stay out', { query: [row('e', '1', { enabled: false })] }, '/'],
  ]
  it.each(cases)('%s', async (_, request, target) => {
    expect((await onTheWire({ request, input })).split('\n', 1)[0]).toBe(`GET ${target} HTTP/1.1`)
  })
})
