import { looksLikeId } from './formats.ts'

/**
 * What was seen of the values at one place, gathered over any number of them. Shapes add up: in any order, in any groups, and
 * the same values again change nothing of what is said, so that a schema is the same however its samples came.
 */
export interface Shape {
  /** Anything may stand here: nothing more is known of it, and nothing more will be. */
  readonly any?: true
  readonly nil?: true
  readonly bool?: true
  readonly number?: NumberShape
  readonly text?: TextShape
  readonly list?: ListShape
  readonly object?: ObjectShape
  /** What a person wrote of it. */
  readonly words?: Readonly<Record<string, string>>
}

export interface NumberShape {
  readonly whole: boolean
  /** Some are beyond ±(2^53−1). */
  readonly long: boolean
}

export interface TextShape {
  /** The format of all of them; empty: they have none in common. */
  readonly format: string
  /** The few that there are; undefined: many, or long ones. */
  readonly values: readonly string[] | undefined
  readonly seen: number
}

export interface ListShape {
  /** Undefined: all lists were empty. */
  readonly item: Shape | undefined
}

export interface ObjectShape {
  readonly members: ReadonlyMap<string, Shape>
  /** Names of the members that each object had. */
  readonly always: ReadonlySet<string>
  /** What the members hold whose names are data; undefined: there are none. */
  readonly map: Shape | undefined
}

/** Few enough to be choices. */
export const mostChoices = 5
/** Objects with more names than this that look like ids are maps, and so are those with very many of any sort. */
export const mostIds = 7
export const mostMembers = 200

/** What stands at a place where values of both shapes do. */
export function addShapes(a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b
  const words = a.words ?? b.words
  const said = words === undefined ? {} : { words }
  if (a.any === true || b.any === true) return { any: true, ...said }
  return {
    ...((a.nil ?? b.nil) === true && { nil: true as const }),
    ...((a.bool ?? b.bool) === true && { bool: true as const }),
    ...both('number', a.number, b.number, addNumbers),
    ...both('text', a.text, b.text, addTexts),
    ...both('list', a.list, b.list, ({ item: one }, { item: other }) => ({ item: addShapes(one, other) })),
    ...both('object', a.object, b.object, addObjects),
    ...said,
  }
}

function both<Key extends string, Part>(
  key: Key,
  a: Part | undefined,
  b: Part | undefined,
  add: (a: Part, b: Part) => Part,
): { readonly [K in Key]?: Part } {
  const part = a === undefined || b === undefined ? (a ?? b) : add(a, b)
  return (part === undefined ? {} : { [key]: part }) as { readonly [K in Key]?: Part }
}

const addNumbers = (a: NumberShape, b: NumberShape): NumberShape => ({
  whole: a.whole && b.whole,
  long: a.long || b.long,
})

function addTexts(a: TextShape, b: TextShape): TextShape {
  return {
    format: a.format === b.format ? a.format : '',
    values: addChoices(a.values, b.values),
    seen: a.seen + b.seen,
  }
}

function addChoices(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  if (a === undefined || b === undefined) return undefined
  const all = new Set(a)
  for (const value of b) all.add(value)
  if (all.size === a.length) return a
  // Choices that a person listed may be more.
  return all.size <= Math.max(mostChoices, b.length) ? [...all] : undefined
}

function addObjects(a: ObjectShape, b: ObjectShape): ObjectShape {
  const members = new Map(a.members)
  for (const [name, shape] of b.members) members.set(name, addShapes(members.get(name), shape) as Shape)
  const always = new Set([...a.always].filter((name) => b.always.has(name)))
  return mapped({ members, always, map: addShapes(a.map, b.map) })
}

/** Members whose names are data become one. Both bounds only ever grow, so that it does not matter when they are passed. */
export function mapped(object: ObjectShape): ObjectShape {
  const { members, always } = object
  if (object.map === undefined && members.size <= mostIds) return object
  const ids = [...members.keys()].filter(looksLikeId)
  const moved =
    members.size > mostMembers
      ? [...members.keys()]
      : object.map !== undefined || ids.length > mostIds
        ? ids
        : []
  if (moved.length === 0) return object
  const left = new Map(members)
  let map = object.map
  for (const name of moved) {
    map = addShapes(map, members.get(name))
    left.delete(name)
  }
  return { members: left, always: new Set([...always].filter((name) => left.has(name))), map }
}
