import type { Json } from '../../model/json.ts'
import type { Answer, Window } from './play.ts'

/** What styles share when they read a request. */

/** A count out of a query or a body; what is none, or is not there, is the default. */
export function count(value: Json | undefined, fallback: number): number {
  const number =
    typeof value === 'string'
      ? value.trim() === ''
        ? Number.NaN
        : Number(value)
      : Number(value ?? Number.NaN)
  return Number.isInteger(number) && number >= 0 ? number : fallback
}

/** A size within what the service allows. */
export const within = (size: Json | undefined, usual: number, most: number): number =>
  Math.min(most, Math.max(1, count(size, usual)))

/** A cursor names the record that the next page begins with; `salt` makes one that must be encoded in an address. */
export const cursorOf = (from: number, salt = ''): string => `c${from}${salt}`

/** Where a cursor leads; a text that is none is refused, as services do. */
export function fromCursor(cursor: Json | undefined, size: number, salt = ''): Window | Answer {
  if (cursor === undefined || cursor === null || cursor === '') return { from: 0, size }
  const found = /^c(\d+)(.*)$/s.exec(String(cursor))
  return found === null || found[2] !== salt
    ? { status: 400, body: { error: 'This cursor is not valid.' } }
    : { from: Number(found[1]), size }
}

/** The position behind the record with this id; ids are `PREFIX` and a number. */
export function behindId(id: Json | undefined, size: number): Window | Answer {
  if (id === undefined || id === null || id === '') return { from: 0, size }
  const found = /(\d+)$/.exec(String(id))
  return found === null
    ? { status: 400, body: { error: 'There is no such record.' } }
    : { from: Number(found[1]) + 1, size }
}

/** Pages are counted from 1. */
export const fromPage = (page: Json | undefined, size: number): Window => ({
  from: (Math.max(1, count(page, 1)) - 1) * size,
  size,
})

/** The end is announced: as many calls as there are pages, and one for an empty list. */
export const announced =
  (size: number) =>
  (total: number): number =>
    Math.max(1, Math.ceil(total / size))

/** The end is a short page: a list that fills its last page takes one call more. */
export const byShortPage =
  (size: number) =>
  (total: number): number =>
    Math.floor(total / size) + 1

/** The end is an empty page. */
export const byEmptyPage =
  (size: number) =>
  (total: number): number =>
    Math.ceil(total / size) + 1
