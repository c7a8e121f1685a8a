import type { Field, FieldOptions, FieldSource, Operation } from '../../model/document.ts'
import type { Edit } from '../../model/edits.ts'
import { fieldsOf } from '../../model/fields.ts'
import { isObject } from '../../model/fieldTypes.ts'
import { guessOptions } from '../../model/guessOptions.ts'
import type { FieldId, NodeId } from '../../model/ids.ts'
import type { Json } from '../../model/json.ts'
import type { SettingPath } from '../../model/kinds.ts'

/** Types whose values can be chosen among what the service has. */
export const takesChoices: ReadonlySet<Field['type']> = new Set([
  'string',
  'text',
  'code',
  'number',
  'integer',
  'json',
  'list',
])

/** Has a field of an operation filled from what another gives, which becomes a list operation with it. */
export function feedEdits(feed: {
  readonly from: Operation
  readonly to: Operation
  /** The inputs node of `to`. */
  readonly node: NodeId
  readonly field: Field
  /** Where `options` of the field stands in the settings of that node. */
  readonly setting: SettingPath
  /** What is known of what `from` gives. */
  readonly given: readonly Json[]
}): readonly Edit[] {
  const { from, to, node, field, setting, given } = feed
  return [
    {
      edit: 'setSetting',
      operation: to.id,
      node,
      path: setting,
      value: beginWith(from, to, field, given) as unknown as Json,
    },
    { edit: 'changeOperation', operation: from.id, values: { role: 'list' } },
  ]
}

/** What a dropdown begins with: the likeliest reading, and inputs of one name joined. */
function beginWith(from: Operation, to: Operation, field: Field, given: readonly Json[]): FieldOptions {
  const [guess] = guessOptions(given)
  return {
    operation: from.id,
    records: guess?.records ?? '',
    value: guess?.value ?? '',
    label: guess?.label ?? '',
    arguments: argumentsAlike(from, to, field),
  }
}

/** Inputs of one name joined. */
function argumentsAlike(from: Operation, to: Operation, field: Field): Record<FieldId, string> {
  const names = new Set(fieldsOf(to).map(({ name }) => name))
  const alike = fieldsOf(from).filter(({ name }) => name !== field.name && names.has(name))
  return Object.fromEntries(alike.map(({ id, name }) => [id, `{{ input.${name} }}`] as const)) as Record<
    FieldId,
    string
  >
}

/** Where the fields of an object are looked for at first: the member that looks like a JSON Schema, or all that comes. */
export function fieldsBeginWith(feed: {
  readonly from: Operation
  readonly to: Operation
  readonly field: Field
  /** What is known of what `from` gives. */
  readonly given: readonly Json[]
}): FieldSource {
  const { from, to, field, given } = feed
  const [first] = given
  const member =
    first === undefined || looksLikeSchema(first) || !isObject(first)
      ? undefined
      : Object.keys(first).find((name) => looksLikeSchema(first[name] as Json))
  return { operation: from.id, schema: member ?? '$', arguments: argumentsAlike(from, to, field) }
}

const looksLikeSchema = (value: Json) =>
  isObject(value) && (isObject(value['properties'] ?? null) || Object.hasOwn(value, '$schema'))
