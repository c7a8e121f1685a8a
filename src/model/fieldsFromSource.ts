import { parsePath } from '../expressions/path.ts'
import { readOwn } from '../expressions/values.ts'
import type { Field } from './document.ts'
import { fieldFromSchema } from './fieldsFromSchema.ts'
import { isObject } from './fieldTypes.ts'
import type { FieldId, MakeId } from './ids.ts'
import type { Json } from './json.ts'

/**
 * Fields that are known only when a form is filled in: an operation gives the JSON Schema of an object, and what the form asks for
 * is read from it.
 */

/** What is known of an object then, in place of what its field says. */
export type ObjectShape = Pick<Field, 'fields' | 'closed' | 'rules' | 'schema'>

/** By the field that it is known of. */
export type KnownFields = ReadonlyMap<FieldId, ObjectShape>

/**
 * Reads the schema at `path` of what an operation gave, the first value of it. Words, where there is none: nothing came, the path
 * leads nowhere, what is there describes no object.
 */
export function readShape(path: string, given: readonly Json[], makeId: MakeId): ObjectShape | string {
  const steps = parsePath(path)
  if (steps === undefined) return `“${path}” is no path to a JSON Schema. “$” is all that comes.`
  const [first] = given
  if (first === undefined) return 'Nothing came that fields could be read from.'
  const schema = steps.reduce<unknown>((held, step) => readOwn(held, step), first) as Json | undefined
  const place = steps.length === 0 ? 'in what came' : `at “${path}” in what came`
  if (schema === undefined || schema === null) return `There is nothing ${place}.`
  if (!isObject(schema)) return `What is ${place} is no JSON Schema.`
  const { type, fields, closed, rules, schema: kept } = fieldFromSchema(schema, 'value', makeId)
  if (type !== 'object' && type !== 'json') return `The JSON Schema ${place} describes no object.`
  return {
    fields: fields ?? [],
    ...(closed !== undefined && { closed }),
    ...(rules !== undefined && { rules }),
    ...(kept !== undefined && { schema: kept }),
  }
}

/** The fields with what is known of those that an operation describes, all the way in. The same ones where nothing is. */
export function withKnown(fields: readonly Field[], known: KnownFields): readonly Field[] {
  return known.size === 0 ? fields : fields.map((field) => withShape(field, known))
}

function withShape(field: Field, known: KnownFields): Field {
  const shape = field.fieldsFrom === undefined ? undefined : known.get(field.id)
  const { fields, item, variants } = field
  return {
    ...field,
    ...(fields !== undefined && { fields: fields.map((each) => withShape(each, known)) }),
    ...(item !== undefined && { item: withShape(item, known) }),
    ...(variants !== undefined && { variants: variants.map((each) => withShape(each, known)) }),
    ...shape,
  }
}
