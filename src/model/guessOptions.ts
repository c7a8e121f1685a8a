import { printPath, printTemplate } from '../expressions/print.ts'
import type { FieldOptions } from './document.ts'
import { isObject } from './fieldTypes.ts'
import type { Json, JsonObject } from './json.ts'
import { canonicalJson } from './printJson.ts'

/** Where choices could be in what a list operation gave, and why. */
export interface OptionsGuess extends Pick<FieldOptions, 'records' | 'value' | 'label'> {
  /** In words, for whoever chooses: "objectId is different in each of 100 records". */
  readonly why: string
}

/** Guesses that are offered. */
const most = 3
/** Records that are looked at, and how deep a list may stand in the one value that was given. */
const mostRecords = 200
const deepest = 3

/** How well the name of a member fits what it would be; the first row that it matches counts. */
const valueNames: readonly (readonly [pattern: RegExp, weight: number])[] = [
  [/^(?:id|_id|object_?id|uuid|guid|value)$/i, 5],
  [/^(?:key|code|slug|sku|handle)$/i, 4],
  [/(?:_id|Id|ID)$/, 2],
  [/^(?:name|title|label|text)$/i, 1],
]
const labelNames: readonly (readonly [pattern: RegExp, weight: number])[] = [
  [/^(?:name|title|label|text|display_?name|full_?name)$/i, 5],
  [/(?:name|title|label)$/i, 4],
  [/^(?:email|e_?mail|description|subject|number|login|username)$/i, 3],
  [/^(?:code|slug|key)$/i, 2],
]
/** Members that people do not read and services do not take. */
const neither = /(?:^|_)(?:created|updated|modified|deleted)|(?:At|_at|Date|_date|Url|url|href)$/

const weightOf = (name: string, rows: typeof valueNames): number =>
  rows.find(([pattern]) => pattern.test(name))?.[1] ?? 0

/**
 * Up to three guesses, the likeliest first, from the records that a list operation gave or its one value. Members that stand in each
 * record and differ in each are values; names that people read are labels. `{ result: [{ text, value }] }` is known as it is.
 */
export function guessOptions(given: readonly Json[]): readonly OptionsGuess[] {
  const guesses: (OptionsGuess & { readonly weight: number })[] = []
  for (const { path, records } of listsIn(given))
    guesses.push(...guessesAt(path, records.slice(0, mostRecords)))
  return guesses
    .toSorted((one, another) => another.weight - one.weight)
    .slice(0, most)
    .map(({ records, value, label, why }) => ({ records, value, label, why }))
}

interface Found {
  readonly path: readonly string[]
  readonly records: readonly Json[]
}

/** The records themselves, and lists inside of the one value. */
function listsIn(given: readonly Json[]): readonly Found[] {
  const [only] = given
  if (given.length !== 1 || only === undefined || !isObject(only)) return [{ path: [], records: given }]
  const found: Found[] = []
  const look = (value: JsonObject, path: readonly string[]) => {
    for (const [name, member] of Object.entries(value)) {
      if (Array.isArray(member) && member.length > 0)
        found.push({ path: [...path, name], records: member as readonly Json[] })
      else if (isObject(member) && path.length + 1 < deepest) look(member, [...path, name])
    }
  }
  look(only, [])
  return found.length > 0 ? found : [{ path: [], records: given }]
}

function guessesAt(
  path: readonly string[],
  records: readonly Json[],
): (OptionsGuess & { readonly weight: number })[] {
  const at = path.length === 0 ? '' : printPath('$', path).slice('$.'.length)
  const counted = records.length === 1 ? '1 record' : `${records.length} records`
  if (records.every((record) => !isObject(record) && !Array.isArray(record)))
    return records.length === 0
      ? []
      : [{ records: at, value: '$', label: '', why: `Each of ${counted} is the value itself.`, weight: 3 }]
  const objects = records.filter(isObject)
  const members = membersOf(objects)
  const values = members
    .filter(({ distinct, present }) => present === objects.length && distinct === objects.length)
    .map((member) => ({ ...member, weight: weightOf(member.name, valueNames) }))
    .toSorted(byWeight)
  const labels = members
    .filter(({ texts }) => texts > 0)
    .map((member) => ({ ...member, weight: weightOf(member.name, labelNames) }))
    .toSorted(byWeight)
  const pairs = values.slice(0, most).flatMap((value) =>
    labels
      .filter(({ name, weight }) => name !== value.name && weight > 0)
      .slice(0, most)
      .map((label) => ({ value, label })),
  )
  const bare = values.slice(0, 1).map((value) => ({ value, label: undefined }))
  return [...pairs, ...bare].map(({ value, label }) => ({
    records: at,
    value: printPath('$', [value.name]).replace(/^\$\.?/, ''),
    label: label === undefined ? '' : printTemplate(['item', label.name]),
    why:
      objects.length === 1
        ? `“${value.name}” looks like an id.`
        : `“${value.name}” is different in each of ${counted}.`,
    weight: value.weight * 2 + (label?.weight ?? 0),
  }))
}

const byWeight = (one: { readonly weight: number }, another: { readonly weight: number }) =>
  another.weight - one.weight

interface Member {
  readonly name: string
  /** Records that have it, with a value. */
  readonly present: number
  readonly distinct: number
  /** Records where it is a text. */
  readonly texts: number
}

function membersOf(objects: readonly JsonObject[]): readonly Member[] {
  const seen = new Map<string, { present: number; texts: number; values: Set<string> }>()
  for (const object of objects)
    for (const [name, value] of Object.entries(object)) {
      if (value === null || typeof value === 'object' || typeof value === 'boolean' || neither.test(name))
        continue
      const member = seen.get(name) ?? { present: 0, texts: 0, values: new Set<string>() }
      member.present += 1
      if (typeof value === 'string') member.texts += 1
      member.values.add(canonicalJson(value))
      seen.set(name, member)
    }
  return [...seen].map(([name, { present, texts, values }]) => ({
    name,
    present,
    texts,
    distinct: values.size,
  }))
}

/** Levels of a schema that are followed: deeper no list is looked for. */
const deepestSchema = 5

/** A value of the form that a JSON Schema describes, with empty texts and zeros: enough to guess by names. */
export function exampleOf(schema: Json, depth = 0): Json {
  if (!isObject(schema) || depth > deepestSchema) return null
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type']
  const properties = schema['properties']
  if (properties !== undefined && isObject(properties))
    return Object.fromEntries(
      Object.entries(properties).map(([name, member]) => [name, exampleOf(member, depth + 1)]),
    )
  if (type === 'array') return [exampleOf(schema['items'] ?? true, depth + 1)]
  if (type === 'string') return ''
  return type === 'integer' || type === 'number' ? 0 : null
}
