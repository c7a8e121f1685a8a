import type { Handler, ServedRequest, ServedResponse } from '../../handler.ts'
import type { Path } from '../bodies.ts'
import { playStyle, type Style } from '../play.ts'

/** How an operation pages, as far as a fault has to know to apply (nodes/pagination/traits.ts makes it of the settings). */
export interface Paging {
  /** Where the next value comes from. */
  readonly carry: 'body' | 'header' | 'link' | 'last-record' | 'keys' | 'element' | 'page' | 'offset'
  /** Where in the body it is read as a whole, which may be an object. */
  readonly carryPath?: Path
  /** Page numbers or offsets that are counted, not read. */
  readonly counted: boolean
  /** Counted so that a page of another size than asked for shifts what follows: by numbers, or an offset by the size. */
  readonly bySize: boolean
  /** A page that is short, or empty, is the last. */
  readonly shortEnds: boolean
  readonly emptyEnds: boolean
  /** The answer says itself that its page is the last: by a flag, a total, or the absence of what leads on. */
  readonly announced: boolean
  /** A total, or the number of pages, says where the end is. */
  readonly byTotal: boolean
  /** Where nothing leads on is the end … */
  readonly absenceEnds: boolean
  /** … and where an empty text does. */
  readonly emptyTextEnds: boolean
  /** The same value every time is no circle. */
  readonly stateful: boolean
  /** The next address comes from the answer. */
  readonly byAddress: boolean
  /** … and may be at another host. */
  readonly otherHosts: boolean
  /** Statuses that mean that there is no such page. */
  readonly endCodes: readonly number[]
  /** How many records the API hands out at most. */
  readonly cap?: number
  /** The answer is the list itself. */
  readonly bareList: boolean
  /** Bytes of an answer that are too many. */
  readonly maxBytes: number
  /** Where the body of a failure says how long to wait. */
  readonly waitAt?: { readonly path: Path; readonly unit: 's' | 'ms' }
  /** How many records a page has that is huge. @default 100,000 */
  readonly hugePage?: number
  /** Whether the credential can be renewed. */
  readonly renews: boolean
}

/** What must come of a walk that meets the fault. */
export type Must =
  /** Every record once, in order. `stop`: the rule that ends it, where it is not the one that would have. */
  | { readonly comes: 'whole'; readonly stop?: string }
  /** A failure of this kind after so many requests, with the records of so many pages. */
  | { readonly comes: 'failure'; readonly kind: string; readonly calls: number; readonly pages: number }
  /** Every record once, and a word about those that came twice. */
  | { readonly comes: 'told' }
  /** As many records as the API hands out, and a word that there may be more. */
  | { readonly comes: 'partial'; readonly records: number }

/** What is played: a style, over a list of so many records. */
export interface Played {
  readonly style: Style
  readonly total: number
  /** Absent where nobody says how it is walked (a service over HTTP): what is usual is played. */
  readonly paging?: Paging
  /** Milliseconds since the epoch, as the walk's clock has them. */
  now(): number
}

/** Something that goes wrong on the second page, or from it on. */
export interface Fault {
  /** Its number in the list of faults, with a letter where it comes in several ways. */
  readonly id: string
  readonly words: string
  applies(paging: Paging, style: Style): boolean
  /** How many records the list has. */
  total(style: Style, paging?: Paging): number
  /** Plays the style with the fault; a thrown error is a connection that was lost. */
  play(played: Played): Handler
  must(style: Style, paging: Paging): Must
  /** Requests of the whole walk, where all comes whole. */
  calls?(style: Style, paging: Paging): number
  /** How long the walk is asked to wait, in milliseconds. */
  readonly waitsMs?: number
}

export const always = (): boolean => true

/** Three full pages, and a record more. */
export const usualTotal = ({ size }: Style): number => 3 * size + 1
/** Three full pages. */
export const fullPages = ({ size }: Style): number => 3 * size

export const whole = (): Must => ({ comes: 'whole' })

/** As many calls as without the fault, and some more. */
export const withMore =
  (more: number, total = usualTotal) =>
  (style: Style): number =>
    style.calls(total(style)) + more

export const played = ({ style, total }: Played): Handler => playStyle(style, total)

type Respond = (answer: () => ServedResponse, call: number, request: ServedRequest) => ServedResponse

/** Puts itself between walk and service; calls are counted from 1. */
export function between(handler: Handler, respond: Respond): Handler {
  let call = 0
  return (request) => {
    call += 1
    return respond(() => handler(request), call, request)
  }
}

/** Something else in the place of one answer. */
export const insteadOf =
  (at: number, other: (request: ServedRequest, given: Played) => ServedResponse) =>
  (given: Played): Handler =>
    between(played(given), (answer, call, request) => (call === at ? other(request, given) : answer()))

const decoder = new TextDecoder()
const encoder = new TextEncoder()

export const textOf = ({ body }: ServedResponse): string => decoder.decode(body)
export const withText = (response: ServedResponse, text: string): ServedResponse => ({
  ...response,
  body: encoder.encode(text),
})

/** The answer with its text written otherwise, in body and headers. */
export const rewritten = (response: ServedResponse, rewrite: (text: string) => string): ServedResponse => ({
  ...response,
  headers: response.headers.map(([name, value]) => [name, rewrite(value)] as const),
  body: encoder.encode(rewrite(decoder.decode(response.body))),
})

/** Every answer with its text written otherwise. */
export const rewriting =
  (rewrite: (text: string) => string) =>
  (given: Played): Handler =>
    between(played(given), (answer) => rewritten(answer(), rewrite))
