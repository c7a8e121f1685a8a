import { templateReferences } from '../../../expressions/evaluate.ts'
import { wayOf } from '../../../nodes/pagination/carry.ts'
import { whereOf } from '../../../nodes/pagination/put.ts'
import { type PaginationSettings, paginationSettings, type Put } from '../../../nodes/pagination/settings.ts'
import { carrySpot, putSpot } from '../../../nodes/pagination/spots.ts'
import type { PageCard } from '../../../store/state.ts'
import type { Place, Pointer } from './highlights.ts'

/** One value that goes from page to page: where it stood in this answer, and everywhere it was put into this request. */
export interface Carried {
  /** From 0; the same on every page of the walk, so that a value keeps its colour. */
  readonly tone: number
  /** As templates call it. */
  readonly name: string
  readonly from: { readonly place: Place; readonly words: string } | undefined
  readonly to: readonly { readonly place: Place; readonly words: string }[]
}

/**
 * The values that a page was asked with, and those that it gave for the next, by the settings of its container; where these are
 * others than what the page tells of itself, they were changed since, and what it tells stands alone.
 */
export function carriedOf(settings: unknown, page: PageCard): readonly Carried[] {
  const parsed = paginationSettings.safeParse(settings)
  const known = parsed.success && agrees(parsed.data, page) ? parsed.data : undefined
  const { put, next } = page
  const from = next?.spot === undefined ? undefined : { place: next.spot, words: next.where }
  if (known === undefined) {
    const to = put?.spot === undefined ? [] : [{ place: put.spot, words: put.where }]
    return [{ tone: 0, name: 'page.value', from, to }].filter(isThere)
  }
  // A page that was asked with nothing has nothing put into it, whatever the settings say.
  const puts = put === undefined ? [] : known.put.map((each) => ({ each, of: valueIn(each, known) }))
  const names = ['page.value', ...known.extra.map(({ name }) => extraName(name))]
  const others = [...new Set(puts.map(({ of }) => of))].filter((of) => !names.includes(of))
  return [...names, ...others]
    .map((name, tone): Carried => {
      const extra = known.extra.find((each) => extraName(each.name) === name)
      const spot = extra && carrySpot(extra.carry)
      return {
        tone,
        name,
        from:
          tone === 0
            ? from
            : extra && spot && { place: spot, words: wayOf(extra.carry).where(extra.carry as never) },
        to: puts
          .filter(({ of }) => of === name)
          .map(({ each }) => ({ place: placeOf(each), words: whereOf(each) })),
      }
    })
    .filter(isThere)
}

const isThere = ({ from, to }: Carried): boolean => from !== undefined || to.length > 0

function agrees({ put: [first] }: PaginationSettings, { put }: PageCard): boolean {
  if (put === undefined) return true
  return JSON.stringify(first && putSpot(first)) === JSON.stringify(put.spot)
}

const extraName = (name: string): string => `page.extra.${name}`

/** The value that a place is filled with, by the name that its template calls it. */
function valueIn(put: Put, { extra }: PaginationSettings): string {
  const templates = put.to === 'keys' ? [] : put.to === 'endpoint' ? [put.url, put.body] : [put.value]
  for (const { root, steps } of templates.flatMap(templateReferences)) {
    const [member, name] = steps.map(({ key }) => String(key))
    if (root !== 'page' || member === undefined) continue
    if (member !== 'extra') return member === 'next' ? 'page.value' : `page.${member}`
    if (extra.some((each) => each.name === name)) return extraName(name ?? '')
  }
  return 'page.value'
}

/** More exactly than the event says it: which segment, behind which text. */
function placeOf(put: Put): Place {
  if (put.to === 'path') return { in: 'segment', at: put.segment }
  return put.to === 'text' ? { in: 'word', part: put.in, at: put.after } : putSpot(put)
}

/** What is pointed at in a request or an answer; with several values each has its number. */
export function pointersAt(carried: readonly Carried[], side: 'from' | 'to'): readonly Pointer[] {
  const numbered = carried.length > 1
  return carried.flatMap(({ tone, name, from, to }) =>
    (side === 'to' ? to : from === undefined ? [] : [from]).map(({ place }) => ({
      place,
      tone,
      title: name,
      ...(numbered && { number: String(tone + 1) }),
    })),
  )
}
