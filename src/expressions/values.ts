/** How values are read, named and printed: the same everywhere in the language. */

import { isRefusedName } from './names.ts'

/** What a filter or a whole template may produce at most: characters of text, or elements of a list. */
export const MAX_TEXT = 50 * 1024 * 1024
export const MAX_LIST = 5_000_000
const MAX_DEPTH = 1_000

/**
 * A value that cannot be taken, printed or produced. The message is what follows the filter's name (“needs a list,
 * but got text”) and never contains the value, which may be secret.
 */
export class ValueFailure extends Error {
  override name = 'ValueFailure' as const
}

/**
 * One step of the walk. Own properties of objects and elements of lists only: everything else, and anything below
 * nothing or below a text or number, is absent (undefined).
 */
export function readOwn(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    const index = typeof key === 'number' ? key : listIndex(key)
    return index === undefined || !Object.hasOwn(value, index) ? undefined : value[index]
  }
  if (typeof key === 'string' && isRefusedName(key)) return undefined
  if (!Object.hasOwn(value, key)) return undefined
  const found: unknown = (value as Record<string | number, unknown>)[key]
  return typeof found === 'function' ? undefined : found
}

/** `"3"` as 3; `"length"` and `"03"` are no elements. */
function listIndex(key: string): number | undefined {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) ? Number(key) : undefined
}

/** What a value is, in words, for messages. */
export function nameOfKind(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return kindNames[typeof value] ?? 'something else'
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  bigint: 'a number',
  boolean: 'true or false',
  object: 'an object',
}

/**
 * A value inside a text: nothing prints as nothing, numbers as their shortest digits, lists and objects as JSON in
 * which integers beyond 2^53 keep their digits.
 */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? printJson(value) : String(value)
}

/** JSON without blanks, `bigint` as digits. Throws {@link ValueFailure} when too deep, circular or too long. */
export function printJson(value: unknown): string {
  if (typeof value !== 'bigint') {
    try {
      const text = JSON.stringify(value) as string | undefined
      return boundedText(text ?? 'null')
    } catch (error) {
      // A bigint somewhere inside, a circle, or a depth the platform cannot print: the walk below tells them apart.
      if (error instanceof ValueFailure) throw error
    }
  }
  const pieces: string[] = []
  let length = 0
  const add = (piece: string) => {
    length += piece.length
    if (length > MAX_TEXT) throw tooLong()
    pieces.push(piece)
  }
  const walk = (current: unknown, depth: number): void => {
    if (depth > MAX_DEPTH) throw new ValueFailure(`cannot print a value nested more than ${MAX_DEPTH} deep`)
    if (typeof current === 'bigint') return add(String(current))
    if (typeof current !== 'object' || current === null) return add(JSON.stringify(current) ?? 'null')
    const list = Array.isArray(current)
    let first = true
    add(list ? '[' : '{')
    for (const [key, child] of list ? current.entries() : Object.entries(current)) {
      if (!list && (child === undefined || typeof child === 'function')) continue
      if (!first) add(',')
      first = false
      if (!list) add(`${JSON.stringify(key)}:`)
      walk(child, depth + 1)
    }
    add(list ? ']' : '}')
  }
  walk(value, 0)
  return pieces.join('')
}

/** The text itself, or a {@link ValueFailure} when it is longer than anything should be. */
export function boundedText(text: string): string {
  if (text.length > MAX_TEXT) throw tooLong()
  return text
}

export const tooLong = () => new ValueFailure('would give more than 50 MB')
