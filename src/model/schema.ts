/**
 * What a document schema is made of. The order of keys in a file, the keys that are unknown and the words for a wrong type
 * are all read off the schemas, so that a new key is written down in one place.
 */
export interface SchemaParts {
  /** Keys of an object and the schema of each. */
  readonly shape?: Readonly<Record<string, unknown>>
  /** Schema of a list's elements. */
  readonly element?: unknown
  /** Schema of the values of a record. */
  readonly values?: unknown
  /** Settings of a node: JSON of the kind's own making. */
  readonly settings: boolean
}

interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, unknown>>
  readonly element?: unknown
  readonly valueType?: unknown
  readonly innerType?: unknown
  readonly in?: unknown
}

const settingsSchemas = new WeakSet<object>()

/** Tells that a schema is that of a node's settings. */
export function markSettings<Schema extends object>(schema: Schema): Schema {
  settingsSchemas.add(schema)
  return schema
}

/** Looks through defaults, optionals and pipes to what the schema is about. */
export function schemaParts(schema: unknown): SchemaParts {
  for (let current = schema; typeof current === 'object' && current !== null; ) {
    if (settingsSchemas.has(current)) return { settings: true }
    const definition = (current as { readonly def?: Definition }).def
    if (definition === undefined) break
    if (definition.shape !== undefined) return { shape: definition.shape, settings: false }
    if (definition.element !== undefined) return { element: definition.element, settings: false }
    if (definition.valueType !== undefined) return { values: definition.valueType, settings: false }
    current = definition.innerType ?? definition.in
  }
  return { settings: false }
}
