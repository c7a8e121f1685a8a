import { EngineError } from '../../engine/errors.ts'
import type { StopReason } from '../../engine/events.ts'
import { sameBytes } from '../../engine/sameBytes.ts'
import type { Json } from '../../model/json.ts'
import { canonicalJson } from '../../model/printJson.ts'
import { plural } from '../words.ts'
import { carriedInWords } from './carry.ts'
import type { PageAnswer } from './page.ts'
import type { PaginationSettings } from './settings.ts'

type GuardSettings = PaginationSettings['guards']

/** What a guard is asked with, once a page, when no stop rule has ended the walk. */
export interface Guarded {
  readonly answer: PageAnswer
  /** What the next page would be asked with. */
  readonly next: Json
  readonly elapsedMs: number
}

interface Limit {
  readonly rule: string
  most(settings: GuardSettings): number
  reached(guarded: Guarded): number
  words(most: number): string
}

/** Guards that end a walk: it worked as far as it went. 0 is none. */
const limits: readonly Limit[] = [
  {
    rule: 'max-pages',
    most: ({ maxPages }) => maxPages,
    reached: ({ answer }) => answer.number,
    words: (most) => `The guard ends the walk after ${plural(most, 'page')}: there is more.`,
  },
  {
    rule: 'max-records',
    most: ({ maxRecords }) => maxRecords,
    reached: ({ answer }) => answer.received,
    words: (most) => `The guard ends the walk after ${plural(most, 'record')}: there is more.`,
  },
  {
    rule: 'max-time',
    most: ({ maxMs }) => maxMs,
    reached: ({ elapsedMs }) => elapsedMs,
    words: (most) =>
      `The guard ends the walk after ${plural(Math.round(most / 1000), 'second')}: there is more.`,
  },
]

/**
 * So many empty pages in a row that are the same byte for byte are no part of a list: a walk that counts has passed its end, and
 * the total or the flag that should say so never will. Fewer may be: a service that filters after it has paged.
 */
const mostSameEmpty = 20

/** What keeps a walk from going on for ever: limits, and what it remembers of the pages before. */
export class Guards {
  readonly #settings: GuardSettings
  /** What pages were asked with, over the whole history of this walk: a circle need not be of neighbours. */
  readonly #asked = new Map<string, number>()
  #before: Uint8Array | undefined
  /** Empty pages up to the last one that were the same. */
  #sameEmpty = 0

  constructor(settings: GuardSettings) {
    this.#settings = settings
  }

  /** The walk begins again, or goes on in another process (E18). */
  forget(): void {
    this.#asked.clear()
    this.#before = undefined
    this.#sameEmpty = 0
  }

  /** A page is asked for with this value. */
  note(value: Json | undefined, page: number): void {
    if (value !== undefined && this.#settings.repeatedValue !== 'off') this.#asked.set(keyOf(value), page)
  }

  /** Ends the walk with a reason, or throws `EngineError` of kind `cycle` where it would go round. */
  judge(guarded: Guarded): StopReason | undefined {
    this.#judgeRepeats(guarded)
    for (const { rule, most, reached, words } of limits) {
      const limit = most(this.#settings)
      if (limit > 0 && reached(guarded) >= limit) return { rule, words: words(limit), partial: true }
    }
    return undefined
  }

  #judgeRepeats({ answer, next }: Guarded): void {
    const { body } = answer.exchange.response
    const same = this.#before !== undefined && sameBytes(this.#before, body)
    this.#before = body
    this.#sameEmpty = answer.count > 0 ? 0 : same ? this.#sameEmpty + 1 : 1
    const { repeatedPage, repeatedValue } = this.#settings
    if (repeatedPage && this.#sameEmpty > mostSameEmpty)
      throw new EngineError(
        'cycle',
        `The last ${plural(this.#sameEmpty, 'page')} were empty and the same, byte for byte: the walk has passed the end of the list, and no Stop rule has said so. Add one, such as “the page is empty”.`,
        { rule: 'repeated-page' },
      )
    const repeats = same && answer.count > 0
    if (repeats && (repeatedPage || repeatedValue === 'stateful'))
      throw new EngineError(
        'cycle',
        `Page ${String(answer.number)} is the same as the page before it, byte for byte. What is put into the request does not lead on: look at Carry and Put.`,
        { rule: 'repeated-page' },
      )
    const seen = repeatedValue === 'fails' ? this.#asked.get(keyOf(next)) : undefined
    if (seen !== undefined)
      throw new EngineError(
        'cycle',
        `Page ${String(answer.number)} leads to ${carriedInWords(next)}, with which page ${String(seen)} was asked for already: the walk would go round. If this service gives the same value every time, say so in the guards.`,
        { rule: 'repeated-value' },
      )
  }
}

/** Two numbers are the same as number and as text: a cursor may change its type on the way. */
function keyOf(value: Json): string {
  return typeof value === 'object' && value !== null ? canonicalJson(value) : String(value)
}
