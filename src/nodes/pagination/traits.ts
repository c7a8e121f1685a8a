import { parseRecordPath } from '../request/recordPath.ts'
import type { RequestSettings } from '../request/settings.ts'
import type { PaginationSettings, StopKind } from './settings.ts'
import { stopWays } from './stop.ts'

/** Rules that see the end on the last page itself, not by asking for one more. */
const onTheLastPage = (rule: StopKind): boolean => stopWays[rule].announced && rule !== 'status'

/**
 * How an operation pages, as far as it decides what can go wrong with it: the faults of the torture server ask for these
 * (`Paging` of simulation/torture/faults/fault.ts says what each means; the two rooms do not know each other).
 */
export function traitsOf(
  { carry, stop, guards, put }: PaginationSettings,
  { records, decode, maxBytes, retry }: Pick<RequestSettings, 'records' | 'decode' | 'maxBytes' | 'retry'>,
) {
  const has = (...rules: readonly StopKind[]) => stop.some(({ rule }) => rules.includes(rule))
  const counted = carry.from === 'page' || carry.from === 'offset'
  const caps = stop.flatMap((rule) => (rule.rule === 'cap' ? [rule.records] : []))
  const waitAt = parseRecordPath(retry?.waitAt ?? '')
  const carryPath = carry.from === 'body' ? parseRecordPath(carry.path) : undefined
  return {
    carry: carry.from,
    ...(carryPath !== undefined && { carryPath }),
    counted,
    bySize: carry.from === 'page' || (carry.from === 'offset' && carry.by === 'size'),
    shortEnds: has('short-page'),
    emptyEnds: has('empty-page', 'short-page'),
    // A number that is counted is never absent.
    announced: stop.some(({ rule }) => onTheLastPage(rule) && !(counted && rule === 'no-value')),
    byTotal: has('total', 'last-page'),
    absenceEnds: has('no-value'),
    emptyTextEnds: stop.some((rule) => rule.rule === 'no-value' && rule.emptyText === 'ends'),
    stateful: guards.repeatedValue === 'stateful',
    byAddress: put.some(({ to }) => to === 'url'),
    otherHosts: put.some((each) => each.to === 'url' && each.otherHosts),
    endCodes: stop.flatMap((rule) => (rule.rule === 'status' ? rule.codes : [])),
    ...(caps.length > 0 && { cap: Math.min(...caps) }),
    bareList: records.trim() === '$' && (decode === 'auto' || decode === 'ndjson'),
    maxBytes,
    ...(waitAt !== undefined &&
      waitAt.length > 0 && { waitAt: { path: waitAt, unit: retry?.waitUnit ?? ('s' as const) } }),
  }
}

export type PagingTraits = ReturnType<typeof traitsOf>
