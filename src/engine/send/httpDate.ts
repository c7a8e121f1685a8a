import { daysFromDate } from '../../expressions/civil.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. */
const forms = [
  /^\w{3}, (?<day>\d{2}) (?<month>\w{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) (?:GMT|UTC)$/,
  /^\w{6,9}, (?<day>\d{2})-(?<month>\w{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^\w{3} (?<month>\w{3}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/,
]

/**
 * Reads an HTTP date in any of its three forms (RFC 9110, 5.6.7; https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7), as
 * milliseconds since 1970. Undefined when it is none. A year of two digits is the one less than 50 years after `nowMs`.
 */
export function parseHttpDate(text: string, nowMs: number): number | undefined {
  for (const form of forms) {
    const parts = form.exec(text.trim())?.groups
    if (parts === undefined) continue
    const month = months.indexOf((parts['month'] ?? '').toLowerCase()) + 1
    const [hour = 0, minute = 0, second = 0] = (parts['time'] ?? '').split(':').map(Number)
    if (month === 0 || hour > 23 || minute > 59 || second > 60) return undefined
    const at = (year: number) =>
      daysFromDate(year, month, Number(parts['day'])) * 86_400_000 +
      (hour * 3600 + minute * 60 + second) * 1000
    const year = Number(parts['year'])
    if (parts['year']?.length === 4) return at(year)
    const recent = at(2000 + year)
    return recent - nowMs > 50 * 31_557_600_000 ? at(1900 + year) : recent
  }
  return undefined
}
