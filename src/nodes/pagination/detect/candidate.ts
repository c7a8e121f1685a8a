import type { Spot } from '../../../engine/events.ts'
import type { Carry, PaginationSettings, Put, StopRule } from '../settings.ts'
import { type Sign, sureness, weights } from './weights.ts'

/** A sign, in words, and where it stands. */
export interface Evidence {
  readonly sign: Sign
  readonly words: string
  readonly of: 'request' | 'answer'
  readonly spot?: Spot
}

/** A way to page that would explain what was seen, as settings of the container. */
export interface Candidate {
  /** What it is, as the list of candidates says it. */
  readonly title: string
  /** From 0 to 1. */
  readonly sureness: number
  readonly evidence: readonly Evidence[]
  readonly settings: Partial<PaginationSettings> & Pick<PaginationSettings, 'carry' | 'put' | 'stop'>
  /** Where the records are, for the request. */
  readonly records: string
  /** What cannot be told from what was seen, and must be answered: under which name the value goes into the request. */
  readonly asks: readonly 'put'[]
}

export interface Draft {
  readonly title: string
  readonly evidence: readonly Evidence[]
  readonly carry: Carry
  readonly put: readonly Put[]
  readonly stop: readonly StopRule[]
  readonly asks?: readonly 'put'[]
  readonly more?: Partial<PaginationSettings>
}

export const sign = (name: Sign, of: Evidence['of'], spot?: Spot, more = ''): Evidence => ({
  sign: name,
  words: `${weights[name].words}${more === '' ? '' : `: ${more}`}.`,
  of,
  ...(spot !== undefined && { spot }),
})

export function finish(draft: Draft, records: string, key: string | undefined): Candidate {
  const { title, evidence, carry, put, stop, asks = [], more } = draft
  return {
    title,
    sureness: sureness(evidence.map((each) => each.sign)),
    evidence,
    records,
    asks,
    settings: {
      carry,
      put: [...put],
      stop: [...stop],
      // Records that come again are left out, and said: a list may change while it is read, or overlap by design.
      ...(key !== undefined && { dedupe: { path: key, then: 'drop' as const } }),
      ...more,
    },
  }
}

export const whole = (written: Partial<Put> & { to: Put['to'] }): Put =>
  ({ value: '{{ page.value }}', ...written }) as Put
