import { EngineError } from '../errors.ts'
import type { WaitReason } from '../events.ts'
import type { HttpRequest } from '../io.ts'
import type { Exchange, Policy, RetryPolicy, Sending } from '../send.ts'

/** What an error rule that says `retry` or `wait` is tried with where the request itself asks for no attempts. */
const usual: RetryPolicy = {
  attempts: 4,
  statuses: [],
  network: false,
  methods: 'all',
  baseMs: 500,
  maxMs: 30_000,
  mostWaitMs: 300_000,
  body: undefined,
}

/** Methods that may be sent again without asking whether the first one arrived (RFC 9110, 9.2.2). */
export const idempotentMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PUT',
  'DELETE',
])

/** Answers that say that nothing was done: any method may be sent again. */
const refused: ReadonlySet<number> = new Set([429, 503])

/** Kinds of failure of the network, or of an answer that was cut off on its way. */
const onTheWay: ReadonlySet<string> = new Set(['network', 'timeout', 'decode'])

/**
 * Sends again what failed in a way that another attempt may cure, after the wait that the service asks for or an exponential one
 * with full jitter (M. Brooker, https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). Each wait is told
 * with its reason and ends at once when the run is stopped.
 */
export const withRetry =
  ({ io, emit }: Sending): Policy =>
  (next) =>
  async (draft, call) => {
    let method = ''
    const seen = (auth: Parameters<typeof draft>[0]): HttpRequest => {
      const request = draft(auth)
      method = request.method
      return request
    }
    for (let attempt = call.attempt; ; attempt++) {
      try {
        const exchange = await next(seen, { ...call, attempt })
        if (call.policy?.retry !== undefined) readNow(exchange)
        return exchange
      } catch (error) {
        call.signal.throwIfAborted()
        if (!(error instanceof EngineError)) throw error
        const wait = judge(error, attempt, method, call.policy?.retry, io.random)
        if (wait === undefined) throw error
        if (wait instanceof EngineError) throw wait
        emit({
          type: 'waiting',
          node: call.node,
          at: call.at,
          reason: wait.reason,
          untilMs: io.clock.now() + wait.ms,
        })
        await io.clock.sleep(wait.ms, call.signal)
      }
    }
  }

/** A body that was cut off is noticed when it is read: here, where it can still be asked for again. It is read once. */
function readNow(exchange: Exchange): void {
  if (exchange.ignored !== true) void exchange.records
}

interface Wait {
  readonly ms: number
  readonly reason: WaitReason
}

/** How long to wait before another attempt; undefined: the failure stands; an error: it stands in other words. */
function judge(
  error: EngineError,
  attempt: number,
  method: string,
  policy: RetryPolicy | undefined,
  random: () => number,
): Wait | EngineError | undefined {
  const ruled = error.again
  const retry =
    ruled === undefined
      ? policy
      : { ...(policy ?? usual), attempts: Math.max(policy?.attempts ?? 0, usual.attempts) }
  if (retry === undefined || retry.attempts <= 1) return undefined
  if (ruled === undefined && !isRetried(error, retry, method)) return undefined
  if (attempt >= retry.attempts) return attempt === 1 ? undefined : afterAll(error, attempt)
  const asked = error.askedMs
  if (asked === undefined) return { ms: backoff(retry, attempt, random), reason: 'backoff' }
  if (asked > retry.mostWaitMs) return tooLong(error, asked, retry.mostWaitMs)
  return { ms: asked, reason: 'retry-after' }
}

function isRetried(error: EngineError, { statuses, network, methods }: RetryPolicy, method: string): boolean {
  const again = methods === 'all' || idempotentMethods.has(method)
  if (error.kind === 'status' && error.status !== undefined)
    return statuses.includes(error.status) && (again || refused.has(error.status))
  return network && again && onTheWay.has(error.kind)
}

function backoff({ baseMs, maxMs }: RetryPolicy, attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1)))
}

const afterAll = (error: EngineError, attempts: number): EngineError =>
  inOtherWords(error, `${error.message} This was attempt ${attempts}, the last.`)

const tooLong = (error: EngineError, askedMs: number, mostMs: number): EngineError =>
  inOtherWords(
    error,
    `${error.message} It asks to wait ${inWords(askedMs)}, and this request waits ${inWords(mostMs)} at most.`,
  )

/** `40 s`, `5 min`, `2 h`. */
function inWords(ms: number): string {
  if (ms < 120_000) return `${Math.ceil(ms / 1000)} s`
  return ms < 7_200_000 ? `${Math.ceil(ms / 60_000)} min` : `${Math.ceil(ms / 3_600_000)} h`
}

function inOtherWords(error: EngineError, message: string): EngineError {
  const { kind, retryable, node, at, exchange, status } = error
  return new EngineError(kind, message, {
    retryable,
    ...(node !== undefined && { node }),
    ...(at !== undefined && { at }),
    ...(exchange !== undefined && { exchange }),
    ...(status !== undefined && { status }),
    cause: error.cause ?? error,
  })
}
