import { describe, expect, it } from 'vitest'
import type { RunEvent } from '../../src/engine/events.ts'
import type { KeptExchange } from '../../src/engine/memory.ts'
import type { Dot } from '../../src/simulation/torture/ordeal.ts'
import { selectOperation } from '../../src/store/selectors.ts'
import { trialOf } from '../../src/store/trial.ts'
import { openEditor } from './editor.ts'

const container = {
  id: 'pages' as never,
  kind: 'pagination-loop',
  title: 'For each page',
  settings: { put: [{ to: 'query', name: 'cursor' }] } as never,
}
const exchange = (page: number): KeptExchange =>
  ({
    id: `x${page}`,
    at: `pages:${page}/request`,
    attempt: 1,
    request: {
      method: 'GET',
      url: `https://torture.example/list?page=${page}`,
      headers: [],
      body: undefined,
    },
    response: undefined,
  }) as never
const page = (index: number, next: string) =>
  ({
    type: 'page',
    seq: index,
    atMs: 0,
    node: 'pages',
    at: `pages:${index}`,
    index,
    count: 5,
    exchange: `x${index}`,
    ms: 0,
    next: { value: next, where: 'next of the body' },
  }) as unknown as RunEvent

function trial(dot: Partial<Dot>, events: readonly RunEvent[], exchanges: readonly KeptExchange[]) {
  const { store, connector } = openEditor()
  const operation = selectOperation(store.getState())
  if (operation === undefined) throw new Error('No operation is open.')
  const failed: Dot = {
    id: 'F5',
    group: 'faults',
    words: 'w',
    outcome: 'failed',
    why: 'No.',
    calls: 1,
    ...dot,
  }
  return trialOf({
    connector: connector.id,
    operation,
    container,
    dot: failed,
    walked: { events, exchanges },
  })
}

describe('a try as a walk to be looked into', () => {
  it('a page at which the walk failed, which it told nobody of, is there with what it was asked with', () => {
    const { run, page: at } = trial({ page: 2 }, [page(1, 'abc')], [exchange(1), exchange(2)])
    expect(run.pages.at(-1)).toMatchObject({
      index: 2,
      exchange: 'x2',
      unfinished: true,
      put: { value: 'abc', where: 'the query parameter cursor', spot: { in: 'query', at: 'cursor' } },
    })
    expect(at).toBe('pages:2')
  })

  it('where the page that is named was not asked for, the last one is shown', () => {
    expect(trial({ page: 7 }, [page(1, 'a'), page(2, 'b')], [exchange(1), exchange(2)]).page).toBe('pages:2')
  })

  it('where nothing was asked for there is no page', () => {
    expect(trial({}, [], []).page).toBeUndefined()
  })
})
