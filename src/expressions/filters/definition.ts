/** What a filter is, and how the values it works on are taken. */

/** Types a filter can take or give; `any` is left as it is. */
interface Taken {
  readonly text: string
  readonly number: number | bigint
  readonly 'whole number': number | bigint
  readonly boolean: boolean
  readonly list: readonly unknown[]
  readonly any: unknown
}

export type FilterType = keyof Taken

/** The types in words, for messages. */
export const typeNames: Readonly<Record<FilterType, string>> = {
  text: 'text',
  number: 'a number',
  'whole number': 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  any: 'any value',
}

export interface FilterArgument {
  readonly name: string
  readonly type: FilterType
  readonly required: boolean
  /** What is wrong with a value that is already known before a run, or undefined. */
  readonly problem?: (value: string) => string | undefined
}

/** A pure function of the language, with what the picker and the check have to know of it. */
export interface FilterDefinition {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly example: string
  readonly arguments: readonly FilterArgument[]
  readonly takes: FilterType
  readonly gives: FilterType
  /** Given nothing (absent or null), a filter gives nothing, unless it says that it wants to run. */
  readonly nothing: 'pass' | 'run'
  /** Gets values already taken as `takes` and the arguments' types say. Throws `ValueFailure`. */
  readonly run: (value: unknown, ...args: unknown[]) => unknown
}

type ArgumentValues<Arguments extends readonly FilterArgument[]> = {
  [Index in keyof Arguments]: Arguments[Index]['required'] extends true
    ? Taken[Arguments[Index]['type']]
    : Taken[Arguments[Index]['type']] | undefined
}

interface TypedFilter<Takes extends FilterType, Arguments extends readonly FilterArgument[]> {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly example: string
  readonly arguments: Arguments
  readonly takes: Takes
  readonly gives: FilterType
  readonly nothing?: 'run'
  readonly run: (value: Taken[Takes], ...args: ArgumentValues<Arguments>) => unknown
}

/** Types `run` by what the definition says it takes; `coerce` keeps that promise when it is called. */
export function defineFilter<
  const Takes extends FilterType,
  const Arguments extends readonly FilterArgument[],
>(filter: TypedFilter<Takes, Arguments>): FilterDefinition {
  return { nothing: 'pass', ...filter } as unknown as FilterDefinition
}

/** The value as the type, or undefined when it is none: texts of digits are numbers, numbers are texts. */
export function coerce(value: unknown, type: FilterType): unknown {
  return coercions[type](value)
}

const coercions: { readonly [Type in FilterType]: (value: unknown) => unknown } = {
  any: (value) => value,
  text: (value) => (typeof value === 'string' ? value : isScalar(value) ? String(value) : undefined),
  number: (value) => (typeof value === 'string' ? parseNumber(value) : isNumber(value) ? value : undefined),
  'whole number': (value) => {
    const taken = typeof value === 'string' ? parseNumber(value) : value
    return typeof taken === 'bigint' || Number.isInteger(taken) ? taken : undefined
  },
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  list: (value) => (Array.isArray(value) ? value : undefined),
}

const isNumber = (value: unknown) => typeof value === 'bigint' || Number.isFinite(value)
const isScalar = (value: unknown) => isNumber(value) || typeof value === 'boolean'

/** Digits as a number, or as a bigint where a number would lose some; undefined when it is no number. */
export function parseNumber(text: string): number | bigint | undefined {
  const digits = text.trim()
  if (digits.length > 400 || !/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits)) return undefined
  const value = Number(digits)
  if (/^[+-]?\d+$/.test(digits) && !Number.isSafeInteger(value)) return BigInt(digits.replace('+', ''))
  return Number.isFinite(value) ? value : undefined
}
