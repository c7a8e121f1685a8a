import { type Json, maxJsonDepth } from './json.ts'

/**
 * The one printer of JSON: what `JSON.stringify` prints, with integers beyond 2^53−1 (`bigint`) as their digits. `indent` is
 * the number of blanks a level is set in by; without it everything stands on one line.
 */
export function printJson(value: Json, options: { readonly indent?: number } = {}): string {
  try {
    return JSON.stringify(value, undefined, options.indent) ?? 'null'
  } catch {
    // A bigint somewhere inside: the platform's printer refuses it.
    return printValue(value, ' '.repeat(options.indent ?? 0), '\n', 0)
  }
}

/** One line with the keys of every object sorted by code unit: equal values print equally. What hashes are made of. */
export function canonicalJson(value: Json): string {
  return printJson(sortKeys(value, 0))
}

function sortKeys(value: Json, depth: number): Json {
  if (typeof value !== 'object' || value === null) return value
  if (depth >= maxJsonDepth)
    throw new RangeError(`cannot print a value nested more than ${maxJsonDepth} deep`)
  if (Array.isArray(value)) return value.map((item: Json) => sortKeys(item, depth + 1))
  const object = value as Readonly<Record<string, Json>>
  // Without a prototype, so that `__proto__` is a key like any other.
  const sorted = Object.create(null) as Record<string, Json>
  for (const key of Object.keys(object).toSorted()) sorted[key] = sortKeys(object[key] as Json, depth + 1)
  return sorted
}

function printValue(value: Json | undefined, indent: string, lineBreak: string, depth: number): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (depth >= maxJsonDepth)
    throw new RangeError(`cannot print a value nested more than ${maxJsonDepth} deep`)
  const inner = lineBreak + indent
  const pieces = Array.isArray(value)
    ? value.map((item: Json) => printValue(item, indent, inner, depth + 1))
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(
          ([key, member]) =>
            `${JSON.stringify(key)}:${indent === '' ? '' : ' '}${printValue(member, indent, inner, depth + 1)}`,
        )
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (pieces.length === 0) return `${open}${close}`
  if (indent === '') return `${open}${pieces.join(',')}${close}`
  return `${open}${inner}${pieces.join(`,${inner}`)}${lineBreak}${close}`
}
