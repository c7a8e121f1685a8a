// An operation's own way of paging, tried on a service that is made of it.
import { describe, expect, test } from 'vitest'
import type { GraphNode, Operation } from '../../src/model/document.ts'
import type { Json } from '../../src/model/json.ts'
import type { NodeId } from '../../src/model/ids.ts'
import { findScheme } from '../../src/model/schemes.ts'
import { readConnector } from '../../src/model/read.ts'
import { catalog } from '../../src/nodes/catalog.ts'
import { mirroredPaging } from '../../src/nodes/pagination/mirrored.ts'
import { paginationSettings } from '../../src/nodes/pagination/settings.ts'
import { type Dot, ordeal, type Walked } from '../../src/simulation/torture/ordeal.ts'
import { styles } from '../../src/simulation/torture/styles.ts'
import { exampleOf } from '../nodes/pagination/examples.ts'

interface Drawing {
  service: { authentications: object[] }
  operations: {
    graph: {
      nodes: { id: string; kind?: string; title?: string; settings: Record<string, Json> }[]
      edges: object[]
    }
  }[]
}

async function tried(
  text: string,
  change: (pages: Record<string, Json>, ask: Record<string, Json>, document: Drawing) => void = () => {},
) {
  const document = JSON.parse(text) as Drawing
  const settingsOf = (id: string) =>
    document.operations[0]!.graph.nodes.find((node) => node.id === id)!.settings
  change(settingsOf('pages'), settingsOf('ask'), document)
  const { connector, problems } = readConnector(JSON.stringify(document))
  if (connector === undefined) throw new Error(JSON.stringify(problems))
  const operation = connector.operations[0] as Operation
  const container = operation.graph.nodes['pages' as NodeId] as GraphNode
  const mirrored = mirroredPaging(operation, container, paginationSettings.parse(container.settings))
  if (typeof mirrored === 'string') return mirrored
  const dots: Dot[] = []
  for await (const dot of ordeal({
    connector,
    operation,
    container: container.id,
    mirrored: mirrored as never,
    catalog,
    hugePage: 2000,
  }))
    dots.push(dot)
  return dots
}

describe.each(styles.map((style) => [style.id, style] as const))('the example %s', (_id, style) => {
  test('passes at every size on a service that pages as it does', async () => {
    const dots = await tried(exampleOf(style))
    if (typeof dots === 'string') throw new Error(dots)
    expect(dots.filter(({ group, outcome }) => group === 'sizes' && outcome !== 'passed')).toEqual([])
  })
})

const example = (id: string) => exampleOf(styles.find((style) => style.id === id)!)
const brokenDots = async (id: string, change: Parameters<typeof tried>[1]) => {
  const dots = await tried(example(id), change)
  if (typeof dots === 'string') throw new Error(dots)
  return dots
}
const outcomes = (dots: readonly Dot[]) => Object.fromEntries(dots.map(({ id, outcome }) => [id, outcome]))

describe('what is wrong with a way of paging shows', () => {
  test('a short page taken for the end of a cursor: a short page in the middle loses records', async () => {
    const dots = await brokenDots('token-absent', (pages) => {
      pages['size'] = '5'
      pages['stop'] = [{ rule: 'short-page' }, { rule: 'no-value' }]
    })
    expect(dots.find(({ id }) => id === 'F3')).toMatchObject({
      outcome: 'failed',
      why: expect.stringContaining('are missing'),
    })
  })
  test('an empty page as the only end of a page number that is refused beyond its end', async () => {
    const dots = await brokenDots('page-total-header', (pages) => {
      pages['stop'] = [{ rule: 'short-page' }]
      pages['size'] = '5'
    })
    expect(outcomes(dots)['5 records']).toBe('passed')
  })
  test('a guard that ends the walk on its second page', async () => {
    const dots = await brokenDots('token-absent', (pages) => {
      pages['guards'] = { maxPages: 2 }
    })
    expect(dots.find(({ id }) => id === '15 records')).toMatchObject({
      outcome: 'failed',
      page: 2,
      why: '5 of 15 records are missing: the walk stopped too early.',
    })
  })
  test('an operation that does not try again fails at a service that is busy, and one that does passes', async () => {
    const without = outcomes(await brokenDots('token-absent', () => {}))
    const retrying = outcomes(
      await brokenDots('token-absent', (_, ask) => {
        ask['retry'] = { methods: 'all' }
      }),
    )
    expect([without['F9'], without['F21'], retrying['F9'], retrying['F21'], retrying['F21b']]).toEqual([
      'failed',
      'failed',
      'passed',
      'passed',
      'passed',
    ])
  })
  test('an error in an answer of 200 that no rule knows', async () => {
    const dots = await brokenDots('token-absent', () => {})
    expect(dots.find(({ id }) => id === 'F11')).toMatchObject({
      outcome: 'failed',
      why: expect.stringContaining('Add an error rule'),
    })
  })
  test('faults that the operation takes no stand on are passed over, and say why', async () => {
    const dots = await brokenDots('token-absent', () => {})
    expect(dots.filter(({ outcome }) => outcome === 'skipped').map(({ id }) => id)).toEqual(['F13', 'F14'])
    expect(dots.filter(({ why }) => why === '')).toEqual([])
  })
})

/** A login request whose token is found in each of these places. */
const signsIn =
  (...reads: readonly object[]): Parameters<typeof tried>[1] =>
  (_pages, _ask, { service, operations: [operation] }) => {
    service.authentications.push({
      id: 'login',
      title: 'Sign in',
      scheme: 'login',
      ...findScheme('login')?.make(),
      login: { ...findScheme('login')?.make().login, reads },
    })
    operation?.graph.nodes.push({
      id: 'key',
      kind: 'auth',
      title: 'Auth',
      settings: { authentication: 'login' },
    })
    operation?.graph.edges.push({
      id: 'key-ask',
      from: { node: 'key', port: 'out' },
      to: { node: 'ask', port: 'auth' },
    })
  }

describe('a fault is tried where the operation says what it is about', () => {
  test.each<[string, string, Parameters<typeof tried>[1], Partial<Dot>]>([
    [
      'F10d',
      'the body of a failure says how long to wait',
      (_, ask) => void (ask['retry'] = { methods: 'all', waitAt: 'error.wait', waitUnit: 'ms' }),
      { outcome: 'passed' },
    ],
    [
      'F12',
      'the credential is renewed, with a token in the body',
      signsIn({ field: 'token', in: 'body', at: 'data.access_token' }),
      { outcome: 'passed', why: 'Every record once, in 10 calls.' },
    ],
    ['F12', '… in a header', signsIn({ field: 'token', in: 'header', at: 'X-Token' }), { outcome: 'passed' }],
    ['F12', '… in a cookie', signsIn({ field: 'token', in: 'cookie', at: 'sid' }), { outcome: 'passed' }],
    [
      'F20',
      'the API hands out no more than so many',
      (pages) => {
        pages['stop'] = [{ rule: 'cap', records: 10 }, { rule: 'no-value' }]
      },
      { outcome: 'passed', why: 'It was told: The API hands out 10 records at most: there may be more.' },
    ],
  ])('%s where %s', async (fault, _, change, expected) => {
    const without = await brokenDots('token-absent', () => {})
    expect(without.find(({ id }) => id === fault)).toBeUndefined()
    const dots = await brokenDots('token-absent', change)
    expect(dots.find(({ id }) => id === fault)).toMatchObject(expected)
  })

  test('F17: a page number that is counted on to a page that is refused fails in words, or ends where a rule says so', async () => {
    const counted = (...stop: object[]) =>
      brokenDots('page-total-header', (pages) => {
        pages['stop'] = stop as unknown as Json
        pages['size'] = '5'
      })
    const refused = await counted({ rule: 'short-page' })
    expect(refused.find(({ id }) => id === 'F17')?.why).toMatch(/^It ended in words: GET .* answered 400/)
    const meant = await counted({ rule: 'short-page' }, { rule: 'status', codes: [400] })
    expect(outcomes(meant)).toMatchObject({ F17b: 'passed' })
    expect(outcomes(meant)['F17']).toBeUndefined()
  })

  test('F23b: the answer is the list itself', async () => {
    expect(outcomes(await brokenDots('link-page', () => {}))['F23b']).toBe('passed')
    expect(outcomes(await brokenDots('token-absent', () => {}))['F23b']).toBeUndefined()
  })
})

test.each<[string, Parameters<typeof tried>[1], RegExp]>([
  ['answers that are no JSON', (_, ask) => void (ask['decode'] = 'csv'), /read as csv/],
  ['a request without a record path', (_, ask) => void (ask['records'] = ''), /where its records are/],
  [
    'a stop rule of conditions',
    (pages) => void (pages['stop'] = [{ rule: 'condition', when: [] }]),
    /cannot be made up/,
  ],
])('%s cannot be tried, and why is said', async (_, change, words) => {
  expect(await tried(example('limit-skip'), change)).toMatch(words)
})

test.each([1, 2])('pages of %i: each size is tried once', async (size) => {
  const dots = await tried(example('limit-skip'), (pages, ask) => {
    pages['size'] = String(size)
    ask['query'] = [{ name: 'limit', value: String(size) }]
  })
  if (typeof dots === 'string') throw new Error(dots)
  const ids = dots.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)])
  expect(ids).toContain('1 record')
})

test('it hands over each walk that it judges, with what was asked and answered', async () => {
  const { connector } = readConnector(example('limit-skip'))
  const operation = connector?.operations[0] as Operation
  const container = operation.graph.nodes['pages' as NodeId] as GraphNode
  const mirrored = mirroredPaging(operation, container, paginationSettings.parse(container.settings))
  const walks: Walked[] = []
  const dots = ordeal({
    connector: connector!,
    operation,
    container: container.id,
    mirrored: mirrored as never,
    catalog,
    onWalk: (walk) => walks.push(walk),
  })
  for await (const { id, outcome, calls } of dots) {
    const walk = walks.pop()
    const seen = walk && [walk.exchanges.length, walk.events.at(-1)?.type]
    expect([id, seen]).toEqual([id, outcome === 'skipped' ? undefined : [calls, 'finished']])
  }
})

test('it stops when it is told to', async () => {
  const stopped = AbortSignal.abort(new Error('stopped'))
  const { connector } = readConnector(example('limit-skip'))
  const operation = connector?.operations[0] as Operation
  const container = operation.graph.nodes['pages' as NodeId] as GraphNode
  const mirrored = mirroredPaging(operation, container, paginationSettings.parse(container.settings))
  const dots = ordeal({
    connector: connector!,
    operation,
    container: container.id,
    mirrored: mirrored as never,
    catalog,
    signal: stopped,
  })
  await expect(dots.next()).rejects.toThrow('stopped')
})
