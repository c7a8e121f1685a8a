import { describe, expect, test } from 'vitest'
import { cardName, cardWords, countWords, timeWords } from '../../../src/editor/canvas/runWords.ts'
import type { Attempt, NodeRun } from '../../../src/store/state.ts'

const run = (change: Partial<NodeRun>): NodeRun => ({
  state: 'running',
  running: 1,
  done: 0,
  chunks: 0,
  records: 0,
  bytes: 0,
  requests: 0,
  samples: [],
  waiting: undefined,
  failure: undefined,
  ...change,
})
const attempt = (status: number | undefined, firstByteMs: number) =>
  ({
    status,
    request: { method: 'GET', url: 'https://api.example.com/Customer/1' },
    phases: { connectMs: 4, firstByteMs, downloadMs: 24 },
  }) as Attempt
const failure = { kind: 'status', message: 'Back4App refused the key (401)', retryable: false } as const

describe('a card’s footer', () => {
  test.each<[string, NodeRun | undefined, Attempt | undefined, string, string | undefined]>([
    ['nothing ran', undefined, undefined, 'idle', undefined],
    ['just begun', run({}), undefined, 'running', 'Working'],
    ['a call under way', run({ requests: 3 }), undefined, 'running', 'Call 3 on its way'],
    ['records passing', run({ requests: 3, records: 1_204 }), undefined, 'running', '1,204 records so far'],
    ['one call', run({ state: 'done', requests: 1, records: 1 }), attempt(200, 240), 'done', '200 · 268 ms'],
    ['a slow call', run({ state: 'done', requests: 1 }), attempt(200, 1_042), 'done', '200 · 1.07 s'],
    [
      'many calls',
      run({ state: 'done', requests: 12, records: 250 }),
      attempt(200, 9),
      'done',
      '12 calls, 250 records',
    ],
    ['no call', run({ state: 'done', records: 1 }), undefined, 'done', '1 record'],
    ['nothing came', run({ state: 'done' }), undefined, 'done', '0 records'],
    [
      'refused',
      run({ state: 'failed', failure }),
      attempt(401, 9),
      'failed',
      'Back4App refused the key (401)',
    ],
    [
      'refused, in words that begin with the request',
      run({
        state: 'failed',
        failure: { ...failure, message: 'GET https://api.example.com/Customer/1 answered 404: No such one' },
      }),
      attempt(404, 9),
      'failed',
      'Answered 404: No such one',
    ],
    ['failed without a word', run({ state: 'failed' }), undefined, 'failed', 'Failed'],
    [
      'waits for a rate',
      run({ state: 'waiting', waiting: { reason: 'rate', untilMs: 1_800 } }),
      undefined,
      'waiting',
      'Rate limit, 0.8 s',
    ],
    [
      'waits long',
      run({ state: 'waiting', waiting: { reason: 'retry-after', untilMs: 61_000 } }),
      undefined,
      'waiting',
      'The service asked to wait, 60 s',
    ],
    [
      'waits for nobody knows how long',
      run({ state: 'waiting', waiting: { reason: 'refresh', untilMs: undefined } }),
      undefined,
      'waiting',
      'For sign-in',
    ],
  ])('%s', (_case, node, last, state, words) => {
    expect(cardWords(node, { disabled: false }, last, 1_000)).toEqual({ state, words })
  })

  test('a node that is off says so, whatever ran', () => {
    expect(cardWords(run({ state: 'done' }), { disabled: true }, undefined, 0)).toEqual({
      state: 'off',
      words: 'Off, passed over',
    })
  })

  test('counts in the unit of the kind', () => {
    expect(countWords(1, ['item', 'items'])).toBe('1 item')
    expect(countWords(10_000, ['item', 'items'])).toBe('10,000 items')
    expect(timeWords({ phases: {} })).toBe('0 ms')
  })
})

describe('a card’s name for a screen reader', () => {
  const told = {
    title: 'Get customer',
    kindTitle: 'Request',
    records: undefined,
    problems: 0,
    place: '2 of 4',
  }
  test.each([
    [{ ...told, state: 'idle', words: undefined }, 'Get customer, request, 2 of 4'],
    [
      { ...told, state: 'done', words: '200 · 268 ms', records: '1 record' },
      'Get customer, request, done, 1 record, 2 of 4',
    ],
    [
      { ...told, state: 'failed', words: 'There is no such customer (404)' },
      'Get customer, request, failed, There is no such customer (404), 2 of 4',
    ],
    [{ ...told, state: 'off', words: 'Off, passed over' }, 'Get customer, request, off, passed over, 2 of 4'],
    [{ ...told, state: 'idle', words: undefined, problems: 2 }, 'Get customer, request, 2 problems, 2 of 4'],
    [{ ...told, title: 'Request', state: 'idle', words: undefined }, 'Request, 2 of 4'],
  ] as const)('%#', (parts, name) => {
    expect(cardName(parts)).toBe(name)
  })
})

describe('a card whose operation was changed since the run', () => {
  test.each([
    ['done', run({ state: 'done', records: 1 }), 'Recorded · 1 record'],
    ['failed', run({ state: 'failed', failure }), 'Recorded · Back4App refused the key (401)'],
    ['running: it is the run that is seen', run({ requests: 3 }), 'Call 3 on its way'],
  ])('%s', (_, node, words) => {
    expect(cardWords(node, { disabled: false, recorded: true }, undefined, 0).words).toBe(words)
  })

  test('says so in its name', () => {
    const told = {
      title: 'Get customer',
      kindTitle: 'Request',
      state: 'done',
      words: '',
      records: '1 record',
    }
    expect(cardName({ ...told, state: 'done', recorded: true, problems: 0, place: '2 of 4' })).toBe(
      'Get customer, request, done, 1 record, changed since, 2 of 4',
    )
  })
})

describe('a card whose requests are given an answer', () => {
  const answer = { status: 429, headers: [], body: '' }
  const answering = { name: '429', when: 'first', answer } as const
  const words = (node: NodeRun | undefined, more: object, last?: Attempt) =>
    cardWords(node, { disabled: false, ...more }, last, 1_000)

  test('says what will answer them, before a run and behind one that was answered otherwise', () => {
    const told = { state: 'idle', origin: 'sample', words: '429 · first request' }
    expect(words(undefined, { answering })).toEqual(told)
    expect(words(run({ state: 'done' }), { answering })).toEqual(told)
    expect(words(run({ state: 'done' }), { answering, answered: { ...answering, when: 'every' } })).toEqual(
      told,
    )
  })

  test('says how its run goes and went, as a sample', () => {
    const both = { answering, answered: answering }
    expect(
      words(run({ waiting: { reason: 'retry-after', untilMs: 3_000 }, state: 'waiting' }), both),
    ).toEqual({
      state: 'waiting',
      origin: 'sample',
      words: 'The service asked to wait, 2.0 s',
    })
    expect(words(run({ state: 'done', records: 2, requests: 2 }), both)).toEqual({
      state: 'done',
      origin: 'sample',
      words: '2 calls, 2 records',
    })
    const given = { ...attempt(200, 0), given: true } as const
    expect(words(run({ state: 'done', records: 2 }), { answered: {} }, given)).toEqual({
      state: 'done',
      origin: 'sample',
      words: '200 · nothing was sent',
    })
  })

  test('a screen reader hears both', () => {
    const told = { title: 'Get', kindTitle: 'Request', records: '2 records', problems: 0, place: '1 of 2' }
    expect(cardName({ ...told, state: 'done', origin: 'sample', words: '' })).toBe(
      'Get, request, sample, done, 2 records, 1 of 2',
    )
  })
})

describe('a card whose output is held', () => {
  test.each([
    ['pinned', { origin: 'pinned', records: [1] }, '1 record'],
    ['a sample', { origin: 'sample', records: [], name: 'empty list' }, 'empty list · 0 records'],
    ['recorded', { origin: 'recorded', records: [1, 2] }, '2 records'],
  ] as const)('%s says what stands in for the node, whatever it did before', (_, given, words) => {
    const told = cardWords(run({ state: 'failed' }), { disabled: false, given }, undefined, 0)
    expect(told).toEqual({ state: 'idle', origin: given.origin, words })
    const name = cardName({
      title: 'Get',
      kindTitle: 'Request',
      ...told,
      records: undefined,
      problems: 0,
      place: '1 of 2',
    })
    expect(name).toBe(`Get, request, ${given.origin}, ${words}, 1 of 2`)
  })
})
