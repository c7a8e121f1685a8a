import { printJson } from '../../../model/printJson.ts'
import { parseJson } from '../../../model/readJson.ts'
import type { Json } from '../../../model/json.ts'
import type { ServedRequest, ServedResponse } from '../../handler.ts'
import { playStyle, toResponse } from '../play.ts'
import {
  always,
  between,
  type Fault,
  insteadOf,
  type Played,
  played,
  textOf,
  usualTotal,
  whole,
  withMore,
  withText,
} from './fault.ts'
import { placed, readAt } from '../bodies.ts'
import { leadsAt } from './leading.ts'

/** Answers of before, again and again: the first so many in turn. */
const replayed = (most: number) => (given: Played) => {
  const seen: ServedResponse[] = []
  return between(played(given), (answer, call) => {
    if (call <= most) seen.push(answer())
    return seen[(call - 1) % most] ?? answer()
  })
}

/** A number that a double does not hold: 2^53 + 1, and what is added to it. */
const beyondDoubles = 9_007_199_254_740_993n

/**
 * What leads on is a large number where the service has its own token: bare on the first page, a text from then on. Asked with a
 * number that it did not give out, it does not know the page.
 */
function withNumbers(given: Played) {
  const leads = leadsAt(given.style)
  const tokens = new Map<string, Json>()
  const numbers = /\b90071992547\d+\b/g
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  const own = (text: string, write: (token: string) => string) =>
    text.replaceAll(numbers, (number) => write(String(tokens.get(number) ?? 'unknown')))
  const translated = (request: ServedRequest): ServedRequest => ({
    method: request.method,
    path: own(request.path, encodeURIComponent),
    query: own(request.query, encodeURIComponent),
    header(name) {
      const value = request.header(name)
      return value === undefined ? undefined : own(value, (token) => token)
    },
    body: encoder.encode(
      decoder
        .decode(request.body)
        .replaceAll(/"?\b(90071992547\d+)\b"?/g, (_, number: string) =>
          printJson(tokens.get(number) ?? 'unknown'),
        ),
    ),
  })
  const handler = played(given)
  let call = 0
  return (request: ServedRequest): ServedResponse => {
    call += 1
    const response = handler(translated(request))
    const body = parseJson(textOf(response))
    const token = leads && readAt(body, leads)
    if (leads === undefined || token === undefined || token === null || token === '') return response
    const number = beyondDoubles + BigInt(tokens.size)
    tokens.set(String(number), token)
    return withText(response, printJson(placed(body, leads, call === 1 ? number : String(number))))
  }
}

/** What goes wrong with the value that leads on, and with the list on the way. */
export const values: readonly Fault[] = [
  {
    id: 'F4',
    words: 'the same page, with the same cursor, again',
    applies: always,
    total: usualTotal,
    play: replayed(1),
    must: () => ({ comes: 'failure', kind: 'cycle', calls: 2, pages: 2 }),
  },
  {
    id: 'F5',
    words: 'two pages that lead to each other',
    applies: ({ counted, stateful }) => !counted && !stateful,
    total: usualTotal,
    play: replayed(2),
    must: () => ({ comes: 'failure', kind: 'cycle', calls: 3, pages: 3 }),
  },
  {
    id: 'F8',
    words: 'a cursor of 16 digits that is a number at first, and a text later',
    applies: ({ carry, byAddress }, style) => carry === 'body' && !byAddress && leadsAt(style) !== undefined,
    total: usualTotal,
    play: withNumbers,
    must: whole,
    calls: withMore(0),
  },
  {
    id: 'F13',
    words: 'a cursor that has expired on the third page',
    applies: always,
    total: usualTotal,
    play: insteadOf(3, () => toResponse({ status: 410, body: { error: 'This cursor has expired.' } })),
    must: whole,
    calls: withMore(3),
  },
  {
    id: 'F14',
    words: 'the list was changed while it was read, says the third page',
    applies: always,
    total: usualTotal,
    play: insteadOf(3, () => toResponse({ status: 400, body: { error_code: 'LIST_MUTATED' } })),
    must: whole,
    calls: withMore(3),
  },
  {
    id: 'F15',
    words: 'a record is put in front of all while offsets are counted',
    applies: ({ counted }) => counted,
    total: usualTotal,
    play: ({ style, total }) => {
      let call = 0
      const item = style.item ?? ((index: number) => ({ id: `r${index}` }))
      return playStyle(
        {
          ...style,
          window: (asked, memory) => {
            call += 1
            return style.window(asked, memory)
          },
          item: (index) => item(call > 1 ? index - 1 : index),
        },
        total,
      )
    },
    must: () => ({ comes: 'told' }),
  },
  {
    id: 'F16',
    words: 'the list grows by one on the way',
    applies: always,
    total: usualTotal,
    play: ({ style, total }) => {
      const [before, after] = [playStyle(style, total - 1), playStyle(style, total)]
      let call = 0
      return (request) => {
        call += 1
        // A service that remembers walks remembers them in both.
        const grown = after(request)
        return call === 1 ? before(request) : grown
      }
    },
    must: whole,
    calls: withMore(0),
  },
]
