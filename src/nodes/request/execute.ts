import type { Chunk, Stream } from '../../engine/chunk.ts'
import { valuesChunk } from '../../engine/chunk.ts'
import type { NodeContext } from '../../engine/definition.ts'
import type { Fields } from '../../engine/io.ts'
import { evaluateBaseUrl } from '../../engine/send/baseUrl.ts'
import { headersObject } from '../../engine/send/headers.ts'
import type { AnswerPolicy, Draft, Exchange, Path, RetryPolicy } from '../../engine/send.ts'
import type { Json } from '../../model/json.ts'
import { oncePer } from '../setting.ts'
import { compileDefaults, compileRequest, drawRequest, toHttpRequest } from './draft.ts'
import { parseRecordPath, parseRecordPaths } from './recordPath.ts'
import type { RequestSettings, RetrySettings } from './settings.ts'

/** One object per plan, so that the policies keep what they compile of it. */
const answerPolicy = oncePer(
  ({ decode, redirects, errorRules, retry }: RequestSettings): AnswerPolicy => ({
    decode,
    redirects,
    rules: errorRules,
    ...(retry !== undefined && { retry: retryPolicy(retry) }),
  }),
)

/** Where the records are in an answer; none: it is one value. */
const recordPaths = oncePer(({ answer, records }: RequestSettings): readonly Path[] =>
  answer === 'full' ? [] : (parseRecordPaths(records) ?? []),
)

function retryPolicy({ waitAt, waitUnit, ...policy }: RetrySettings): RetryPolicy {
  const path = waitAt.trim() === '' ? undefined : parseRecordPath(waitAt)
  return { ...policy, body: path === undefined ? undefined : { path, unit: waitUnit } }
}

/** Asks once for each record that comes in, in order; once with no edge; not at all over an empty stream (E5). */
export async function* executeRequest(settings: RequestSettings, ctx: NodeContext): Stream {
  ctx.signal.throwIfAborted()
  const ask = createAsk(settings, ctx)
  if (ctx.input === undefined) {
    const exchange = await ask(() => undefined)
    if (exchange.ignored === true) return
    const answer = answerOf(exchange, settings)
    if (answer.count <= mostAtOnce) yield answer
    else yield* inParts(answer, ctx)
    return
  }
  for await (const chunk of ctx.input) {
    if (chunk.mark !== undefined) {
      yield chunk
      continue
    }
    for (let index = 0; index < chunk.count; index++) {
      ctx.signal.throwIfAborted()
      const exchange = await ask(() => chunk.values()[index])
      if (exchange.ignored === true) continue
      const answer = answerOf(exchange, settings)
      if (answer.count > mostAtOnce) yield* inParts(answer, ctx)
      else if (answer.count > 0) yield answer
    }
  }
}

/** Records that are handed on at once: what is done with them is one stretch. */
const mostAtOnce = 1_000

/** A large answer is handed on in parts, with rests between them, so that a stop is heard while its records are read. */
async function* inParts(answer: Chunk, { io, signal }: NodeContext): Stream {
  for (let from = 0; from < answer.count; from += mostAtOnce) {
    yield answer.slice(from, from + mostAtOnce)
    await io.rest?.()
    signal.throwIfAborted()
  }
}

/** Makes the sender of one execution: everything that is the same for all its records is done once, here. */
function createAsk(
  settings: RequestSettings,
  ctx: NodeContext,
): (item: () => Json | undefined) => Promise<Exchange> {
  const request = compileRequest(settings)
  const defaults = compileDefaults(ctx.service)
  const [records, ...alsoRecords] = recordPaths(settings)
  const policy = answerPolicy(settings)
  const baseUrl = evaluateBaseUrl(ctx.service, ctx.io.secrets.shown)
  const usesAuth = request.usesAuth || defaults.usesAuth
  const now: { item: () => Json | undefined; auth: Fields } = { item: () => undefined, auth: {} }
  const scope = ctx.scope(ctx.input === undefined ? undefined : () => now.item(), {
    get auth() {
      return now.auth
    },
  })

  return (item) => {
    let boundary: string | undefined
    let drawn: ReturnType<Draft> | undefined
    const draft: Draft = (auth) => {
      if (drawn !== undefined && !usesAuth) return drawn
      now.item = item
      now.auth = auth
      const options = {
        scope,
        baseUrl,
        boundary: () => (boundary ??= `----PatchbayBoundary${ctx.io.id()}`),
        traced: false,
      }
      drawn = toHttpRequest(drawRequest(request, defaults, options), settings)
      return drawn
    }
    return ctx.send(draft, {
      node: ctx.node.id,
      at: ctx.at,
      attempt: 1,
      records,
      ...(alsoRecords.length > 0 && { alsoRecords }),
      signal: ctx.signal,
      policy,
    })
  }
}

function answerOf(exchange: Exchange, { answer }: RequestSettings) {
  if (answer === 'body') return exchange.records
  const body = exchange.records.values()[0] ?? null
  return valuesChunk([{ status: exchange.status, headers: headersObject(exchange.response), body }])
}
