import type { Path } from '../../engine/send.ts'
import { readOwn } from '../../expressions/values.ts'
import type { Json } from '../../model/json.ts'
import { parseRecordPath } from '../request/recordPath.ts'

/** Reads one value out of another. */
export type ReadPath = (value: Json | undefined) => Json | undefined

/** What stands at a path, read step by step: through null, through nothing and through a text is nothing. */
export function readPath(value: Json | undefined, path: Path): Json | undefined {
  let found: unknown = value
  for (const key of path) found = readOwn(found, key)
  return found as Json | undefined
}

/** A path in the words of the expression language, compiled. A text that is none reads nothing: the check has said so. */
export function compilePath(text: string): ReadPath {
  const path = parseRecordPath(text)
  return path === undefined ? () => undefined : (value) => readPath(value, path)
}

/** Absent: null, or nothing. */
export const isAbsent = (value: Json | undefined): value is null | undefined =>
  value === undefined || value === null

/** A whole number that is one, or a text of digits. Numbers are texts in some answers. */
export function toCount(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'string' || !/^\s*\d+\s*$/.test(value)) return undefined
  return Number(value)
}
