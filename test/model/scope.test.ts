import { describe, expect, test } from 'vitest'
import { checkTemplate } from '../../src/expressions/check.ts'
import { graphFacts } from '../../src/model/graph.ts'
import { scopeEntries, scopeNames, scopeSeeing, serviceScopeEntries } from '../../src/model/scope.ts'
import { authentication, connector, field, fields, id, type NodeSpec, operation } from './build.ts'
import { testCatalog } from './testCatalog.ts'

function factsOf(nodes: Readonly<Record<string, NodeSpec>>, edges: readonly string[]) {
  const target = operation(nodes, edges)
  return graphFacts(connector([target]), target, testCatalog)
}

const nodes: Record<string, NodeSpec> = {
  inputs: {
    kind: 'inputs',
    title: 'Inputs',
    settings: fields(field('id'), field('limit', { type: 'integer', description: 'How many.' })),
  },
  login: { kind: 'auth', title: 'Auth', settings: { authentication: 'key' } },
  first: { kind: 'request', title: 'Get customer' },
  list: { kind: 'request', title: 'List orders', settings: { records: 'results' } },
  loop: { kind: 'for-each', title: 'Every order' },
  inner: { kind: 'request', title: 'Get order', parent: 'loop' },
  second: { kind: 'transform', title: 'Shape order', parent: 'loop' },
  after: { kind: 'transform', title: 'After' },
  off: { kind: 'transform', title: 'Off', disabled: true },
  output: { kind: 'output', title: 'Output' },
}
const edges = [
  'inputs>first',
  'login>first.auth',
  'login>inner.auth',
  'first>list',
  'list>loop',
  'loop.item>inner',
  'inner>second',
  'second>loop.emit',
  'loop>after',
  'after>off',
  'off>output',
]
const facts = factsOf(nodes, edges)
const named = (node: string, title: string) => scopeNames(facts, id.node(node)).named(title)

describe('[E12] names that are always there', () => {
  test('input with the fields, service, and auth in requests that an Auth node is joined to', () => {
    const names = scopeNames(facts, id.node('first'))
    expect(names.fields.map(({ name }) => name)).toEqual(['id', 'limit'])
    expect(names.auth?.id).toBe('key')
    expect(names.authHint).toBeUndefined()
  })

  test.each([
    ['second', 'Credentials can be used in requests only.'],
    ['list', 'No authentication is joined to this node. Connect an Auth node to it.'],
  ])('auth cannot be used in %s', (node, hint) => {
    expect(scopeNames(facts, id.node(node)).authHint).toBe(hint)
  })

  test.each<[string, object]>([
    ['first', { from: 'records', nodes: ['inputs'] }],
    ['second', { from: 'records', nodes: ['inner'] }],
    ['inner', { from: 'container', node: 'loop' }],
    ['output', { from: 'records', nodes: ['after'] }],
    ['inputs', { from: 'nothing' }],
  ])('item in %s', (node, expected) => {
    expect(scopeNames(facts, id.node(node)).item).toMatchObject(expected)
  })

  test('item of a node that nothing comes in to is the nearest For each’s', () => {
    const graph = factsOf(
      {
        loop: { kind: 'for-each' },
        pages: { kind: 'pagination-loop', parent: 'loop' },
        ask: { kind: 'request', parent: 'pages' },
      },
      [],
    )
    const names = scopeNames(graph, id.node('ask'))
    expect(names.item).toEqual({ from: 'container', node: 'loop' })
    expect([names.page, names.batch]).toEqual(['pages', undefined])
  })
})

describe('[E13] nodes["T"]', () => {
  test.each<[string, string, string, object | undefined]>([
    ['a node before this one that yields one', 'list', 'Get customer', { holds: 'value', node: 'first' }],
    ['a node before an enclosing container', 'second', 'Get customer', { holds: 'value', node: 'first' }],
    ['a node before it in the same body', 'second', 'Get order', { holds: 'value', node: 'inner' }],
    [
      'an enclosing container is what it binds',
      'second',
      'Every order',
      { holds: 'binding', node: 'loop', binds: 'item' },
    ],
    ['the inputs', 'after', 'Inputs', { holds: 'value', node: 'inputs' }],
    [
      'a stream',
      'after',
      'List orders',
      {
        holds: 'nothing',
        hint: '“List orders” yields many records, and a stream has no one value. Put this node inside a For each, or use item.',
      },
    ],
    [
      'a container behind it',
      'after',
      'Every order',
      { holds: 'nothing', hint: expect.stringContaining('yields many records') },
    ],
    [
      'what is inside a container',
      'after',
      'Get order',
      { holds: 'nothing', hint: '“Get order” is inside a container that this node is not in.' },
    ],
    [
      'what comes later',
      'first',
      'After',
      {
        holds: 'nothing',
        hint: '“After” does not stand before this node. Connect it so that it runs first.',
      },
    ],
    ['itself', 'first', 'Get customer', { holds: 'nothing', hint: 'A node cannot use its own output.' }],
    ['a node that is off', 'output', 'Off', { holds: 'nothing', hint: '“Off” is off, so it has no output.' }],
    ['an auth node', 'first', 'Auth', { holds: 'nothing', hint: '“Auth” has no output to read.' }],
    ['nothing of that name', 'first', 'Nothing', undefined],
  ])('%s', (_what, node, title, expected) => {
    expect(named(node, title)).toEqual(expected)
  })

  test('two nodes of one title stand for nothing', () => {
    const graph = factsOf(
      {
        a: { kind: 'request', title: 'Ask' },
        b: { kind: 'request', title: 'Ask' },
        c: { kind: 'transform' },
      },
      ['a>c'],
    )
    expect(scopeNames(graph, id.node('c')).named('Ask')).toMatchObject({
      holds: 'nothing',
      hint: expect.stringContaining('Several nodes are called “Ask”'),
    })
  })
})

describe('[E14] a queue is a wall', () => {
  const graph = factsOf(
    {
      first: { kind: 'request', title: 'First' },
      loop: { kind: 'for-each', title: 'Loop' },
      queue: { kind: 'fifo-queue', title: 'Queue', parent: 'loop' },
      a: { kind: 'request', title: 'A', parent: 'queue' },
      b: { kind: 'request', title: 'B', parent: 'queue' },
    },
    ['first>loop', 'loop.item>queue', 'queue.batch>a', 'a>b', 'b>queue.emit'],
  )
  const names = scopeNames(graph, id.node('b'))

  test('behind it only input, service, auth, batch and item', () => {
    expect(names.named('First')).toMatchObject({
      holds: 'nothing',
      hint: expect.stringContaining('stands before the queue'),
    })
    expect(names.named('Loop')).toMatchObject({ holds: 'nothing' })
    expect(names.named('A')).toEqual({ holds: 'value', node: 'a' })
    expect(names.named('Queue')).toMatchObject({ holds: 'binding', binds: 'batch' })
    expect([names.batch, names.page]).toEqual(['queue', undefined])
    expect(scopeNames(graph, id.node('a')).item).toEqual({ from: 'container', node: 'queue' })
  })
})

describe('[E15] check and completion see the same names', () => {
  const check = (node: string, template: string, samples = {}) =>
    checkTemplate(template, scopeEntries(facts, id.node(node), { samples })).map(({ code }) => code)

  test.each<[string, string, string[]]>([
    [
      'first',
      '{{ input.id }} {{ input.limit }} {{ service.baseUrl }} {{ service.title }} {{ auth.key }} {{ item.id }}',
      [],
    ],
    ['first', '{{ input.idd }}', ['unknown-reference']],
    ['first', '{{ auth.secret }}', ['unknown-reference']],
    ['list', '{{ auth.key }}', ['not-here']],
    [
      'second',
      '{{ nodes["Every order"].item.anything }} {{ item.anything }} {{ nodes["Get customer"].anything }}',
      [],
    ],
    ['second', '{{ nodes["Every order"].page }}', ['unknown-reference']],
    ['after', '{{ nodes["List orders"].id }}', ['not-here']],
    ['first', '{{ page.number }} {{ batch }}', ['unknown-reference', 'unknown-reference']],
    ['inputs', '{{ item }}', ['not-here']],
  ])('in %s: %s', (node, template, codes) => {
    expect(check(node, template)).toEqual(codes)
  })

  test('whatever scopeNames allows the check allows, and the other way round', () => {
    for (const node of facts.order) {
      const names = scopeNames(facts, node)
      for (const title of names.titles()) {
        const allowed = names.named(title)?.holds !== 'nothing'
        expect([node, title, check(node, `{{ nodes[${JSON.stringify(title)}] }}`)]).toEqual([
          node,
          title,
          allowed ? [] : ['not-here'],
        ])
      }
    }
  })
})

describe('samples', () => {
  const find = (node: string, path: readonly string[]) => {
    let entries = scopeEntries(facts, id.node(node), {
      samples: { [id.node('first')]: { name: 'Ada', tags: ['x'] }, [id.node('loop')]: { total: 3 } },
      input: { id: 'abc', limit: 5 },
    })
    let found = entries[0]
    for (const name of path) {
      found = entries.find((entry) => entry.name === name)
      entries = [...(found?.children ?? [])]
    }
    return found
  }

  test.each<[string, string[], object]>([
    ['first', ['input', 'id'], { type: 'string', sample: 'abc', hasSample: true, kind: 'field' }],
    ['first', ['input', 'limit'], { type: 'integer', sample: 5, description: 'How many.' }],
    ['first', ['item', 'id'], { sample: 'abc' }],
    ['list', ['item', 'name'], { type: 'string', sample: 'Ada' }],
    ['after', ['nodes', 'Get customer', 'tags', '0'], { sample: 'x' }],
    ['inner', ['item', 'total'], { sample: 3 }],
    ['inner', ['nodes', 'Every order', 'item', 'total'], { sample: 3 }],
  ])('in %s: %j', (node, path, expected) => {
    expect(find(node, path)).toMatchObject(expected)
  })

  test('a sample shows what was there once: other names may be written too', () => {
    const entries = scopeEntries(facts, id.node('list'), {
      samples: { [id.node('first')]: { address: { city: 'Ulm' } } },
    })
    expect(checkTemplate('{{ item.other }} {{ item.address.zip }}', entries)).toEqual([])
  })

  test('a credential’s fields are names only', () => {
    const auth = find('first', ['auth', 'key'])
    expect(auth).toMatchObject({ type: 'secret', secret: true })
    expect(auth).not.toHaveProperty('sample')
  })
})

test('the base URL may name fields of a credential that are not secret', () => {
  const scope = serviceScopeEntries([authentication('basic', 'basic')])
  expect(checkTemplate('https://{{ auth.username }}.example.com', scope)).toEqual([])
  expect(checkTemplate('https://{{ auth.password }}.example.com', scope)).toMatchObject([
    { code: 'not-here' },
  ])
})

describe('a setting that sees more than its node', () => {
  const own = [{ name: 'input', children: [] }, { name: 'status' }]

  test.each([
    ['nothing more', undefined, ['input', 'status']],
    ['the page of its walk', ['page'], ['page', 'input', 'status']],
    ['the answer, whose names win', ['answer'], ['status', 'headers', 'body', 'input']],
  ] as const)('%s', (_, sees, names) => {
    expect(scopeSeeing(own, sees).map(({ name }) => name)).toEqual(names)
  })

  test('of a page the names are known', () => {
    const problems = (text: string) => checkTemplate(text, scopeSeeing([], ['page'])).map(({ code }) => code)
    expect(problems('{{ page.value.after }}-{{ page.number }}')).toEqual([])
    expect(problems('{{ page.numbr }}')).toEqual(['unknown-reference'])
  })
})
