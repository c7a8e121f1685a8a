import { encodeBase64 } from '../../expressions/encodings.ts'
import { objectId, pick, seededRandom } from '../random.ts'
import type { Values } from './changes.ts'
import { errorCode, ParseError } from './parseError.ts'

const products = [
  'Starter plan',
  'Team plan',
  'Business plan',
  'Extra seats',
  'Support hours',
  'Training day',
] as const
const states = ['paid', 'paid', 'paid', 'open', 'refunded'] as const
const usualLimit = 10
const mostLimit = 50
const dayMs = 86_400_000

/** The orders of a customer, oldest first: as many, and the same ones, for the same customer. */
function ordersOf(customer: string, count: number, iso: (ms: number) => string): Values[] {
  const random = seededRandom([...customer].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0)
  // 2025-01-06T09:00:00Z.
  const begunMs = 1_736_154_000_000
  return Array.from({ length: count }, (_, at) => ({
    objectId: objectId(random),
    number: `A-${1000 + at}`,
    product: pick(random, products),
    amount: Math.round(random() * 90_000) / 100,
    currency: 'EUR',
    state: pick(random, states),
    createdAt: iso(begunMs + at * dayMs + Math.floor(random() * dayMs)),
  }))
}

/** A customer has between none and sixty of them; the sample's has forty-seven. */
const countOf = (customer: string, sample: string): number =>
  customer === sample ? 47 : [...customer].reduce((sum, letter) => (sum * 33 + letter.charCodeAt(0)) % 61, 5)

/**
 * The cloud function `listOrders` (https://docs.parseplatform.org/rest/guide/#cloud-code): orders of a customer, so many at a
 * time, and a cursor for the next ones, which is absent behind the last.
 */
export function listOrders(values: Values, sample: string, iso: (ms: number) => string): Values {
  const { customer, cursor, limit = usualLimit } = values
  if (typeof customer !== 'string' || customer === '') throw refused('customer is missing')
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > mostLimit)
    throw refused(`limit must be a number from 1 to ${mostLimit}`)
  const from = cursor === undefined || cursor === null || cursor === '' ? 0 : readCursor(cursor, customer)
  const orders = ordersOf(customer, countOf(customer, sample), iso)
  const to = from + limit
  return {
    orders: orders.slice(from, to),
    ...(to < orders.length && { nextCursor: encodeBase64(new TextEncoder().encode(`${customer}:${to}`)) }),
  }
}

/** A cursor belongs to the list that gave it. */
function readCursor(cursor: unknown, customer: string): number {
  const text = typeof cursor === 'string' ? decoded(cursor) : ''
  const [of, from] = text.split(':')
  if (of !== customer || !/^\d{1,4}$/.test(from ?? '')) throw refused('cursor is not valid')
  return Number(from)
}

function decoded(cursor: string): string {
  try {
    return atob(cursor)
  } catch {
    return ''
  }
}

/** Parse's own code for what a cloud function refuses. */
const refused = (words: string) => new ParseError(400, errorCode.scriptFailed, words)
