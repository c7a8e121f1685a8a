import type { Handler, ServedRequest, ServedResponse } from '../handler.ts'
import { playStyle, type Style, toResponse } from './play.ts'

/** How an operation pages, as far as a fault has to know to apply. */
export interface Paging {
  /** Page numbers or offsets that are counted, not read. */
  readonly counted: boolean
  /** The size of a page decides: a short one is the last, or an offset is counted by it. */
  readonly bySize: boolean
  /** The same value every time is no circle. */
  readonly stateful: boolean
  /** The next address comes from the answer. */
  readonly byAddress: boolean
  readonly byLinkHeader: boolean
}

/** What must come of a walk that meets the fault. */
export type Must =
  /** Every record once, in order. */
  | { readonly comes: 'whole' }
  /** A failure of this kind after so many requests, with the records of so many pages. */
  | { readonly comes: 'failure'; readonly kind: string; readonly calls: number; readonly pages: number }
  /** Every record once, and a word about those that came twice. */
  | { readonly comes: 'told' }

/** Something that goes wrong on the second page, or from it on. */
export interface Fault {
  readonly id: string
  readonly words: string
  applies(paging: Paging, style: Style): boolean
  /** Plays the style with the fault; a thrown error is a connection that was lost. */
  play(style: Style, total: number): Handler
  readonly must: Must
  /** Requests beyond those of the style, where all comes whole. */
  readonly extraCalls?: number
}

type Respond = (answer: () => ServedResponse, call: number, request: ServedRequest) => ServedResponse

/** Puts itself between walk and service; calls are counted from 1. */
function between(handler: Handler, respond: Respond): Handler {
  let call = 0
  return (request) => {
    call += 1
    return respond(() => handler(request), call, request)
  }
}

/** Something else in the place of one answer. */
const insteadOf =
  (at: number, other: (request: ServedRequest) => ServedResponse) => (style: Style, total: number) =>
    between(playStyle(style, total), (answer, call, request) => (call === at ? other(request) : answer()))

const always = () => true

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** The answer with every address of the service written otherwise, in body and headers. */
function readdressed(response: ServedResponse, rewrite: (text: string) => string): ServedResponse {
  return {
    status: response.status,
    headers: response.headers.map(([name, value]) => [name, rewrite(value)] as const),
    body: encoder.encode(rewrite(decoder.decode(response.body))),
  }
}

const rewriting = (rewrite: (text: string) => string) => (style: Style, total: number) =>
  between(playStyle(style, total), (answer) => readdressed(answer(), rewrite))

const host = 'https://torture.example'

/** Answers of before, again and again: the first so many in turn. */
const replayed = (most: number) => (style: Style, total: number) => {
  const seen: ServedResponse[] = []
  return between(playStyle(style, total), (answer, call) => {
    if (call <= most) seen.push(answer())
    return seen[(call - 1) % most] ?? answer()
  })
}

const busy = (headers: readonly (readonly [string, string])[], body?: Record<string, number>) =>
  insteadOf(2, () => toResponse({ status: 429, headers, ...(body !== undefined && { body }) }))

/** All faults, by their numbers. */
export const faults: readonly Fault[] = [
  {
    id: 'F3',
    words: 'a short page in the middle',
    applies: ({ bySize, counted }, { numbered }) => !bySize && !counted && numbered !== true,
    play: (style, total) => {
      let call = 0
      return playStyle(
        {
          ...style,
          window: (asked, memory) => {
            const window = style.window(asked, memory)
            call += 1
            return call === 2 && 'from' in window
              ? { from: window.from, size: Math.min(window.size, 4) }
              : window
          },
        },
        total,
      )
    },
    must: { comes: 'whole' },
    extraCalls: 0,
  },
  {
    id: 'F4',
    words: 'the same page, with the same cursor, again',
    applies: always,
    play: replayed(1),
    must: { comes: 'failure', kind: 'cycle', calls: 2, pages: 2 },
  },
  {
    id: 'F5',
    words: 'two pages that lead to each other',
    applies: ({ counted, stateful }) => !counted && !stateful,
    play: replayed(2),
    must: { comes: 'failure', kind: 'cycle', calls: 3, pages: 3 },
  },
  {
    id: 'F9',
    words: '429 with Retry-After in seconds',
    applies: always,
    play: busy([['Retry-After', '3']]),
    must: { comes: 'whole' },
    extraCalls: 1,
  },
  {
    id: 'F10',
    words: '429 with the moment of an epoch, a fraction, or a field of the body',
    applies: always,
    play: busy([['X-RateLimit-Reset-After', '0.75']], { retry_after: 0.75 }),
    must: { comes: 'whole' },
    extraCalls: 1,
  },
  {
    id: 'F11',
    words: 'status 200 with the body of an error',
    applies: always,
    play: insteadOf(2, () => toResponse({ body: { fault: true, error: 'Something went wrong.' } })),
    must: { comes: 'failure', kind: 'rule', calls: 2, pages: 1 },
  },
  {
    id: 'F13',
    words: 'a cursor that has expired on the third page',
    applies: always,
    play: insteadOf(3, () => toResponse({ status: 410, body: { error: 'This cursor has expired.' } })),
    must: { comes: 'whole' },
    extraCalls: 3,
  },
  {
    id: 'F14',
    words: 'the list was changed while it was read, says the third page',
    applies: always,
    play: insteadOf(3, () => toResponse({ status: 400, body: { error_code: 'LIST_MUTATED' } })),
    must: { comes: 'whole' },
    extraCalls: 3,
  },
  {
    id: 'F15',
    words: 'a record is put in front of all while offsets are counted',
    applies: ({ counted }) => counted,
    play: (style, total) => {
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
    must: { comes: 'told' },
  },
  {
    id: 'F16',
    words: 'the list grows by one on the way',
    applies: always,
    play: (style, total) => {
      const [before, after] = [playStyle(style, total - 1), playStyle(style, total)]
      let call = 0
      return (request) => {
        call += 1
        // A service that remembers walks remembers them in both.
        const grown = after(request)
        return call === 1 ? before(request) : grown
      }
    },
    must: { comes: 'whole' },
    extraCalls: 0,
  },
  {
    id: 'F18',
    words: 'the next page is at another host',
    applies: ({ byAddress }) => byAddress,
    play: rewriting((text) => text.replaceAll(host, 'https://elsewhere.example')),
    must: { comes: 'failure', kind: 'foreign-origin', calls: 1, pages: 1 },
  },
  {
    id: 'F19',
    words: 'the next address has no host',
    applies: ({ byAddress }) => byAddress,
    play: rewriting((text) => text.replaceAll(host, '')),
    must: { comes: 'whole' },
    extraCalls: 0,
  },
  {
    id: 'F19b',
    words: 'the next address has no protocol',
    applies: ({ byAddress }) => byAddress,
    play: rewriting((text) => text.replaceAll(host, '//torture.example')),
    must: { comes: 'whole' },
    extraCalls: 0,
  },
  {
    id: 'F21',
    words: 'the connection is lost on the second page',
    applies: always,
    play: insteadOf(2, () => {
      throw new Error('The connection was reset.')
    }),
    must: { comes: 'whole' },
    extraCalls: 1,
  },
  {
    id: 'F21b',
    words: 'the second page is cut off',
    applies: always,
    play: insteadOf(2, () => ({
      status: 200,
      headers: [['Content-Type', 'application/json']],
      body: encoder.encode('{"data":[{"id":"r5"},{"id'),
    })),
    must: { comes: 'whole' },
    extraCalls: 1,
  },
  {
    id: 'F24',
    words: 'header lines in several pieces and in odd letters',
    applies: ({ byLinkHeader }) => byLinkHeader,
    play: (style, total) =>
      between(playStyle(style, total), (answer) => {
        const response = answer()
        return {
          ...response,
          headers: response.headers.flatMap(([name, value]) =>
            name.toLowerCase() === 'link'
              ? [
                  ['LINK', '<https://torture.example/other>; title="a, b; rel=next"; rel=help'] as const,
                  ...value
                    .split(/, (?=<)/)
                    .map(
                      (link) =>
                        ['lInK', link.replace('rel="next"', 'foo=bar ; REL="prefetch NEXT"')] as const,
                    ),
                ]
              : [[name, value] as const],
          ),
        }
      }),
    must: { comes: 'whole' },
    extraCalls: 0,
  },
]
