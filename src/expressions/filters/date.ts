import { type Moment, momentOf, parseMoment } from '../civil.ts'
import { formatMoment, formatProblem } from '../strftime.ts'
import { nameOfKind, ValueFailure } from '../values.ts'
import { defineFilter } from './definition.ts'

/** Text in ISO 8601, or seconds or milliseconds since 1970 (told apart by their size), also as digits in a text. */
function readMoment(value: unknown): Moment {
  if (typeof value === 'string') {
    const moment = /^\s*[+-]?\d{5,}(?:\.\d+)?\s*$/.test(value)
      ? momentOf(Number(value))
      : parseMoment(value.trim())
    if (moment === undefined)
      throw new ValueFailure('needs a date such as 2026-05-31T12:00:00Z, and got other text')
    return moment
  }
  const moment = typeof value === 'number' || typeof value === 'bigint' ? momentOf(Number(value)) : undefined
  if (moment === undefined)
    throw new ValueFailure(
      `needs a date in the years 0 to 9999, as text or seconds, but got ${nameOfKind(value)}`,
    )
  return moment
}

/** Filters for dates. */
export const dateFilters = [
  defineFilter({
    name: 'date',
    title: 'Date',
    description:
      'A date in a format: iso (unless another is given), epoch, epoch_ms, or signs such as %Y-%m-%d %H:%M:%S. UTC, unless the value has an offset.',
    example: '{{ item.createdAt | date: "%Y-%m-%d" }}',
    arguments: [{ name: 'format', type: 'text', required: false, problem: formatProblem }],
    takes: 'any',
    gives: 'any',
    run: (value, format = 'iso') => {
      const problem = formatProblem(format)
      if (problem !== undefined)
        throw new ValueFailure('needs a format it knows, such as %Y-%m-%d, iso or epoch')
      return value === '' ? undefined : formatMoment(readMoment(value), format)
    },
  }),
]
