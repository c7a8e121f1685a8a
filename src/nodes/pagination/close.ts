import { toEngineError } from '../../engine/errors.ts'
import type { AnswerPolicy, Call, Send } from '../../engine/send.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import { compileSetting } from '../setting.ts'
import type { PaginationSettings } from './settings.ts'

/** A handle that is given back must not hold up a run that was stopped. */
const timeoutMs = 5_000

const policy: AnswerPolicy = { decode: 'binary', redirects: 0, rules: [] }
const encoder = new TextEncoder()

/**
 * The request that is made when a walk is over, however it ended: a scroll is deleted, a session closed. It is the one thing that
 * is still sent after a run was stopped (E28), and has a signal of its own for that. Gives what went wrong, in words.
 */
export async function closeWalk(
  settings: PaginationSettings['close'],
  { send, call }: { readonly send: Send; readonly call: Call },
  { scope, baseUrl }: { readonly scope: Scope; readonly baseUrl: string },
): Promise<string | undefined> {
  try {
    const address = toText(compileSetting(settings.url, 'The address of the closing request')(scope)).trim()
    const body = toText(compileSetting(settings.body, 'The body of the closing request')(scope))
    const request = {
      method: settings.method,
      url: /^https?:\/\//i.test(address)
        ? address
        : `${baseUrl.replace(/\/+$/, '')}${address.replace(/^\/*/, '/')}`,
      headers: [
        ['Accept', '*/*'],
        ['User-Agent', 'Patchbay'],
        ...(body === '' ? [] : [['Content-Type', 'application/json'] as const]),
      ] as const,
      body: body === '' ? undefined : encoder.encode(body),
      timeoutMs,
      maxBytes: 1_000_000,
    }
    await send(() => request, { ...call, records: undefined, policy, signal: new AbortController().signal })
    return undefined
  } catch (error) {
    return toEngineError(error).message
  }
}
