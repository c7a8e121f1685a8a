// oxlint-disable unicorn/no-thenable -- `then` is a word of the file format, and never a function.
import { produce } from 'immer'
import { describe, expect, test } from 'vitest'
import { checkConnector, checkOperation } from '../../src/model/checks.ts'
import { secretAt } from '../../src/model/checks/secrets.ts'
import type { Authentication, Connector, Field, Operation } from '../../src/model/document.ts'
import { applyEdits } from '../../src/model/edits.ts'
import type { Json } from '../../src/model/json.ts'
import type { KindCatalog } from '../../src/model/kinds.ts'
import type { Problem } from '../../src/model/problem.ts'
import { findScheme } from '../../src/model/schemes.ts'
import {
  authentication,
  connector,
  edge,
  field,
  fields,
  id,
  node,
  type NodeSpec,
  operation,
  usualOperation,
} from './build.ts'
import { testCatalog } from './testCatalog.ts'

const check = (target: Operation, values: Partial<Connector> = {}) =>
  checkConnector(connector([target], values), testCatalog)
const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code)

/** A usual operation with more nodes and edges, and some left out. */
function usual(
  nodes: Readonly<Record<string, NodeSpec>> = {},
  edges: readonly string[] = [],
  without: readonly string[] = [],
): Operation {
  const target = usualOperation()
  for (const [key, spec] of Object.entries(nodes)) target.graph.nodes[id.node(key)] = node(key, spec)
  for (const text of edges) target.graph.edges[edge(text).id] = edge(text)
  for (const key of without) {
    delete target.graph.nodes[id.node(key)]
    delete target.graph.edges[id.edge(key)]
  }
  return target
}

const ask = (settings: Readonly<Record<string, Json>>) => usualOperation(settings)
const row = (name: string, value: string) => ({ name, value })

test('a usual operation has no problem', () => {
  expect(check(usualOperation())).toEqual([])
})

describe('nodes, edges and settings', () => {
  interface Case {
    readonly target: Operation
    readonly code: string
    readonly message: string
    readonly path: (string | number)[]
    readonly severity?: 'warning'
    /** What remains after the fix; undefined: there is no fix. */
    readonly fixed?: string[]
    readonly label?: string
    readonly among?: true
  }
  const nodes = ['operations', 0, 'graph', 'nodes'] as const
  const edges = ['operations', 0, 'graph', 'edges'] as const

  const cases: Record<string, Case> = {
    'an unknown kind': {
      target: usual({ x: { kind: 'reqest' } }),
      code: 'unknown-kind',
      path: [...nodes, 4],
      message:
        '“x” is of a kind this Patchbay does not know (did you mean “request”?). It is kept, but cannot run. Update Patchbay or remove the node.',
      label: 'Remove the node',
      fixed: [],
    },
    'settings that do not fit': {
      target: ask({ timeoutMs: 'soon' }),
      code: 'settings-do-not-fit',
      path: [...nodes, 0, 'settings', 'timeoutMs'],
      message: '“Get customer”: expected a number at timeoutMs, but something else stands there.',
    },
    'settings below their least': {
      target: ask({ timeoutMs: 0 }),
      code: 'settings-do-not-fit',
      path: [...nodes, 0, 'settings', 'timeoutMs'],
      message: '“Get customer”: expected at least 1 at timeoutMs, but something else stands there.',
    },
    'what a kind itself finds': {
      target: usual(
        { x: { kind: 'transform', settings: { broken: true } } },
        ['ask>x', 'x>output'],
        ['ask-output'],
      ),
      code: 'broken',
      path: [...nodes, 4, 'settings', 'broken'],
      message: 'It is broken.',
    },
    'two nodes of one title': {
      target: usual(
        { x: { kind: 'transform', title: 'Get customer' } },
        ['ask>x', 'x>output'],
        ['ask-output'],
      ),
      code: 'title-duplicate',
      path: [...nodes, 4, 'title'],
      message:
        'Two nodes are called “Get customer”. Expressions call nodes by their titles, so give each its own.',
      label: 'Call it “Get customer 2”',
      fixed: [],
    },
    'a node without a title': {
      target: usual({ x: { kind: 'transform', title: ' ' } }, ['ask>x', 'x>output'], ['ask-output']),
      code: 'title-empty',
      path: [...nodes, 4, 'title'],
      message: 'A node has no title. Expressions call nodes by their titles, so give it one.',
      label: 'Call it “Transform”',
      fixed: [],
    },
    'two inputs nodes': {
      target: usual({ x: { kind: 'inputs' } }),
      code: 'kind-repeated',
      path: [...nodes, 4],
      message: 'An operation has one Inputs node, and “Inputs” is one already. Remove one of them.',
      label: 'Remove the node',
      fixed: [],
    },
    'two outputs': {
      target: usual({ x: { kind: 'output' } }, ['ask>x']),
      code: 'kind-repeated',
      path: [...nodes, 4],
      message: 'An operation has one Output node, and “Output” is one already. Remove one of them.',
      label: 'Remove the node',
      fixed: [],
    },
    'no output': {
      target: usual({}, [], ['output', 'ask-output']),
      code: 'output-missing',
      path: [...nodes],
      message:
        'The operation has no Output, so it gives nothing back. Add an Output and connect what it should give.',
      label: 'Add an Output after “Get customer”',
      fixed: [],
      among: true,
    },
    'an output that is off': {
      target: usual({ output: { kind: 'output', title: 'Output', disabled: true } }),
      code: 'output-missing',
      path: [...nodes, 3],
      message: '“Output” is off, so the operation gives nothing back. Turn it on.',
      label: 'Turn it on',
      fixed: [],
    },
    'an output that nothing comes in to': {
      target: usual({}, [], ['ask-output']),
      code: 'port-required',
      path: [...nodes, 3],
      message:
        'Nothing is connected to “Output” (records in), so the operation gives nothing back. Connect the node whose records it should give.',
      label: 'Connect “Get customer” to it',
      fixed: [],
      among: true,
    },
    'a required port without an edge': {
      target: usual({ x: { kind: 'for-each' } }, ['x>output'], ['ask-output']),
      code: 'port-required',
      path: [...nodes, 4],
      message: 'Nothing is connected to “x” (records in). Connect the node whose records it should take.',
      label: 'Connect “Get customer” to it',
      fixed: [],
      among: true,
    },
    'a node that nobody reads': {
      target: usual({ x: { kind: 'transform' } }, ['ask>x']),
      code: 'node-unread',
      severity: 'warning',
      path: [...nodes, 4],
      message:
        'Nothing reads what “x” gives. It runs all the same; connect it, or remove it if it is not needed.',
      label: 'Connect it to “Output”',
      fixed: [],
    },
    'an auth node that signs nothing': {
      target: usual({}, [], ['login-ask_auth']),
      code: 'auth-unused',
      severity: 'warning',
      path: [...nodes, 2],
      message: '“Auth” signs no request. Connect it to the requests that need to sign in, or remove it.',
      label: 'Connect it to “Get customer”',
      fixed: [],
    },
    'an auth node that is off': {
      target: usual({
        login: { kind: 'auth', title: 'Auth', disabled: true, settings: { authentication: 'key' } },
      }),
      code: 'disabled-auth',
      severity: 'warning',
      path: [...nodes, 2],
      message: '“Auth” is off, so “Get customer” is sent without signing in.',
      label: 'Turn it on',
      fixed: [],
    },
    'a source that is off': {
      target: usual({
        inputs: { kind: 'inputs', title: 'Inputs', disabled: true, settings: fields(field('id')) },
      }),
      code: 'disabled-source',
      severity: 'warning',
      path: [...nodes, 1],
      message: '“Inputs” is off and nothing comes in to it, so “Get customer” runs as if it had no input.',
      label: 'Turn it on',
      fixed: [],
    },
    'a node in between that is off': {
      target: usual(
        { x: { kind: 'transform', disabled: true, settings: { broken: true, value: '{{ nothing }}' } } },
        ['ask>x', 'x>output'],
        ['ask-output'],
      ),
      code: 'disabled-between',
      severity: 'warning',
      path: [...nodes, 4],
      message: '“x” is off: what comes in to it goes on to “Output” as it is.',
      label: 'Turn it on',
      fixed: ['broken', 'unknown-reference'],
    },
    'a container that is not there': {
      target: usual({ x: { kind: 'transform', parent: 'gone' } }, ['ask>x', 'x>output'], ['ask-output']),
      code: 'parent-missing',
      path: [...nodes, 4, 'parent'],
      message: '“x” stands in a container that is not there.',
      label: 'Put it on the canvas itself',
      fixed: [],
    },
    'a container that stands in itself': {
      target: usual({ x: { kind: 'for-each', parent: 'x' } }, ['ask>x', 'x>output'], ['ask-output']),
      code: 'parent-cycle',
      path: [...nodes, 4, 'parent'],
      message: '“x” stands in a container that stands in itself.',
      label: 'Put it on the canvas itself',
      fixed: [],
    },
    'a container that is none': {
      target: usual({ x: { kind: 'transform', parent: 'ask' } }, ['inputs>x', 'x>output']),
      code: 'parent-no-container',
      path: [...nodes, 4, 'parent'],
      message: '“x” stands in “Get customer”, which holds no other nodes.',
      label: 'Put it on the canvas itself',
      fixed: [],
      among: true,
    },
    'an edge from nowhere': {
      target: usual({}, ['gone>output']),
      code: 'edge-dangling',
      path: [...edges, 1],
      message: 'An edge to “Output” comes from a node that is not there. Remove it or connect it anew.',
      label: 'Remove the edge',
      fixed: [],
    },
    'an edge to nowhere': {
      target: usual({}, ['ask>gone']),
      code: 'edge-dangling',
      path: [...edges, 0],
      message: 'An edge from “Get customer” leads to a node that is not there. Remove it or connect it anew.',
      label: 'Remove the edge',
      fixed: [],
    },
    'an edge into itself': {
      target: usual({}, ['ask>ask']),
      code: 'edge-into-itself',
      path: [...edges, 0],
      message: 'An edge leads from “Get customer” into itself.',
      label: 'Remove the edge',
      fixed: [],
    },
    'an edge to no port': {
      target: usual({}, ['inputs>ask.inn']),
      code: 'edge-unknown-port',
      path: [...edges, 2],
      message: 'An edge ends at a port “inn” that “Get customer” does not have; it has “in”, “auth”.',
      label: 'Remove the edge',
      fixed: [],
    },
    'an edge from no port': {
      target: usual({}, ['output.out>ask']),
      code: 'edge-unknown-port',
      path: [...edges, 3],
      message: 'An edge begins at a port “out” that “Output” does not have; it has none to begin at.',
      label: 'Remove the edge',
      fixed: [],
      among: true,
    },
    'an edge the wrong way': {
      target: usual({}, ['inputs>ask.out']),
      code: 'edge-wrong-way',
      path: [...edges, 2],
      message: 'An edge ends at “out” of “Get customer”, where edges only begin.',
      label: 'Remove the edge',
      fixed: [],
    },
    'records into an auth port': {
      target: usual({}, ['inputs>ask.auth'], ['login-ask_auth', 'login']),
      code: 'edge-wrong-type',
      path: [...edges, 2],
      message: 'The edge from “Inputs” carries records, but “Get customer” takes a credential there.',
      label: 'Remove the edge',
      fixed: [],
    },
    'a credential into a record port': {
      target: usual({}, ['login>output']),
      code: 'edge-wrong-type',
      path: [...edges, 3],
      message: 'The edge from “Auth” carries a credential, but “Output” takes records there.',
      label: 'Remove the edge',
      fixed: [],
    },
    'the same edge twice': {
      target: (() => {
        const target = usual()
        target.graph.edges[id.edge('z')] = { ...edge('ask>output'), id: id.edge('z') }
        return target
      })(),
      code: 'edge-duplicate',
      path: [...edges, 3],
      message: 'Two edges lead from “Get customer” to the same port of “Output”. One is enough.',
      label: 'Remove the edge',
      fixed: [],
    },
    'a second credential': {
      target: usual({ zlogin: { kind: 'auth', settings: { authentication: 'key' } } }, ['zlogin>ask.auth']),
      code: 'port-taken',
      path: [...edges, 3],
      message: '“Get customer” takes one edge at auth in, and another is there already. Remove one of them.',
      label: 'Remove this edge',
      fixed: ['auth-unused'],
    },
    'a circle': {
      target: usual({ x: { kind: 'transform' } }, ['ask>x', 'x>ask']),
      code: 'edge-cycle',
      path: [...edges, 4],
      message:
        'Edges lead in a circle through “Get customer”, “x”, so none of them could ever begin. Remove one of the edges; to repeat something, use a container.',
      label: 'Remove the edge from “x”',
      fixed: ['node-unread'],
    },
    'no authentication chosen': {
      target: usual({ login: { kind: 'auth', title: 'Auth' } }),
      code: 'authentication-missing',
      path: [...nodes, 2, 'settings', 'authentication'],
      message: '“Auth” names no authentication. Choose one.',
      label: 'Use “Key”',
      fixed: [],
    },
    'an authentication that is gone': {
      target: usual({ login: { kind: 'auth', title: 'Auth', settings: { authentication: 'gone' } } }),
      code: 'authentication-unknown',
      path: [...nodes, 2, 'settings', 'authentication'],
      message: '“Auth” names an authentication that is not there any more. Choose one.',
      label: 'Use “Key”',
      fixed: [],
    },
    'an unknown reference': {
      target: ask({ url: '/customers/{{ input.idd }}' }),
      code: 'unknown-reference',
      path: [...nodes, 0, 'settings', 'url'],
      message: '“Get customer”: “input” has no “idd”. Did you mean “id”?',
      label: 'Write “id”',
      fixed: [],
    },
    'an unknown node': {
      target: usual(
        { x: { kind: 'transform', settings: { value: '{{ nodes["Get customr"].id }}' } } },
        ['ask>x', 'x>output'],
        ['ask-output'],
      ),
      code: 'unknown-reference',
      path: [...nodes, 4, 'settings', 'value'],
      message: '“x”: “nodes” has no “Get customr”. Did you mean “Get customer”?',
      label: 'Write “["Get customer"]”',
      fixed: [],
    },
    'a broken expression': {
      target: ask({ query: [row('q', '{{ input.id | }}')] }),
      code: 'syntax',
      path: [...nodes, 0, 'settings', 'query', 0, 'value'],
      message: expect.stringContaining('“Get customer”: ') as unknown as string,
    },
    'a reference to a stream': {
      target: usual(
        {
          list: { kind: 'request', title: 'List', settings: { records: 'results' } },
          x: { kind: 'transform', settings: { value: '{{ nodes.List.id }}' } },
        },
        ['list>x', 'x>output'],
      ),
      code: 'not-here',
      path: [...nodes, 5, 'settings', 'value'],
      message:
        '“x”: “List” yields many records, and a stream has no one value. Put this node inside a For each, or use item.',
    },
    'no method': {
      target: ask({ method: '' }),
      code: 'method-missing',
      path: [...nodes, 0, 'settings', 'method'],
      message: '“Get customer” has no method. Choose one, such as GET.',
      label: 'Use GET',
      fixed: [],
    },
    'a header name that is no token': {
      target: ask({ headers: [row('X Custom:', '1')] }),
      code: 'bad-header-name',
      path: [...nodes, 0, 'settings', 'headers', 0, 'name'],
      message:
        '“Get customer”: a header has a name that cannot be sent. Use letters, digits and hyphens, with no blanks or colons.',
    },
    'a header without a name': {
      target: ask({ headers: [row('', '1')] }),
      code: 'bad-header-name',
      path: [...nodes, 0, 'settings', 'headers', 0, 'name'],
      message: '“Get customer”: a header has no name. Name it or remove it.',
    },
    'a header value with a line break': {
      target: ask({ headers: [row('X-A', 'a\r\nHost: evil')] }),
      code: 'bad-header-value',
      path: [...nodes, 0, 'settings', 'headers', 0, 'value'],
      message:
        '“Get customer”: the header “X-A” has a line break or control character in its value, which cannot be sent.',
    },
    'a body that is no JSON': {
      target: ask({ body: { kind: 'json', text: '{\n  "id": {{ input.id }},\n  name: 1\n}' } }),
      code: 'body-not-json',
      path: [...nodes, 0, 'settings', 'body', 'text'],
      message:
        'The body of “Get customer” cannot be read as JSON. Expected a key in quotes, but “n” stands there (line 3, column 3).',
    },
    'another protocol': {
      target: ask({ url: 'ftp://files.example.com/' }),
      code: 'url-not-http',
      path: [...nodes, 0, 'settings', 'url'],
      message: '“Get customer” asks for a ftp address. Only http and https can be sent.',
    },
    'an address without a host': {
      target: ask({ url: 'https:///customers' }),
      code: 'url-no-host',
      path: [...nodes, 0, 'settings', 'url'],
      message: '“Get customer” has an address without a host that could be called.',
    },
    'another origin with a credential': {
      target: ask({ url: 'https://other.example.com/x' }),
      code: 'foreign-origin',
      severity: 'warning',
      path: [...nodes, 0, 'settings', 'url'],
      message:
        "“Get customer” asks https://other.example.com, but the credential is for https://api.example.com. It is never sent anywhere else, so this request would fail. Use the service's address, or take the Auth edge away.",
    },
  }

  test.each(Object.entries(cases))(
    '%s',
    (_what, { target, code, message, path, severity, fixed, label, among }) => {
      const before = connector([target])
      const problems = checkConnector(before, testCatalog)
      const found = problems.find((problem) => problem.code === code)
      expect(found).toMatchObject({ code, severity: severity ?? 'error', path, message })
      expect(found?.place?.operation).toBe('operation')
      expect(codes(problems.filter((problem) => among === undefined || problem === found))).toEqual([code])
      expect(found?.fix?.label).toEqual(label)
      if (fixed === undefined) return
      const after = produce(before, (draft) => applyEdits(draft, found?.fix?.edits ?? []))
      expect(codes(checkConnector(after, testCatalog))).toEqual(fixed)
    },
  )

  test.each<[string, Operation]>([
    [
      'records looped through a container',
      operation(
        {
          ask: { kind: 'request', settings: { records: 'r' } },
          loop: { kind: 'for-each' },
          one: { kind: 'request', parent: 'loop' },
          login: { kind: 'auth', settings: { authentication: 'key' } },
          output: { kind: 'output' },
        },
        ['ask>loop', 'loop.item>one', 'one>loop.emit', 'loop>output', 'login>one.auth'],
      ),
    ],
    [
      'an output with a value of its own',
      operation({ output: { kind: 'output', settings: { value: 'done' } } }),
    ],
    [
      'templates in a body',
      ask({
        body: {
          kind: 'json',
          text: '{"a": {{ input.id | default: "{" }}, "b{{ input.id }}": "x {{ input.id }} \\" {{ input.limit }}"}',
        },
      }),
    ],
    ['a body that is one expression', ask({ body: { kind: 'json', text: '{{ input | json }}' } })],
    ['an empty body', ask({ body: { kind: 'json', text: ' ' } })],
    ['a body of text', ask({ body: { kind: 'text', text: '{not json' } })],
    ['the service’s own origin, written out', ask({ url: 'https://API.example.com:443/x' })],
    ['an address from an input', ask({ url: 'https://{{ input.id }}/x' })],
    [
      'another origin without a credential',
      usual(
        { ask: { kind: 'request', title: 'Get customer', settings: { url: 'https://other.example.com' } } },
        [],
        ['login', 'login-ask_auth'],
      ),
    ],
    ['a header that is off', ask({ headers: [{ name: 'x y', value: '', enabled: false }] })],
    ['an empty row', ask({ headers: [row('', '')] })],
    ['settings that a kind reads itself', ask({ records: '{{ nothing }}' })],
  ])('good: %s', (_what, target) => {
    expect(check(target)).toEqual([])
  })
})

describe('[E7] no record edge crosses the border of a container', () => {
  const nodes: Record<string, NodeSpec> = {
    a: { kind: 'request' },
    loop: { kind: 'for-each' },
    inside: { kind: 'request', parent: 'loop' },
    output: { kind: 'output' },
    login: { kind: 'auth', settings: { authentication: 'key' } },
  }
  const sound = ['a>loop', 'loop.item>inside', 'inside>loop.emit', 'loop>output', 'login>a.auth']

  test.each<[string, string, string[]]>([
    ['in from outside', 'a>inside', ['edge-crosses-border']],
    ['out from inside', 'inside>output', ['edge-crosses-border']],
    ['the outer port from inside', 'inside>loop', ['edge-crosses-border']],
    ['the inner port from outside', 'a>loop.emit', ['edge-crosses-border']],
    ['the inner port to outside', 'loop.item>output', ['edge-crosses-border']],
    ['a credential in from outside', 'login>inside.auth', []],
  ])('%s', (_what, text, expected) => {
    expect(codes(check(operation(nodes, [...sound, text])))).toEqual(expected)
  })

  test('[E6] a credential does not leave a container', () => {
    const target = operation(
      { ...nodes, login: { kind: 'auth', parent: 'loop', settings: { authentication: 'key' } } },
      sound,
    )
    expect(codes(check(target))).toEqual(['edge-crosses-border'])
  })
})

describe('names', () => {
  const named = (name: string) => check({ ...usualOperation(), name })

  test.each(['', 'Get', 'get customer', 'get--customer', '-get', '__proto__', 'kunde-ä'])(
    'an operation cannot be called %j',
    (name) => {
      const [problem, ...more] = named(name)
      expect(more).toEqual([])
      expect(problem).toMatchObject({
        code: 'bad-name',
        path: ['operations', 0, 'name'],
        fix: { label: 'Call it “get-customer”' },
      })
    },
  )

  test.each(['get', 'get-2-customers', '2'])('an operation can be called %j', (name) => {
    expect(named(name)).toEqual([])
  })

  test('two operations of one name', () => {
    const document = connector([usualOperation(), { ...usualOperation(), id: id.operation('second') }])
    const [problem, ...more] = checkConnector(document, testCatalog)
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      code: 'name-duplicate',
      path: ['operations', 1, 'name'],
      fix: { label: 'Call it “get-customer-2”' },
    })
    const after = produce(document, (draft) => applyEdits(draft, problem?.fix?.edits ?? []))
    expect(checkConnector(after, testCatalog)).toEqual([])
  })

  test('a connector, a service and an operation have titles, and callers a name', () => {
    const document = connector([{ ...usualOperation(), title: '' }], { title: '', name: 'No!' })
    document.service.title = ' '
    expect(checkConnector(document, testCatalog).map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['bad-name', 'name'],
      ['title-empty', 'title'],
      ['title-empty', 'service.title'],
      ['title-empty', 'operations.0.title'],
    ])
  })

  test.each([
    ['', 'An input has no name.'],
    ['__proto__', 'An input cannot be called “__proto__”: expressions refuse that name.'],
    ['constructor', 'An input cannot be called “constructor”'],
    [' id', 'An input is called “ id”, with blanks at its ends.'],
    ['a\nb', 'An input has a line break'],
    ['x'.repeat(129), 'more than 128 characters'],
  ])('an input cannot be called %j', (name, words) => {
    const target = usual({
      inputs: {
        kind: 'inputs',
        title: 'Inputs',
        settings: fields(field('id'), field('limit'), field(name, { id: id.field('f') })),
      },
    })
    const [problem, ...more] = check(target)
    expect(more).toEqual([])
    expect(problem).toMatchObject({ code: 'bad-name', place: { field: 'f', setting: ['fields', 2, 'name'] } })
    expect(problem?.message).toContain(words)
  })

  test('an input may have any other name; two may not have the same, nor the same id', () => {
    const inputs = (...list: Field[]) =>
      check(usual({ inputs: { kind: 'inputs', title: 'Inputs', settings: fields(field('id'), ...list) } }))
    expect(
      inputs(
        field('Customer name (first)', { id: id.field('a') }),
        field('kunde-ä', { id: id.field('b') }),
        field('1'),
      ),
    ).toEqual([])
    expect(codes(inputs(field('id', { id: id.field('other') })))).toEqual(['name-duplicate'])
    expect(codes(inputs(field('other', { id: id.field('field-id') })))).toEqual(['duplicate-id'])
  })
})

describe('choices and defaults of inputs', () => {
  const choices = [
    { value: 'eu', label: 'Europe' },
    { value: 1, label: 'One' },
  ]
  test.each<[string, Parameters<typeof field>[1], string[]]>([
    ['a default of its type', { type: 'integer', default: 5 }, []],
    ['a big integer', { type: 'integer', default: 9007199254740993n }, []],
    ['a number as text', { type: 'number', default: '5' }, ['default-wrong-type']],
    ['a decimal for a whole number', { type: 'integer', default: 1.5 }, ['default-wrong-type']],
    ['a date that is none', { type: 'date', default: '2026-02-30' }, ['default-wrong-type']],
    ['null: no default', { type: 'boolean', default: null }, []],
    ['a choice', { type: 'enum', enum: choices, default: 'eu' }, []],
    ['a choice that is not there', { type: 'enum', enum: choices, default: 'us' }, ['default-not-a-choice']],
    ['a choice of another type', { type: 'enum', enum: choices, default: '1' }, ['default-not-a-choice']],
    [
      'the same choice twice',
      { type: 'enum', enum: [...choices, { value: 'eu', label: 'EU' }] },
      ['choice-duplicate'],
    ],
  ])('%s', (_what, values, expected) => {
    const before = connector([
      usual({
        inputs: { kind: 'inputs', title: 'Inputs', settings: fields(field('id'), field('x', values)) },
      }),
    ])
    const problems = checkConnector(before, testCatalog)
    expect(codes(problems)).toEqual(expected)
    const after = produce(before, (draft) => applyEdits(draft, problems[0]?.fix?.edits ?? []))
    expect(codes(checkConnector(after, testCatalog))).toEqual(problems[0]?.fix === undefined ? expected : [])
  })
})

describe('service', () => {
  const withService = (change: (document: Connector) => void) => {
    const document = connector([usualOperation()])
    change(document)
    return checkConnector(document, testCatalog)
  }

  test.each<[string, string[], string?]>([
    ['https://api.example.com', []],
    ['http://127.0.0.1:1337/parse', []],
    ['HTTPS://API.example.com', []],
    ['https://{{ auth.site }}.example.com', []],
    ['{{ auth.site }}', ['base-url-not-absolute']],
    ['', ['base-url-missing']],
    ['api.example.com/v1', ['base-url-not-absolute'], 'Use “https://api.example.com/v1”'],
    ['//api.example.com', ['base-url-not-absolute'], 'Use “https://api.example.com”'],
    ['ftp://api.example.com', ['base-url-not-absolute']],
    ['https://', ['base-url-not-absolute']],
    ['https:///v1', ['base-url-not-absolute']],
    ['https://api example.com', ['base-url-not-absolute']],
    ['https://{{ auth.key }}.example.com', ['not-here']],
    ['https://{{ input.id }}.example.com', ['unknown-reference']],
  ])('base URL %j', (baseUrl, expected, label) => {
    const problems = withService(({ service }) => {
      service.baseUrl = baseUrl
      service.authentications[0]?.fields.push({
        name: 'site',
        title: '',
        secret: false,
        filledBy: 'user',
        required: true,
        description: '',
      })
    })
    expect(codes(problems)).toEqual(expected)
    expect(problems[0]?.fix?.label).toBe(label)
  })

  test('defaults: names, values and expressions', () => {
    const problems = withService(({ service }) => {
      service.defaults = {
        headers: [
          { name: 'Accept', value: 'application/json', enabled: true, whenEmpty: 'omit' },
          { name: 'X Y', value: '1', enabled: true, whenEmpty: 'omit' },
          { name: 'X-Z', value: '{{ auth.kye }}', enabled: true, whenEmpty: 'omit' },
          { name: 'X-Off', value: '{{ nothing }}', enabled: false, whenEmpty: 'omit' },
        ],
        query: [{ name: 'v', value: '{{ input.id }}', enabled: true, whenEmpty: 'omit' }],
        errorRules: [
          {
            when: [{ left: '{{ body.ok }}', test: 'is-false', right: '' }],
            then: 'fail',
            message: '{{ bdy.error }}',
          },
        ],
      }
    })
    expect(problems.map(({ code, path }) => [code, path.slice(2).join('.')])).toEqual([
      ['bad-header-name', 'headers.1.name'],
      ['unknown-reference', 'headers.2.value'],
      ['unknown-reference', 'query.0.value'],
      ['unknown-reference', 'errorRules.0.message'],
    ])
    expect(problems[1]?.fix?.label).toBe('Write “key”')
  })

  test('the operation that tests a connection is there', () => {
    expect(
      withService(({ service }) => {
        service.testOperation = id.operation('operation')
      }),
    ).toEqual([])
    const problems = withService(({ service }) => {
      service.testOperation = id.operation('gone')
    })
    expect(codes(problems)).toEqual(['test-operation-unknown'])
    expect(problems[0]?.fix?.label).toBe('Use a plain call of the base URL')
  })

  test('authentications: schemes, fields, placements', () => {
    const problems = withService(({ service }) => {
      const [key] = service.authentications
      if (key === undefined) return
      key.scheme = 'oauth9'
      key.fields.push({ ...key.fields[0]! }, { ...key.fields[0]!, name: '__proto__' })
      key.placements.push(
        { in: 'header', name: 'a b', value: '{{ auth.kee }}' },
        { in: 'query', name: '', value: '{{ input.id }}' },
        { in: 'query', name: 'a b', value: '{{ auth.key }}' },
      )
    })
    expect(problems.map(({ code, severity, path }) => [code, severity, path.slice(3).join('.')])).toEqual([
      ['unknown-scheme', 'warning', 'scheme'],
      ['name-duplicate', 'error', 'fields.1.name'],
      ['bad-name', 'error', 'fields.2.name'],
      ['bad-header-name', 'error', 'placements.1.name'],
      ['unknown-reference', 'error', 'placements.1.value'],
      ['placement-unnamed', 'error', 'placements.2.name'],
      ['unknown-reference', 'error', 'placements.2.value'],
    ])
  })

  describe('a login request', () => {
    const codesOf = (change: (login: NonNullable<Authentication['login']>, key: Authentication) => void) => {
      const problems = withService(({ service }) => {
        const [key] = service.authentications
        const made = findScheme('login')?.make()
        if (key === undefined || made?.login === undefined) throw new Error('no authentication to change')
        Object.assign(key, structuredClone(made))
        change(key.login!, key)
      })
      return problems.map(({ code, path }) => [code, path.slice(3).join('.')])
    }
    test('as the scheme makes it, nothing is wrong with it', () => {
      expect(codesOf(() => {})).toEqual([])
    })
    test.each<[string, Parameters<typeof codesOf>[0], string[][]]>([
      ['no address', (login) => void (login.url = ' '), [['login-address-missing', 'login.url']]],
      [
        'a mistake in a template',
        (login) => void (login.placements[0]!.value = '{{ auth.usernme }}'),
        [['unknown-reference', 'login.placements.0.value']],
      ],
      [
        'a part without a name',
        (login) => void (login.placements[1]!.name = ''),
        [['placement-unnamed', 'login.placements.1.name']],
      ],
      [
        'nothing is read',
        (login) => void (login.reads = []),
        [
          ['login-field-unread', 'fields.2.filledBy'],
          ['login-reads-nothing', 'login.reads'],
        ],
      ],
      [
        'a field that is none',
        (login) => login.reads.push({ field: 'other', in: 'body', at: '' }),
        [
          ['login-field-unknown', 'login.reads.1.field'],
          ['login-place-missing', 'login.reads.1.at'],
        ],
      ],
      [
        'signs of expiry that say nothing',
        (_, key) => key.expiry.push({ when: 'age' }, { when: 'body', at: ' ' }),
        [
          ['expiry-incomplete', 'expiry.1.number'],
          ['expiry-incomplete', 'expiry.2.at'],
        ],
      ],
    ])('%s', (_, change, expected) => {
      expect(codesOf(change)).toEqual(expected)
    })
  })
})

describe('literal secrets', () => {
  const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'

  interface Case {
    readonly settings: Readonly<Record<string, Json>>
    readonly at: string
    readonly says: string
    /** What the request's settings become, and what goes into the vault. */
    readonly left: Readonly<Record<string, Json>>
    readonly vault: Readonly<Record<string, string>>
    readonly placements: readonly object[]
  }
  const usualPlacement = { in: 'header', name: 'X-API-Key', value: '{{ auth.key }}' }
  const cases: Record<string, Case> = {
    Authorization: {
      settings: { headers: [row('Accept', 'x'), row('Authorization', 'Bearer abc123')] },
      at: 'headers.1.value',
      says: 'the value of “Authorization”',
      left: { headers: [row('Accept', 'x')] },
      vault: { token: 'abc123' },
      placements: [usualPlacement, { in: 'header', name: 'Authorization', value: 'Bearer {{ auth.token }}' }],
    },
    'a header with a key': {
      settings: { headers: [row('X-Parse-REST-API-Key', 'swordfish')] },
      at: 'headers.0.value',
      says: 'the value of “X-Parse-REST-API-Key”',
      left: { headers: [] },
      vault: { parse_rest_api_key: 'swordfish' },
      placements: [
        usualPlacement,
        { in: 'header', name: 'X-Parse-REST-API-Key', value: '{{ auth.parse_rest_api_key }}' },
      ],
    },
    'a name that is taken': {
      settings: { query: [row('key', token)] },
      at: 'query.0.value',
      says: 'a GitHub token',
      left: { query: [] },
      vault: { token },
      placements: [usualPlacement, { in: 'query', name: 'key', value: '{{ auth.token }}' }],
    },
    'a parameter': {
      settings: { query: [row('api_key', 'hush')] },
      at: 'query.0.value',
      says: 'the value of “api_key”',
      left: { query: [] },
      vault: { api_key: 'hush' },
      placements: [usualPlacement, { in: 'query', name: 'api_key', value: '{{ auth.api_key }}' }],
    },
    'a parameter in the address': {
      settings: { url: '/x?api_key=hush&page=1' },
      at: 'url',
      says: 'the value of “api_key”',
      left: { url: '/x?page=1' },
      vault: { api_key: 'hush' },
      placements: [usualPlacement, { in: 'query', name: 'api_key', value: '{{ auth.api_key }}' }],
    },
    'a token as parameters in the address': {
      settings: { url: `/x?api_key=${token}&access_token=${token}2&page=1` },
      at: 'url',
      says: 'the value of “api_key”',
      left: { url: '/x?page=1' },
      vault: { api_key: token, access_token: `${token}2` },
      placements: [
        usualPlacement,
        { in: 'query', name: 'api_key', value: '{{ auth.api_key }}' },
        { in: 'query', name: 'access_token', value: '{{ auth.access_token }}' },
      ],
    },
    'the last parameter': {
      settings: { url: '/x?page=1&access_token=hush#top' },
      at: 'url',
      says: 'the value of “access_token”',
      left: { url: '/x?page=1#top' },
      vault: { access_token: 'hush' },
      placements: [usualPlacement, { in: 'query', name: 'access_token', value: '{{ auth.access_token }}' }],
    },
    'user and password': {
      settings: { url: 'https://ada:lovelace@api.example.com/x' },
      at: 'url',
      says: 'a user name and password',
      left: { url: 'https://api.example.com/x' },
      vault: { username: 'ada', password: 'lovelace' },
      placements: [
        usualPlacement,
        {
          in: 'header',
          name: 'Authorization',
          value: 'Basic {{ auth.username | append: ":" | append: auth.password | base64_encode }}',
        },
      ],
    },
    'a token in the path': {
      settings: { url: `/bot/${token}/send` },
      at: 'url',
      says: 'a GitHub token',
      left: { url: '/bot/{{ auth.token }}/send' },
      vault: { token },
      placements: [usualPlacement],
    },
    'a token in the body': {
      settings: { body: { kind: 'json', text: `{"token": "${token}", "id": "{{ input.id }}"}` } },
      at: 'body.text',
      says: 'a GitHub token',
      left: { body: { kind: 'json', text: '{"token": "{{ auth.token }}", "id": "{{ input.id }}"}' } },
      vault: { token },
      placements: [usualPlacement],
    },
    'a long random value': {
      settings: { headers: [row('X-Shop', 'q9Zk2Lw8Xv5Tn1Yb7Rc4Md6Hs3Jf0Pga')] },
      at: 'headers.0.value',
      says: 'a long random key',
      left: { headers: [] },
      vault: { shop: 'q9Zk2Lw8Xv5Tn1Yb7Rc4Md6Hs3Jf0Pga' },
      placements: [usualPlacement, { in: 'header', name: 'X-Shop', value: '{{ auth.shop }}' }],
    },
    'beside an expression': {
      settings: { headers: [row('X-Sign', `{{ input.id }}:${token}`)] },
      at: 'headers.0.value',
      says: 'a GitHub token',
      left: { headers: [row('X-Sign', '{{ input.id }}:{{ auth.token }}')] },
      vault: { token },
      placements: [usualPlacement],
    },
  }

  test.each(Object.entries(cases))('%s', (_what, { settings, at, says, left, vault, placements }) => {
    const before = connector([ask(settings)])
    const problems = checkConnector(before, testCatalog)
    expect(codes(problems)).toEqual(['literal-secret'])
    const problem = problems[0] as Problem
    expect(problem).toMatchObject({ severity: 'warning', fix: { label: 'Move to credential' } })
    expect(problem.place?.setting?.join('.')).toBe(at)
    expect(problem.message).toContain(
      `holds ${says}. A secret does not belong into the document: move it to a credential.`,
    )
    for (const secret of Object.values(vault))
      expect(JSON.stringify(problem)).not.toContain(JSON.stringify(secret).slice(1, -1))
    expect(secretAt(before, problem)).toEqual({ authentication: 'key', values: vault })
    const after = produce(before, (draft) => applyEdits(draft, problem.fix?.edits ?? []))
    expect(after.operations[0]?.graph.nodes[id.node('ask')]?.settings).toMatchObject(left)
    expect(after.service.authentications[0]?.placements).toEqual(placements)
    expect(checkConnector(after, testCatalog)).toEqual([])
  })

  test('a request without a credential gets one, joined by an edge', () => {
    const before = connector([
      usual(
        {
          ask: {
            kind: 'request',
            title: 'Get customer',
            settings: { url: '/x', headers: [row('X-Api-Key', 'hush')] },
          },
        },
        [],
        ['login', 'login-ask_auth'],
      ),
    ])
    before.service.authentications = []
    const [problem] = checkConnector(before, testCatalog)
    const after = produce(before, (draft) => applyEdits(draft, problem?.fix?.edits ?? []))
    expect(checkConnector(after, testCatalog)).toEqual([])
    const made = after.service.authentications[0]
    expect(made).toMatchObject({
      fields: [{ name: 'api_key', secret: true }],
      placements: [{ in: 'header', name: 'X-Api-Key', value: '{{ auth.api_key }}' }],
    })
    expect(secretAt(before, problem as Problem)).toEqual({
      authentication: made?.id,
      values: { api_key: 'hush' },
    })
    expect(
      Object.values(after.operations[0]?.graph.nodes ?? {}).filter(({ kind }) => kind === 'auth'),
    ).toHaveLength(1)
  })

  test('a request beside an auth node is joined to it', () => {
    const before = connector([
      usual(
        { other: { kind: 'request', title: 'Other', settings: { headers: [row('X-Api-Key', 'hush')] } } },
        ['other>output'],
      ),
    ])
    const [problem] = checkConnector(before, testCatalog)
    const after = produce(before, (draft) => applyEdits(draft, problem?.fix?.edits ?? []))
    expect(checkConnector(after, testCatalog)).toEqual([])
    expect(
      Object.values(after.operations[0]?.graph.edges ?? {}).some(
        ({ from, to }) => from.node === 'login' && to.node === 'other',
      ),
    ).toBe(true)
  })

  test.each<[string, Readonly<Record<string, Json>>]>([
    ['a credential by name', { headers: [row('Authorization', 'Bearer {{ auth.key }}')] }],
    ['an empty value', { headers: [row('Authorization', ''), row('X-Api-Key', ' ')] }],
    ['a scheme without a token', { headers: [row('Authorization', 'Bearer ')] }],
    ['a row that is off is not sent', { headers: [{ ...row('Authorization', 'x'), enabled: false }] }],
    [
      'public headers',
      {
        headers: [
          row('Accept', 'application/vnd.api+json; version=2026-01-01-preview0'),
          row('X-Parse-Application-Id', 'Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv'),
        ],
      },
    ],
    ['an id', { query: [row('id', '123e4567-e89b-12d3-a456-426614174000')] }],
    ['an idempotency key', { headers: [row('Idempotency-Key', 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8')] }],
    ['a cursor', { query: [row('cursor', 'q9Zk2Lw8Xv5Tn1Yb7Rc4Md6Hs3Jf0Pga')] }],
    ['words', { body: { kind: 'text', text: 'please send sk_live keys to nobody, and ghp_ neither' } }],
    ['a user without a password', { url: 'https://ada@api.example.com/' }],
    ['a password from an input', { url: 'https://ada:{{ input.id }}@api.example.com/' }],
    ['a token parameter from an input', { url: '/x?token={{ input.id }}' }],
  ])('no secret: %s', (_what, settings) => {
    expect(codes(check(ask(settings)))).toEqual([])
  })

  test('in the service: address, defaults, placements; and in an input’s default', () => {
    const document = connector([
      usual({
        inputs: {
          kind: 'inputs',
          title: 'Inputs',
          settings: fields(field('id'), field('x', { default: token })),
        },
      }),
    ])
    document.service.baseUrl = 'https://ada:lovelace@api.example.com'
    document.service.defaults.query = [{ name: 'api_key', value: 'hush', enabled: true, whenEmpty: 'omit' }]
    document.service.authentications[0]?.placements.push({
      in: 'header',
      name: 'Authorization',
      value: 'Bearer hush',
    })
    const problems = checkConnector(document, testCatalog)
    expect(problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['literal-secret', 'service.baseUrl'],
      ['literal-secret', 'service.defaults.query.0.value'],
      ['literal-secret', 'service.authentications.0.placements.1.value'],
      ['literal-secret', 'operations.0.graph.nodes.1.settings.fields.1.default'],
    ])
    const printed = JSON.stringify(problems)
    for (const secret of ['lovelace', 'hush', token]) expect(printed).not.toContain(secret)
  })
})

describe('whatever the graph', () => {
  test('an operation that is not there is a problem', () => {
    expect(codes(checkOperation(connector([]), id.operation('gone'), testCatalog))).toEqual([
      'unknown-operation',
    ])
  })

  test('every path of a problem leads to something in the file, or to where it is missing', () => {
    const target = usual({ x: { kind: 'teleport' } }, ['ask>gone'])
    for (const { path } of check(target)) expect(path.slice(0, 2)).toEqual(['operations', 0])
  })

  test('5,000 nodes: what is read grows with the graph, not with its square', () => {
    const reads = (count: number) => {
      let asked = 0
      const counted: KindCatalog = Object.fromEntries(
        Object.entries(testCatalog).map(([kind, facts]) => [
          kind,
          Object.defineProperty({ ...facts }, 'ports', {
            get() {
              asked++
              return facts.ports
            },
          }),
        ]),
      )
      const nodes: Record<string, NodeSpec> = { output: { kind: 'output' } }
      const edges: string[] = []
      for (let index = 0; index < count; index++) {
        const before = index === 0 ? '"x"' : `nodes["n${index - 1}"].a | append: nodes["n0"].b`
        // Every sort of trouble at once: unread nodes, misspelt names, required ports, circles, doubled titles.
        const trouble = [`{{ ${before} }}`, '{{ nodes["nn"].id }}', '{{ itm }}'][index % 3] ?? ''
        nodes[`n${index}`] = {
          kind: index % 50 === 7 ? 'for-each' : 'transform',
          title: index % 40 === 3 ? 'Twice' : `n${index}`,
          settings: { value: trouble },
        }
        if (index > 0 && index % 25 !== 0) edges.push(`n${index - 1}>n${index}`)
        if (index % 100 === 30) edges.push(`n${index}>n${index - 2}`)
      }
      const problems = checkConnector(connector([operation(nodes, edges)]), counted)
      expect(problems.length).toBeGreaterThan(count / 3)
      return asked
    }
    const [small, large] = [reads(1_000), reads(5_000)]
    expect(large / small).toBeLessThan(7)
  })
})

test('authentications made by every scheme pass the checks', () => {
  for (const scheme of ['none', 'api-key', 'bearer', 'basic', 'custom']) {
    const document = connector([usualOperation()])
    document.service.authentications = [authentication('key', scheme)]
    expect([scheme, checkConnector(document, testCatalog)]).toEqual([scheme, []])
  }
})
