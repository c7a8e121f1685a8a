import type { StoredObject } from './customers.ts'
import { errorCode, ParseError } from './parseError.ts'

export type Values = Record<string, unknown>

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What each key of a class holds, as Parse's schema has it: the first value decides. */
export type Columns = Map<string, string>

const maxObjectBytes = 64 * 1024

const ownKeys = new Set([
  'objectId',
  'createdAt',
  'updatedAt',
  'ACL',
  '__proto__',
  'constructor',
  'prototype',
])

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const has = (values: readonly unknown[], value: unknown) =>
  values.some((each) => JSON.stringify(each) === JSON.stringify(value))

/** What Parse spells `{ "__op": … }`: what is asked for of the value of before. */
const operations: Readonly<
  Record<string, { readonly type?: string; result(before: unknown, operation: Values): unknown }>
> = {
  Delete: { result: () => undefined },
  Increment: {
    type: 'Number',
    result: (before, { amount }) => {
      if (typeof amount !== 'number')
        throw new ParseError(400, errorCode.invalidJson, 'incrementing must provide a number')
      return (typeof before === 'number' ? before : 0) + amount
    },
  },
  Add: { type: 'Array', result: (before, { objects }) => [...list(before), ...list(objects)] },
  AddUnique: {
    type: 'Array',
    result: (before, { objects }) =>
      list(objects).reduce<readonly unknown[]>(
        (all, value) => (has(all, value) ? all : [...all, value]),
        list(before),
      ),
  },
  Remove: {
    type: 'Array',
    result: (before, { objects }) => list(before).filter((value) => !has(list(objects), value)),
  },
}

const types: Readonly<Record<string, string>> = { string: 'String', number: 'Number', boolean: 'Boolean' }

/** Parse's name for what a value is; undefined for null, which fits everywhere. */
function typeOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) return 'Array'
  if (isValues(value)) return typeof value['__type'] === 'string' ? value['__type'] : 'Object'
  return types[typeof value]
}

/** The columns that objects imply which are there from the beginning. */
export function columnsOf(objects: Iterable<StoredObject>): Columns {
  const columns: Columns = new Map()
  for (const object of objects)
    for (const [key, value] of Object.entries(object)) {
      const type = typeOf(value)
      if (type !== undefined && !columns.has(key)) columns.set(key, type)
    }
  return columns
}

/**
 * Writes values onto an object. Gives what Parse answers of it: the new values of those that were asked for by an operation.
 * Throws `ParseError`; the object is half changed then, so it must be a copy.
 */
export function applyChanges(
  className: string,
  columns: Columns,
  object: StoredObject,
  values: Values,
): Values {
  if (JSON.stringify(values).length > maxObjectBytes)
    throw new ParseError(400, errorCode.other, 'The demo API keeps objects up to 64 kB.')
  const told: Values = {}
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(values)) {
    judgeKey(key)
    const name = isValues(value) ? value['__op'] : undefined
    const operation =
      typeof name === 'string' && Object.hasOwn(operations, name) ? operations[name] : undefined
    if (name !== undefined && operation === undefined)
      throw new ParseError(
        400,
        errorCode.commandUnavailable,
        `The demo API knows these operations: ${Object.keys(operations).join(', ')}.`,
      )
    const type = operation === undefined ? typeOf(value) : operation.type
    const known = columns.get(key)
    if (type !== undefined && known !== undefined && type !== known)
      throw new ParseError(
        400,
        errorCode.incorrectType,
        `schema mismatch for ${className}.${key}; expected ${known} but got ${type}`,
      )
    if (type !== undefined) found.set(key, type)
    const after = operation === undefined ? value : operation.result(object[key], value as Values)
    if (after === undefined) delete object[key]
    else object[key] = after
    if (operation !== undefined && after !== undefined) told[key] = after
  }
  for (const [key, type] of found) columns.set(key, type)
  return told
}

function judgeKey(key: string): void {
  if (ownKeys.has(key))
    throw new ParseError(400, errorCode.invalidKeyName, `${key} is an invalid field name.`)
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(key))
    throw new ParseError(400, errorCode.invalidKeyName, `Invalid field name: ${key.slice(0, 64)}.`)
}
