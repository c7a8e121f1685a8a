import { describe, expect, it } from 'vitest'
import { toRunFailure } from '../../../src/engine/errors.ts'
import type { RunFailure } from '../../../src/engine/events.ts'
import { endedBy, guardsOf } from '../../../src/editor/canvas/guards.ts'
import { Guards } from '../../../src/nodes/pagination/guards.ts'
import { paginationSettings } from '../../../src/nodes/pagination/settings.ts'
import { pagesOf } from '../../../stories/editor/canvas/pages.ts'

const brief = (guards: object) =>
  guardsOf({ guards }).map((guard) => `${guard.brief}${guard.on ? '' : ' (off)'}`)

describe('the guards that a container wears', () => {
  it('are all on by default, with their values', () => {
    expect(brief({})).toEqual(['≤10K pages', '≤10M records', '≤1 h', 'value once', 'page once'])
  })

  it('are there when they are off, and say so', () => {
    expect(
      brief({ maxPages: 0, maxRecords: 0, maxMs: 0, repeatedValue: 'off', repeatedPage: false }),
    ).toEqual([
      'pages off (off)',
      'records off (off)',
      'time off (off)',
      'values off (off)',
      'repeats off (off)',
    ])
  })

  it.each([
    [{ maxMs: 90_000 }, '≤90 s'],
    [{ maxMs: 600_000 }, '≤10 min'],
    [{ maxMs: 1_500 }, '≤1.5 s'],
    [{ maxPages: 12_345 }, '≤12.3K pages'],
    [{ repeatedValue: 'stateful' }, 'value may stay'],
  ])('%j is worn as %s', (guards, words) => {
    expect(brief(guards)).toContain(words)
  })

  it('are named in full, to the last page', () => {
    expect(guardsOf({ guards: { maxPages: 12_345 } })[0]?.words).toContain('12,345 pages')
  })

  it('are none where the settings cannot be read', () => {
    expect(guardsOf({ guards: { maxPages: 'many' } })).toEqual([])
  })
})

describe('the guard that ended a run', () => {
  const settings = paginationSettings.parse({}).guards
  const answer = (number: number, body: string) =>
    ({
      number,
      count: 1,
      received: number,
      exchange: { response: { body: new TextEncoder().encode(body) } },
    }) as never
  /** What the walk's own guards say where they fail. */
  function failureOf(work: (guards: Guards) => void): RunFailure {
    try {
      work(new Guards(settings))
    } catch (error) {
      return toRunFailure(error)
    }
    throw new Error('The guards let it pass.')
  }

  it.each([
    ['max-pages', 'maxPages'],
    ['max-records', 'maxRecords'],
    ['max-time', 'maxMs'],
    ['short-page', undefined],
  ])('a walk that stopped by %s was ended by %s', (rule, guard) => {
    expect(endedBy(pagesOf(3, rule), undefined)).toBe(guard)
  })

  it('is the one over values where one came again', () => {
    const failure = failureOf((guards) => {
      guards.note('a', 1)
      guards.judge({ answer: answer(1, 'one'), next: 'b', elapsedMs: 0 })
      guards.note('b', 2)
      guards.judge({ answer: answer(2, 'two'), next: 'a', elapsedMs: 0 })
    })
    expect(endedBy(pagesOf(2), failure)).toBe('repeatedValue')
  })

  it('is the one over pages where one came again', () => {
    const failure = failureOf((guards) => {
      guards.judge({ answer: answer(1, 'one'), next: 'b', elapsedMs: 0 })
      guards.judge({ answer: answer(2, 'one'), next: 'c', elapsedMs: 0 })
    })
    expect(endedBy(pagesOf(2), failure)).toBe('repeatedPage')
  })

  it('is none where something else failed, or nothing was walked', () => {
    expect(endedBy([], { kind: 'status', message: 'No.', retryable: false })).toBeUndefined()
    expect(endedBy([], undefined)).toBeUndefined()
  })
})
