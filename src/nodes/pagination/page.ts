import { headerLines } from '../../engine/send/headers.ts'
import type { Exchange } from '../../engine/send.ts'
import type { Json } from '../../model/json.ts'

/** The answer of one page, as Carry, Stop and the guards read it. */
export interface PageAnswer {
  readonly exchange: Exchange
  /** From 1 on. */
  readonly number: number
  /** What the request was asked with; undefined: nothing was put into it. */
  readonly sent: Json | undefined
  /** Records of the request, before the body filtered any (E17). */
  readonly count: number
  /** Records of all pages up to this one. */
  readonly received: number
  /** Records asked for a page, where it is known. */
  readonly size: number | undefined
}

/** All lines of a header of the answer. */
export function linesOf({ exchange }: PageAnswer, name: string): string[] {
  return headerLines(exchange.response, name)
}

/** The page's answer without its records, or nothing where it cannot be read (a status that is the end has any body). */
export function envelopeOf({ exchange }: PageAnswer): Json | undefined {
  return exchange.ignored === true ? undefined : exchange.envelope()
}
