import type { Json, JsonObject } from '../json.ts'
import { type ListShape, mostChoices, type ObjectShape, type Shape, type TextShape } from './shape.ts'

/** A schema has no more parts than this: what lies deepest is left open first. */
const mostParts = 2000
/** How often one must have seen few texts to take them for all there are. */
const evidence = 8

/** A shape as JSON Schema (2020-12), without `$schema`. */
export function schemaOfShape(shape: Shape): JsonObject {
  return printed(shape, { key: '', depth: 0, deepest: levelsThatFit(shape) })
}

interface Place {
  /** The name of the member it stands in. */
  readonly key: string
  readonly depth: number
  readonly deepest: number
}

const below = ({ depth, deepest }: Place, key: string): Place => ({ key, depth: depth + 1, deepest })

function printed(shape: Shape, at: Place): JsonObject {
  const words = shape.words ?? {}
  if (shape.any === true || at.depth > at.deepest) return words
  const kinds = kindsOf(shape, at)
  const [only] = kinds
  if (kinds.length === 1 && only !== undefined) {
    if (shape.nil !== true) return { ...only, ...words }
    const choices = only['enum']
    return {
      ...only,
      type: [only['type'] as string, 'null'],
      ...(Array.isArray(choices) && { enum: [...choices, null] }),
      ...words,
    }
  }
  const all: JsonObject[] = shape.nil === true ? [...kinds, { type: 'null' }] : kinds
  if (all.length === 1) return { ...all[0], ...words }
  // Types alone need no forms: one list says as much.
  return all.every((kind) => Object.keys(kind).length === 1)
    ? { type: all.map(({ type }) => type as Json), ...words }
    : { anyOf: all, ...words }
}

function kindsOf({ bool, number, text, list, object }: Shape, at: Place): JsonObject[] {
  const kinds: JsonObject[] = []
  if (object !== undefined) kinds.push(objectSchema(object, at))
  if (list !== undefined) kinds.push(listSchema(list, at))
  if (text !== undefined) kinds.push(textSchema(text, at.key))
  if (number !== undefined)
    kinds.push({
      type: number.whole ? 'integer' : 'number',
      ...(number.whole && number.long && { format: 'int64' }),
    })
  if (bool === true) kinds.push({ type: 'boolean' })
  return kinds
}

function objectSchema({ members, always, map }: ObjectShape, at: Place): JsonObject {
  const properties = [...members].map(([name, shape]) => [name, printed(shape, below(at, name))] as const)
  const required = [...always].toSorted()
  return {
    type: 'object',
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required }),
    ...(map !== undefined && { additionalProperties: printed(map, below(at, at.key)) }),
  }
}

const listSchema = ({ item }: ListShape, at: Place): JsonObject => ({
  type: 'array',
  ...(item !== undefined && { items: printed(item, below(at, at.key)) }),
})

/** Members that tell things apart or are typed by people: few of them were seen by chance. */
const freeText =
  /(^|[a-z_-])(id|ids|key|uuid|guid|name|title|label|email|mail|phone|description|text|comment|note|notes|url|uri|link|address|street|city|token|hash|code|slug|date|time|at)$/i
const choice = /^[\p{L}][\p{L}\p{M}\d _./:&+-]*$/u

function textSchema({ format, values, seen }: TextShape, key: string): JsonObject {
  if (format !== '') return { type: 'string', format }
  const isChoice =
    values !== undefined &&
    (seen === Number.POSITIVE_INFINITY ||
      (values.length > 1 &&
        seen >= Math.max(evidence, 2 * values.length) &&
        values.length <= mostChoices &&
        !freeText.test(key) &&
        values.every((value) => choice.test(value))))
  return { type: 'string', ...(isChoice && { enum: values.toSorted() }) }
}

/** How many levels can be printed with no more parts than a schema may have. */
function levelsThatFit(shape: Shape): number {
  let level: readonly Shape[] = [shape]
  let parts = 1
  let depth = 0
  while (level.length > 0) {
    const next = level.flatMap(({ list, object }) => [
      ...(list?.item === undefined ? [] : [list.item]),
      ...(object?.members.values() ?? []),
      ...(object?.map === undefined ? [] : [object.map]),
    ])
    parts += next.length
    if (parts > mostParts) return depth
    level = next
    depth++
  }
  return depth
}
