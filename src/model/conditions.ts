import type { Condition } from './document.ts'
import { canonicalJson } from './printJson.ts'
import type { Json } from './json.ts'

/** One test that a condition can make. `left` and `right` are values; undefined is what a path through nothing gives. */
export interface ConditionTest {
  readonly test: string
  /** Reads on from the left side: "status is at least 400". */
  readonly title: string
  /** Whether there is a right side to fill in. */
  readonly needsRight: boolean
  holds(left: unknown, right: unknown): boolean
}

type Number_ = number | bigint

/** A number, or a text that is one; `12abc`, blanks and nothing are none. */
function toNumber(value: unknown): Number_ | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return undefined
  const number = Number(text)
  // Digits only and beyond 2^53−1: compared exactly, for two ids that differ in the last digit are two ids.
  return /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text.replace(/^\+/, '')) : number
}

/** Below 0, 0 or above 0; undefined where the two have no order. JavaScript compares number and bigint exactly. */
function compare(left: unknown, right: unknown): number | undefined {
  const numbers = [toNumber(left), toNumber(right)] as const
  if (numbers[0] !== undefined && numbers[1] !== undefined)
    return numbers[0] < numbers[1] ? -1 : numbers[0] > numbers[1] ? 1 : 0
  // Texts by code unit: dates of RFC 3339 in one time zone come out in order.
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  return undefined
}

/**
 * Numbers are equal as numbers, also when one side is numeric text (but two texts only as texts: "01" is not "1"); true and
 * false are equal to the words; lists and objects by what is in them; null and absent are the same.
 */
function equals(left: unknown, right: unknown): boolean {
  if (left === undefined || left === null) return right === undefined || right === null || right === ''
  if (right === undefined || right === null) return left === ''
  if (typeof left === 'string' && typeof right === 'string') return left === right
  if (isNumeric(left) || isNumeric(right)) return compareNumbers(left, right) === 0
  if (typeof left === 'boolean' || typeof right === 'boolean') return String(left) === String(right)
  if (typeof left === 'object' && typeof right === 'object') return printed(left) === printed(right)
  // A list or an object against a text: what is typed in a condition may be its JSON.
  return typeof left === 'object' ? printed(left) === right : printed(right) === left
}

const isNumeric = (value: unknown) => typeof value === 'number' || typeof value === 'bigint'

function compareNumbers(left: unknown, right: unknown): number | undefined {
  return toNumber(left) === undefined || toNumber(right) === undefined ? undefined : compare(left, right)
}

function printed(value: unknown): string {
  return canonicalJson(value as Json)
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? printed(value) : String(value)
}

function contains(left: unknown, right: unknown): boolean {
  if (Array.isArray(left)) return left.some((item) => equals(item, right))
  if (left === undefined || left === null) return false
  if (typeof left === 'object') return Object.hasOwn(left, asText(right))
  return asText(left).includes(asText(right))
}

/** One of a list, or of the parts of a text between commas. */
function oneOf(left: unknown, right: unknown): boolean {
  const choices: readonly unknown[] = Array.isArray(right)
    ? right
    : asText(right)
        .split(',')
        .map((part) => part.trim())
  return choices.some((choice) => equals(left, choice))
}

const isTrue = (value: unknown) => value === true || value === 'true'
const isFalse = (value: unknown) => value === false || value === 'false'
const present = (value: unknown) => value !== undefined && value !== null

const ordered = (holds: (order: number) => boolean) => (left: unknown, right: unknown) => {
  const order = compare(left, right)
  return order !== undefined && holds(order)
}

/** The tests, in the order they are offered. */
export const conditionTests: readonly ConditionTest[] = [
  { test: 'equals', title: 'is', needsRight: true, holds: equals },
  { test: 'not-equals', title: 'is not', needsRight: true, holds: (left, right) => !equals(left, right) },
  { test: 'contains', title: 'contains', needsRight: true, holds: contains },
  {
    test: 'starts-with',
    title: 'starts with',
    needsRight: true,
    holds: (left, right) => present(left) && asText(left).startsWith(asText(right)),
  },
  {
    test: 'ends-with',
    title: 'ends with',
    needsRight: true,
    holds: (left, right) => present(left) && asText(left).endsWith(asText(right)),
  },
  { test: 'greater-than', title: 'is greater than', needsRight: true, holds: ordered((order) => order > 0) },
  { test: 'less-than', title: 'is less than', needsRight: true, holds: ordered((order) => order < 0) },
  { test: 'at-least', title: 'is at least', needsRight: true, holds: ordered((order) => order >= 0) },
  { test: 'at-most', title: 'is at most', needsRight: true, holds: ordered((order) => order <= 0) },
  { test: 'is-empty', title: 'is empty', needsRight: false, holds: isEmpty },
  { test: 'is-not-empty', title: 'is not empty', needsRight: false, holds: (left) => !isEmpty(left) },
  { test: 'is-true', title: 'is true', needsRight: false, holds: isTrue },
  { test: 'is-false', title: 'is false', needsRight: false, holds: isFalse },
  { test: 'exists', title: 'is there', needsRight: false, holds: present },
  { test: 'one-of', title: 'is one of', needsRight: true, holds: oneOf },
]

const byName: ReadonlyMap<string, ConditionTest> = new Map(conditionTests.map((test) => [test.test, test]))

export function findConditionTest(test: string): ConditionTest | undefined {
  return byName.get(test)
}

/**
 * Whether a condition holds; its sides are evaluated by `evaluate`, the right one only where the test has one. A test that
 * nobody knows never holds: the checks have said so before.
 */
export function conditionHolds(condition: Condition, evaluate: (template: string) => unknown): boolean {
  const test = byName.get(condition.test)
  if (test === undefined) return false
  return test.holds(evaluate(condition.left), test.needsRight ? evaluate(condition.right) : undefined)
}
