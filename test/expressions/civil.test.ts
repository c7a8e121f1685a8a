import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilParts, dateFromDays, daysFromDate, momentOf, parseMoment } from '../../src/expressions/civil.ts'
import { formatMoment, formatProblem } from '../../src/expressions/strftime.ts'

const print = (text: string, format: string) => {
  const moment = parseMoment(text)
  return moment && formatMoment(moment, format)
}

describe('reading', () => {
  it.each([
    ['1970-01-01', 0, 0],
    ['2026-05-31T12:34:56Z', 1780230896000, 0],
    ['2026-05-31t12:34:56.7z', 1780230896700, 0],
    ['2026-05-31 12:34:56,123456', 1780230896123, 0],
    ['2026-05-31T14:34:56+02:00', 1780230896000, 120],
    ['2026-05-31T07:04:56-0530', 1780230896000, -330],
    ['2026-05-31T14:34+02', 1780230840000, 120],
    ['1969-12-31T23:59:59.999Z', -1, 0],
    ['2024-02-29', 1709164800000, 0],
    ['0000-01-01', -62167219200000, 0],
    ['9999-12-31T23:59:59Z', 253402300799000, 0],
  ])('%s', (text, epochMs, offsetMinutes) => expect(parseMoment(text)).toEqual({ epochMs, offsetMinutes }))

  it.each([
    '',
    'now',
    '2026',
    '2026-5-1',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-01T24:00:00',
    '2026-01-01T10:60',
    '2026-01-01T10',
    '2026-01-01T10:00:60Z',
    '2026-01-01T10:00+25:00',
    '31/05/2026',
    '2026-05-31T12:34:56Z x',
  ])('%j is no date', (text) => expect(parseMoment(text)).toBeUndefined())

  it('numbers are seconds, or milliseconds where they are large', () => {
    expect(momentOf(1780230896)?.epochMs).toBe(1780230896000)
    expect(momentOf(1780230896.25)?.epochMs).toBe(1780230896250)
    expect(momentOf(1780230896123)?.epochMs).toBe(1780230896123)
    expect(momentOf(-1)?.epochMs).toBe(-1000)
    for (const impossible of [Number.NaN, Number.POSITIVE_INFINITY, 1e18, -1e18])
      expect(momentOf(impossible)).toBeUndefined()
  })
})

describe('printing', () => {
  it.each<[string, string | number]>([
    ['%Y-%m-%d %H:%M:%S', '2026-03-05 15:04:09'],
    ['%y/%-m/%-d, %e|%-e', '26/3/5,  5|5'],
    ['%I:%M %p, %-I', '03:04 PM, 3'],
    ['%b %B %a %A %u', 'Mar March Thu Thursday 4'],
    ['%j %L %z %s %%', '064 070 +0530 1772703249 %'],
    ['%FT%T', '2026-03-05T15:04:09'],
    ['iso', '2026-03-05T15:04:09.070+05:30'],
    ['epoch', 1772703249],
    ['epoch_ms', 1772703249070],
  ])('%s', (format, expected) => expect(print('2026-03-05T15:04:09.070+05:30', format)).toBe(expected))

  it('midnight and noon on a twelve-hour clock', () => {
    expect(print('2026-01-01T00:00:00Z', '%I %p')).toBe('12 AM')
    expect(print('2026-01-01T12:00:00Z', '%I %p')).toBe('12 PM')
    expect(print('2026-01-01T00:00:00Z', '%-H')).toBe('0')
  })

  it.each(['%Q', 'x%', '%-', 'yesterday', ''])('%j is no format', (format) =>
    expect(formatProblem(format)).toBeTypeOf('string'),
  )
})

describe('agrees with the platform’s calendar', () => {
  const moments = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })

  it('both ways, over ten thousand years', () => {
    fc.assert(
      fc.property(moments, (date) => {
        const text = date.toISOString()
        expect(parseMoment(text)).toEqual({ epochMs: date.getTime(), offsetMinutes: 0 })
        expect(print(text, '%Y-%m-%dT%H:%M:%S.%LZ')).toBe(text)
        expect(civilParts({ epochMs: date.getTime(), offsetMinutes: 0 }).weekday).toBe(date.getUTCDay())
      }),
      { numRuns: 1000 },
    )
  })

  it('days and dates undo each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 3_000_000 }), (days) => {
        const { year, month, day } = dateFromDays(days)
        expect(daysFromDate(year, month, day)).toBe(days)
      }),
    )
  })
})
