import type { Json } from '../json.ts'
import { isObject, isWhole } from '../fieldTypes.ts'
import { formatOf } from './formats.ts'
import { addShapes, mapped, type Shape } from './shape.ts'

/** What lies deeper is not told apart. */
export const deepest = 12
const longestChoice = 40

/** The shape of all these values together; undefined where there are none. */
export function shapeOfValues(values: Iterable<Json>, depth = 0): Shape | undefined {
  let shape: Shape | undefined
  for (const value of values) shape = addShapes(shape, shapeOf(value, depth))
  return shape
}

function shapeOf(value: Json, depth: number): Shape {
  if (depth >= deepest) return { any: true }
  if (value === null) return { nil: true }
  if (typeof value === 'boolean') return { bool: true }
  if (typeof value === 'string')
    return {
      text: { format: formatOf(value), values: value.length <= longestChoice ? [value] : undefined, seen: 1 },
    }
  if (Array.isArray(value)) return { list: { item: shapeOfValues(value, depth + 1) } }
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([name]) => name !== '__proto__')
    const members = new Map(entries.map(([name, member]) => [name, shapeOf(member, depth + 1)]))
    // `__proto__` is no member that anything here can read or say of: any others may be there.
    const map: Shape | undefined = Object.hasOwn(value, '__proto__') ? { any: true } : undefined
    return { object: mapped({ members, always: new Set(members.keys()), map }) }
  }
  return { number: { whole: isWhole(value), long: typeof value === 'bigint' } }
}
