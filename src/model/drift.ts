import type { Json } from './json.ts'
import { shapeOfSchema } from './shape/fromSchema.ts'
import { shapeOfValues } from './shape/fromValues.ts'
import type { Shape } from './shape/shape.ts'

/** One way in which what came is not what the schema says. */
export interface Drift {
  /** `orders[].total`; empty: the value itself. */
  readonly path: string
  readonly sort: 'came' | 'went' | 'type' | 'null' | 'format' | 'choice'
  /** A sentence that begins with the path: `phone is new: a text.` */
  readonly words: string
}

/** More than these are not told apart. */
const mostDrifts = 50

/**
 * How values differ from a schema: fields that came, fields that are gone though the schema has them in every object, other types,
 * nulls, texts that have lost their format or are none of the choices. Empty: it says what came. What a schema says
 * beyond shapes is not judged.
 */
export function driftOf(schema: Json, values: Iterable<Json>): readonly Drift[] {
  const seen = shapeOfValues(values)
  const found: Drift[] = []
  if (seen !== undefined) compare(shapeOfSchema(schema), seen, '', found)
  return found
}

type Kind = 'object' | 'list' | 'text' | 'number' | 'bool'
const kindWords: Readonly<Record<Kind, string>> = {
  object: 'an object',
  list: 'a list',
  text: 'a text',
  number: 'a number',
  bool: 'true or false',
}
const kinds = Object.keys(kindWords) as Kind[]

function wordsOf(shape: Shape): string {
  const words = kinds.flatMap((kind) =>
    shape[kind] === undefined ? [] : kind === 'number' ? [numberWords(shape)] : [kindWords[kind]],
  )
  return (shape.nil === true && words.length === 0 ? ['null'] : words).join(' or ') || 'anything'
}

const numberWords = ({ number }: Shape): string =>
  number?.whole === true ? 'a whole number' : kindWords.number

function compare(known: Shape, seen: Shape, path: string, found: Drift[]): void {
  if (known.any === true || seen.any === true || found.length >= mostDrifts) return
  const name = path === '' ? 'The output' : path
  const tell = (sort: Drift['sort'], words: string) => found.push({ path, sort, words: `${name} ${words}.` })
  const others = kinds.filter((kind) => seen[kind] !== undefined && known[kind] === undefined)
  if (others.length > 0)
    tell(
      'type',
      `was ${wordsOf(known)} and is ${others.map((kind) => wordsOf({ [kind]: seen[kind] })).join(' or ')}`,
    )
  else if (known.number?.whole === true && seen.number?.whole === false)
    tell('type', 'was a whole number and is a number with decimals')
  if (seen.nil === true && known.nil !== true) tell('null', 'is null')
  compareTexts(known, seen, tell)
  compareMembers(known, seen, path, found)
  if (known.list?.item !== undefined && seen.list?.item !== undefined)
    compare(known.list.item, seen.list.item, `${path}[]`, found)
}

function compareTexts(
  { text: known }: Shape,
  { text: seen }: Shape,
  tell: (sort: Drift['sort'], words: string) => void,
): void {
  if (known === undefined || seen === undefined) return
  if (known.format !== '' && known.format !== seen.format)
    tell('format', `is not always a text of the format ${known.format}`)
  if (known.values === undefined) return
  const choices = new Set(known.values)
  const others = seen.values?.filter((value) => !choices.has(value))
  if (others === undefined) tell('choice', 'has many values that are none of its choices')
  else if (others.length > 0)
    tell('choice', `is ${others.map((value) => `“${value}”`).join(', ')}, which is none of its choices`)
}

function compareMembers(known: Shape, seen: Shape, path: string, found: Drift[]): void {
  if (known.object === undefined || seen.object === undefined) return
  const { members, always, map } = known.object
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  const gone = [...always].filter((name) => !seen.object?.always.has(name))
  for (const [name, shape] of seen.object.members) {
    const before = members.get(name) ?? map
    if (before !== undefined) compare(before, shape, at(name), found)
    else if (found.length < mostDrifts)
      found.push({ path: at(name), sort: 'came', words: `${at(name)} is new: ${wordsOf(shape)}.` })
  }
  for (const name of gone) {
    if (found.length >= mostDrifts) return
    const some = seen.object.members.has(name)
    found.push({
      path: at(name),
      sort: 'went',
      words: `${at(name)} is ${some ? 'not always there' : 'gone'}.`,
    })
  }
  if (seen.object.map !== undefined && map !== undefined)
    compare(map, seen.object.map, path === '' ? '*' : `${path}.*`, found)
  else if (seen.object.map !== undefined && found.length < mostDrifts)
    found.push({ path, sort: 'came', words: `${path === '' ? 'The output' : path} has many new names.` })
}
