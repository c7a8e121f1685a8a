import type { Field, FieldRules } from './document.ts'
import { fieldRuleFacts } from './fieldRules.ts'
import { isObject } from './fieldTypes.ts'
import { inlineRefs, refers } from './inlineRefs.ts'
import type { FieldId, MakeId } from './ids.ts'
import type { Json, JsonObject } from './json.ts'

/** A part of a schema that fields have no words for: it is kept as it is. */
export interface KeptSchema {
  /** Where in the schema (JSON Pointer, RFC 6901); empty: the whole. */
  readonly at: string
  /** The keywords that made it so. */
  readonly keywords: readonly string[]
}

export interface FieldsFromSchema {
  readonly fields: readonly Field[]
  readonly kept: readonly KeptSchema[]
  /** Annotations that fields have no place for: they say nothing of what is valid, and are left out. */
  readonly lost: readonly KeptSchema[]
}

/** Fields of one form, those within others included: an object that would bring more is kept as schema. */
const mostFields = 1_000

/** Annotations: they say nothing of what is valid. Those that a field has no place for are left out. */
const annotations: ReadonlySet<string> = new Set([
  '$schema',
  '$comment',
  // Nothing leads there any more where they are met.
  '$defs',
  'definitions',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
])

/** Those that somebody wrote for people to read, and that no field has a place for. */
const unplaced: readonly string[] = ['$comment', 'examples', 'deprecated', 'readOnly', 'writeOnly']

/** Keywords that fields have a place for, with what their values must be for that; any other keyword keeps the schema whole, or stands beside. */
const supported: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) => typeof value === 'string' && value in typeFields,
  enum: Array.isArray,
  const: () => true,
  properties: isObject,
  required: Array.isArray,
  additionalProperties: (value) => typeof value === 'boolean',
  items: (value) => isObject(value) || value === true,
  anyOf: Array.isArray,
  oneOf: Array.isArray,
  uniqueItems: (value) => typeof value === 'boolean',
  ...Object.fromEntries(Object.keys(fieldRuleFacts).map((keyword) => [keyword, isNumber])),
}

function isNumber(value: Json): boolean {
  return typeof value === 'number'
}

/** Keywords that judge a value whatever stands beside them: they are kept in a field that says the rest. */
const independent: ReadonlySet<string> = new Set([
  'pattern',
  'contentEncoding',
  'contentMediaType',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'not',
  'if',
  'then',
  'else',
  'allOf',
])

const typeFields: Readonly<Record<string, Field['type']>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
}

/** Texts of these formats have a type of their own. */
const formatFields: Readonly<Record<string, Field['type']>> = { date: 'date', 'date-time': 'date-time' }

/**
 * The fields of an input that a JSON Schema (2020-12) describes: the members of an object. What fields have no words for is kept
 * as schema in the field that it is about. A schema of something else than an object gives one field, `value`.
 */
export function fieldsFromSchema(schema: Json, makeId: MakeId): FieldsFromSchema {
  const reading = new Reading(makeId)
  const root = reading.root(schema, 'value')
  const { kept, lost } = reading
  // An input is an object, whether or not its schema says so.
  const isForm = (root.type === 'object' || root.type === 'json') && root.fields !== undefined
  if (!isForm) return { fields: [root], kept, lost }
  // What is said of the input as a whole has no field that it could be said of.
  const untold = [
    ...['title', 'description', 'default'].filter((key) => isObject(schema) && key in schema),
    ...Object.keys(root.rules ?? {}),
    // A field with a default is required as it is.
    ...Object.keys((root.schema as JsonObject | undefined) ?? {}).filter((key) => key !== 'required'),
  ]
  return {
    fields: root.fields ?? [],
    kept,
    lost: untold.length === 0 ? lost : [{ at: '', keywords: untold }, ...lost],
  }
}

/** One field that takes what a schema takes. */
export const fieldFromSchema = (schema: Json, name: string, makeId: MakeId): Field =>
  new Reading(makeId).root(schema, name)

class Reading {
  readonly kept: KeptSchema[] = []
  readonly lost: KeptSchema[] = []
  readonly #makeId: MakeId
  #made = 0

  constructor(makeId: MakeId) {
    this.#makeId = makeId
  }

  /** References that lead round, or elsewhere, keep the schema whole: in a part of it they would mean something else. */
  root(schema: Json, name: string): Field {
    const inline = inlineRefs(schema)
    const base = { ...this.#base(name), type: 'json' as const }
    if (!isObject(inline) || !refers(inline)) return this.field(inline, name, '')
    return this.#keep({ ...base, ...annotationsOf(inline) }, inline, '', ['$ref'])
  }

  #base(name: string) {
    this.#made += 1
    const id = this.#makeId() as FieldId
    return { id, name, title: '', required: false, description: '', placeholder: '', advanced: false }
  }

  field(schema: Json, name: string, at: string): Field {
    const base = this.#base(name)
    if (schema === true) return { ...base, type: 'json' }
    if (schema === false) return this.#keep({ ...base, type: 'json' }, schema, at, ['false'])
    if (!isObject(schema)) {
      this.kept.push({ at, keywords: ['no schema'] })
      return { ...base, type: 'json' }
    }
    const named = { ...base, ...annotationsOf(schema) }
    const untold = unplaced.filter((keyword) => keyword in schema)
    if (untold.length > 0) this.lost.push({ at, keywords: untold })
    const plain = withoutTypeLists(schema)
    const [odd, beside] = oddKeywords(plain)
    const { properties } = plain
    if (odd.length === 0 && isObject(properties ?? null))
      if (this.#made + Object.keys(properties as JsonObject).length > mostFields) odd.push('properties')
    if (odd.length > 0) return this.#keep({ ...named, type: 'json' }, withoutAnnotations(schema), at, odd)
    if (beside.length > 0) this.kept.push({ at, keywords: beside })
    return { ...named, ...this.#parts(plain, at, beside) }
  }

  #keep(field: Field, schema: Json, at: string, keywords: readonly string[]): Field {
    this.kept.push({ at, keywords })
    return { ...field, schema: rooted(schema, field.id) }
  }

  #parts(schema: JsonObject, at: string, beside: readonly string[]): Pick<Field, 'type'> & Partial<Field> {
    const choices =
      'const' in schema ? [schema['const'] as Json] : (schema['enum'] as readonly Json[] | undefined)
    const variants = (schema['anyOf'] ?? schema['oneOf']) as readonly Json[] | undefined
    const type = typeFields[String(schema['type'])]
    const rules = rulesOf(schema)
    const members = this.#members(schema, at)
    const format = type === 'string' && schema['format'] !== undefined ? String(schema['format']) : undefined
    const typed = format === undefined ? undefined : formatFields[format]
    const more: JsonObject = {
      // A typed field has no choices beside its type: they are checked as what fields have no words for.
      ...(choices !== undefined && type !== undefined && { enum: choices }),
      ...(format !== undefined && typed === undefined && { format }),
      ...(members !== undefined && members.musts.length > 0 && { required: members.musts }),
      ...Object.fromEntries(beside.map((keyword) => [keyword, schema[keyword] as Json])),
    }
    return {
      type:
        typed ??
        type ??
        (choices !== undefined
          ? 'enum'
          : variants !== undefined && members === undefined
            ? 'one-of'
            : 'json'),
      ...(choices !== undefined &&
        type === undefined && { enum: choices.map((value) => ({ value, label: '' })) }),
      ...members?.part,
      ...(isObject(schema['items'] ?? null) && {
        item: this.field(schema['items'] as Json, 'item', `${at}/items`),
      }),
      ...(variants !== undefined && {
        variants: variants.map((variant, index) => {
          const keyword = 'anyOf' in schema ? 'anyOf' : 'oneOf'
          const made = this.field(variant, `form${index + 1}`, `${at}/${keyword}/${index}`)
          return made.title === '' ? { ...made, title: `Form ${index + 1}` } : made
        }),
      }),
      ...('oneOf' in schema && { exclusive: true }),
      ...(rules !== undefined && { rules }),
      ...(Object.keys(more).length > 0 && { schema: more }),
    }
  }

  /** Undefined: the schema says nothing of members. */
  #members(
    schema: JsonObject,
    at: string,
  ): { readonly part: Partial<Field>; readonly musts: readonly string[] } | undefined {
    const properties = schema['properties'] as JsonObject | undefined
    const required = schema['required'] as readonly string[] | undefined
    const closed = schema['additionalProperties'] === false
    if (properties === undefined && required === undefined && !closed) return undefined
    const names = [...new Set([...Object.keys(properties ?? {}), ...(closed ? [] : (required ?? []))])]
    const fields = names.map((name) => {
      const known = properties !== undefined && Object.hasOwn(properties, name)
      const made = this.field(known ? (properties[name] as Json) : true, name, pointer(at, name))
      return { ...made, required: required?.includes(name) === true }
    })
    // A field with a default need not be given, a member with one must: that is said by the schema.
    const given = fields.filter(({ required: must, default: usual }) => must && usual !== undefined)
    const missing = closed ? (required ?? []).filter((name) => !names.includes(name)) : []
    return {
      part: { fields, ...(closed && { closed }) },
      musts: [...given.map(({ name }) => name), ...missing],
    }
  }
}

const pointer = (at: string, name: string): string =>
  `${at}/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** Several types are as many forms, and null is a choice of one: what fields say in their own ways. */
function withoutTypeLists(schema: JsonObject): JsonObject {
  const { type, ...rest } = schema
  if (type === 'null' && !('enum' in rest) && !('const' in rest)) return { ...rest, enum: [null] }
  if (!Array.isArray(type) || 'anyOf' in rest || 'oneOf' in rest) return schema
  const [first, ...more] = type as readonly Json[]
  if (first === undefined) return schema
  if (more.length === 0) return withoutTypeLists({ ...rest, type: first })
  return {
    ...rest,
    anyOf: [first, ...more].map((each) => ({ type: each, title: typeWords[String(each)] ?? '' })),
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  array: 'List',
  object: 'Object',
  null: 'Nothing (null)',
}

/** Keywords that fields have no place for, or that they cannot say together; and those that may stand beside what fields say. */
function oddKeywords(schema: JsonObject): [odd: string[], beside: string[]] {
  const keywords = Object.keys(schema).filter((keyword) => !annotations.has(keyword))
  const odd = keywords.filter((keyword) => {
    if (keyword === 'format') return typeof schema['format'] !== 'string' || schema['type'] !== 'string'
    return !Object.hasOwn(supported, keyword) || supported[keyword]?.(schema[keyword] as Json) !== true
  })
  // A field has choices or forms once.
  const twice = [
    ['enum', 'const'],
    ['anyOf', 'oneOf'],
  ].flatMap((pair) => (pair.every((keyword) => keyword in schema) ? pair : []))
  // What keeps the schema whole keeps these with it.
  const whole = twice.length > 0 || odd.some((keyword) => !independent.has(keyword))
  return whole ? [[...odd, ...twice], []] : [[], odd]
}

function annotationsOf(schema: JsonObject): Partial<Field> {
  const { title, description, default: usual } = schema
  return {
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
    ...(usual !== undefined && { default: usual }),
  }
}

const withoutAnnotations = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !annotations.has(keyword)))

function rulesOf(schema: JsonObject): FieldRules | undefined {
  const rules = Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => keyword in fieldRuleFacts || keyword === 'uniqueItems'),
  )
  return Object.keys(rules).length === 0 ? undefined : (rules as FieldRules)
}

/** A schema that refers to itself is a document of its own: inside of another one `#` would mean that one. */
function rooted(schema: Json, id: FieldId): Json {
  if (!isObject(schema) || '$id' in schema || !refers(schema)) return schema
  return { $id: `urn:patchbay:field:${id}`, ...schema }
}
