import type { FieldRules } from './document.ts'
import type { Json } from './json.ts'
import { isObject } from './fieldTypes.ts'
import { canonicalJson } from './printJson.ts'

/** What a rule says of a value: how it is measured, whether the measure is right, and that in words. */
interface Rule {
  /** Where a person sets it. */
  readonly title: string
  /** Undefined: the rule says nothing of values of this sort. */
  measure(value: Json): number | undefined
  holds(measure: number, bound: number): boolean
  /** What goes on from "should ". */
  words(bound: number): string
}

/** The keywords that the schema of rules names, but for the one that is no number. */
export type RuleName = Exclude<
  keyof { [Keyword in keyof FieldRules as string extends Keyword ? never : Keyword]: true },
  'uniqueItems'
>

const number = (value: Json): number | undefined =>
  typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined
/** Characters as people and JSON Schema count them: code points. */
const length = (value: Json): number | undefined =>
  typeof value === 'string' ? [...value].length : undefined
const items = (value: Json): number | undefined => (Array.isArray(value) ? value.length : undefined)
const members = (value: Json): number | undefined => (isObject(value) ? Object.keys(value).length : undefined)

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`
const atLeast = (measure: number, bound: number) => measure >= bound
const atMost = (measure: number, bound: number) => measure <= bound

/** A multiple within what doubles can tell apart: 0.3 is one of 0.1. */
function isMultiple(measure: number, of: number): boolean {
  const times = measure / of
  return Number.isFinite(times) && Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times))
}

/** Every rule that is a number, by its keyword of JSON Schema. */
export const fieldRuleFacts: Readonly<Record<RuleName, Rule>> = {
  minimum: {
    title: 'At least',
    measure: number,
    holds: atLeast,
    words: (bound) => `be ${bound} or more`,
  },
  maximum: { title: 'At most', measure: number, holds: atMost, words: (bound) => `be ${bound} or less` },
  exclusiveMinimum: {
    title: 'More than',
    measure: number,
    holds: (measure, bound) => measure > bound,
    words: (bound) => `be more than ${bound}`,
  },
  exclusiveMaximum: {
    title: 'Less than',
    measure: number,
    holds: (measure, bound) => measure < bound,
    words: (bound) => `be less than ${bound}`,
  },
  multipleOf: {
    title: 'Multiple of',
    measure: number,
    holds: isMultiple,
    words: (bound) => `be a multiple of ${bound}`,
  },
  minLength: {
    title: 'Shortest',
    measure: length,
    holds: atLeast,
    words: (bound) => `have ${plural(bound, 'character', 'characters')} or more`,
  },
  maxLength: {
    title: 'Longest',
    measure: length,
    holds: atMost,
    words: (bound) => `have no more than ${plural(bound, 'character', 'characters')}`,
  },
  minItems: {
    title: 'Fewest',
    measure: items,
    holds: atLeast,
    words: (bound) => `have ${plural(bound, 'element', 'elements')} or more`,
  },
  maxItems: {
    title: 'Most',
    measure: items,
    holds: atMost,
    words: (bound) => `have no more than ${plural(bound, 'element', 'elements')}`,
  },
  minProperties: {
    title: 'Fewest',
    measure: members,
    holds: atLeast,
    words: (bound) => `have ${plural(bound, 'member', 'members')} or more`,
  },
  maxProperties: {
    title: 'Most',
    measure: members,
    holds: atMost,
    words: (bound) => `have no more than ${plural(bound, 'member', 'members')}`,
  },
}

/** What a value should do and does not, for each rule that it breaks: "be 5 or more". */
export function brokenRules(rules: FieldRules | undefined, value: Json): string[] {
  if (rules === undefined) return []
  const broken: string[] = []
  for (const [keyword, rule] of Object.entries<Rule>(fieldRuleFacts)) {
    const bound = rules[keyword]
    const measure = rule.measure(value)
    if (typeof bound === 'number' && measure !== undefined && !rule.holds(measure, bound))
      broken.push(rule.words(bound))
  }
  if (rules.uniqueItems === true && Array.isArray(value) && hasTwice(value as readonly Json[]))
    broken.push('have each element once')
  return broken
}

const hasTwice = (list: readonly Json[]): boolean => new Set(list.map(canonicalJson)).size < list.length
