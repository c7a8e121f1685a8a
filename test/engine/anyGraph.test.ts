import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../src/model/json.ts'
import { type Drawn, nodeId, planned, runPlan } from './graphs.ts'

/** Graphs nobody would draw on purpose: whatever leads where and however long it takes, every record comes to every end. */

interface Spec {
  readonly sort: 'numbers' | 'slow' | 'few' | 'total' | 'named'
  /** Chunks of a source, turns of a slow node, chunks that a few-node lets through. */
  readonly size: number
  /** Which of the nodes before it it reads. */
  readonly from: readonly number[]
}

const spec: fc.Arbitrary<Spec> = fc.record({
  sort: fc.constantFrom('numbers', 'slow', 'slow', 'slow', 'few', 'total', 'named'),
  size: fc.nat(30),
  from: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
})

interface AnyGraph {
  readonly nodes: Record<string, Drawn>
  readonly edges: string[]
  /** What leaves each node, in any order; undefined where a node before it lets only some through. */
  readonly leaving: ReadonlyMap<string, readonly Json[] | undefined>
}

function drawAny(specs: readonly Spec[]): AnyGraph {
  const nodes: Record<string, Drawn> = {}
  const edges: string[] = []
  const leaving = new Map<string, readonly Json[] | undefined>()
  const ids: string[] = []
  for (const [index, { sort, size, from }] of specs.entries()) {
    const id = `n${index}`
    const feeders = [
      ...new Set(from.map((at) => ids[at % ids.length]).filter((feeder) => feeder !== undefined)),
    ]
    const totals = ids.filter((other) => nodes[other]?.[0] === 'total')
    const named = sort === 'named' ? totals[size % totals.length] : undefined
    if (named !== undefined && !feeders.includes(named)) feeders.push(named)
    const given = feeders.map((feeder) => leaving.get(feeder))
    const incoming = given.includes(undefined) ? undefined : given.flatMap((records) => records ?? [])
    if (sort === 'numbers' || feeders.length === 0) {
      nodes[id] = ['numbers', { count: size }]
      leaving.set(
        id,
        Array.from({ length: size }, (_, at) => at),
      )
    } else if (sort === 'total') {
      nodes[id] = ['total']
      leaving.set(id, incoming && [incoming.length])
    } else if (sort === 'few') {
      nodes[id] = ['pass', { limit: 1 + (size % 4) }]
      leaving.set(id, undefined)
    } else if (named !== undefined) {
      nodes[id] = ['pass', { value: `{{ item }} of {{ nodes["${named}"] }}` }]
      const [count] = leaving.get(named) ?? []
      leaving.set(id, count === undefined ? undefined : incoming?.map((record) => `${record} of ${count}`))
    } else {
      nodes[id] = ['slow', { turns: size }]
      leaving.set(id, incoming)
    }
    for (const feeder of feeders) if (nodes[id]?.[0] !== 'numbers') edges.push(`${feeder} > ${id}`)
    ids.push(id)
  }
  nodes['out'] = ['output']
  edges.push(`${ids.at(-1)} > out`)
  return { nodes, edges, leaving }
}

const sorted = (records: readonly Json[]) => records.map(String).toSorted()

test('[E1] [E4] [E13] every record of any graph comes to the end, and the run is over', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(spec, { minLength: 2, maxLength: 14 }), async (specs) => {
      const { nodes, edges, leaving } = drawAny(specs)
      const made = planned(nodes, edges)
      const { finished, records } = await runPlan(made)
      expect(finished.outcome).toBe('completed')
      const expected = leaving.get(`n${specs.length - 1}`) ?? records
      expect(sorted(records)).toEqual(sorted(expected))
    }),
    { numRuns: 300 },
  )
}, 60_000)

test('[E4] a reader that leaves while it waits takes nothing from the others', async () => {
  // `few` ends its fan-in while the edge from the source is still being read there.
  const made = planned(
    {
      source: ['numbers', { count: 12 }],
      quick: ['numbers', { count: 3 }],
      few: ['pass', { limit: 1 }],
      slow: ['slow', { turns: 20 }],
      out: ['output'],
    },
    ['quick > few', 'slow > few', 'source > slow', 'slow > out'],
  )
  const { records } = await runPlan(made)
  expect(sorted(records)).toEqual(sorted(Array.from({ length: 12 }, (_, at) => at)))
})

test('[E13] a value that is made of the whole stream can be named where the stream comes in', async () => {
  const made = planned(
    {
      many: ['numbers', { count: 50, size: 2 }],
      total: ['total'],
      show: ['pass', { value: '{{ item }} of {{ nodes["total"] }}' }],
      out: ['output'],
    },
    ['many > total', 'total > show', 'many > show', 'show > out'],
  )
  const { records, finished, io } = await runPlan(made)
  expect(finished.outcome).toBe('completed')
  expect(sorted(records)).toEqual(
    sorted([...Array.from({ length: 100 }, (_, at) => `${at} of 100`), '100 of 100']),
  )
  expect(io.checkpoints.latest?.positions).toEqual({ many: 'done' })
})

test('[E13] what another stream names is not read ahead', async () => {
  const made = planned(
    {
      other: ['numbers', { count: 3 }],
      total: ['total'],
      many: ['numbers', { count: 50 }],
      show: ['pass', { value: '{{ item }} of {{ nodes["total"] }}' }],
      out: ['output'],
    },
    ['other > total', 'total > show', 'many > show', 'show > out'],
  )
  expect(made.nodes.get(nodeId('show'))?.readsAhead).toBe(false)
  expect((await runPlan(made)).finished.records).toBe(51)
})
