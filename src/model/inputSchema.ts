import type { Field } from './document.ts'
import { fieldTypeFacts, isObject } from './fieldTypes.ts'
import type { Json, JsonObject } from './json.ts'

const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** JSON Schema (2020-12) of an operation's input. Keys nobody declared are refused, so that a misspelt name is noticed. */
export function inputSchema(fields: readonly Field[]): JsonObject {
  return { $schema: dialect, type: 'object', ...membersSchema(fields, true) }
}

/** Fields that are shown only at times are never required: where they are not shown, they are not given. */
function membersSchema(fields: readonly Field[], closed: boolean): JsonObject {
  const required = fields.filter(
    (field) => field.required && field.default === undefined && (field.visibleWhen ?? []).length === 0,
  )
  return {
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length === 0 ? {} : { required: required.map((field) => field.name) }),
    ...(closed && { additionalProperties: false }),
  }
}

/** JSON Schema of one field's value. */
export function fieldSchema(field: Field): JsonObject {
  const { type, enum: choices, fields, closed = false, item, variants, exclusive, rules, schema } = field
  const own: JsonObject = {
    ...fieldTypeFacts[type].schema,
    ...(type === 'enum' && choices !== undefined && { enum: choices.map(({ value }) => value) }),
    ...(fields !== undefined && membersSchema(fields, closed)),
    ...(item !== undefined && { items: fieldSchema(item) }),
    ...(variants !== undefined && { [exclusive === true ? 'oneOf' : 'anyOf']: variants.map(fieldSchema) }),
    ...(rules as JsonObject | undefined),
  }
  return {
    ...own,
    ...beside(own, schema as Json | undefined),
    ...(field.title !== '' && { title: field.title }),
    ...(field.description !== '' && { description: field.description }),
    ...(field.default !== undefined && { default: field.default as Json }),
  }
}

/** What fields have no words for, as keywords of their own where none of these is taken. */
function beside(own: JsonObject, schema: Json | undefined): JsonObject {
  if (schema === undefined) return {}
  return isObject(schema) && Object.keys(schema).every((keyword) => !(keyword in own))
    ? schema
    : { allOf: [schema] }
}
