import { isObject } from '../fieldTypes.ts'
import type { Json, JsonObject } from '../json.ts'
import { deepest } from './fromValues.ts'
import { addShapes, type Shape } from './shape.ts'

const anything: Shape = { any: true }

/** Keywords with which a schema says more than a shape can: such a part is taken as open. */
const beyond = [
  '$ref',
  '$dynamicRef',
  'allOf',
  'not',
  'if',
  'patternProperties',
  'prefixItems',
  'dependentSchemas',
]

/** The shape that a schema allows. What it says beyond that is not kept: a shape is never narrower than its schema. */
export function shapeOfSchema(schema: Json, depth = 0): Shape {
  if (!isObject(schema) || depth >= deepest || beyond.some((keyword) => keyword in schema)) return anything
  const words = wordsOf(schema)
  const said = words === undefined ? {} : { words }
  const forms = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(forms)) {
    let shape: Shape | undefined
    // A form stands at the same place as the others.
    for (const form of forms as readonly Json[]) shape = addShapes(shape, shapeOfSchema(form, depth))
    return { ...(shape ?? anything), ...said }
  }
  const choices = choicesOf(schema)
  const types = typesOf(schema['type'] ?? null, choices)
  if (types.length === 0) return { ...anything, ...said }
  let shape: Shape = {}
  for (const type of types) {
    const part = Object.hasOwn(kinds, type) ? kinds[type]?.(schema, choices, depth) : undefined
    shape = addShapes(shape, part ?? anything) as Shape
  }
  return { ...shape, ...said }
}

function wordsOf({ title, description }: JsonObject): Readonly<Record<string, string>> | undefined {
  if (typeof title !== 'string' && typeof description !== 'string') return undefined
  return {
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
  }
}

function choicesOf(schema: JsonObject): readonly Json[] | undefined {
  if ('const' in schema) return [schema['const'] as Json]
  const choices = schema['enum']
  return Array.isArray(choices) ? (choices as readonly Json[]) : undefined
}

function typesOf(type: Json, choices: readonly Json[] | undefined): readonly string[] {
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return (type as readonly Json[]).filter((each) => typeof each === 'string')
  return choices?.every((each) => typeof each === 'string') === true ? ['string'] : []
}

const kinds: Readonly<
  Record<string, (schema: JsonObject, choices: readonly Json[] | undefined, depth: number) => Shape>
> = {
  null: () => ({ nil: true }),
  boolean: () => ({ bool: true }),
  integer: ({ format }) => ({ number: { whole: true, long: format === 'int64' } }),
  number: () => ({ number: { whole: false, long: false } }),
  string: ({ format }, choices) => ({
    text: {
      format: typeof format === 'string' ? format : '',
      // A schema that lists no choices says that there may be any.
      values: choices?.filter((each) => typeof each === 'string'),
      seen: choices === undefined ? 0 : Number.POSITIVE_INFINITY,
    },
  }),
  array: ({ items }, _, depth) => ({
    list: { item: items === undefined ? undefined : shapeOfSchema(items, depth + 1) },
  }),
  object: ({ properties, required, additionalProperties }, _, depth) => {
    const members = isObject(properties ?? null)
      ? Object.entries(properties as JsonObject).map(
          ([name, member]) => [name, shapeOfSchema(member, depth + 1)] as const,
        )
      : []
    const always = Array.isArray(required) ? (required as readonly Json[]) : []
    return {
      object: {
        members: new Map(members),
        always: new Set(always.filter((name) => typeof name === 'string')),
        map: isObject(additionalProperties ?? null)
          ? shapeOfSchema(additionalProperties as Json, depth + 1)
          : undefined,
      },
    }
  },
}
