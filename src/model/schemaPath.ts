import { isObject } from './fieldTypes.ts'
import type { Json, JsonObject } from './json.ts'

/** Keywords under which schemas stand that may all say something of the same value. */
const alternatives = ['allOf', 'anyOf', 'oneOf'] as const
/** References followed one behind the other; a schema may refer to itself. */
const mostReferences = 64

/**
 * Whether a value that this JSON Schema (2020-12) describes has something at a path. Only a schema that says what is there can
 * say that nothing is: one with `properties` that lack the name, and no word on others, `loses` it; one that says nothing
 * `allows` it.
 */
export function schemaAt(
  schema: Json,
  steps: readonly (string | number)[],
  root: Json = schema,
): 'has' | 'loses' | 'allows' {
  const verdicts = resolve(schema, root, mostReferences).map((each) => stepInto(each, steps, root))
  if (verdicts.includes('has')) return 'has'
  return verdicts.includes('allows') ? 'allows' : 'loses'
}

/** The schemas that a value may be described by: the schema itself, what it refers to and its alternatives. */
function resolve(schema: Json, root: Json, budget: number): JsonObject[] {
  if (!isObject(schema)) return schema === false ? [] : [{}]
  if (budget <= 0) return [{}]
  const reference = schema['$ref']
  const target = typeof reference === 'string' ? pointed(root, reference) : undefined
  const others = [
    ...(target === undefined ? [] : [target]),
    ...alternatives.flatMap((key) => {
      const list = schema[key]
      return Array.isArray(list) ? (list as readonly Json[]) : []
    }),
  ]
  if (others.length === 0) return [schema]
  const resolved = others.flatMap((each) => resolve(each, root, budget - 1))
  return Object.hasOwn(schema, 'properties') || Object.hasOwn(schema, 'items')
    ? [schema, ...resolved]
    : resolved
}

function pointed(root: Json, reference: string): Json | undefined {
  if (!reference.startsWith('#')) return undefined
  return reference
    .slice(1)
    .split('/')
    .slice(1)
    .reduce<Json | undefined>((held, step) => {
      const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
      return isObject(held ?? null) && Object.hasOwn(held as JsonObject, key)
        ? (held as JsonObject)[key]
        : undefined
    }, root)
}

function stepInto(
  schema: JsonObject,
  steps: readonly (string | number)[],
  root: Json,
): 'has' | 'loses' | 'allows' {
  const [step, ...rest] = steps
  if (step === undefined) return 'has'
  if (typeof step === 'number') {
    const items = schema['items']
    if (items !== undefined) return schemaAt(items, rest, root)
    return saysOtherType(schema, 'array') ? 'loses' : 'allows'
  }
  const properties = schema['properties']
  if (isObject(properties ?? null)) {
    if (Object.hasOwn(properties as JsonObject, step))
      return schemaAt((properties as JsonObject)[step] ?? true, rest, root)
    const others = schema['additionalProperties']
    return others === undefined || others === false ? 'loses' : schemaAt(others, rest, root)
  }
  return saysOtherType(schema, 'object') ? 'loses' : 'allows'
}

function saysOtherType(schema: JsonObject, wanted: string): boolean {
  const type = schema['type']
  if (type === undefined) return false
  return Array.isArray(type) ? !type.includes(wanted) : type !== wanted
}
