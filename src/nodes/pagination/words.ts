import { plural, shorten } from '../words.ts'
import { wayOf as carryWayOf, carryWays } from './carry.ts'
import { briefOf, putWays, whereOf } from './put.ts'
import type { PaginationSettings, StopKind } from './settings.ts'
import { sayStop } from './stop.ts'

export const sayCarry = ({ carry }: PaginationSettings): string => carryWayOf(carry).where(carry as never)

export const sayPut = ({ put }: PaginationSettings): string =>
  put.length === 0 ? 'where the request names page.value' : put.map(whereOf).join(', ')

export const sayStops = ({ stop }: PaginationSettings): string =>
  stop.length === 0 ? 'no rule yet' : stop.map(sayStop).join(', or ')

/** What the sockets say: a few letters each. */
export const briefStart = ({ start }: PaginationSettings): string =>
  start.value === undefined ? 'nothing' : start.value === '' ? '“”' : start.value

export const briefCarry = ({ carry }: PaginationSettings): string =>
  carryWayOf(carry).brief(carry as never) || 'where?'

export const briefPut = ({ put }: PaginationSettings): string =>
  put.length === 0 ? 'page.value' : put.map(briefOf).join(', ')

export const briefStops = ({ stop }: PaginationSettings): string => {
  const [only, another] = stop
  if (only === undefined) return 'no rule'
  return another === undefined ? sayStop(only) : plural(stop.length, 'rule')
}

/** `Value in the body → Query parameter` */
export function paginationSummary({ carry, put }: PaginationSettings): string {
  const [first] = put
  const to = first === undefined ? 'in the request' : putWays[first.to].title
  return shorten(`${carryWays[carry.from].title} → ${to}`)
}

/** `Ask page by page with the query parameter skip, until short page` */
export function paginationOutline(settings: PaginationSettings): string {
  return shorten(
    `Ask page by page: ${sayCarry(settings)} into ${sayPut(settings)}, until ${sayStops(settings)}`,
    200,
  )
}

/** Why a walk stopped, for the last frame of its film strip: "Stopped: short page". */
const stopBriefs: { readonly [Rule in StopKind | 'max-pages' | 'max-records' | 'max-time']: string } = {
  'no-value': 'no next value',
  flag: 'by its flag',
  'empty-page': 'empty page',
  'short-page': 'short page',
  'last-page': 'last page',
  total: 'all there are',
  'no-link': 'no next link',
  status: 'by its status',
  value: 'by its value',
  older: 'older than the mark',
  cap: 'limit of the API',
  condition: 'by a condition',
  'max-pages': 'most pages',
  'max-records': 'most records',
  'max-time': 'most time',
}

export const briefStop = (rule: string): string =>
  Object.hasOwn(stopBriefs, rule) ? stopBriefs[rule as keyof typeof stopBriefs] : rule
