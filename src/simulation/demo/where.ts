import type { StoredObject } from './customers.ts'

/**
 * Parse's query constraints, as far as the demo API speaks them.
 * Source: https://docs.parseplatform.org/rest/guide/#queries
 */
export class ConstraintError extends Error {
  override readonly name = 'ConstraintError'
}

type Test = (value: unknown, operand: unknown) => boolean

/** Parse compares only what is of one type; dates stand as ISO text, which orders as time does. */
function compare(left: unknown, right: unknown): number | undefined {
  const a = plain(left)
  const b = plain(right)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return undefined
}

/** `{ __type: 'Date', iso }` is how Parse writes a date in a constraint. */
function plain(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && '__type' in value && 'iso' in value) return value.iso
  return value
}

const same = (left: unknown, right: unknown) => {
  const a = plain(left)
  const b = plain(right)
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

const ordered =
  (holds: (difference: number) => boolean): Test =>
  (value, operand) => {
    const difference = compare(value, operand)
    return difference !== undefined && holds(difference)
  }

function listOf(operand: unknown, operator: string): readonly unknown[] {
  if (!Array.isArray(operand)) throw new ConstraintError(`bad ${operator} value`)
  return operand
}

/** Only the quoted prefix that Parse's own clients send for "starts with": nobody's pattern is run here. */
function startsWith(value: unknown, operand: unknown): boolean {
  const quoted = typeof operand === 'string' ? /^\^\\Q(.*)\\E$/s.exec(operand) : null
  if (quoted?.[1] === undefined) throw new ConstraintError('the demo API takes $regex only as ^\\Qprefix\\E')
  return typeof value === 'string' && value.startsWith(quoted[1])
}

const operators: Record<string, Test> = {
  $eq: same,
  $ne: (value, operand) => !same(value, operand),
  $lt: ordered((difference) => difference < 0),
  $lte: ordered((difference) => difference <= 0),
  $gt: ordered((difference) => difference > 0),
  $gte: ordered((difference) => difference >= 0),
  $in: (value, operand) => listOf(operand, '$in').some((item) => same(value, item)),
  $nin: (value, operand) => !listOf(operand, '$nin').some((item) => same(value, item)),
  $exists: (value, operand) => (value !== undefined) === (operand === true),
  $regex: startsWith,
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the object meets all constraints. Throws `ConstraintError` where one is not understood. */
export function matches(object: StoredObject, where: Record<string, unknown>): boolean {
  return Object.entries(where).every(([key, constraint]) => {
    if (key === '$or' || key === '$and') {
      const parts = listOf(constraint, key).filter(isRecord)
      return key === '$or'
        ? parts.some((part) => matches(object, part))
        : parts.every((part) => matches(object, part))
    }
    const value = Object.hasOwn(object, key) ? object[key] : undefined
    if (!isRecord(constraint) || '__type' in constraint) return same(value, constraint)
    const names = Object.keys(constraint)
    if (!names.some((name) => name.startsWith('$'))) return same(value, constraint)
    return names.every((name) => {
      const test = Object.hasOwn(operators, name) ? operators[name] : undefined
      if (test === undefined) throw new ConstraintError(`bad constraint: ${name}`)
      return test(value, constraint[name])
    })
  })
}

/** Sorts by Parse's `order`: names separated by commas, `-` for falling. Stable, so equal objects keep their place. */
export function inOrder(objects: readonly StoredObject[], order: string): readonly StoredObject[] {
  const keys = order
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('-') ? { name: part.slice(1), sign: -1 } : { name: part, sign: 1 }))
  if (keys.length === 0) return objects
  return objects.toSorted((left, right) => {
    for (const { name, sign } of keys) {
      const difference = compare(left[name], right[name]) ?? 0
      if (difference !== 0) return difference * sign
    }
    return 0
  })
}
