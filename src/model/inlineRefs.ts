import { isObject } from './fieldTypes.ts'
import type { Json, JsonObject } from './json.ts'

/** Keywords under which parts of a schema are called otherwise than by their place in it. */
const names: readonly string[] = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveRef']

/** Keywords whose values are data and no schemas: what looks like a reference there is none. */
const data: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples'])

/** Whether a schema leads to another place, or names one. */
export function refers(value: Json): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some(refers)
  return (
    isObject(value) &&
    Object.entries(value).some(
      ([key, member]) => !data.has(key) && (key === '$ref' || names.includes(key) || refers(member)),
    )
  )
}

/**
 * A schema with what its references lead to in their place, where all of them lead to places in itself, none leads round and it does not become huge;
 * otherwise as it is. A reference may have annotations beside it, and no other keywords: these would be both.
 */
export function inlineRefs(schema: Json): Json {
  if (!refers(schema)) return schema
  try {
    // What the whole is called leads nowhere by itself.
    const { $id: _id, ...root } = schema as JsonObject
    return within(root, root, [], { count: 0 })
  } catch (error) {
    if (error instanceof NotInline) return schema
    throw error
  }
}

class NotInline extends Error {}

/** A few lines of references to each other can mean millions of parts: more than so many are not written out. */
const mostParts = 20_000

function within(value: Json, root: Json, leading: readonly string[], parts: { count: number }): Json {
  if (++parts.count > mostParts) throw new NotInline()
  if (Array.isArray(value))
    return (value as readonly Json[]).map((element) => within(element, root, leading, parts))
  if (!isObject(value)) return value
  if (names.some((name) => name in value)) throw new NotInline()
  const { $ref: ref, $schema: _schema, $comment: _comment, $defs: _defs, definitions: _old, ...rest } = value
  if (ref === undefined) return eachMember(rest, root, leading, parts)
  if (typeof ref !== 'string' || leading.includes(ref)) throw new NotInline()
  const target = targetOf(ref, root)
  if (target === undefined) throw new NotInline()
  const found = within(target, root, [...leading, ref], parts)
  const beside = Object.keys(rest)
  if (beside.length === 0) return found
  if (!isObject(found) || beside.some((key) => !['title', 'description', 'default'].includes(key)))
    throw new NotInline()
  return { ...found, ...rest }
}

const eachMember = (
  value: JsonObject,
  root: Json,
  leading: readonly string[],
  parts: { count: number },
): Json =>
  Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      data.has(key) ? member : within(member, root, leading, parts),
    ]),
  )

/** Where `#/$defs/name` leads (JSON Pointer, RFC 6901, as a fragment); undefined: nowhere in this document. */
function targetOf(ref: string, root: Json): Json | undefined {
  if (!ref.startsWith('#/')) return undefined
  let found: Json | undefined = root
  for (const part of ref.slice(2).split('/')) {
    let key: string
    try {
      key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    } catch {
      return undefined
    }
    found =
      isObject(found ?? null) && Object.hasOwn(found as JsonObject, key)
        ? (found as JsonObject)[key]
        : undefined
  }
  return found
}
