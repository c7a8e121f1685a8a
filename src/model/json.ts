/** A JSON value whose integers outside ±(2^53−1) are `bigint`. Read only wherever values flow. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

export type JsonObject = { readonly [key: string]: Json }

/** Whether a value is JSON all the way down: no undefined, function, NaN, infinity, class instance or cycle. */
export function isJson(value: unknown): value is Json {
  return isJsonAt(value, 0)
}

/** Deeper than this is refused everywhere: no service means it, and recursion must end before the stack does. */
export const maxJsonDepth = 512

function isJsonAt(value: unknown, depth: number): boolean {
  if (value === null) return true
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      break
    default:
      return false
  }
  if (depth >= maxJsonDepth) return false
  if (Array.isArray(value)) return value.every((item) => isJsonAt(item, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Object.values(value).every((item) => isJsonAt(item, depth + 1))
}
