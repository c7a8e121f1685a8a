// oxlint-disable unicorn/no-thenable -- `then` is an error rule's own word in the document.
import { describe, expect, test } from 'vitest'
import { EngineError } from '../../../src/engine/errors.ts'
import type { NodeEvent } from '../../../src/engine/events.ts'
import type { FakeAnswer, FakeOptions } from '../../../src/engine/fake.ts'
import type { RetryPolicy } from '../../../src/engine/send.ts'
import type { ErrorRule } from '../../../src/model/document.ts'
import { bytes, createSent, policy } from './sending.ts'

/** 2026-01-01T00:00:00Z. */
const now = 1_767_225_600_000

const retry: RetryPolicy = {
  attempts: 4,
  statuses: [429, 500, 503],
  network: true,
  methods: 'safe',
  baseMs: 1000,
  maxMs: 3000,
  mostWaitMs: 300_000,
  body: undefined,
}

type Step = FakeAnswer | Error

/** Answers in turn; the last one again and again. Gives how long was waited before each further attempt. */
async function tried(
  steps: readonly Step[],
  more: Partial<RetryPolicy> = {},
  request: { method?: string } = {},
  rules: ErrorRule[] = [],
) {
  let at = 0
  const options: FakeOptions = {
    jumps: true,
    script: () => steps[Math.min(at++, steps.length - 1)] as Step,
  }
  const { ask, io, events } = createSent(options)
  const outcome = await ask(request, {
    policy: policy({ retry: { ...retry, ...more }, rules }),
    records: ['items'],
  }).catch((error: unknown) => error as EngineError)
  return {
    outcome,
    calls: io.requests.length,
    waits: waitsOf(events),
    attempts: events.flatMap((event) => (event.type === 'attempt' ? [event.attempt] : [])),
  }
}

const waitsOf = (events: readonly NodeEvent[]) =>
  events.flatMap((event) => (event.type === 'waiting' ? [event] : []))

const fine: FakeAnswer = { body: { items: [{ id: 1 }] } }
const reset = new EngineError('network', 'The connection was reset.')

describe('what is tried again', () => {
  const cases: [name: string, step: Step, more: Partial<RetryPolicy>, method: string, calls: number][] = [
    ['a status of the list', { status: 500 }, {}, 'GET', 2],
    ['not another status', { status: 404 }, {}, 'GET', 1],
    ['a failure of the network', reset, {}, 'GET', 2],
    ['not one where that is off', reset, { network: false }, 'GET', 1],
    ['a time limit', new EngineError('timeout', 'Too slow.'), {}, 'GET', 2],
    [
      'an answer that was cut off',
      { headers: [['Content-Type', 'application/json']], body: bytes('{"items":[{"id"') },
      {},
      'GET',
      2,
    ],
    ['a PUT, which may arrive twice', { status: 500 }, {}, 'PUT', 2],
    ['not a POST that may have done something', { status: 500 }, {}, 'POST', 1],
    ['not a POST whose connection was lost', reset, {}, 'POST', 1],
    ['a POST that was refused', { status: 429 }, {}, 'POST', 2],
    ['every POST where that is wanted', { status: 500 }, { methods: 'all' }, 'POST', 2],
    ['nothing where one attempt is all', { status: 500 }, { attempts: 1 }, 'GET', 1],
  ]
  test.each(cases)('%s', async (_, step, more, method, calls) => {
    const { outcome, ...seen } = await tried([step, fine], more, { method })
    expect(seen.calls).toBe(calls)
    expect(outcome instanceof EngineError).toBe(calls === 1)
    expect(seen.attempts).toEqual(calls === 1 ? [1] : [1, 2])
  })

  test('no more often than it says, and the last failure tells how often', async () => {
    const { outcome, calls } = await tried([{ status: 500 }])
    expect(calls).toBe(4)
    expect(outcome).toMatchObject({ kind: 'status', status: 500, node: 'ask' })
    expect((outcome as EngineError).message).toMatch(/This was attempt 4, the last\.$/)
  })
})

describe('how long it waits', () => {
  test('twice as long each time, up to the cap, a random part of it', async () => {
    const { waits } = await tried([{ status: 500 }], { attempts: 6 })
    const most = [1000, 2000, 3000, 3000, 3000]
    let at = now
    expect(waits).toHaveLength(5)
    for (const [index, { reason, untilMs = 0 }] of waits.entries()) {
      expect(reason).toBe('backoff')
      expect(untilMs - at).toBeGreaterThanOrEqual(0)
      expect(untilMs - at).toBeLessThanOrEqual(most[index] ?? 0)
      at = untilMs
    }
    expect(new Set(waits.map(({ untilMs }) => untilMs)).size).toBeGreaterThan(1)
  })

  const asked: [name: string, headers: readonly (readonly [string, string])[], ms: number | undefined][] = [
    ['Retry-After in seconds', [['Retry-After', '7']], 7000],
    ['Retry-After as a date', [['retry-after', 'Thu, 01 Jan 2026 00:00:09 GMT']], 9000],
    ['Retry-After as a date of RFC 850', [['Retry-After', 'Thursday, 01-Jan-26 00:00:09 GMT']], 9000],
    ['Retry-After as a date of asctime', [['Retry-After', 'Thu Jan  1 00:00:09 2026']], 9000],
    ['Retry-After in the past', [['Retry-After', 'Wed, 31 Dec 2025 00:00:00 GMT']], 0],
    ['a fraction of a second', [['X-RateLimit-Reset-After', '1.25']], 1250],
    ['the second of an epoch', [['X-RateLimit-Reset', '1767225612']], 12_000],
    ['the millisecond of an epoch', [['X-RateLimit-Reset', '1767225613000']], 13_000],
    ['seconds from now under the same name', [['X-RateLimit-Reset', '14']], 14_000],
    ['the limits of the IETF draft', [['RateLimit', '"default";r=0;t=15']], 15_000],
    [
      'Retry-After before a reset',
      [
        ['X-RateLimit-Reset', '90'],
        ['Retry-After', '2'],
      ],
      2000,
    ],
    ['nothing that can be read', [['Retry-After', 'soon']], undefined],
  ]
  test.each(asked)('as the service asks: %s', async (_, headers, ms) => {
    const { waits } = await tried([{ status: 429, headers }, fine])
    expect(waits).toHaveLength(1)
    expect(waits[0]).toMatchObject(
      ms === undefined ? { reason: 'backoff' } : { reason: 'retry-after', untilMs: now + ms },
    )
  })

  test('a reset that stands in every answer is no wait while something is left', async () => {
    const headers = [
      ['X-RateLimit-Reset', '60'],
      ['X-RateLimit-Remaining', '12'],
    ] as const
    const { waits } = await tried([{ status: 500, headers }, fine])
    expect(waits[0]?.reason).toBe('backoff')
    const spent = [
      ['X-RateLimit-Reset', '60'],
      ['X-RateLimit-Remaining', '0'],
    ] as const
    const second = await tried([{ status: 500, headers: spent }, fine])
    expect(second.waits[0]).toMatchObject({ reason: 'retry-after', untilMs: now + 60_000 })
  })

  test.each([
    ['s', 2.5, 2500],
    ['s', 1_767_225_603, 3000],
    ['ms', 1500, 1500],
  ] as const)('as the body says, in %s: %f', async (unit, value, ms) => {
    const { waits } = await tried([{ status: 429, body: { error: { retry_after: value } } }, fine], {
      body: { path: ['error', 'retry_after'], unit },
    })
    expect(waits[0]).toMatchObject({ reason: 'retry-after', untilMs: now + ms })
  })

  test('a wait longer than the request waits is told, and nothing is sent again', async () => {
    const { outcome, calls } = await tried([{ status: 429, headers: [['Retry-After', '7200']] }])
    expect(calls).toBe(1)
    expect((outcome as EngineError).message).toContain(
      'asks to wait 2 h, and this request waits 5 min at most',
    )
  })
})

describe('error rules that say so', () => {
  const throttled: FakeAnswer = { status: 200, body: { ok: false, items: [] } }
  const rule = (then: ErrorRule['then'], more: Partial<ErrorRule> = {}): ErrorRule => ({
    when: [{ left: '{{ body.ok }}', test: 'is-false', right: '' }],
    then,
    message: '',
    ...more,
  })

  test('retry: an answer of status 200 is asked for again, also where no attempts are set', async () => {
    const { outcome, waits } = await tried([throttled, fine], { attempts: 1 }, {}, [rule('retry')])
    expect(outcome).toMatchObject({ status: 200 })
    expect(waits.map(({ reason }) => reason)).toEqual(['backoff'])
  })

  test('wait: as long as the answer asks, and else as the rule says', async () => {
    const asked: FakeAnswer = {
      ...throttled,
      headers: [
        ['Content-Type', 'application/json'],
        ['Retry-After', '3'],
      ],
    }
    const first = await tried([asked, fine], {}, {}, [rule('wait', { waitMs: 30_000 })])
    expect(first.waits[0]).toMatchObject({ reason: 'retry-after', untilMs: now + 3000 })
    const second = await tried([throttled, fine], {}, {}, [rule('wait', { waitMs: 30_000 })])
    expect(second.waits[0]).toMatchObject({ reason: 'retry-after', untilMs: now + 30_000 })
  })

  test('when it never ends, the rule’s message says what is wrong', async () => {
    const { outcome, calls } = await tried([throttled], {}, {}, [rule('retry', { message: 'Throttled.' })])
    expect(calls).toBe(4)
    expect(outcome).toMatchObject({ kind: 'rule', message: 'Throttled. This was attempt 4, the last.' })
  })
})

test('[E28] a wait ends at once when the run is stopped, and nothing is sent any more', async () => {
  const stop = new AbortController()
  const { ask, io } = createSent({ script: () => ({ status: 429, headers: [['Retry-After', '100']] }) })
  const asking = ask({}, { policy: policy({ retry }), signal: stop.signal }).catch((error: unknown) => error)
  await io.clock.settle()
  expect(io.clock.sleepers).toBe(1)
  stop.abort(new Error('stopped'))
  expect(await asking).toMatchObject({ message: 'stopped' })
  await io.clock.advance(200_000)
  expect(io.requests).toHaveLength(1)
})
