import type * as z from 'zod/mini'

/** Kinds of values as zod calls them, in the words that people read. */
const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  bigint: 'a whole number',
  null: 'null',
}

type Describe = (issue: Readonly<Record<string, unknown>>) => string

const describers: Readonly<Record<string, Describe>> = {
  invalid_type: (issue) => typeWords[String(issue['expected'])] ?? String(issue['expected']),
  invalid_value: (issue) => oneOf(issue['values'] as readonly unknown[]),
  too_small: (issue) => `at least ${amount(issue, 'minimum')}`,
  too_big: (issue) => `at most ${amount(issue, 'maximum')}`,
  invalid_format: (issue) => customWords(issue) ?? 'a text of another form',
  custom: (issue) => customWords(issue) ?? 'another value',
  invalid_union: () => 'another kind of value',
  invalid_key: () => 'another key',
  not_multiple_of: (issue) => `a multiple of ${String(issue['divisor'])}`,
}

/** What a schema expected, for "expected …, but … stands there". Never shows the value that was found. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const found = issue as unknown as Readonly<Record<string, unknown>>
  return (describers[issue.code] ?? (() => 'another value'))(found)
}

/** Schemas of ours give their words as the message of the check: "a JSON value". */
function customWords(issue: Readonly<Record<string, unknown>>): string | undefined {
  const message = issue['message']
  return typeof message === 'string' && message !== '' && message !== 'Invalid input' ? message : undefined
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => `“${String(value)}”`)
  const last = words.pop() ?? ''
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`
}

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' elements' }

function amount(issue: Readonly<Record<string, unknown>>, key: string): string {
  return `${String(issue[key])}${units[String(issue['origin'])] ?? ''}`
}
