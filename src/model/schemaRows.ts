import { isObject } from './fieldTypes.ts'
import type { Json, JsonObject } from './json.ts'

/** One line of a schema as people read it. */
export interface SchemaRow {
  /** `orders[].total`; empty: the whole. */
  readonly path: string
  readonly name: string
  readonly depth: number
  /** `text`, `list of objects`, `text or whole number`. */
  readonly type: string
  readonly optional: boolean
  readonly nullable: boolean
  readonly format: string | undefined
  readonly choices: readonly Json[]
  readonly title: string | undefined
}

const mostRows = 500
const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
  null: 'null',
}

/** A schema as rows, members under what they belong to. What it says beyond types, forms, formats and choices is passed over. */
export function schemaRows(schema: Json): readonly SchemaRow[] {
  const rows: SchemaRow[] = []
  add(rows, schema, { path: '', name: '', depth: 0, optional: false })
  return rows
}

type Place = Pick<SchemaRow, 'path' | 'name' | 'depth' | 'optional'>

function add(rows: SchemaRow[], schema: Json, place: Place): void {
  if (rows.length >= mostRows) return
  const forms = formsOf(schema)
  const nullable = forms.some((form) => typesOf(form).includes('null'))
  const formats = new Set(forms.flatMap(({ format }) => (typeof format === 'string' ? [format] : [])))
  const choices = forms.flatMap((form) =>
    Array.isArray(form['enum']) ? (form['enum'] as readonly Json[]) : [],
  )
  const titles = isObject(schema) && typeof schema['title'] === 'string' ? schema['title'] : undefined
  rows.push({
    ...place,
    type: typeWords(forms),
    nullable,
    format: [...formats].join(', ') || undefined,
    choices: choices.filter((choice) => choice !== null),
    title: titles,
  })
  for (const form of forms) addInside(rows, form, place)
}

function addInside(rows: SchemaRow[], form: JsonObject, { path, depth }: Place): void {
  const required = Array.isArray(form['required']) ? (form['required'] as readonly Json[]) : []
  const inside = (name: string, at: string, optional: boolean) => ({
    path: at,
    name,
    depth: depth + 1,
    optional,
  })
  for (const [name, member] of Object.entries(objectIn(form, 'properties')))
    add(rows, member, inside(name, path === '' ? name : `${path}.${name}`, !required.includes(name)))
  const others = form['additionalProperties']
  if (isObject(others ?? null)) add(rows, others as Json, inside('any name', `${path}.*`, true))
  const items = form['items']
  if (items === undefined) return
  // Of lists of plain values the type of the list says all there is to say.
  const insides = formsOf(items).flatMap((item) => [
    ...Object.keys(objectIn(item, 'properties')),
    ...('items' in item || isObject(item['additionalProperties'] ?? null) ? ['inside'] : []),
  ])
  if (insides.length > 0)
    for (const item of formsOf(items))
      addInside(rows, item, { path: `${path}[]`, name: '', depth, optional: false })
}

const objectIn = (schema: JsonObject, key: string): JsonObject => {
  const value = schema[key] ?? null
  return isObject(value) ? value : {}
}

/** The forms that a value may have, each with types of its own. */
function formsOf(schema: Json): readonly JsonObject[] {
  if (!isObject(schema)) return [{}]
  const forms = schema['anyOf'] ?? schema['oneOf']
  return Array.isArray(forms) ? (forms as readonly Json[]).flatMap(formsOf) : [schema]
}

function typesOf({ type }: JsonObject): readonly string[] {
  if (typeof type === 'string') return [type]
  return Array.isArray(type) ? (type as readonly Json[]).filter((each) => typeof each === 'string') : []
}

function typeWords(forms: readonly JsonObject[]): string {
  const all = forms.flatMap((form) => {
    const types = typesOf(form).filter((type) => type !== 'null')
    return types.map((type) =>
      type === 'array' && form['items'] !== undefined
        ? `list of ${plural(typeWords(formsOf(form['items'])))}`
        : (words[type] ?? type),
    )
  })
  if (all.length > 0) return [...new Set(all)].join(' or ')
  return forms.some((form) => typesOf(form).includes('null')) ? 'null' : 'anything'
}

const plurals: Readonly<Record<string, string>> = {
  text: 'texts',
  'whole number': 'whole numbers',
  number: 'numbers',
  object: 'objects',
  list: 'lists',
}
const plural = (type: string) => plurals[type] ?? type

/** What stands at a row's path in one of these values, as an example: the first that is there. */
export function exampleAt(values: readonly Json[], path: string): Json | undefined {
  let found: readonly Json[] = values
  for (const name of path === '' ? [] : path.replaceAll('[]', '.[]').split('.')) {
    if (name === '') continue
    found = found.flatMap((value): readonly Json[] => {
      if (name === '[]') return Array.isArray(value) ? value.slice(0, 5) : []
      if (!isObject(value)) return []
      if (name === '*') return Object.values(value).slice(0, 5)
      return Object.hasOwn(value, name) ? [value[name] as Json] : []
    })
  }
  return found.find((value) => value !== null && value !== '') ?? found[0]
}
