import type { ExchangeView } from '../api/contract.ts'
import type { AnswerSample } from '../nodes/request/answers.ts'

/** Larger answers are not kept: the session is written whole at each change of it. */
export const mostAnswerLength = 200_000

/**
 * Lines that are of the way an answer came and not of what it says: its body lies there decoded. And cookies, which no request
 * sends back and no mask knows.
 */
const leftOut: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
])

/** The answer of an exchange as a sample, masked as the tape has it; or why it cannot be kept, in words. */
export function toAnswerSample(response: ExchangeView['response']): AnswerSample | string {
  if (response === undefined) return 'There was no answer.'
  const { status, headers, bodyBase64, cut = 0 } = response
  if (cut > 0 || bodyBase64.length > mostAnswerLength * 2) return tooLarge
  let body: string
  try {
    const bytes = Uint8Array.from(atob(bodyBase64), (character) => character.charCodeAt(0))
    body = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return 'Its body is no text in UTF-8, and only such a body can be kept as a sample.'
  }
  if (body.length > mostAnswerLength) return tooLarge
  return { status, headers: headers.filter(([name]) => !leftOut.has(name.toLowerCase())), body }
}

export const tooLarge = `The answer is too large to be kept as a sample: ${mostAnswerLength.toLocaleString('en-US')} characters are the most.`
