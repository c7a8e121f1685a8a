import type { Field } from './document.ts'
import { type FieldsFromSchema, fieldsFromSchema, type KeptSchema } from './fieldsFromSchema.ts'
import { isObject } from './fieldTypes.ts'
import type { MakeId } from './ids.ts'
import type { Json, JsonObject } from './json.ts'
import { parseJson } from './readJson.ts'
import { schemaOfValue } from './schemaOfValue.ts'

/** What a text may be read as: what says which values fit, or a value that does. */
export type FieldsSource = 'schema' | 'value'

export interface FieldsFromText extends FieldsFromSchema {
  readonly from: FieldsSource
}

/** Characters of a text that is read for fields. */
export const mostSchemaChars = 1_000_000

/** Texts nested deeper than this are no form that anybody fills in. */
const mostDepth = 100

/** The fields that a pasted text describes, as a JSON Schema or as a sample value; or in words why there are none. */
export function fieldsFromText(text: string, makeId: MakeId, as?: FieldsSource): FieldsFromText | string {
  if (text.length > mostSchemaChars)
    return `This is too long: ${text.length.toLocaleString('en-US')} characters, and ${mostSchemaChars.toLocaleString('en-US')} are the most. Paste the part that the operation needs.`
  let value: Json
  try {
    value = parseJson(text, { depth: mostDepth })
  } catch (error) {
    return `This is no JSON. ${error instanceof Error ? error.message : ''}`.trim()
  }
  const from = as ?? sourceOf(value)
  if (from === 'schema' && !isObject(value) && typeof value !== 'boolean')
    return 'A JSON Schema is an object. Read it as a sample value instead.'
  if (from === 'value' && isObject(value) && Object.keys(value).length === 0)
    return 'There is nothing in this value to make fields of.'
  const read = fieldsFromSchema(from === 'schema' ? value : schemaOfValue(value), makeId)
  if (read.fields.length === 0)
    return 'This schema describes no members, so there is nothing to make fields of.'
  return { from, ...read }
}

const typeNames: ReadonlySet<Json> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'array',
  'object',
  'null',
])

/** What only a schema has, with what must stand there for that: `type` alone is a common name of members too. */
const signs: Readonly<Record<string, (value: Json) => boolean>> = {
  $schema: (value) => typeof value === 'string',
  $ref: (value) => typeof value === 'string',
  $defs: isObject,
  properties: (value) => isObject(value) && Object.values(value).every(isSchemaLike),
  type: (value) =>
    typeNames.has(value) ||
    (Array.isArray(value) &&
      value.length > 0 &&
      (value as readonly Json[]).every((each) => typeNames.has(each))),
  anyOf: isSchemaList,
  oneOf: isSchemaList,
  allOf: isSchemaList,
}

/** Whether a value is a JSON Schema, as far as one can tell; otherwise it is a sample. */
export function sourceOf(value: Json): FieldsSource {
  if (!isObject(value)) return 'value'
  return Object.entries(signs).some(([key, is]) => Object.hasOwn(value, key) && is(value[key] as Json))
    ? 'schema'
    : 'value'
}

function isSchemaLike(value: Json): boolean {
  return typeof value === 'boolean' || isObject(value)
}

function isSchemaList(value: Json): boolean {
  return Array.isArray(value) && value.length > 0 && (value as readonly Json[]).every(isSchemaLike)
}

/** Fields, at any depth, that keep a part of a schema as it is: the names that lead there, and its keywords. */
export function keptIn(fields: readonly Field[], above: readonly string[] = []): KeptSchema[] {
  return fields.flatMap((field) => {
    const names = [...above, field.title === '' ? field.name : field.title]
    const schema = field.schema as Json | undefined
    const own =
      schema === undefined
        ? []
        : [
            {
              at: names.join(' › '),
              keywords: isObject(schema)
                ? Object.keys(schema as JsonObject).filter((key) => key !== '$id')
                : [],
            },
          ]
    return [
      ...own,
      ...keptIn(field.fields ?? [], names),
      ...keptIn(field.variants ?? [], names),
      ...(field.item === undefined ? [] : keptIn([{ ...field.item, title: 'each element' }], names)),
    ]
  })
}

/** Where a JSON Pointer leads in a schema, in the names that people know; empty for the whole. */
export function schemaPlace(pointer: string): string {
  const words: string[] = []
  const parts = pointer.split('/').slice(1)
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? ''
    if (part === 'properties') words.push((parts[++at] ?? '').replaceAll('~1', '/').replaceAll('~0', '~'))
    else if (part === 'items') words.push('each element')
    else words.push(`form ${Number(parts[++at] ?? 0) + 1}`)
  }
  return words.join(' › ')
}
