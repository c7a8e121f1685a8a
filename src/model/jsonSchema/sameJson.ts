import { isObject } from '../fieldTypes.ts'
import type { Json } from '../json.ts'

/** Whether two values are the same JSON: numbers by what they are, members in any order. */
export function sameJson(one: Json, other: Json): boolean {
  if (isNumber(one) && isNumber(other)) return !(one < other) && !(one > other)
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      (one as readonly Json[]).every((each, at) => sameJson(each, other[at] as Json))
    )
  if (!isObject(one) || !isObject(other)) return one === other
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameJson(one[name] as Json, other[name] as Json))
  )
}

const isNumber = (value: Json): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint'
