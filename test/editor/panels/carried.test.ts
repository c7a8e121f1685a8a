import { describe, expect, it } from 'vitest'
import { carriedOf, pointersAt } from '../../../src/editor/panels/run/carried.ts'
import type { PageCard } from '../../../src/store/state.ts'

const page = (more: Partial<PageCard> = {}): PageCard => ({
  node: 'pages' as never,
  at: 'pages:2',
  index: 2,
  count: 5,
  ms: 1,
  put: { value: 'abc', where: 'w', spot: { in: 'query', at: 'cursor' } },
  next: { value: 'def', where: 'next of the body', spot: { in: 'body', at: 'next' } },
  exchange: 'x2',
  stop: undefined,
  ...more,
})

const settings = {
  carry: { from: 'body', path: 'next' },
  extra: [
    { name: 'session', carry: { from: 'header', name: 'X-Session' } },
    { name: 'seed', carry: { from: 'body', path: 'seed' } },
  ],
  put: [
    { to: 'query', name: 'cursor' },
    { to: 'header', name: 'X-Cursor', value: 'after {{ page.value }}' },
    { to: 'json', path: 'session.id', value: '{{ page.extra.session }}' },
    { to: 'path', segment: -2, value: '{{ page.number }}' },
    { to: 'text', in: 'body', after: 'START ', value: '{{ page.extra["session"] }}' },
  ],
}

const told = (carried: ReturnType<typeof carriedOf>) =>
  carried.map(({ tone, name, from, to }) => [tone, name, from?.place, to.map(({ place }) => place)])

describe('the values that go from page to page', () => {
  it('are each one value, wherever it stood and wherever it went', () => {
    expect(told(carriedOf(settings, page()))).toEqual([
      [
        0,
        'page.value',
        { in: 'body', at: 'next' },
        [
          { in: 'query', at: 'cursor' },
          { in: 'header', at: 'X-Cursor' },
        ],
      ],
      [
        1,
        'page.extra.session',
        { in: 'header', at: 'X-Session' },
        [
          { in: 'body', at: 'session.id' },
          { in: 'word', part: 'body', at: 'START ' },
        ],
      ],
      [2, 'page.extra.seed', { in: 'body', at: 'seed' }, []],
      [3, 'page.number', undefined, [{ in: 'segment', at: -2 }]],
    ])
  })

  it('of a first page that was asked with nothing were put nowhere', () => {
    const carried = carriedOf(settings, page({ put: undefined }))
    expect(carried.flatMap(({ to }) => to)).toEqual([])
    expect(carried.map(({ name }) => name)).toEqual(['page.value', 'page.extra.session', 'page.extra.seed'])
  })

  it('keep their colour on a page where one of them is not there', () => {
    const last = carriedOf(
      { ...settings, put: settings.put.slice(2) },
      page({ put: undefined, next: undefined }),
    )
    expect(last.map(({ name, tone }) => [name, tone])).toEqual([
      ['page.extra.session', 1],
      ['page.extra.seed', 2],
    ])
  })

  it.each([
    ['were changed since', { ...settings, put: [{ to: 'query', name: 'other' }] }],
    ['cannot be read', { put: 'nothing' }],
    ['are gone', undefined],
  ])('are what the page tells of itself where the settings %s', (_, now) => {
    expect(told(carriedOf(now, page()))).toEqual([
      [0, 'page.value', { in: 'body', at: 'next' }, [{ in: 'query', at: 'cursor' }]],
    ])
  })

  it('are numbered where there are several, and a single one is not', () => {
    const numbers = (of: object, side: 'from' | 'to') =>
      pointersAt(carriedOf(of, page()), side).map(({ number }) => number)
    expect(numbers(settings, 'to')).toEqual(['1', '1', '2', '2', '4'])
    expect(numbers(settings, 'from')).toEqual(['1', '2', '3'])
    expect(numbers({ ...settings, extra: [], put: settings.put.slice(0, 2) }, 'to')).toEqual([
      undefined,
      undefined,
    ])
  })
})
