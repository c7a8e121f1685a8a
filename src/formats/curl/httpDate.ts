import { daysFromDate } from '../../expressions/civil.ts'
import { formatMoment } from '../../expressions/strftime.ts'

/**
 * A date as people write it for `-z` (`Jan 10, 2017`, `Sun, 12 Sep 2004 15:05:58 -0700`, `2017-01-10`), as HTTP sends it
 * (RFC 9110, 5.6.7). Undefined where it is no such date: then it is the name of a file. Without a zone it is UTC.
 */
export function httpDate(text: string): string | undefined {
  const word = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/i.exec(text)?.[1]
  const iso = /\b(\d{4})-?(\d{2})-?(\d{2})\b/.exec(text)
  const year = Number(iso?.[1] ?? /\b\d{4}\b(?!:)/.exec(text.replace(/[+-]\d{4}\b/, ''))?.[0])
  const month = word === undefined ? Number(iso?.[2]) : months.indexOf(word.toLowerCase()) + 1
  const day = Number(word === undefined ? iso?.[3] : /(?<![\d:+-])(\d{1,2})(?![\d:])/.exec(text)?.[1])
  if (![year, month, day].every(Number.isInteger) || month < 1 || month > 12 || day < 1 || day > 31)
    return undefined
  const [, hour = '0', minute = '0', second = '0'] = /\b(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text) ?? []
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{2}):?(\d{2})\s*$/.exec(text) ?? []
  const offset =
    sign === undefined || iso !== null ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  const ofDay = (Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second)
  const epochMs = (daysFromDate(year, month, day) * 86_400 + ofDay) * 1000
  return String(formatMoment({ epochMs, offsetMinutes: 0 }, '%a, %d %b %Y %H:%M:%S GMT'))
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
