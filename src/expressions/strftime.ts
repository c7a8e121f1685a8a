import { type CivilParts, civilParts, type Moment } from './civil.ts'

/** Printing a moment: the signs of C's `strftime` that connectors need, and three named formats. */

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

interface Printed extends CivilParts {
  readonly moment: Moment
}

const pad = (value: number, width: number, fill = '0') => String(value).padStart(width, fill)

const hour12 = (parts: Printed) => parts.hour % 12 || 12
const monthName = (parts: Printed) => MONTHS[parts.month - 1] ?? ''
const weekdayName = (parts: Printed) => WEEKDAYS[parts.weekday] ?? ''

function offset({ moment }: Printed, colon: string): string {
  const size = Math.abs(moment.offsetMinutes)
  return `${moment.offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${colon}${pad(size % 60, 2)}`
}

const date = (parts: Printed) => `${pad(parts.year, 4)}-${pad(parts.month, 2)}-${pad(parts.day, 2)}`
const time = (parts: Printed) => `${pad(parts.hour, 2)}:${pad(parts.minute, 2)}:${pad(parts.second, 2)}`

/** What each sign prints. */
const signs: Readonly<Record<string, (parts: Printed) => string>> = {
  Y: (parts) => pad(parts.year, 4),
  y: (parts) => pad(parts.year % 100, 2),
  m: (parts) => pad(parts.month, 2),
  d: (parts) => pad(parts.day, 2),
  e: (parts) => pad(parts.day, 2, ' '),
  H: (parts) => pad(parts.hour, 2),
  I: (parts) => pad(hour12(parts), 2),
  M: (parts) => pad(parts.minute, 2),
  S: (parts) => pad(parts.second, 2),
  L: (parts) => pad(parts.millisecond, 3),
  p: (parts) => (parts.hour < 12 ? 'AM' : 'PM'),
  j: (parts) => pad(parts.yearDay, 3),
  b: (parts) => monthName(parts).slice(0, 3),
  B: monthName,
  a: (parts) => weekdayName(parts).slice(0, 3),
  A: weekdayName,
  u: (parts) => String(parts.weekday || 7),
  F: date,
  T: time,
  z: (parts) => offset(parts, ''),
  s: ({ moment }) => String(Math.floor(moment.epochMs / 1000)),
  '%': () => '%',
}

/** Formats by name; epochs are numbers, because services that take them take numbers. */
const named: ReadonlyMap<string, (parts: Printed) => string | number> = new Map<
  string,
  (parts: Printed) => string | number
>([
  [
    'iso',
    (parts) => {
      const fraction = parts.millisecond === 0 ? '' : `.${pad(parts.millisecond, 3)}`
      return `${date(parts)}T${time(parts)}${fraction}${parts.moment.offsetMinutes === 0 ? 'Z' : offset(parts, ':')}`
    },
  ],
  ['epoch', ({ moment }) => Math.floor(moment.epochMs / 1000)],
  ['epoch_ms', ({ moment }) => moment.epochMs],
])

/** `%d`, or `%-d` for no leading zeros and blanks. */
const sign = /%(-?)([\s\S]?)/gu

/** What is wrong with a format, or undefined. */
export function formatProblem(format: string): string | undefined {
  if (named.has(format)) return undefined
  for (const [text, , letter = ''] of format.matchAll(sign)) {
    if (!Object.hasOwn(signs, letter))
      return `“${text}” is no sign of a date format; for a percent sign write %%.`
  }
  return format.includes('%')
    ? undefined
    : 'This format has no sign such as %Y, and is not iso, epoch or epoch_ms.'
}

/** Prints a moment; the format has been checked by {@link formatProblem}. */
export function formatMoment(moment: Moment, format: string): string | number {
  const parts: Printed = { ...civilParts(moment), moment }
  const print = named.get(format)
  if (print !== undefined) return print(parts)
  return format.replace(sign, (_, bare: string, letter: string) => {
    const text = signs[letter]?.(parts) ?? ''
    return bare === '' ? text : text.replace(/^[0 ]+(?=.)/, '')
  })
}
