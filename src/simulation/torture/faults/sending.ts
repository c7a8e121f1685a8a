import { formatMoment } from '../../../expressions/strftime.ts'
import { type Answer, toResponse } from '../play.ts'
import {
  always,
  between,
  type Fault,
  insteadOf,
  type Played,
  played,
  usualTotal,
  whole,
  withMore,
} from './fault.ts'
import { placed } from '../bodies.ts'

/** The second page is asked for too soon. */
const busy = (answer: (given: Played) => Answer) =>
  insteadOf(2, (_, given) => toResponse({ status: 429, ...answer(given) }))

/** A wait that is asked for in one of the ways there are; the page is then asked for again. */
const waiting = (id: string, words: string, waitsMs: number, answer: (given: Played) => Answer): Fault => ({
  id,
  words,
  applies: always,
  total: usualTotal,
  play: busy(answer),
  must: whole,
  calls: withMore(1),
  waitsMs,
})

/** The moment in whole seconds of the epoch, not before it. */
const secondsOf = (ms: number): number => Math.ceil(ms / 1000)

/** IMF-fixdate (RFC 9110, 5.6.7). */
const httpDate = (ms: number): string =>
  String(formatMoment({ epochMs: secondsOf(ms) * 1000, offsetMinutes: 0 }, '%a, %d %b %Y %H:%M:%S GMT'))

const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, Math.floor(bytes.byteLength / 2))

/** Longer than a request may take. */
const neverMs = 3_600_001

/** Bytes that are made up at most to be too many. */
export const mostTooLarge = 200_000_000

/** What goes wrong between asking and answering. */
export const sending: readonly Fault[] = [
  waiting('F9', '429 with Retry-After in seconds', 3000, () => ({ headers: [['Retry-After', '3']] })),
  waiting('F10', '429 with the moment as seconds of the epoch', 4000, ({ now }) => ({
    headers: [
      ['X-RateLimit-Remaining', '0'],
      ['X-RateLimit-Reset', String(secondsOf(now() + 4000))],
    ],
  })),
  waiting('F10b', '429 with Retry-After as a date', 5000, ({ now }) => ({
    headers: [['Retry-After', httpDate(now() + 5000)]],
  })),
  waiting('F10c', '429 with a fraction of seconds', 750, () => ({
    headers: [['X-RateLimit-Reset-After', '0.75']],
  })),
  {
    ...waiting('F10d', '429 with the wait in the body', 2500, ({ paging }) => ({
      body: placed(
        { message: 'You are being rate limited.' },
        paging?.waitAt?.path ?? ['retry_after'],
        paging?.waitAt?.unit === 'ms' ? 2500 : 2.5,
      ),
    })),
    applies: ({ waitAt }) => waitAt !== undefined,
  },
  {
    id: 'F11',
    words: 'status 200 with the body of an error',
    applies: always,
    total: usualTotal,
    play: insteadOf(2, () => toResponse({ body: { fault: true, error: 'Something went wrong.' } })),
    must: () => ({ comes: 'failure', kind: 'rule', calls: 2, pages: 1 }),
  },
  {
    id: 'F12',
    words: '401 on the seventh page: the credential has expired',
    applies: ({ renews }) => renews,
    total: ({ size }) => 7 * size + 1,
    play: (given) => {
      const walked = insteadOf(7, () =>
        toResponse({ status: 401, body: { error: 'The token has expired.' } }),
      )(given)
      return (request) =>
        request.path.endsWith('/login') ? toResponse({ body: { token: 'a fresh token' } }) : walked(request)
    },
    must: whole,
    // The login, and page 7 alone again.
    calls: withMore(2, ({ size }) => 7 * size + 1),
  },
  {
    id: 'F21',
    words: 'the connection is lost on the second page',
    applies: always,
    total: usualTotal,
    play: insteadOf(2, () => {
      throw new Error('The connection was reset.')
    }),
    must: whole,
    calls: withMore(1),
  },
  {
    id: 'F21b',
    words: 'the second page is cut off',
    applies: always,
    total: usualTotal,
    play: (given) => {
      // What is cut is the answer of another service: one that remembers the walk has not gone on with it.
      const cut = played(given)
      return between(played(given), (answer, call, request) => {
        if (call > 2) return answer()
        const response = cut(request)
        return call === 2 ? { ...response, body: half(response.body) } : answer()
      })
    },
    must: whole,
    calls: withMore(1),
  },
  {
    id: 'F21c',
    words: 'the second page takes seconds',
    applies: always,
    total: usualTotal,
    play: (given) =>
      between(played(given), (answer, call) => ({ ...answer(), ...(call === 2 && { afterMs: 800 }) })),
    must: whole,
    calls: withMore(0),
  },
  {
    id: 'F21d',
    words: 'the second page does not come within the time of a request',
    applies: always,
    total: usualTotal,
    play: insteadOf(2, () => ({ ...toResponse({ status: 200 }), afterMs: neverMs })),
    must: whole,
    calls: withMore(1),
  },
  {
    id: 'F22b',
    words: 'a page that is larger than an answer may be',
    applies: ({ maxBytes }) => maxBytes < mostTooLarge,
    total: usualTotal,
    play: (given) =>
      between(played(given), (answer, call) =>
        call === 2
          ? { ...answer(), body: new Uint8Array((given.paging?.maxBytes ?? mostTooLarge) + 1) }
          : answer(),
      ),
    must: () => ({ comes: 'failure', kind: 'size', calls: 2, pages: 1 }),
  },
]
