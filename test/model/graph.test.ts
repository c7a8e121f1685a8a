import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Connector } from '../../src/model/document.ts'
import { graphFacts } from '../../src/model/graph.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { connector, edge, id, type NodeSpec, operation } from './build.ts'
import { testCatalog } from './testCatalog.ts'

function facts(
  nodes: Readonly<Record<string, NodeSpec>>,
  edges: readonly string[] = [],
  values: Partial<Connector> = {},
) {
  const target = operation(nodes, edges)
  return graphFacts(connector([target], values), target, testCatalog)
}

const pass: NodeSpec = { kind: 'transform' }
const many: NodeSpec = { kind: 'request', settings: { records: 'results' } }
const n = id.node

describe('adjacency', () => {
  const graph = facts({ login: { kind: 'auth' }, a: pass, ask: { kind: 'request' } }, [
    'a>ask',
    'login>ask.auth',
    'ask>gone',
    'gone>a',
  ])

  test('links by port, sorted by edge', () => {
    expect(graph.incoming(n('ask')).map(({ node }) => node)).toEqual(['a', 'login'])
    expect(graph.incoming(n('ask'), 'auth').map(({ node }) => node)).toEqual(['login'])
    expect(graph.outgoing(n('a')).map(({ edge }) => edge.id)).toEqual(['a-ask'])
  })

  test('edges with an end that is not there are apart', () => {
    expect(graph.dangling.map(({ id }) => id)).toEqual(['ask-gone', 'gone-a'])
    expect(graph.outgoing(n('ask'))).toEqual([])
  })
})

describe('order', () => {
  test('what stands before comes before, ties by id', () => {
    const graph = facts({ z: pass, b: pass, c: pass, a: pass }, ['z>a', 'b>c'])
    expect(graph.order).toEqual(['b', 'z', 'a', 'c'])
  })

  test('a body stands right behind its container, in its own order', () => {
    const graph = facts(
      {
        start: pass,
        loop: { kind: 'for-each' },
        y: { ...pass, parent: 'loop' },
        x: { ...pass, parent: 'loop' },
        end: pass,
      },
      ['start>loop', 'loop.item>y', 'y>x', 'x>loop.emit', 'loop>end'],
    )
    expect(graph.order).toEqual(['start', 'loop', 'y', 'x', 'end'])
    expect(graph.body(n('loop'))).toEqual(['x', 'y'])
    expect(graph.body(undefined)).toEqual(['end', 'loop', 'start'])
    expect(graph.containers(n('x'))).toEqual(['loop'])
  })

  test('[E6] an auth edge into a container orders the container', () => {
    const graph = facts(
      { aloop: { kind: 'for-each' }, ask: { kind: 'request', parent: 'aloop' }, zlogin: { kind: 'auth' } },
      ['zlogin>ask.auth'],
    )
    expect(graph.order).toEqual(['zlogin', 'aloop', 'ask'])
    expect(graph.cycles).toEqual([])
  })

  test('every graph has all its nodes in the order once, before all they lead to', () => {
    const links = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 20 })
    fc.assert(
      fc.property(links, (pairs) => {
        // Edges from a smaller to a greater number make no circle.
        const texts = [
          ...new Set(pairs.filter(([from, to]) => from < to).map(([from, to]) => `n${from}>n${to}`)),
        ]
        const graph = facts(
          Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`n${index}`, pass])),
          texts,
        )
        expect(graph.cycles).toEqual([])
        expect(graph.order.toSorted()).toHaveLength(10)
        for (const text of texts) {
          const { from, to } = edge(text)
          expect(graph.order.indexOf(from.node)).toBeLessThan(graph.order.indexOf(to.node))
        }
        // Against the plain definition of reachability.
        const leads = (first: NodeId): Set<NodeId> => {
          const seen = new Set<NodeId>()
          const open = [first]
          for (let at = open.pop(); at !== undefined; at = open.pop())
            for (const { node } of graph.outgoing(at))
              if (!seen.has(node)) {
                seen.add(node)
                open.push(node)
              }
          return seen
        }
        for (const first of graph.order)
          for (const second of graph.order)
            expect(graph.standsBefore(first, second)).toBe(leads(first).has(second))
      }),
      { numRuns: 100 },
    )
  })
})

describe('circles', () => {
  test.each<[string, Record<string, NodeSpec>, string[], string[][]]>([
    ['none', { a: pass, b: pass }, ['a>b'], []],
    ['two nodes', { a: pass, b: pass, c: pass }, ['a>b', 'b>a', 'b>c'], [['a', 'b']]],
    ['itself', { a: pass }, ['a>a'], [['a']]],
    [
      'two apart',
      { a: pass, b: pass, c: pass, d: pass },
      ['a>b', 'b>a', 'c>d', 'd>c', 'a>c'],
      [
        ['c', 'd'],
        ['a', 'b'],
      ],
    ],
    [
      'inside a container',
      { loop: { kind: 'for-each' }, a: { ...pass, parent: 'loop' }, b: { ...pass, parent: 'loop' } },
      ['a>b', 'b>a'],
      [['a', 'b']],
    ],
  ])('%s', (_what, nodes, edges, expected) => {
    const graph = facts(nodes, edges)
    expect(graph.cycles.map((group) => [...group]).toSorted()).toEqual(expected.toSorted())
    expect(graph.order.toSorted()).toEqual(Object.keys(nodes).toSorted())
  })

  test('a container’s inner ports are no circle', () => {
    const graph = facts({ loop: { kind: 'for-each' }, a: { ...pass, parent: 'loop' } }, [
      'loop.item>a',
      'a>loop.emit',
    ])
    expect(graph.cycles).toEqual([])
  })

  test('containers that stand in each other count as standing nowhere', () => {
    const graph = facts({
      a: { kind: 'for-each', parent: 'b' },
      b: { kind: 'for-each', parent: 'a' },
      c: { ...pass, parent: 'a' },
    })
    expect([graph.parent(n('a')), graph.parent(n('c')), graph.containers(n('c'))]).toEqual([
      undefined,
      undefined,
      [],
    ])
  })

  test('a circle through ten thousand nodes does not fill the stack', () => {
    const count = 10_000
    const nodes = Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, pass]))
    const graph = facts(
      nodes,
      Array.from({ length: count }, (_, index) => `n${index}>n${(index + 1) % count}`),
    )
    expect(graph.cycles).toHaveLength(1)
    expect(graph.cycles[0]).toHaveLength(count)
  })
})

describe('[E32] cardinality is derived', () => {
  test.each<[string, Record<string, NodeSpec>, string[], string, 'one' | 'many']>([
    ['nothing comes in: once', { a: pass }, [], 'a', 'one'],
    ['one stays one', { inputs: { kind: 'inputs' }, a: pass }, ['inputs>a'], 'a', 'one'],
    ['records make many', { a: many, b: pass }, ['a>b'], 'b', 'many'],
    ['two edges make many', { a: pass, b: pass, c: pass }, ['a>c', 'b>c'], 'c', 'many'],
    [
      'collecting makes one again',
      { a: many, b: { kind: 'transform', settings: { collect: true } } },
      ['a>b'],
      'b',
      'one',
    ],
    [
      'an auth edge is no stream',
      { login: { kind: 'auth' }, a: pass, b: { kind: 'request' } },
      ['login>b.auth', 'a>b'],
      'b',
      'one',
    ],
    [
      'inside For each it is one at a time',
      { a: many, loop: { kind: 'for-each' }, b: { ...pass, parent: 'loop' } },
      ['a>loop', 'loop.item>b', 'b>loop.emit'],
      'b',
      'one',
    ],
    ['For each gives many', { a: pass, loop: { kind: 'for-each' } }, ['a>loop'], 'loop', 'many'],
    [
      'a node that is off hands on what comes in',
      { a: pass, b: { ...many, disabled: true }, c: pass },
      ['a>b', 'b>c'],
      'c',
      'one',
    ],
    [
      'a node that is off and gets nothing counts as no edge',
      { a: pass, b: { ...many, disabled: true }, c: pass },
      ['a>c', 'b>c'],
      'c',
      'one',
    ],
    ['an unknown kind hands on', { a: many, b: { kind: 'teleport' }, c: pass }, ['a>b', 'b>c'], 'c', 'many'],
  ])('%s', (_what, nodes, edges, of, expected) => {
    expect(facts(nodes, edges).cardinality(n(of))).toBe(expected)
  })

  test('an edge carries what its source yields, inner ports one, auth edges nothing', () => {
    const graph = facts(
      {
        a: many,
        loop: { kind: 'for-each' },
        b: { kind: 'request', parent: 'loop' },
        login: { kind: 'auth' },
      },
      ['a>loop', 'loop.item>b', 'login>b.auth'],
    )
    expect(
      ['a-loop', 'loop_item-b', 'login-b_auth'].map((key) => graph.edgeCardinality(id.edge(key))),
    ).toEqual(['many', 'one', undefined])
  })
})

describe('[E5] fed', () => {
  const graph = facts(
    {
      a: { ...pass, disabled: true },
      b: { ...pass, disabled: true },
      c: pass,
      d: pass,
      e: { ...pass, disabled: true },
      f: pass,
    },
    ['a>b', 'b>c', 'd>e', 'e>f'],
  )
  test('nodes that are off are looked through', () => {
    expect([graph.fed(n('c')), graph.fed(n('f')), graph.fed(n('d'))]).toEqual([false, true, false])
    expect(graph.feeders(n('f'))).toEqual(['d'])
    expect(graph.feeders(n('c'))).toEqual([])
  })
})

describe('[E6] authentication', () => {
  test.each<[string, Record<string, NodeSpec>, string | undefined]>([
    [
      'the one its auth node names',
      { login: { kind: 'auth', settings: { authentication: 'key' } }, ask: { kind: 'request' } },
      'key',
    ],
    [
      'none where it names what is not there',
      { login: { kind: 'auth', settings: { authentication: 'gone' } }, ask: { kind: 'request' } },
      undefined,
    ],
    [
      'none where it is off',
      {
        login: { kind: 'auth', disabled: true, settings: { authentication: 'key' } },
        ask: { kind: 'request' },
      },
      undefined,
    ],
    [
      'from outside of a container',
      {
        login: { kind: 'auth', settings: { authentication: 'key' } },
        loop: { kind: 'for-each' },
        ask: { kind: 'request', parent: 'loop' },
      },
      'key',
    ],
  ])('%s', (_what, nodes, expected) => {
    expect(facts(nodes, ['login>ask.auth']).authentication(n('ask'))?.id).toBe(expected)
  })
})
