import { isObject } from '../fieldTypes.ts'
import type { Json, JsonObject } from '../json.ts'

/** Where a reference leads: a schema, and the address that references in it begin at. */
export interface Target {
  readonly schema: Json
  readonly base: string
}

/** Keywords whose values are schemas: one, a list of them, or one for each name. */
export const schemasIn: Readonly<Record<string, 'one' | 'list' | 'map'>> = {
  $defs: 'map',
  definitions: 'map',
  properties: 'map',
  patternProperties: 'map',
  dependentSchemas: 'map',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  prefixItems: 'list',
  items: 'one',
  contains: 'one',
  additionalProperties: 'one',
  propertyNames: 'one',
  not: 'one',
  if: 'one',
  then: 'one',
  else: 'one',
  unevaluatedItems: 'one',
  unevaluatedProperties: 'one',
}

/** The schemas directly within one, each with the keys that lead there. */
export function* schemasWithin(
  schema: JsonObject,
): Iterable<readonly [keys: readonly string[], schema: Json]> {
  for (const [keyword, sort] of Object.entries(schemasIn)) {
    const value = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined
    if (value === undefined) continue
    if (sort === 'one') yield [[keyword], value]
    else if (sort === 'list' && Array.isArray(value))
      for (const [at, each] of (value as readonly Json[]).entries()) yield [[keyword, String(at)], each]
    else if (sort === 'map' && isObject(value))
      for (const [name, each] of Object.entries(value)) yield [[keyword, name], each]
  }
}

/** What a schema that has no `$id` is called. */
export const rootAddress = 'urn:patchbay:schema'

/** The names under which the parts of a schema are referred to (JSON Schema 2020-12, 8.2). No other document is ever fetched. */
export class References {
  readonly #documents = new Map<string, Json>()
  readonly #anchors = new Map<string, Json>()
  readonly #dynamic = new Set<string>()
  readonly #bases = new Map<Json, string>()

  constructor(schema: Json) {
    this.#documents.set(rootAddress, schema)
    this.#read(schema, rootAddress)
  }

  /** The address at which references in a schema of this document begin. */
  baseOf(schema: Json, otherwise: string = rootAddress): string {
    return this.#bases.get(schema) ?? otherwise
  }

  find(reference: string, base: string): Target | undefined {
    const address = resolved(reference, base)
    if (address === undefined) return undefined
    const [document = '', fragment = ''] = address.split('#')
    const whole = this.#documents.get(document)
    if (whole === undefined) return undefined
    if (fragment === '') return { schema: whole, base: document }
    if (fragment.startsWith('/')) return this.#pointed(whole, fragment, document)
    const anchored = this.#anchors.get(`${document}#${fragment}`)
    return anchored === undefined ? undefined : { schema: anchored, base: this.baseOf(anchored, document) }
  }

  /** A dynamic reference leads to the outermost of the documents one came through that has its anchor. */
  findDynamic(reference: string, base: string, through: readonly string[]): Target | undefined {
    const found = this.find(reference, base)
    const fragment = resolved(reference, base)?.split('#')[1] ?? ''
    if (found === undefined || !this.#dynamic.has(`${found.base}#${fragment}`)) return found
    const outermost = through.find((document) => this.#dynamic.has(`${document}#${fragment}`))
    return outermost === undefined ? found : (this.find(`#${fragment}`, outermost) ?? found)
  }

  #read(schema: Json, above: string): void {
    if (!isObject(schema)) return
    const id = schema['$id']
    const base = (typeof id === 'string' ? resolved(id, above)?.split('#')[0] : undefined) ?? above
    this.#bases.set(schema, base)
    if (base !== above) this.#documents.set(base, schema)
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const name = schema[keyword]
      if (typeof name !== 'string') continue
      this.#anchors.set(`${base}#${name}`, schema)
      if (keyword === '$dynamicAnchor') this.#dynamic.add(`${base}#${name}`)
    }
    for (const [, each] of schemasWithin(schema)) this.#read(each, base)
  }

  #pointed(whole: Json, pointer: string, document: string): Target | undefined {
    let schema: Json | undefined = whole
    let base = document
    for (const part of pointer.slice(1).split('/')) {
      const key = decoded(part)
      if (key === undefined || typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, key))
        return undefined
      schema = (schema as JsonObject)[key]
      base = schema === undefined ? base : this.baseOf(schema, base)
    }
    return schema === undefined ? undefined : { schema, base }
  }
}

function resolved(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href
  } catch {
    return undefined
  }
}

/** A part of a JSON Pointer (RFC 6901) in a fragment. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return undefined
  }
}
