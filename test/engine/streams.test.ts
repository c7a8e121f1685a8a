import { describe, expect, test } from 'vitest'
import { type Chunk, markChunk, valuesChunk } from '../../src/engine/chunk.ts'
import { fakeIo } from '../../src/engine/fake.ts'
import { Merge } from '../../src/engine/merge.ts'
import { ended, type Pull } from '../../src/engine/pull.ts'
import { maxLag, Tee } from '../../src/engine/tee.ts'
import { nodeId, ofType, planned, runPlan } from './graphs.ts'
import { pulls } from './kinds.ts'

const never = () => () => undefined

/** A hand on a stream: gives what is pushed, in order, and counts what was asked. */
function hand(...chunks: (Chunk | Error)[]) {
  const waiting: ((result: IteratorResult<Chunk, undefined>) => void)[] = []
  let over = false
  const pull: Pull & { asked: number; returned: boolean; push(chunk: Chunk): void; end(): void } = {
    asked: 0,
    returned: false,
    push(chunk) {
      const reader = waiting.shift()
      if (reader === undefined) chunks.push(chunk)
      else reader({ done: false, value: chunk })
    },
    end() {
      over = true
      for (const reader of waiting.splice(0)) reader(ended)
    },
    next() {
      pull.asked++
      const chunk = chunks.shift()
      if (chunk instanceof Error) return Promise.reject(chunk)
      if (chunk !== undefined) return Promise.resolve({ done: false, value: chunk })
      if (over) return Promise.resolve(ended)
      return new Promise((resolve) => waiting.push(resolve))
    },
    return() {
      pull.returned = true
      pull.end()
      return Promise.resolve(ended)
    },
  }
  return pull
}

const chunk = (value: number) => valuesChunk([value])
const mark = (source: string, seq: number) => markChunk({ source: nodeId(source), seq, position: seq })
const shown = ({ value }: IteratorResult<Chunk, undefined>) =>
  value === undefined
    ? 'end'
    : value.mark === undefined
      ? value.values()[0]
      : `${value.mark.source}${value.mark.seq}`

describe('[E1] nothing is fetched that nobody asked for', () => {
  test('a reader that stops leaves the rest where it is', async () => {
    pulls.delete('lazy')
    const made = planned(
      { in: ['numbers', { count: 1000, pulled: 'lazy' }], few: ['pass', { limit: 3 }], out: ['output'] },
      ['in > few', 'few > out'],
    )
    const { records, finished } = await runPlan(made)
    expect(records).toEqual([0, 1, 2])
    expect(finished.outcome).toBe('completed')
    expect(pulls.get('lazy')).toBe(3)
  })

  test('a reader that never reads lets nothing start', async () => {
    const made = planned(
      { in: ['numbers', { count: 5, pulled: 'never' }], none: ['pass', { limit: 0 }], out: ['output'] },
      ['in > none', 'none > out'],
    )
    const { records, events } = await runPlan(made)
    expect(records).toEqual([])
    expect(pulls.get('never')).toBeUndefined()
    expect(ofType(events, 'node').map(({ node, state }) => `${node} ${state}`)).toEqual([
      'out running',
      'none running',
      'none done',
      'out done',
    ])
  })
})

describe('[E4] fan-out', () => {
  test('the faster reader waits for the slower after four chunks', async () => {
    const source = hand(...Array.from({ length: 10 }, (_, index) => chunk(index)))
    const tee = new Tee(source, 2, never)
    const [fast, slow] = [tee.open(), tee.open()]
    for (let index = 0; index < maxLag; index++) expect(shown(await fast.next())).toBe(index)
    let arrived: unknown = 'waiting'
    const fifth = fast.next().then((result) => {
      arrived = shown(result)
    })
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
    expect(arrived).toBe('waiting')
    expect(source.asked).toBe(4)
    expect(shown(await slow.next())).toBe(0)
    await fifth
    expect(arrived).toBe(4)
  })

  test('a reader that leaves frees the others, also when it never read', async () => {
    const source = hand(...Array.from({ length: 10 }, (_, index) => chunk(index)))
    const tee = new Tee(source, 3, never)
    const [stays, leaves, absent] = [tee.open(), tee.open(), tee.open()]
    await leaves.next()
    await leaves.return()
    await absent.return()
    for (let index = 0; index < 9; index++) expect(shown(await stays.next())).toBe(index)
    expect(source.returned).toBe(false)
    await stays.return()
    expect(source.returned).toBe(true)
  })

  test('a failure reaches every reader, after what came before it', async () => {
    const tee = new Tee(hand(chunk(1), new Error('broken')), 2, never)
    const readers = [tee.open(), tee.open()]
    for (const reader of readers) {
      expect(shown(await reader.next())).toBe(1)
      await expect(reader.next()).rejects.toThrow('broken')
    }
  })

  test('both branches get everything', async () => {
    const made = planned(
      { in: ['numbers', { count: 20 }], a: ['pass'], b: ['pass', { waitMs: 10 }], out: ['output'] },
      ['in > a', 'in > b', 'a > out', 'b > out'],
    )
    const { records } = await runPlan(made)
    const expected = Array.from({ length: 20 }, (_, index) => [index, index]).flat()
    expect(records.toSorted((a, b) => Number(a) - Number(b))).toEqual(expected)
  })
})

describe('[E4] fan-in', () => {
  const carried = [new Set([nodeId('s')]), new Set([nodeId('s'), nodeId('t')])]
  const carriers = new Map([
    [nodeId('s'), 2],
    [nodeId('t'), 1],
  ])

  test('reads all edges at once and keeps each one’s order', async () => {
    const [a, b] = [hand(), hand()]
    const merge = new Merge([a, b])
    const first = merge.next()
    await Promise.resolve()
    expect([a.asked, b.asked]).toEqual([1, 1])
    b.push(chunk(1))
    expect(shown(await first)).toBe(1)
    b.push(chunk(2))
    a.push(chunk(9))
    b.push(chunk(3))
    const got = [shown(await merge.next()), shown(await merge.next()), shown(await merge.next())]
    expect(got.filter((value) => value !== 9)).toEqual([2, 3])
    expect(got).toContain(9)
    a.end()
    b.end()
    expect(shown(await merge.next())).toBe('end')
  })

  test('a mark passes when every edge that carries its source has brought it; records do not wait for it', async () => {
    const [a, b] = [hand(mark('s', 0), chunk(1), mark('s', 1)), hand()]
    const merge = new Merge([a, b], { carried, carriers })
    expect(shown(await merge.next())).toBe(1)
    const next = merge.next()
    b.push(chunk(5))
    expect(shown(await next)).toBe(5)
    b.push(mark('t', 0))
    expect(shown(await merge.next())).toBe('t0')
    b.push(mark('s', 0))
    expect(shown(await merge.next())).toBe('s0')
    b.push(mark('s', 1))
    expect(shown(await merge.next())).toBe('s1')
  })

  test('an edge that has ended holds no mark back', async () => {
    const [a, b] = [hand(mark('s', 0), mark('s', 1)), hand()]
    const merge = new Merge([a, b], { carried, carriers })
    const next = merge.next()
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    b.push(mark('s', 0))
    expect(shown(await next)).toBe('s0')
    b.end()
    expect(shown(await merge.next())).toBe('s1')
    a.push(mark('s', 2))
    expect(shown(await merge.next())).toBe('s2')
  })

  test('ending it ends all edges', async () => {
    const edges = [hand(), hand()]
    const merge = new Merge(edges)
    const next = merge.next()
    await merge.return()
    expect(shown(await next)).toBe('end')
    expect(edges.map(({ returned }) => returned)).toEqual([true, true])
  })

  test('[E3] marks do not stop beside a batching queue', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 7 }],
        slow: ['batches', { size: 3 }],
        fast: ['pass'],
        out: ['output'],
      },
      ['in > slow', 'in > fast', 'slow > out', 'fast > out'],
    )
    const { records, io } = await runPlan(made)
    expect(records).toHaveLength(10)
    expect(io.checkpoints.latest?.positions).toEqual({ in: 'done' })
  })
})

describe('[E3] marks', () => {
  test('pass a node that drops every record', async () => {
    const made = planned(
      {
        walk: ['pages', { count: 3 }],
        one: ['pass', {}, { parent: 'walk' }],
        drop: ['pass', { drop: true }],
        out: ['output'],
      },
      ['one > walk.emit', 'walk > drop', 'drop > out'],
    )
    const { records, io } = await runPlan(made)
    expect(records).toEqual([])
    expect(io.checkpoints.latest).toMatchObject({ positions: { walk: 3 }, records: 0 })
  })
})

describe('[E5] a kind that acts per record', () => {
  const asks = (nodes: Parameters<typeof planned>[0], edges: string[]) => {
    const io = fakeIo({ jumps: true, script: () => ({ body: { ok: true } }) })
    return runPlan(planned(nodes, edges), { io })
  }
  const url = 'https://api.example.com/'

  test('acts once for each that comes in', async () => {
    const { io } = await asks(
      { in: ['numbers', { count: 2, size: 3 }], ask: ['ask', { url: `${url}{{ item }}` }], out: ['output'] },
      ['in > ask', 'ask > out'],
    )
    expect(io.requests.map((request) => request.url)).toEqual([0, 1, 2, 3, 4, 5].map((at) => `${url}${at}`))
  })

  test('with no edge acts once', async () => {
    const { io, records } = await asks({ ask: ['ask', { url }], out: ['output'] }, ['ask > out'])
    expect(io.requests).toHaveLength(1)
    expect(records).toEqual([{ ok: true }])
  })

  test('over an empty stream does not act at all', async () => {
    const { io, finished } = await asks(
      { in: ['numbers', { count: 0 }], ask: ['ask', { url }], out: ['output'] },
      ['in > ask', 'ask > out'],
    )
    expect(io.requests).toHaveLength(0)
    expect(finished).toMatchObject({ outcome: 'completed', records: 0 })
  })
})

describe('nodes that are off', () => {
  test('hand on what comes in to them', async () => {
    const made = planned(
      {
        in: ['numbers', { count: 2 }],
        a: ['pass', { drop: true }, { disabled: true }],
        b: ['fails', {}, { disabled: true }],
        out: ['output'],
      },
      ['in > a', 'a > b', 'b > out'],
    )
    const { records, events } = await runPlan(made)
    expect(records).toEqual([0, 1])
    expect(new Set(ofType(events, 'node').map(({ node }) => node))).toEqual(new Set(['in', 'out']))
  })
})
