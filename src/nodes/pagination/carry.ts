import { toText } from '../../expressions/values.ts'
import type { Json } from '../../model/json.ts'
import { plural } from '../words.ts'
import { compilePath, isAbsent, toCount } from './answerPath.ts'
import { findLink } from './link.ts'
import { envelopeOf, linesOf, type PageAnswer } from './page.ts'
import type { Carry, CarryKind } from './settings.ts'

/** A way to read the next value, compiled once per plan. */
export interface CompiledCarry {
  /** Undefined or null: nothing is there. */
  read(answer: PageAnswer): Json | undefined
  /** Where it is read, in words that go on from "read from": "paging.next.after of the body". */
  readonly where: string
  /** Whether it is counted here and never absent. */
  readonly counted: boolean
}

export interface CarryWords {
  /** What people choose. */
  readonly title: string
  readonly hint: string
}

interface CarryWay<Kind extends CarryKind> extends CarryWords {
  readonly counted?: true
  where(carry: Extract<Carry, { from: Kind }>): string
  /** The same for a socket: `paging.next.after`. */
  brief(carry: Extract<Carry, { from: Kind }>): string
  compile(carry: Extract<Carry, { from: Kind }>): CompiledCarry['read']
}

/** What the next page's number or offset is counted from, where the first page was asked with nothing. */
const firstPage = 1
const firstOffset = 0

/** Every way to read the value that the next page is asked with. */
export const carryWays: { readonly [Kind in CarryKind]: CarryWay<Kind> } = {
  body: {
    title: 'Value in the body',
    hint: 'A cursor, a token, a link or a whole object.',
    brief: ({ path }) => path,
    where: ({ path }) => `${path === '' ? 'the body' : path} of the body`,
    compile: ({ path }) => {
      const read = compilePath(path)
      return (answer) => read(envelopeOf(answer))
    },
  },
  header: {
    title: 'Header',
    hint: 'A header of the answer.',
    brief: ({ name }) => name,
    where: ({ name }) => `the header ${name}`,
    compile:
      ({ name }) =>
      (answer) =>
        linesOf(answer, name)[0],
  },
  link: {
    title: 'Link header',
    hint: 'The address that a Link header gives for a relation.',
    brief: ({ rel }) => `rel=${rel}`,
    where: ({ rel }) => `the Link header, rel=${rel}`,
    compile:
      ({ rel }) =>
      (answer) =>
        findLink(linesOf(answer, 'link'), rel),
  },
  'last-record': {
    title: 'Last record',
    hint: 'A field, or a list, of the last record of the page.',
    brief: ({ path }) => `last.${path}`,
    where: ({ path }) => `${path} of the last record`,
    compile: ({ path }) => {
      const read = compilePath(path)
      return ({ exchange: { records } }) =>
        records.count === 0 ? undefined : read(records.slice(records.count - 1, records.count).values()[0])
    },
  },
  keys: {
    title: 'All keys of an object',
    hint: 'Each key is put under its own name.',
    brief: ({ path }) => `${path}.*`,
    where: ({ path }) => `all keys of ${path} of the body`,
    compile: ({ path }) => {
      const read = compilePath(path)
      return (answer) => {
        const found = read(envelopeOf(answer))
        return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : undefined
      }
    },
  },
  element: {
    title: 'Element of a list',
    hint: 'The element that has a property, such as rel = next.',
    brief: ({ where, is }) => `${where}=${is}`,
    where: ({ list, where, is, path }) => `${path} of the element of ${list} where ${where} is ${is}`,
    compile: ({ list, where, is, path }) => {
      const [readList, readProperty, read] = [list, where, path].map(compilePath)
      return (answer) => {
        const found = readList?.(envelopeOf(answer))
        const elements: readonly Json[] = Array.isArray(found) ? found : isAbsent(found) ? [] : [found]
        return read?.(elements.find((element) => toText(readProperty?.(element)) === is))
      }
    },
  },
  page: {
    title: 'Page number, counted',
    hint: 'One more than the page that was asked for.',
    counted: true,
    brief: ({ step }) => `page + ${step}`,
    where: ({ step }) => (step === 1 ? 'the page number, counted' : `the page number, counted by ${step}`),
    compile:
      ({ step }) =>
      ({ sent, number }) =>
        (toCount(sent) ?? firstPage + (number - 1) * step) + step,
  },
  offset: {
    title: 'Offset, counted',
    hint: 'How many records stand before the next page.',
    counted: true,
    brief: ({ by }) => (by === 'size' ? '+ page size' : '+ records'),
    where: ({ by }) =>
      by === 'size' ? 'the offset, counted by the page size' : 'the offset, counted by what came',
    compile:
      ({ by }) =>
      ({ sent, count, size }) =>
        (toCount(sent) ?? firstOffset) + (by === 'size' && size !== undefined ? size : count),
  },
}

export function wayOf<Kind extends CarryKind>(carry: Extract<Carry, { from: Kind }>): CarryWay<Kind> {
  return carryWays[carry.from] as unknown as CarryWay<Kind>
}

export function compileCarry(carry: Carry): CompiledCarry {
  const way = wayOf(carry)
  return {
    read: way.compile(carry as never),
    where: way.where(carry as never),
    counted: way.counted === true,
  }
}

/** What was read, short enough for a card: `200`, `"eyJpZCI6…"`, `an object of 3 keys`. */
export function carriedInWords(value: Json | undefined): string {
  if (isAbsent(value)) return 'nothing'
  if (Array.isArray(value)) return plural(value.length, 'value')
  if (typeof value === 'object') return `an object of ${plural(Object.keys(value).length, 'key')}`
  const text = toText(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
