import type { NodeId } from '../../../src/model/ids.ts'
import type { ConnectorId, OperationId } from '../../../src/model/ids.ts'
import { newRun } from '../../../src/store/runSlice.ts'
import type { PageCard, Trial } from '../../../src/store/state.ts'

const words: Readonly<Record<string, string>> = {
  'short-page': 'The page had 50 records, fewer than the 100 that were asked for.',
  'empty-page': 'The page was empty.',
  'max-pages': 'The walk stops after 10,000 pages, as its guard says.',
}

/** Pages of a walk by skip and limit, the last of which stopped by a rule. */
export function pagesOf(count: number, rule?: string, node = 'pages' as NodeId): PageCard[] {
  return Array.from({ length: count }, (_, at) => {
    const last = at === count - 1 && rule !== undefined
    return {
      node,
      at: `${node}:${at + 1}`,
      index: at + 1,
      count: last ? 50 : 100,
      ms: at === 1 ? 412 : 386,
      put: { value: String(at * 100), where: 'the query parameter skip', spot: { in: 'query', at: 'skip' } },
      next: { value: String((at + 1) * 100), where: 'the offset, counted by the page size' },
      exchange: `exchange-${at + 1}`,
      stop: last
        ? { rule, words: words[rule] ?? rule, ...(rule === 'max-pages' && { partial: true as const }) }
        : undefined,
    }
  })
}

/** A try of a walk of so many pages, which went wrong at one of them. */
export function trialOf(count: number, wrong: number): Trial {
  const pages = pagesOf(count, 'empty-page')
  return {
    dot: {
      id: 'F11',
      group: 'faults',
      words: 'status 200 with the body of an error',
      outcome: 'failed',
      why: 'An error in an answer of status 200 was taken for a page, and for the end. Add an error rule for it.',
      page: wrong,
      calls: count,
    },
    run: {
      ...newRun({ connector: 'connector' as ConnectorId, operation: 'operation' as OperationId, atMs: 0 }),
      state: 'finished',
      pages,
    },
    page: pages[wrong - 1]?.at,
  }
}
