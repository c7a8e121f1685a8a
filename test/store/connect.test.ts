import { describe, expect, it } from 'vitest'
import type { GraphNode } from '../../src/model/document.ts'
import type { EdgeId, NodeId } from '../../src/model/ids.ts'
import type { KindCatalog, KindFacts, Port } from '../../src/model/kinds.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import {
  connectionRules,
  fittingKinds,
  legalTargets,
  splicePorts,
  spliceRefusal,
} from '../../src/store/connect.ts'
import type { PortRef } from '../../src/store/connect.ts'
import { GraphIndex } from '../../src/store/graphIndex.ts'
import { createOperation } from '../../src/model/create.ts'
import { idMaker, sampleConnector } from './editor.ts'

/** A container as the pagination slice will have them: what crosses its border is decided here and now. */
const loop: KindFacts = {
  ...(catalog.transform as unknown as KindFacts),
  kind: 'loop',
  title: 'For each',
  binds: 'item',
  ports: [
    { name: 'in', way: 'in', carries: 'records', title: 'records in' },
    { name: 'out', way: 'out', carries: 'records', title: 'records out' },
    { name: 'item', way: 'out', carries: 'records', side: 'inner', title: 'item' },
    { name: 'emit', way: 'in', carries: 'records', side: 'inner', title: 'emit' },
  ] satisfies Port[],
}
const kinds = { ...catalog, loop } as unknown as KindCatalog

/** `inputs → t1 → output`, `auth → request`, and a loop with `inside` in it. */
function graph() {
  const makeId = idMaker()
  const connector = sampleConnector()
  const operation = createOperation(makeId, connector, catalog, { title: 'Test' })
  const nodes: Record<string, GraphNode> = {}
  const add = (id: string, kind: string, parent?: string) => {
    nodes[id] = {
      id: id as NodeId,
      kind,
      title: id,
      settings: structuredClone((kinds[kind] as KindFacts).defaults()) as never,
      ...(parent === undefined ? {} : { parent: parent as NodeId }),
    }
  }
  for (const [id, kind] of Object.entries({
    inputs: 'inputs',
    t1: 'transform',
    t2: 'transform',
    out: 'output',
  }))
    add(id, kind)
  for (const [id, kind] of Object.entries({ auth: 'auth', auth2: 'auth', request: 'request', loop: 'loop' }))
    add(id, kind)
  add('inside', 'request', 'loop')
  const edges: Record<string, unknown> = {}
  const join = (from: string, to: string, port = 'in') => {
    edges[`${from}-${to}`] = {
      id: `${from}-${to}`,
      from: { node: from, port: 'out' },
      to: { node: to, port },
    }
  }
  join('inputs', 't1')
  join('t1', 'out')
  join('auth', 'request', 'auth')
  const whole = {
    ...operation,
    graph: { nodes, edges, notes: {} },
    layout: { t1: { x: 10, y: 0 }, out: { x: 900, y: 0 }, t2: { x: 400, y: 0 } },
  } as unknown as typeof operation
  return { operation: whole, catalog: kinds, index: new GraphIndex(connector, whole, kinds) }
}

const port = (text: string, way: 'in' | 'out'): PortRef => {
  const [node, name] = text.split('.') as [string, string]
  return { node: node as NodeId, port: name, way }
}

describe('an edge', () => {
  it.each([
    ['inputs.out', 'request.in'],
    ['inputs.out', 'out.in'],
    ['t1.out', 't2.in'],
    ['auth.out', 'inside.auth'],
    ['loop.item', 'inside.in'],
    ['inside.out', 'loop.emit'],
    ['t2.out', 'loop.in'],
  ])('from %s to %s is legal, drawn either way', (from, to) => {
    expect(connectionRules(graph(), port(from, 'out')).refusal(port(to, 'in'))).toBeUndefined()
    expect(connectionRules(graph(), port(to, 'in')).refusal(port(from, 'out'))).toBeUndefined()
  })

  it.each([
    ['inputs.out', 'request.auth', /takes a sign-in here, and “inputs” gives records/],
    ['auth.out', 't1.in', /takes records here, and “auth” gives a sign-in/],
    ['auth2.out', 'request.auth', /takes one edge here/],
    ['inputs.out', 't1.in', /joined already/],
    ['t1.out', 't1.in', /cannot feed itself/],
    ['t2.out', 'inside.in', /border of a container/],
    ['inside.out', 'out.in', /border of a container/],
    ['loop.item', 't2.in', /border of a container/],
    ['inputs.out', 'gone.in', /not there any more/],
    ['inputs.nowhere', 't1.in', /no such port/],
  ])('from %s to %s is refused in words', (from, to, words) => {
    expect(connectionRules(graph(), port(from, 'out')).refusal(port(to, 'in'))).toMatch(words)
    expect(connectionRules(graph(), port(to, 'in')).refusal(port(from, 'out'))).toMatch(words)
  })

  it('that would lead in a circle is refused', () => {
    const context = graph()
    const nodes = context.operation.graph.nodes
    // A chain t1 → t2 closed by t2 → t1.
    const edge = { id: 'e9' as EdgeId, from: { node: 't1', port: 'out' }, to: { node: 't2', port: 'in' } }
    const operation = {
      ...context.operation,
      graph: { ...context.operation.graph, nodes, edges: { ...context.operation.graph.edges, e9: edge } },
    } as unknown as typeof context.operation
    const index = new GraphIndex(sampleConnector(), operation, kinds)
    const rules = connectionRules({ operation, index, catalog: kinds }, port('t2.out', 'out'))
    expect(rules.refusal(port('t1.in', 'in'))).toMatch(/circle/)
  })

  it('between two outputs or two inputs is refused', () => {
    expect(connectionRules(graph(), port('inputs.out', 'out')).refusal(port('t1.out', 'out'))).toMatch(
      /Both ends give/,
    )
    expect(connectionRules(graph(), port('t1.in', 'in')).refusal(port('t2.in', 'in'))).toMatch(
      /Both ends take/,
    )
  })
})

describe('what is offered', () => {
  it('the keyboard chooses among exactly the legal targets, nearest first', () => {
    const context = graph()
    const from = port('t1.out', 'out')
    const targets = legalTargets(context, from)
    expect(targets.map(({ node }) => node)).toEqual(expect.arrayContaining(['t2', 'request', 'loop']))
    expect(targets.map(({ node }) => node)).not.toContain('inside')
    expect(targets.findIndex(({ node }) => node === 't2')).toBe(targets.length - 1)
    for (const target of targets) expect(connectionRules(context, from).refusal(target)).toBeUndefined()
  })

  it('an edge dropped on empty canvas offers the kinds that fit its end', () => {
    const context = graph()
    const offered = (from: PortRef) => fittingKinds(context, from).map(({ kind, port }) => `${kind}.${port}`)
    expect(offered(port('inputs.out', 'out'))).toEqual([
      'request.in',
      'pagination-loop.in',
      'for-each.in',
      'transform.in',
      'loop.in',
    ])
    expect(offered(port('auth.out', 'out'))).toEqual(['request.auth'])
    expect(offered(port('request.auth', 'in'))).toEqual(['auth.out'])
  })

  it('a kind that an operation holds once is not offered a second time', () => {
    const kindsOffered = fittingKinds(graph(), undefined).map(({ kind }) => kind)
    expect(kindsOffered).not.toContain('inputs')
    expect(kindsOffered).toContain('request')
  })
})

describe('putting a node into an edge', () => {
  const edge = 't1-out' as EdgeId
  it.each(['request', 'transform', 'loop'])('a new %s fits', (kind) => {
    expect(spliceRefusal(graph(), edge, { kind })).toBeUndefined()
    expect(splicePorts(kinds[kind])).toEqual({ inPort: 'in', outPort: 'out' })
  })
  it.each([
    [edge, { kind: 'output' }, /both take and give/],
    [edge, { kind: 'auth' }, /both take and give/],
    ['auth-request' as EdgeId, { kind: 'transform' }, /carries records/],
    [edge, { node: 't1' as NodeId }, /an end of this edge/],
    ['gone' as EdgeId, { kind: 'request' }, /not there/],
  ])('%s refuses %o in words', (id, what, words) => {
    expect(spliceRefusal(graph(), id, what)).toMatch(words)
  })
  it('a node that is joined already keeps its edges', () => {
    expect(spliceRefusal(graph(), 'inputs-t1' as EdgeId, { node: 'out' as NodeId })).toMatch(
      /both take and give/,
    )
    expect(spliceRefusal(graph(), edge, { node: 't2' as NodeId })).toBeUndefined()
  })
})
