import { type Candidate, finish } from './candidate.ts'
import { fromOnePage, keyOf } from './onePage.ts'
import { readPage } from './page.ts'
import type { SeenExchange } from './seen.ts'
import { fromTwoPages } from './twoPages.ts'
import { surelyEnough } from './weights.ts'

export interface Detection {
  /** Unknown rather than wrong: what was seen speaks for nothing, or for two things alike. */
  readonly verdict: 'known' | 'unknown'
  /** The surest first. */
  readonly candidates: readonly Candidate[]
  /** Why it is unknown, or what was found, in one sentence. */
  readonly words: string
}

/** Two candidates that differ by less than this are alike. */
const alike = 0.005
const most = 5

/**
 * How a service pages, from its first answer, or better from two exchanges in a row: the difference of the requests, explained
 * by the first answer or by counting. Nothing is asked of the service here.
 */
export function detectPaging(exchanges: readonly SeenExchange[]): Detection {
  const [one, two] = exchanges
  if (one === undefined) return unknown([], 'Nothing was sent yet. Run the request once.')
  if (one.response.status >= 400)
    return unknown([], `The answer has the status ${one.response.status}: it is no page.`)
  const first = readPage(one)
  const drafts = two === undefined ? fromOnePage(first) : fromTwoPages(first, readPage(two))
  const records = first.recordPaths.join(', ')
  const key = keyOf(first)
  const candidates = drafts
    .map((draft) => finish(draft, records, key))
    .toSorted((a, b) => b.sureness - a.sureness)
    .filter((candidate, at, all) => all.findIndex((other) => sameWay(other, candidate)) === at)
    .slice(0, most)
  const [top, next] = candidates
  if (first.items.length === 0)
    return unknown(candidates, 'The answer has no list of records, so there is nothing to page.')
  if (top === undefined)
    return unknown(
      candidates,
      'Nothing in the answer leads to another page. Ask for two pages by hand, and look again.',
    )
  if (top.sureness < surelyEnough)
    return unknown(
      candidates,
      'The signs are too few to be sure of one. Choose, or ask for a second page by hand.',
    )
  if (
    next !== undefined &&
    top.sureness - next.sureness < alike &&
    JSON.stringify(next.settings.carry) !== JSON.stringify(top.settings.carry)
  )
    return unknown(candidates, 'Two ways fit what was seen alike. Choose one, or look at a second page.')
  return { verdict: 'known', candidates, words: `${top.title}. ${top.evidence[0]?.words ?? ''}` }
}

const unknown = (candidates: readonly Candidate[], words: string): Detection => ({
  verdict: 'unknown',
  candidates,
  words,
})

const sameWay = (a: Candidate, b: Candidate): boolean =>
  JSON.stringify([a.settings.carry, a.settings.put]) === JSON.stringify([b.settings.carry, b.settings.put])
