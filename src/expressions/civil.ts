/**
 * Dates without a clock and without a platform's opinion: the proleptic Gregorian calendar, in years 0 to 9999.
 * Days and dates turn into each other by the arithmetic of a year that begins in March, so that the leap day is
 * its last day (E. G. Richards, "Calendars", in the Explanatory Supplement to the Astronomical Almanac, 2013).
 */

/** A moment: milliseconds since 1970-01-01T00:00Z, and the offset from UTC it is written with, in minutes. */
export interface Moment {
  readonly epochMs: number
  readonly offsetMinutes: number
}

/** The parts of a moment as its own offset sees it. `weekday` 0 is Sunday; `yearDay` 1 is the first of January. */
export interface CivilParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  readonly weekday: number
  readonly yearDay: number
}

const MINUTE = 60_000
const DAY = 86_400_000
const DAYS_IN_400_YEARS = 146_097
/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_1970 = 719_468

const FIRST = daysFromDate(0, 1, 1) * DAY
const LAST = daysFromDate(10_000, 1, 1) * DAY

/** Days since 1970-01-01 of a date. */
export function daysFromDate(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1
  const cycle = Math.floor(marchYear / 400)
  const yearOfCycle = marchYear - cycle * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfCycle =
    yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear
  return cycle * DAYS_IN_400_YEARS + dayOfCycle - DAYS_TO_1970
}

/** The date so many days after 1970-01-01. */
export function dateFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + DAYS_TO_1970
  const cycle = Math.floor(shifted / DAYS_IN_400_YEARS)
  const dayOfCycle = shifted - cycle * DAYS_IN_400_YEARS
  const leapDays =
    Math.floor(dayOfCycle / 1460) - Math.floor(dayOfCycle / 36_524) + Math.floor(dayOfCycle / 146_096)
  const yearOfCycle = Math.floor((dayOfCycle - leapDays) / 365)
  const dayOfYear =
    dayOfCycle - (yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  return { year: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day }
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/

/**
 * Reads an ISO 8601 date or date and time (RFC 3339, also with a blank for the T, without seconds, or without an
 * offset, which then is UTC). What lies below a millisecond is cut. Undefined when it is none, or no such day.
 */
export function parseMoment(text: string): Moment | undefined {
  const found = iso.exec(text)
  if (found === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0))
  const days = daysFromDate(year, month, day)
  const offsetMinutes = parseOffset(found[8])
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59 || offsetMinutes === undefined)
    return undefined
  if (day < 1 || dateFromDays(days).day !== day) return undefined
  const millisecond = Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'))
  const local = days * DAY + hour * 3_600_000 + minute * MINUTE + second * 1000 + millisecond
  return { epochMs: local - offsetMinutes * MINUTE, offsetMinutes }
}

function parseOffset(text: string | undefined): number | undefined {
  if (text === undefined || text === 'Z' || text === 'z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(3).replace(':', ''))
  if (hours > 23 || minutes > 59) return undefined
  const size = hours * 60 + minutes
  return text.startsWith('-') && size > 0 ? -size : size
}

/**
 * A moment from a number: seconds since 1970, or milliseconds where seconds would lie beyond the year 5138 (10^11).
 * Undefined outside the years 0 to 9999.
 */
export function momentOf(epoch: number): Moment | undefined {
  const epochMs = Math.floor(Math.abs(epoch) < 1e11 ? epoch * 1000 : epoch)
  return epochMs >= FIRST && epochMs < LAST ? { epochMs, offsetMinutes: 0 } : undefined
}

/** The moment's date and time of day, as its offset sees them. */
export function civilParts({ epochMs, offsetMinutes }: Moment): CivilParts {
  const local = epochMs + offsetMinutes * MINUTE
  const days = Math.floor(local / DAY)
  const ms = local - days * DAY
  const date = dateFromDays(days)
  return {
    ...date,
    hour: Math.floor(ms / 3_600_000),
    minute: Math.floor(ms / MINUTE) % 60,
    second: Math.floor(ms / 1000) % 60,
    millisecond: ms % 1000,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromDate(date.year, 1, 1) + 1,
  }
}
