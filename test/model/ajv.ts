import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Json } from '../../src/model/json.ts'

// One for all: to make one costs more than to judge with it.
const ajv = new Ajv2020({ strict: false, logger: false })
formats.default(ajv)

/** Whether each value is valid by a schema, as ajv has it. Throws where it does not take the schema. */
export function validEach(schema: Json, values: readonly Json[]): boolean[] {
  try {
    const isValid = ajv.compile(schema as object)
    return values.map((value) => isValid(value))
  } finally {
    // The next schema may have the same `$id`.
    ajv.removeSchema()
  }
}
