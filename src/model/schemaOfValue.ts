import { fieldTypeFacts, isObject, isWhole } from './fieldTypes.ts'
import type { Json, JsonObject } from './json.ts'

/**
 * A JSON Schema (2020-12) that a sample value fits: the types of what stands in it, and nothing of what is required, which one
 * sample does not tell. Elements of a list have one type where all of them agree; a member that is null tells none.
 * The schema of an output is made otherwise (`outputSchema.ts`): it gathers records and counts on their number, so that it says what
 * is required, takes a member that is null for always null, many members for a map, and stops at 12 levels. A form is to have a
 * field for each member that somebody pasted.
 */
export function schemaOfValue(value: Json): JsonObject {
  if (Array.isArray(value)) {
    const elements = value as readonly Json[]
    // A member that is null is not given; an element that is null is one.
    const items = elements.includes(null)
      ? undefined
      : elements.map(schemaOfValue).reduce<JsonObject | undefined>(common, undefined)
    return { type: 'array', ...(items !== undefined && Object.keys(items).length > 0 && { items }) }
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, member]) => [name, schemaOfValue(member)] as const)
    return { type: 'object', ...(members.length > 0 && { properties: Object.fromEntries(members) }) }
  }
  if (typeof value === 'string') {
    const format = (['date', 'date-time'] as const).find((type) => fieldTypeFacts[type].fits(value))
    return { type: 'string', ...(format !== undefined && { format }) }
  }
  if (value === null) return {}
  return { type: typeof value === 'boolean' ? 'boolean' : isWhole(value) ? 'integer' : 'number' }
}

/** What values of two schemas fit both: the members of either, the wider of two numbers, or anything. */
function common(one: JsonObject | undefined, other: JsonObject): JsonObject {
  if (one === anything || other === anything) return anything
  if (one === undefined || Object.keys(one).length === 0) return other
  if (Object.keys(other).length === 0) return one
  const [type, otherType] = [one['type'], other['type']]
  if (type !== otherType) {
    const numbers = [type, otherType].every((each) => each === 'integer' || each === 'number')
    return numbers ? { type: 'number' } : anything
  }
  const format = one['format'] === other['format'] ? one['format'] : undefined
  const items = either(one['items'], other['items'])
  const properties = isObject(one['properties'] ?? null) ? (one['properties'] as JsonObject) : {}
  const members = new Map(Object.entries(properties as Readonly<Record<string, JsonObject>>))
  for (const [name, member] of Object.entries((other['properties'] ?? {}) as Record<string, JsonObject>))
    members.set(name, common(members.get(name), member))
  return {
    type: type as Json,
    ...(format !== undefined && { format }),
    ...(items !== undefined && { items }),
    ...(members.size > 0 && { properties: Object.fromEntries(members) }),
  }
}

/** Once two elements disagree, no third makes them agree. */
const anything: JsonObject = {}

const either = (one: Json | undefined, other: Json | undefined): JsonObject | undefined =>
  one === undefined
    ? (other as JsonObject | undefined)
    : common(one as JsonObject, (other ?? {}) as JsonObject)
