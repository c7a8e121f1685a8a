import type { Json, JsonObject } from './json.ts'
import { shapeOfSchema } from './shape/fromSchema.ts'
import { shapeOfValues } from './shape/fromValues.ts'
import { addShapes } from './shape/shape.ts'
import { schemaOfShape } from './shape/toSchema.ts'

const dialect = 'https://json-schema.org/draft/2020-12/schema'

/**
 * JSON Schema (2020-12) of values that were seen, merged over them; with `before`, of what that schema allows as well. Required is
 * what each object had; a format is what all texts had. Undefined where nothing was seen and there was no schema.
 */
export function schemaFromValues(values: Iterable<Json>, before?: Json): JsonObject | undefined {
  const known = before === undefined ? undefined : shapeOfSchema(before)
  const shape = addShapes(known, shapeOfValues(values))
  return shape === undefined ? undefined : { $schema: dialect, ...schemaOfShape(shape) }
}

/** A schema that takes whatever one of these takes. */
export function mergeSchemas(a: Json, b: Json): JsonObject {
  const shape = addShapes(shapeOfSchema(a), shapeOfSchema(b))
  return { $schema: dialect, ...schemaOfShape(shape ?? { any: true }) }
}
