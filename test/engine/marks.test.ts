import { beforeEach, describe, expect, test } from 'vitest'
import { valuesChunk } from '../../src/engine/chunk.ts'
import { fakeIo } from '../../src/engine/fake.ts'
import type { Checkpoint, Io } from '../../src/engine/io.ts'
import type { Drawn } from './graphs.ts'
import { draw, nodeId, ofType, operationId, planned, runPlan, takesX } from './graphs.ts'
import { committed } from './kinds.ts'

beforeEach(() => {
  committed.length = 0
})

/** A walk over pages, each of which gives the number of the page twice. */
const walk = (count: number, more: Record<string, Drawn> = {}, edges = ['walk > out']) =>
  planned(
    {
      walk: ['pages', { count }],
      two: ['numbers', { count: 1, size: 2 }, { parent: 'walk' }],
      show: ['pass', { value: '{{ page.index }}.{{ item }}' }, { parent: 'walk' }],
      out: ['output'],
      ...more,
    },
    ['two > show', 'show > walk.emit', ...edges],
  )

describe('[E22] ends and sources', () => {
  test('the run pulls from the output and from any node nobody reads', async () => {
    const io = fakeIo({ jumps: true, script: () => ({ body: {} }) })
    const made = planned(
      {
        in: ['numbers', { count: 2 }],
        tell: ['ask', { url: 'https://api.example.com/{{ item }}' }],
        out: ['output'],
      },
      ['in > tell', 'in > out'],
    )
    const { records } = await runPlan(made, { io })
    expect(records).toEqual([0, 1])
    expect(io.requests).toHaveLength(2)
    expect(Object.fromEntries(made.sinksOf)).toEqual({ in: 2 })
  })

  test('a source that makes no marks makes one when it is done', async () => {
    const { io } = await runPlan(planned({ in: ['numbers', { count: 3 }], out: ['output'] }, ['in > out']))
    expect(io.checkpoints.latest).toMatchObject({ positions: { in: 'done' }, records: 3 })
  })

  test('bodies make no marks', async () => {
    const { events } = await runPlan(walk(3))
    expect(ofType(events, 'checkpoint')).toHaveLength(3)
  })

  test('a node that is an end for what comes in commits it', async () => {
    const made = planned({ in: ['numbers', { count: 2 }], keep: ['keeper'], out: ['output'] }, [
      'in > keep',
      'keep > out',
    ])
    const { io } = await runPlan(made)
    expect(Object.fromEntries(made.sinksOf)).toEqual({ in: 1, keep: 1 })
    expect(io.checkpoints.latest?.positions).toEqual({ in: 'done' })
  })
})

describe('[E23] commit', () => {
  test('records are stored, then the checkpoint is saved, then the source is told', async () => {
    const io = fakeIo({ jumps: true })
    const order: string[] = []
    const watched = watch(io, {
      append: (count) => order.push(`stored ${count}`),
      save: ({ positions }) => order.push(`saved ${String(positions['walk'])}, told ${committed.length}`),
    })
    await runPlan(walk(2), { io: watched })
    expect(order).toEqual(['stored 2', 'saved 1, told 0', 'stored 2', 'saved 2, told 1'])
    expect(committed).toEqual([1, 2])
  })

  test('a mark waits for every end its source reaches', async () => {
    const io = fakeIo()
    const made = walk(1, { slow: ['pass', { waitMs: 1000 }] }, ['walk > out', 'walk > slow'])
    const running = runPlan(made, { io })
    await io.clock.settle()
    expect(io.records.count).toBe(2)
    expect(io.checkpoints.latest).toBeUndefined()
    await io.clock.advance(1000)
    expect(io.checkpoints.latest).toBeUndefined()
    await io.clock.advance(1000)
    await running
    expect(io.checkpoints.latest).toMatchObject({ positions: { walk: 1 }, records: 2 })
  })

  test('a checkpoint that cannot be saved fails the run, and the source is not told', async () => {
    const io = watch(fakeIo({ jumps: true }), {
      save: () => {
        throw new Error('disk full')
      },
    })
    const { finished } = await runPlan(walk(2), { io })
    expect(finished).toMatchObject({ outcome: 'failed', resumable: false })
    expect(committed).toEqual([])
  })
})

describe('[E24] a checkpoint', () => {
  test('holds the hash, the positions, the one values and the records that were there when the mark came', async () => {
    const made = walk(2, { in: ['inputs', takesX], first: ['pass', { value: '{{ item.x }}!' }] }, [
      'in > first',
      'first > walk',
      'walk > out',
    ])
    const io = fakeIo({ jumps: true })
    const saved: Checkpoint[] = []
    await runPlan(made, {
      io: watch(io, { save: (checkpoint) => saved.push(checkpoint) }),
      input: { x: 2n ** 60n },
    })
    const values = { in: '{"x":1152921504606846976}', first: '"1152921504606846976!"' }
    expect(saved).toEqual([
      { hash: made.hash, positions: { walk: 1 }, values, records: 2 },
      { hash: made.hash, positions: { walk: 2 }, values, records: 4 },
    ])
  })

  test('of another hash is refused, and nothing is cut', async () => {
    const io = fakeIo({ jumps: true })
    await io.records.append(valuesChunk([1, 2]), new AbortController().signal)
    const from = { hash: 'another', positions: {}, values: {}, records: 0 }
    const { finished } = await runPlan(walk(2), { io, from })
    expect(finished).toMatchObject({ outcome: 'failed', failure: { kind: 'storage' } })
    expect(io.records.count).toBe(2)
  })

  test('its positions are not told in events', async () => {
    const { events } = await runPlan(walk(1))
    expect(ofType(events, 'checkpoint')).toEqual([
      { type: 'checkpoint', records: 2, seq: expect.any(Number), atMs: expect.any(Number) },
    ])
  })
})

describe('[E25] resume', () => {
  test.each([1, 2, 3])('after %d pages were kept, no record is lost and none comes twice', async (kept) => {
    const made = walk(4, { in: ['inputs', takesX] }, ['in > walk', 'walk > out'])
    const io = fakeIo({ jumps: true })
    // The store fails while the page after the kept ones is written, half of it already there.
    let appended = 0
    const breaking = watch(io, {
      append: () => {
        if (appended++ === kept) throw new Error('gone')
      },
    })
    const broken = await runPlan(made, { io: breaking, input: { x: 1 } })
    expect(broken.finished).toMatchObject({ outcome: 'failed', resumable: true })
    await io.records.append(valuesChunk(['half']), new AbortController().signal)
    const from = io.checkpoints.latest
    const { records, finished, events } = await runPlan(made, {
      io,
      ...(from && { from }),
      input: { x: 1 },
    })
    expect(finished).toMatchObject({ outcome: 'completed', records: 8 })
    expect(records).toEqual([0, 1, 2, 3].flatMap((page) => [`${page}.0`, `${page}.1`]))
    expect(events[0]).toMatchObject({ type: 'started', resumed: true })
  })

  test('a one value is not asked for again, nor what only it needed', async () => {
    const io = fakeIo({ jumps: true, script: () => ({ body: { token: 'abc' } }) })
    const made = walk(
      2,
      {
        in: ['inputs', takesX],
        login: ['ask', { url: 'https://api.example.com/login' }],
        show: ['pass', { value: '{{ nodes["login"].token }}-{{ page.index }}' }, { parent: 'walk' }],
      },
      ['in > login', 'login > walk', 'walk > out'],
    )
    const from = {
      hash: made.hash,
      positions: { walk: 1 },
      values: { in: '{}', login: '{"token":"kept"}' },
      records: 0,
    }
    const { records } = await runPlan(made, { io, from })
    expect(io.requests).toHaveLength(0)
    expect(records).toEqual(['kept-1', 'kept-1'])
  })

  test('a source that was done gives nothing again', async () => {
    const made = planned(
      { in: ['numbers', { count: 3 }], bad: ['stuck'], also: ['numbers', { count: 1 }], out: ['output'] },
      ['in > out', 'also > bad', 'bad > out'],
    )
    const from = { hash: made.hash, positions: { in: 'done' }, values: {}, records: 0 }
    const { records } = await runPlan(made, { from })
    expect(records).toEqual([0])
  })

  test('a run that was over when it was cut off is over at once', async () => {
    const made = planned({ in: ['inputs', takesX], bad: ['fails'], out: ['output'] }, [
      'in > bad',
      'bad > out',
    ])
    const from = { hash: made.hash, positions: { in: 'done' }, values: {}, records: 1 }
    const io = fakeIo({ jumps: true })
    await io.records.append(valuesChunk(['there']), new AbortController().signal)
    const { records, finished } = await runPlan(made, { io, from })
    expect(finished).toMatchObject({ outcome: 'completed', records: 1 })
    expect(records).toEqual(['there'])
  })
})

test('[E27] a queue in memory hands marks on after the last item they cover', async () => {
  const saved: Checkpoint[] = []
  const io = fakeIo({ jumps: true })
  const made = walk(3, { batch: ['batches', { size: 4 }] }, ['walk > batch', 'batch > out'])
  const { records } = await runPlan(made, { io: watch(io, { save: (checkpoint) => saved.push(checkpoint) }) })
  expect(records).toEqual([
    ['0.0', '0.1', '1.0', '1.1'],
    ['2.0', '2.1'],
  ])
  expect(saved.map(({ positions, records: count }) => [positions['walk'], count])).toEqual([
    [1, 1],
    [2, 1],
    [3, 2],
  ])
})

describe('[E31] pins and until', () => {
  const nodes: Record<string, Drawn> = {
    in: ['fails'],
    made: ['ask', { url: 'https://api.example.com/' }],
    next: ['pass', { value: '{{ item.n }}!' }],
    last: ['pass', { value: '{{ item }}?' }],
    out: ['output'],
  }
  const edges = ['in > made', 'made > next', 'next > last', 'last > out']

  test('pins replace a node’s stream; what only it needed is not run', async () => {
    const io = fakeIo({ jumps: true })
    const { records, events } = await runPlan(planned(nodes, edges), {
      io,
      pins: { [nodeId('made')]: [{ n: 1 }, { n: 2 }] },
    })
    expect(records).toEqual(['1!?', '2!?'])
    expect(io.requests).toHaveLength(0)
    expect(ofType(events, 'node').some(({ node }) => node === 'in')).toBe(false)
  })

  test('what a pinned node and others need is run for the others', async () => {
    const made = planned(
      { in: ['numbers', { count: 2 }], pinned: ['fails'], other: ['pass'], out: ['output'] },
      ['in > pinned', 'in > other', 'pinned > out', 'other > out'],
    )
    const { records } = await runPlan(made, { pins: { [nodeId('pinned')]: ['pin'] } })
    expect(records.toSorted()).toEqual([0, 1, 'pin'])
  })

  test('a pin inside a container holds in each of its body runs', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 2 }],
        every: ['each'],
        bad: ['fails', {}, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'every.item > bad', 'bad > every.emit', 'every > out'],
    )
    expect((await runPlan(made, { pins: { [nodeId('bad')]: ['pin'] } })).records).toEqual(['pin', 'pin'])
  })

  test('until makes a node the end; what follows it is not run', async () => {
    const { records, events } = await runPlan(planned(nodes, edges), {
      pins: { [nodeId('made')]: [{ n: 1 }] },
      until: nodeId('next'),
    })
    expect(records).toEqual(['1!'])
    expect(new Set(ofType(events, 'node').map(({ node }) => node))).toEqual(new Set(['made', 'next']))
  })

  test('until a node in a container runs that container', async () => {
    const { records } = await runPlan(walk(1, { bad: ['fails'] }, ['walk > bad', 'bad > out']), {
      until: nodeId('show'),
    })
    expect(records).toEqual(['0.0', '0.1'])
  })
})

describe('[E32] what the output is', () => {
  test.each<[what: string, nodes: Record<string, Drawn>, edges: string[], yields: string]>([
    ['one value', { in: ['inputs', takesX] }, ['in > out'], 'one'],
    ['one value through others', { in: ['inputs', takesX], a: ['pass'] }, ['in > a', 'a > out'], 'one'],
    ['records of a source', { in: ['numbers', { count: 1 }] }, ['in > out'], 'many'],
    [
      'records of two values',
      { in: ['inputs', takesX], a: ['pass'] },
      ['in > a', 'in > out', 'a > out'],
      'many',
    ],
  ])('%s', async (_what, nodes, edges, yields) => {
    const made = planned({ ...nodes, out: ['output'] }, edges)
    expect(made.yields).toBe(yields)
    expect((await runPlan(made)).events[0]).toMatchObject({ type: 'started', yields })
  })
})

test('a plan says what is wrong instead of throwing', async () => {
  const { plan } = await import('../../src/engine/plan.ts')
  const { catalog } = await import('./kinds.ts')
  const cycle = draw({ a: ['pass'], b: ['pass'], out: ['output'] }, ['a > b', 'b > a', 'b > out'])
  expect(plan(cycle, operationId, catalog)).toMatchObject({ ok: false })
  expect(plan(cycle, 'missing' as typeof operationId, catalog)).toMatchObject({ ok: false })
  expect(plan(draw({ x: ['unheard-of'] }), operationId, catalog)).toMatchObject({ ok: false })
})

/** The same io with an eye on what is kept. */
function watch<Kept extends Io>(
  io: Kept,
  { append, save }: { append?: (count: number) => unknown; save?: (checkpoint: Checkpoint) => unknown },
): Kept {
  return {
    ...io,
    records: {
      ...io.records,
      read: (io.records as unknown as { read: unknown }).read,
      append: async (chunk, signal) => {
        append?.(chunk.count)
        await io.records.append(chunk, signal)
      },
    },
    checkpoints: {
      save: async (checkpoint) => {
        save?.(checkpoint)
        await io.checkpoints.save(checkpoint)
      },
    },
  }
}
