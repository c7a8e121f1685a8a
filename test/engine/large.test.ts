import { expect, test } from 'vitest'
import { fakeIo } from '../../src/engine/fake.ts'
import { type Drawn, nodeId, planned, runPlan } from './graphs.ts'

/** Large graphs by structure: what would recurse a level a node overflows the stack here, what is quadratic does not end. */

const count = 5_000

test('a chain of 5,000 nodes', async () => {
  const nodes: Record<string, Drawn> = { in: ['numbers', { count: 3 }], out: ['output'] }
  const edges: string[] = []
  let last = 'in'
  for (let at = 0; at < count; at++) {
    nodes[`n${at}`] = ['pass']
    edges.push(`${last} > n${at}`)
    last = `n${at}`
  }
  const made = planned(nodes, [...edges, `${last} > out`])
  const { records, finished, io } = await runPlan(made)
  expect(finished).toMatchObject({ outcome: 'completed', records: 3 })
  expect(records).toEqual([0, 1, 2])
  expect(io.checkpoints.latest?.positions).toEqual({ in: 'done' })
}, 60_000)

test('a chain of 5,000 nodes whose end stops early, and one that fails at its beginning', async () => {
  const nodes: Record<string, Drawn> = {
    in: ['numbers', { count: 9, fail: 5 }],
    few: ['pass', { limit: 2 }],
    out: ['output'],
  }
  const edges: string[] = []
  let last = 'in'
  for (let at = 0; at < count; at++) {
    nodes[`n${at}`] = ['pass']
    edges.push(`${last} > n${at}`)
    last = `n${at}`
  }
  const made = planned(nodes, [...edges, `${last} > few`, 'few > out'])
  expect((await runPlan(made)).finished).toMatchObject({ outcome: 'completed', records: 2 })
  const { finished } = await runPlan(made, { until: nodeId(last) })
  expect(finished).toMatchObject({
    outcome: 'failed',
    records: 5,
    failure: { node: 'in', message: 'Failed at 5.' },
  })
}, 60_000)

test('a fan of 5,000 nodes out of one and into one', async () => {
  const nodes: Record<string, Drawn> = { in: ['numbers', { count: 3 }], out: ['output'] }
  const edges: string[] = []
  for (let at = 0; at < count; at++) {
    nodes[`n${at}`] = ['pass']
    edges.push(`in > n${at}`, `n${at} > out`)
  }
  const { finished, io } = await runPlan(planned(nodes, edges))
  expect(finished).toMatchObject({ outcome: 'completed', records: 3 * count })
  expect(io.checkpoints.latest?.positions).toEqual({ in: 'done' })
}, 60_000)

test('5,000 ends of their own', async () => {
  const nodes: Record<string, Drawn> = { in: ['numbers', { count: 2 }], out: ['output'] }
  const edges = ['in > out']
  for (let at = 0; at < count; at++) {
    nodes[`n${at}`] = ['pass']
    edges.push(`in > n${at}`)
  }
  const made = planned(nodes, edges)
  expect(made.sinksOf.get(nodeId('in'))).toBe(count + 1)
  expect((await runPlan(made)).io.checkpoints.latest?.positions).toEqual({ in: 'done' })
}, 60_000)

test('stopping a chain of 5,000 nodes', async () => {
  const nodes: Record<string, Drawn> = { in: ['stuck'], out: ['output'] }
  const edges: string[] = []
  let last = 'in'
  for (let at = 0; at < count; at++) {
    nodes[`n${at}`] = ['pass']
    edges.push(`${last} > n${at}`)
    last = `n${at}`
  }
  const io = fakeIo()
  const stop = new AbortController()
  const over = runPlan(planned(nodes, [...edges, `${last} > out`]), { io, signal: stop.signal })
  while (io.clock.sleepers === 0) await io.clock.settle()
  stop.abort()
  expect((await over).finished.outcome).toBe('stopped')
}, 60_000)
