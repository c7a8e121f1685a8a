import { shorten } from '../words.ts'
import { wayOf as carryWayOf, carryWays } from './carry.ts'
import { putWays, whereOf } from './put.ts'
import type { PaginationSettings } from './settings.ts'
import { sayStop } from './stop.ts'

/** `from 0`, `from nothing`. */
export const sayStart = ({ start }: PaginationSettings): string =>
  start.value === undefined ? 'nothing' : start.value === '' ? 'an empty text' : start.value

export const sayCarry = ({ carry }: PaginationSettings): string => carryWayOf(carry).where(carry as never)

export const sayPut = ({ put }: PaginationSettings): string =>
  put.length === 0 ? 'where the request names page.value' : put.map(whereOf).join(', ')

export const sayStops = ({ stop }: PaginationSettings): string =>
  stop.length === 0 ? 'no rule yet' : stop.map(sayStop).join(', or ')

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
