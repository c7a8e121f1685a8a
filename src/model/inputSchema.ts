import type { Field } from './document.ts'
import type { Json } from './json.ts'
import { canonicalJson } from './printJson.ts'

type JsonSchema = { readonly [key: string]: Json }

/** What a field's type means: its schema, what people call it, and whether a value is one. */
interface FieldType {
  readonly schema: JsonSchema
  readonly words: string
  fits(value: Json): boolean
  /** What to do when a value of another type is given. */
  readonly advice?: string
}

const isText = (value: Json) => typeof value === 'string'
const isNumber = (value: Json) => typeof value === 'number' || typeof value === 'bigint'
const isWhole = (value: Json) =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
const isList = (value: Json) => Array.isArray(value)
const isObject = (value: Json) => typeof value === 'object' && value !== null && !Array.isArray(value)

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
  list: { schema: { type: 'array' }, words: 'a list', fits: isList },
  object: { schema: { type: 'object' }, words: 'an object', fits: isObject },
  json: { schema: {}, words: 'any value', fits: () => true },
}

/** JSON Schema (2020-12) of an operation's input. Keys nobody declared are refused, so that a misspelt name is noticed. */
export function inputSchema(fields: readonly Field[]): JsonSchema {
  const required = fields.filter((field) => field.required && field.default === undefined)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length === 0 ? {} : { required: required.map((field) => field.name) }),
    additionalProperties: false,
  }
}

function fieldSchema(field: Field): JsonSchema {
  return {
    ...fieldTypeFacts[field.type].schema,
    ...(field.type === 'enum' && field.enum !== undefined
      ? { enum: field.enum.map(({ value }) => value) }
      : {}),
    title: field.title,
    ...(field.description === '' ? {} : { description: field.description }),
    ...(field.default === undefined ? {} : { default: field.default }),
  }
}

/** What is wrong with an input; `name` is the field's, absent where it is the input as a whole. */
export interface InputProblem {
  readonly code: 'not-an-object' | 'missing' | 'wrong-type' | 'not-a-choice' | 'unknown-field'
  readonly name?: string
  readonly message: string
}

export interface CheckedInput {
  /** The input with defaults filled in. Only to be used where there is no problem. */
  readonly value: { readonly [name: string]: Json }
  readonly problems: readonly InputProblem[]
}

/**
 * Checks an input against the fields as declared and fills in defaults. Nothing is converted: a number given as text is a
 * problem, in words. `null` for a field that need not be there is taken as given: no value. Integers may be `bigint`.
 */
export function checkInput(fields: readonly Field[], input: Json | undefined): CheckedInput {
  const given = input ?? {}
  if (!isObject(given))
    return {
      value: {},
      problems: [
        {
          code: 'not-an-object',
          message: `The input is ${kindWords(given)}; it should be an object with a value for each field.`,
        },
      ],
    }
  const values = given as Readonly<Record<string, Json>>
  const problems: InputProblem[] = []
  const value: Record<string, Json> = {}
  const known = new Set(fields.map((field) => field.name))
  for (const field of fields) {
    const found = Object.hasOwn(values, field.name) ? values[field.name] : undefined
    const filled = found === undefined ? field.default : found
    if (filled === undefined || filled === null) {
      if (field.required)
        problems.push({
          code: 'missing',
          name: field.name,
          message: `“${shownTitle(field)}” is missing. Give it ${valueWords(field)}.`,
        })
      if (filled === null) set(value, field.name, null)
      continue
    }
    const problem = checkFieldValue(field, filled)
    if (problem !== undefined) problems.push(problem)
    set(value, field.name, filled)
  }
  for (const name of Object.keys(values))
    if (!known.has(name))
      problems.push({
        code: 'unknown-field',
        name,
        message: `There is no input called “${name}”. ${known.size === 0 ? 'This operation takes none.' : `It takes ${[...known].map((field) => `“${field}”`).join(', ')}.`}`,
      })
  return { value, problems }
}

/** What is wrong with one value of a field, or undefined. Says what was expected and what kind of value came, not the value. */
export function checkFieldValue(field: Field, value: Json): InputProblem | undefined {
  const type = fieldTypeFacts[field.type]
  if (!type.fits(value)) {
    const advice = type.advice === undefined ? '' : ` ${type.advice}`
    return {
      code: 'wrong-type',
      name: field.name,
      message: `“${shownTitle(field)}” should be ${type.words}, but is ${kindWords(value, field)}.${advice}`,
    }
  }
  if (field.type !== 'enum' || field.enum === undefined) return undefined
  const wanted = canonicalJson(value)
  if (field.enum.some((choice) => canonicalJson(choice.value) === wanted)) return undefined
  return {
    code: 'not-a-choice',
    name: field.name,
    message: `“${shownTitle(field)}” is none of its choices. Choose ${valueWords(field)}.`,
  }
}

function valueWords(field: Field): string {
  if (field.type !== 'enum' || field.enum === undefined) return fieldTypeFacts[field.type].words
  const shown = field.enum
    .slice(0, 10)
    .map(({ value, label }) => (label === '' ? canonicalJson(value) : `“${label}”`))
  return `one of ${shown.join(', ')}${field.enum.length > shown.length ? ', …' : ''}`
}

const shownTitle = (field: Field) => (field.title === '' ? field.name : field.title)

function kindWords(value: Json, field?: Field): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string')
    return field?.type === 'date' || field?.type === 'date-time' ? 'a text of another form' : 'a text'
  if (typeof value === 'boolean') return 'true or false'
  if (isWhole(value)) return 'a number'
  return typeof value === 'number' ? 'a number with decimals' : 'an object'
}

/** Sets an own key, `__proto__` too. */
function set(target: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
