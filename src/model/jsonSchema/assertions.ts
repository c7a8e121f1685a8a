import type { FieldRules } from '../document.ts'
import { brokenRules, fieldRuleFacts } from '../fieldRules.ts'
import { isObject, isWhole } from '../fieldTypes.ts'
import type { Json } from '../json.ts'
import { canonicalJson } from '../printJson.ts'
import { formats } from './formats.ts'
import { patternProgram } from './pattern.ts'
import { type Budget, patternFits } from './patternRun.ts'
import { sameJson } from './sameJson.ts'

/** A keyword that judges a value by itself, with no other schema. */
export interface Assertion {
  /** What the keyword's own value must be; with another one nothing is checked. */
  takes(wanted: Json): boolean
  /** What the value should do and does not: "be 5 or more". */
  broken(wanted: Json, value: Json, budget: Budget): readonly string[]
}

const types: Readonly<Record<string, { readonly words: string; fits(value: Json): boolean }>> = {
  string: { words: 'a text', fits: (value) => typeof value === 'string' },
  number: { words: 'a number', fits: (value) => typeof value === 'number' || typeof value === 'bigint' },
  integer: { words: 'a whole number', fits: isWhole },
  boolean: { words: 'true or false', fits: (value) => typeof value === 'boolean' },
  array: { words: 'a list', fits: Array.isArray },
  object: { words: 'an object', fits: isObject },
  null: { words: 'null', fits: (value) => value === null },
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value])

/** Words of a value that the schema itself names; a long one is not read. */
const named = (value: Json): string => {
  const text = canonicalJson(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function oneOf(words: readonly string[]): string {
  const shown = words.slice(0, 10)
  if (words.length > shown.length) return `one of ${shown.join(', ')}, …`
  return shown.length < 2
    ? (shown[0] ?? 'something else')
    : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
}

const rule: Omit<Assertion, 'broken'> & { of(keyword: string): Assertion } = {
  takes: (wanted) => typeof wanted === 'number' || typeof wanted === 'bigint',
  of: (keyword) => ({
    takes: rule.takes,
    broken: (wanted, value) => brokenRules({ [keyword]: Number(wanted) } as FieldRules, value),
  }),
}

/** Validation keywords of JSON Schema (2020-12, Validation, 6 and 7). */
export const assertions: Readonly<Record<string, Assertion>> = {
  type: {
    takes: (wanted) => listOf(wanted).every((name) => typeof name === 'string' && Object.hasOwn(types, name)),
    broken: (wanted, value) => {
      const allowed = listOf(wanted).flatMap((name) => types[String(name)] ?? [])
      return allowed.some(({ fits }) => fits(value)) ? [] : [`be ${oneOf(allowed.map(({ words }) => words))}`]
    },
  },
  enum: {
    takes: Array.isArray,
    broken: (wanted, value) =>
      listOf(wanted).some((each) => sameJson(each, value)) ? [] : [`be ${oneOf(listOf(wanted).map(named))}`],
  },
  const: {
    takes: () => true,
    broken: (wanted, value) => (sameJson(wanted, value) ? [] : [`be ${named(wanted)}`]),
  },
  ...Object.fromEntries(Object.keys(fieldRuleFacts).map((keyword) => [keyword, rule.of(keyword)])),
  uniqueItems: {
    takes: (wanted) => typeof wanted === 'boolean',
    broken: (wanted, value) => brokenRules({ uniqueItems: wanted === true }, value),
  },
  pattern: {
    takes: (wanted) => typeof wanted === 'string' && typeof patternProgram(wanted) !== 'string',
    broken: (wanted, value, budget) => {
      const program = patternProgram(String(wanted))
      if (typeof value !== 'string' || typeof program === 'string') return []
      return patternFits(program, value, budget) ? [] : [`match the pattern ${String(wanted)}`]
    },
  },
  format: {
    takes: (wanted) => typeof wanted === 'string',
    broken: (wanted, value) => {
      const name = String(wanted)
      const format = Object.hasOwn(formats, name) ? formats[name] : undefined
      if (format === undefined || typeof value !== 'string') return []
      return format.fits(value) ? [] : [`be ${format.words}`]
    },
  },
}
