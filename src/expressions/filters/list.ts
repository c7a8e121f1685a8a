import { isRefusedName } from '../names.ts'
import {
  MAX_LIST,
  MAX_TEXT,
  nameOfKind,
  printJson,
  readOwn,
  tooLong,
  toText,
  ValueFailure,
} from '../values.ts'
import { defineFilter, parseNumber } from './definition.ts'
import { add } from './number.ts'
import { characters } from './text.ts'

const property = (required: boolean) =>
  ({ name: 'property', type: 'text', required, problem: refusedProperty }) as const

function refusedProperty(name: string): string | undefined {
  return isRefusedName(name) ? `“${name}” cannot be read: it is not data.` : undefined
}

/** The property of an element where one is named, otherwise the element. */
const reading = (name: string | undefined) => (item: unknown) =>
  name === undefined ? item : readOwn(item, name)

const isNothing = (value: unknown) => value === undefined || value === null

/** Equal as data: 1 and 1n are the same number, lists and objects are compared by what is in them. */
function identity(value: unknown): string {
  if (typeof value === 'string') return `s${value}`
  return isNothing(value) ? 'n' : `v${printJson(value)}`
}

/** Numbers by size, then texts by their code units, then the rest as text; nothing comes last. */
function compare(a: unknown, b: unknown): number {
  const order = rank(a) - rank(b)
  if (order !== 0) return order
  const [left, right] = rank(a) === 0 ? [a as number, b as number] : [toText(a), toText(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function rank(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'bigint') return 0
  return isNothing(value) ? 2 : 1
}

function listOrText(value: unknown): readonly unknown[] | string {
  if (Array.isArray(value) || typeof value === 'string') return value
  throw new ValueFailure(`works on a list or text, but got ${nameOfKind(value)}`)
}

function sizeOf(value: unknown): number {
  if (isNothing(value)) return 0
  if (typeof value === 'object' && !Array.isArray(value)) return Object.keys(value as object).length
  const taken = listOrText(value)
  if (typeof taken !== 'string') return taken.length
  let count = 0
  for (const _ of taken) count++
  return count
}

/** Filters for lists; some also work on text. */
export const listFilters = [
  defineFilter({
    name: 'join',
    title: 'Join',
    description: 'The elements as one text, with a separator between them (a blank unless one is given).',
    example: '{{ input.tags | join: "," }}',
    arguments: [{ name: 'separator', type: 'text', required: false }],
    takes: 'list',
    gives: 'text',
    run: (list, separator = ' ') => {
      const pieces: string[] = []
      let length = 0
      for (const item of list) {
        const piece = toText(item)
        length += piece.length + separator.length
        if (length - separator.length > MAX_TEXT) throw tooLong()
        pieces.push(piece)
      }
      return pieces.join(separator)
    },
  }),
  defineFilter({
    name: 'first',
    title: 'First',
    description: 'The first element of a list, or the first character of a text.',
    example: '{{ item.emails | first }}',
    arguments: [],
    takes: 'any',
    gives: 'any',
    run: (value) => {
      const taken = listOrText(value)
      if (typeof taken !== 'string') return taken[0]
      return taken === '' ? undefined : String.fromCodePoint(taken.codePointAt(0) ?? 0)
    },
  }),
  defineFilter({
    name: 'last',
    title: 'Last',
    description: 'The last element of a list, or the last character of a text.',
    example: '{{ item.emails | last }}',
    arguments: [],
    takes: 'any',
    gives: 'any',
    run: (value) => {
      const taken = listOrText(value)
      return typeof taken === 'string' ? Array.from(taken.slice(-2)).at(-1) : taken.at(-1)
    },
  }),
  defineFilter({
    name: 'size',
    title: 'Size',
    description: 'How many elements, characters or properties there are; 0 for nothing.',
    example: '{{ item.emails | size }}',
    arguments: [],
    takes: 'any',
    gives: 'number',
    nothing: 'run',
    run: sizeOf,
  }),
  defineFilter({
    name: 'slice',
    title: 'Slice',
    description:
      'A part of a text or list: from a position (counted from the end where negative), so many (1).',
    example: '{{ input.code | slice: 0, 3 }}',
    arguments: [
      { name: 'start', type: 'whole number', required: true },
      { name: 'length', type: 'whole number', required: false },
    ],
    takes: 'any',
    gives: 'any',
    run: (value, start, length = 1) => {
      const given = listOrText(value)
      const all = typeof given === 'string' ? characters(given) : given
      const from = Number(start) < 0 ? all.length + Number(start) : Number(start)
      const part = from < 0 || Number(length) <= 0 ? [] : all.slice(from, from + Number(length))
      return typeof given === 'string' ? part.join('') : part
    },
  }),
  defineFilter({
    name: 'reverse',
    title: 'Reverse',
    description: 'The elements in the opposite order.',
    example: '{{ item.history | reverse }}',
    arguments: [],
    takes: 'list',
    gives: 'list',
    run: (list) => list.toReversed(),
  }),
  defineFilter({
    name: 'sort',
    title: 'Sort',
    description: 'In order, by a property where one is named: numbers, then texts; nothing comes last.',
    example: '{{ item.lines | sort: "price" }}',
    arguments: [property(false)],
    takes: 'list',
    gives: 'list',
    run: (list, name) => {
      const read = reading(name)
      return list.toSorted((a, b) => compare(read(a), read(b)))
    },
  }),
  defineFilter({
    name: 'uniq',
    title: 'Without repeats',
    description: 'Each element once, the first of its kind; by a property where one is named.',
    example: '{{ item.tags | uniq }}',
    arguments: [property(false)],
    takes: 'list',
    gives: 'list',
    run: (list, name) => {
      const read = reading(name)
      const seen = new Set<string>()
      return list.filter((item) => {
        const key = identity(read(item))
        return !seen.has(key) && seen.add(key)
      })
    },
  }),
  defineFilter({
    name: 'compact',
    title: 'Without gaps',
    description: 'Without the elements that are nothing, or whose property is.',
    example: '{{ item.emails | compact }}',
    arguments: [property(false)],
    takes: 'list',
    gives: 'list',
    run: (list, name) => {
      const read = reading(name)
      return list.filter((item) => !isNothing(read(item)))
    },
  }),
  defineFilter({
    name: 'concat',
    title: 'Join lists',
    description: 'The elements of this list and of another.',
    example: '{{ input.tags | concat: item.tags }}',
    arguments: [{ name: 'list', type: 'list', required: true }],
    takes: 'list',
    gives: 'list',
    run: (list, other) => {
      if (list.length + other.length > MAX_LIST) throw tooLong()
      return [...list, ...other]
    },
  }),
  defineFilter({
    name: 'map',
    title: 'Pick a property',
    description: 'A list of one property of every element.',
    example: '{{ item.lines | map: "sku" }}',
    arguments: [property(true)],
    takes: 'list',
    gives: 'list',
    run: (list, name) => list.map(reading(name)),
  }),
  defineFilter({
    name: 'where',
    title: 'Keep where',
    description:
      'The elements whose property has a value; without a value, those where it is something but false.',
    example: '{{ item.emails | where: "type", "work" }}',
    arguments: [property(true), { name: 'value', type: 'any', required: false }],
    takes: 'list',
    gives: 'list',
    run: (list, name, ...value) => {
      const read = reading(name)
      // A value that was named but is absent keeps those without one; only one never named means “something”.
      if ((value.length as number) === 0)
        return list.filter((item) => !isNothing(read(item)) && read(item) !== false)
      const wanted = identity(value[0])
      return list.filter((item) => identity(read(item)) === wanted)
    },
  }),
  defineFilter({
    name: 'sum',
    title: 'Sum',
    description: 'The numbers added up, or those in a property; nothing counts as 0.',
    example: '{{ item.lines | sum: "price" }}',
    arguments: [property(false)],
    takes: 'list',
    gives: 'number',
    run: (list, name) => {
      const read = reading(name)
      let total: number | bigint = 0
      for (const item of list) {
        const value = read(item)
        if (isNothing(value)) continue
        const taken = typeof value === 'string' ? parseNumber(value) : value
        if (typeof taken !== 'number' && typeof taken !== 'bigint')
          throw new ValueFailure(`needs numbers to add, but got ${nameOfKind(value)}`)
        total = add(total, taken)
      }
      return total
    },
  }),
]
