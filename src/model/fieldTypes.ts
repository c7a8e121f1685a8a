import type { Field } from './document.ts'
import type { Json, JsonObject } from './json.ts'

/** What a field's type means: its schema, what people call it, and whether a value is one. */
export interface FieldType {
  readonly schema: JsonObject
  readonly words: string
  fits(value: Json): boolean
  /** What to do when a value of another type is given. */
  readonly advice?: string
}

const isText = (value: Json) => typeof value === 'string'
const isNumber = (value: Json) => typeof value === 'number' || typeof value === 'bigint'
export const isWhole = (value: Json) =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
const isList = (value: Json) => Array.isArray(value)
export const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** RFC 3339 full-date. */
function isDate(value: Json): boolean {
  const match = typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 && !leap ? 28 : (daysInMonth[month - 1] ?? 0)
  return day >= 1 && day <= days
}

const upTo = (part: string | undefined, most: number) => Number(part ?? 0) <= most

/** RFC 3339 date-time. */
function isDateTime(value: Json): boolean {
  const match =
    typeof value === 'string'
      ? /^([\d-]{10})[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/.exec(value)
      : null
  if (match === null || !isDate(match[1] ?? '')) return false
  return (
    upTo(match[2], 23) && upTo(match[3], 59) && upTo(match[4], 60) && upTo(match[5], 23) && upTo(match[6], 59)
  )
}

const text: FieldType = {
  schema: { type: 'string' },
  words: 'a text',
  fits: isText,
  advice: 'Put it in quotes.',
}

export const fieldTypeFacts: Readonly<Record<Field['type'], FieldType>> = {
  string: text,
  text,
  code: text,
  number: {
    schema: { type: 'number' },
    words: 'a number',
    fits: isNumber,
    advice: 'Write it without quotes.',
  },
  integer: {
    schema: { type: 'integer' },
    words: 'a whole number',
    fits: isWhole,
    advice: 'Write it without quotes or decimals.',
  },
  boolean: {
    schema: { type: 'boolean' },
    words: 'true or false',
    fits: (value) => typeof value === 'boolean',
    advice: 'Write true or false without quotes.',
  },
  date: {
    schema: { type: 'string', format: 'date' },
    words: 'a date such as 2026-01-31',
    fits: isDate,
  },
  'date-time': {
    schema: { type: 'string', format: 'date-time' },
    words: 'a date and time such as 2026-01-31T09:30:00Z',
    fits: isDateTime,
  },
  enum: { schema: {}, words: 'one of its choices', fits: () => true },
  'one-of': { schema: {}, words: 'one of its forms', fits: () => true },
  // A `data:` URL (RFC 2397): its media type, and as `name=` what the file is called.
  file: {
    schema: { type: 'string' },
    words: 'a file as a data: URL',
    fits: (value) => typeof value === 'string' && /^data:[^,]*,/.test(value),
  },
  list: { schema: { type: 'array' }, words: 'a list', fits: isList },
  object: { schema: { type: 'object' }, words: 'an object', fits: isObject },
  json: { schema: {}, words: 'any value', fits: () => true },
}
