import { beforeEach, describe, expect, test } from 'vitest'
import { EngineError } from '../../src/engine/errors.ts'
import type { RunEvent, RunId } from '../../src/engine/events.ts'
import { type FakeIo, fakeIo } from '../../src/engine/fake.ts'
import { createRedactor, mask } from '../../src/engine/redact.ts'
import { run } from '../../src/engine/run.ts'
import type { Authentication } from '../../src/model/document.ts'
import type { Json } from '../../src/model/json.ts'
import { type Drawn, finishedOf, ofType, planned, runPlan, takesX } from './graphs.ts'
import { endedWaits, pulls } from './kinds.ts'

const url = 'https://api.example.com/'

beforeEach(() => {
  endedWaits.length = 0
})

/** A run that is read from the outside, event by event. */
function begin(made: ReturnType<typeof planned>, io: FakeIo, signal?: AbortSignal) {
  const events: RunEvent[] = []
  const running = run(made, { run: 'run' as RunId, input: {}, io, ...(signal && { signal }) })
  const over = (async () => {
    for await (const event of running) events.push(event)
  })()
  return { events, running, over }
}

describe('[E28] stopping', () => {
  const waits = () =>
    planned({ in: ['numbers', { count: 3 }], a: ['stuck'], b: ['stuck'], out: ['output'] }, [
      'in > a',
      'in > b',
      'a > out',
      'b > out',
    ])

  test('the signal ends every wait at once; finished comes when all is over', async () => {
    const io = fakeIo()
    const stop = new AbortController()
    const { events, over } = begin(waits(), io, stop.signal)
    await io.clock.settle()
    expect(io.clock.sleepers).toBe(2)
    stop.abort()
    await over
    expect(finishedOf(events)).toMatchObject({ outcome: 'stopped', records: 0 })
    expect(endedWaits.toSorted()).toEqual(['a', 'b'])
    expect(io.clock.sleepers).toBe(0)
  })

  test('return() stops the run, also while an event is waited for', async () => {
    const io = fakeIo()
    const { running, over } = begin(waits(), io)
    await io.clock.settle()
    await running.return()
    await over
    expect(endedWaits.toSorted()).toEqual(['a', 'b'])
  })

  test('return() before the first event lets nothing begin', async () => {
    pulls.delete('unbegun')
    const made = planned({ in: ['numbers', { count: 1, pulled: 'unbegun' }], out: ['output'] }, ['in > out'])
    const running = run(made, { run: 'run' as RunId, input: {}, io: fakeIo() })
    await running.return()
    expect(await running.next()).toEqual({ done: true, value: undefined })
    expect(pulls.has('unbegun')).toBe(false)
  })

  test('an exchange in flight hears the signal, and its failure is no failure of the run', async () => {
    let heard: AbortSignal | undefined
    const io = fakeIo({
      script: (_request, signal) => {
        heard = signal
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new EngineError('network', 'The line went dead.')))
        })
      },
    })
    const stop = new AbortController()
    const { events, over } = begin(
      planned({ ask: ['ask', { url }], out: ['output'] }, ['ask > out']),
      io,
      stop.signal,
    )
    await io.clock.settle()
    stop.abort()
    await over
    expect(heard?.aborted).toBe(true)
    expect(finishedOf(events)).toMatchObject({ outcome: 'stopped' })
    expect(finishedOf(events).failure).toBeUndefined()
  })

  test('a signal that has been given already lets nothing begin', async () => {
    const io = fakeIo({ jumps: true })
    const { finished } = await runPlan(waits(), { io, signal: AbortSignal.abort() })
    expect(finished.outcome).toBe('stopped')
    expect(endedWaits).toEqual([])
  })

  test('after it nothing acts any more', async () => {
    const io = fakeIo({ script: () => ({ body: 1, delayMs: 10 }) })
    const made = planned({ in: ['numbers', { count: 50 }], ask: ['ask', { url }], out: ['output'] }, [
      'in > ask',
      'ask > out',
    ])
    const stop = new AbortController()
    const { over } = begin(made, io, stop.signal)
    await io.clock.advance(25)
    const [requests, records] = [io.requests.length, io.records.count]
    expect([requests, records]).toEqual([3, 2])
    stop.abort()
    await over
    await io.clock.advance(1000)
    expect([io.requests.length, io.records.count]).toEqual([requests, records])
  })

  test('the position is kept: a stopped run can go on', async () => {
    const io = fakeIo()
    const made = planned(
      {
        walk: ['pages', { count: 5 }],
        slow: ['ask', { url }, { parent: 'walk' }],
        out: ['output'],
      },
      ['slow > walk.emit', 'walk > out'],
    )
    const paged = fakeIo({ script: (request) => ({ body: request.url, delayMs: 100 }) })
    const stop = new AbortController()
    const { events, over } = begin(made, paged, stop.signal)
    await paged.clock.advance(250)
    stop.abort()
    await over
    expect(finishedOf(events)).toMatchObject({ outcome: 'stopped', records: 2, resumable: true })
    expect(paged.checkpoints.latest).toMatchObject({ positions: { walk: 2 }, records: 2 })
    expect(io.requests).toHaveLength(0)
  })
})

describe('[E29] the first failure', () => {
  test('names the node, its address and the exchange, stops the other ends, and stored records stay', async () => {
    const io = fakeIo({ script: [{ body: { n: 1 } }, { status: 500, body: { error: 'no' } }] })
    const made = planned(
      {
        in: ['numbers', { count: 3 }],
        every: ['each'],
        ask: ['ask', { url: `${url}{{ item }}` }, { parent: 'every' }],
        out: ['output'],
        other: ['stuck'],
      },
      ['in > every', 'every.item > ask', 'ask > every.emit', 'every > out'],
    )
    const { events, finished } = await runPlan(made, { io })
    const attempts = ofType(events, 'attempt')
    expect(finished).toMatchObject({
      outcome: 'failed',
      records: 1,
      failure: {
        kind: 'status',
        status: 500,
        node: 'ask',
        at: 'every:1/ask',
        exchange: attempts[1]?.exchange,
      },
    })
    expect(io.records.read().values()).toEqual([{ n: 1 }])
    expect(endedWaits).toEqual(['other'])
    expect(ofType(events, 'node').filter(({ state }) => state === 'failed')).toMatchObject([
      { node: 'ask', at: 'every:1/ask' },
    ])
  })

  test('a fault of a kind’s own is told as internal', async () => {
    const broken = new TypeError('x is not a function')
    const io = fakeIo({ jumps: true, script: [broken] })
    const { finished } = await runPlan(planned({ ask: ['ask', { url }], out: ['output'] }, ['ask > out']), {
      io,
    })
    expect(finished.failure?.node).toBe('ask')
    expect(finished.outcome).toBe('failed')
  })

  test('a store that fails is told with the output', async () => {
    const io = fakeIo({ jumps: true })
    const records = {
      keeps: true,
      append: () =>
        Promise.reject(new EngineError('storage', 'The disk is full. Free some space and run again.')),
      cut: () => Promise.resolve(),
    }
    const made = planned({ in: ['numbers', { count: 2 }], out: ['output'] }, ['in > out'])
    const { finished } = await runPlan(made, { io: { ...io, records } as unknown as FakeIo })
    expect(finished.failure).toMatchObject({
      kind: 'storage',
      node: 'out',
      message: expect.stringContaining('disk'),
    })
  })

  test('input that is refused fails before anything runs', async () => {
    const made = planned({ in: ['inputs', takesX], out: ['output'] }, ['in > out'])
    const { finished, events } = await runPlan(made, { input: 'refused' })
    expect(finished.failure).toMatchObject({ kind: 'input' })
    expect(events.map(({ type }) => type)).toEqual(['started', 'finished'])
  })
})

describe('[E30] events', () => {
  test('are numbered from 1, in order of time, also when the clock is set back', async () => {
    const io = fakeIo({ jumps: true })
    let moment = 1_000_000
    const clock = { ...io.clock, now: () => (moment -= 10), sleep: io.clock.sleep }
    const { events } = await runPlan(
      planned({ in: ['numbers', { count: 5 }], out: ['output'] }, ['in > out']),
      {
        io: { ...io, clock } as FakeIo,
      },
    )
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
  })

  test('more than 1,000 unread hold the ends back, and only there', async () => {
    const io = fakeIo({ script: () => ({ status: 200, body: 1 }) })
    const made = planned(
      {
        in: ['numbers', { count: 5_000 }],
        every: ['each'],
        a: ['pass', {}, { parent: 'every' }],
        out: ['output'],
      },
      ['in > every', 'every.item > a', 'a > every.emit', 'every > out'],
    )
    const running = run(made, { run: 'run' as RunId, input: {}, io })
    await running.next()
    for (let turn = 0; turn < 200; turn++) await io.clock.settle()
    const held = io.records.count
    expect(held).toBeGreaterThan(300)
    expect(held).toBeLessThan(1_000)
    let last: RunEvent | undefined
    for await (const event of running) last = event
    expect(last).toMatchObject({ type: 'finished', outcome: 'completed', records: 5_000 })
  })

  test('totals are told at most ten times a second a node, and the last one is right', async () => {
    const io = fakeIo({ jumps: true })
    const made = planned(
      { in: ['numbers', { count: 2_000, size: 5 }], slow: ['pass', { waitMs: 3 }], out: ['output'] },
      ['in > slow', 'slow > out'],
    )
    const { events } = await runPlan(made, { io })
    for (const node of ['in', 'slow', 'out']) {
      const counts = ofType(events, 'counts').filter((event) => event.node === node)
      expect(counts.at(-1)).toMatchObject({ chunks: 2_000, records: 10_000 })
      for (const [index, { atMs }] of counts.entries()) {
        const second = counts.slice(index).filter((later) => later.atMs < atMs + 1_000)
        expect(second.length).toBeLessThanOrEqual(10)
      }
    }
  })

  test('the first three records of a node are shown', async () => {
    const made = planned({ in: ['numbers', { count: 4, size: 2 }], out: ['output'] }, ['in > out'])
    const samples = ofType((await runPlan(made)).events, 'sample').filter(({ node }) => node === 'out')
    expect(samples.map(({ value }) => value)).toEqual([0, 1, 2])
  })

  test('beyond 1,000 attempts a node, only failures and retries are told; all are counted', async () => {
    let count = 0
    const io = fakeIo({ jumps: true, script: () => (++count === 1_501 ? { status: 404 } : { body: 1 }) })
    const made = planned({ in: ['numbers', { count: 1_600 }], ask: ['ask', { url }], out: ['output'] }, [
      'in > ask',
      'ask > out',
    ])
    const { events } = await runPlan(made, { io })
    const attempts = ofType(events, 'attempt')
    expect(attempts.length).toBeGreaterThanOrEqual(1_000)
    expect(attempts.length).toBeLessThanOrEqual(1_001)
    expect(ofType(events, 'counts').findLast(({ node }) => node === 'ask')).toMatchObject({ requests: 1_501 })
  })

  test('are JSON: no bigint, no undefined that matters', async () => {
    const made = planned({ in: ['inputs', takesX], out: ['output'] }, ['in > out'])
    const { events } = await runPlan(made, { input: { x: [2n ** 70n] } })
    expect(JSON.parse(JSON.stringify(events))).toEqual(events)
    expect(ofType(events, 'sample')[0]?.value).toEqual({ x: ['1180591620717411303424'] })
  })
})

describe('[E34] secrets', () => {
  const secret = 'planted-secret-"/1'
  const nodes: Record<string, Drawn> = {
    in: ['inputs', takesX],
    sign: ['auth', { authentication: 'key' }],
    ask: ['ask', { url: `${url}who` }],
    out: ['output'],
  }
  const authentication = {
    id: 'key',
    title: 'Key',
    scheme: 'api-key',
    fields: [{ name: 'key', title: 'Key', secret: true, filledBy: 'user', required: true, description: '' }],
    placements: [{ in: 'header', name: 'X-Key', value: '{{ auth.key }}' }],
    expiry: [],
  } as unknown as Authentication
  const answer: Json = {
    said: `you are ${secret}`,
    [secret]: [secret, btoa('planted-secret-')],
    safe: 'fine',
  }
  const made = () => planned(nodes, ['in > ask', 'sign > ask.auth', 'ask > out'], [authentication])
  const everything = (events: readonly RunEvent[]) => JSON.stringify(events)

  test('are masked in events and in what is kept, and counted', async () => {
    const io = fakeIo({ jumps: true, secrets: { key: secret }, script: () => ({ body: answer }) })
    const redactor = createRedactor()
    redactor.learn([secret])
    const { events, finished } = await runPlan(made(), { io, redactor, input: { x: secret } })
    expect(finished).toMatchObject({ outcome: 'completed', records: 1 })
    expect(finished.masked).toBeGreaterThan(0)
    expect(everything(events)).not.toContain('planted-secret')
    const kept = new TextDecoder().decode(io.records.read().lines())
    expect(kept).not.toContain('planted-secret')
    expect(kept).toContain(mask)
    expect(kept).toContain('fine')
  })

  test('what is handed to the caller is the service’s data, unchanged', async () => {
    const io = fakeIo({
      jumps: true,
      secrets: { key: secret },
      script: () => ({ body: answer }),
      keeps: false,
    })
    const { events } = await runPlan(made(), { io })
    expect(io.records.read().values()).toEqual([answer])
    expect(everything(events)).not.toContain('planted-secret')
  })

  test('are masked in failures', async () => {
    const io = fakeIo({ jumps: true, secrets: { key: secret }, script: [new Error(`bad key ${secret}`)] })
    const { finished, events } = await runPlan(made(), { io })
    expect(finished.outcome).toBe('failed')
    expect(everything(events)).not.toContain('planted-secret')
  })

  test('are masked before a long text is shortened', async () => {
    const text = `${'x'.repeat(990)}${secret}`
    const io = fakeIo({ jumps: true, secrets: { key: secret }, script: () => ({ body: { text } }) })
    const { events } = await runPlan(made(), { io })
    expect(everything(events)).not.toContain('planted')
  })
})
