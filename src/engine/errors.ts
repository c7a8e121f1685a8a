import { ExpressionFailure } from '../expressions/evaluate.ts'
import type { NodeId } from '../model/ids.ts'
import type { Address, ExchangeId, FailureKind, RunFailure } from './events.ts'

/** What is known of a failure beside its words. */
export interface FailureDetails {
  /** Whether the same request may succeed when it is made again; without it as the kind usually is. */
  readonly retryable?: boolean
  readonly node?: NodeId
  readonly at?: Address
  readonly exchange?: ExchangeId
  readonly status?: number
  readonly rule?: string
  readonly cause?: unknown
  /** An error rule says that the request is to be sent again. */
  readonly again?: true
  /** How long the service asks to wait before that, in milliseconds. */
  readonly askedMs?: number
}

/** Kinds that another attempt may cure. All others fail the same way again. */
const usuallyRetryable: ReadonlySet<FailureKind> = new Set(['network', 'timeout'])

/**
 * The one family of errors that engine, nodes and hosts throw: what happened is `kind`, and `message` says what, where
 * and what to do, in plain words and without secrets. Across a wire it becomes a {@link RunFailure}.
 */
export class EngineError extends Error {
  override name = 'EngineError' as const
  readonly kind: FailureKind
  readonly retryable: boolean
  readonly node: NodeId | undefined
  readonly at: Address | undefined
  readonly exchange: ExchangeId | undefined
  readonly status: number | undefined
  readonly rule: string | undefined
  readonly again: true | undefined
  readonly askedMs: number | undefined

  constructor(kind: FailureKind, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.kind = kind
    this.retryable = details.retryable ?? usuallyRetryable.has(kind)
    this.node = details.node
    this.at = details.at
    this.exchange = details.exchange
    this.status = details.status
    this.rule = details.rule
    this.again = details.again
    this.askedMs = details.askedMs
  }
}

/** Any thrown thing as an {@link EngineError}: expressions keep their words, everything else is a fault of ours. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  if (error instanceof ExpressionFailure)
    return new EngineError('expression', error.message, { cause: error })
  const words = error instanceof Error && error.message !== '' ? error.message : 'an unknown fault'
  return new EngineError('internal', `Something inside Patchbay went wrong: ${words}`, { cause: error })
}

/** The error with the place where it happened, unless it knows one already: the innermost place is the right one. */
export function locate(error: unknown, node: NodeId, at: Address): EngineError {
  const known = toEngineError(error)
  if (known.node !== undefined) return known
  return new EngineError(known.kind, known.message, {
    retryable: known.retryable,
    node,
    at,
    exchange: known.exchange,
    status: known.status,
    rule: known.rule,
    cause: known.cause ?? known,
  })
}

/** The failure as it travels in events: plain JSON, free of `undefined`. */
export function toRunFailure(error: unknown): RunFailure {
  const { kind, message, node, at, exchange, status, rule, retryable } = toEngineError(error)
  return {
    kind,
    message,
    ...(node !== undefined && { node }),
    ...(at !== undefined && { at }),
    ...(exchange !== undefined && { exchange }),
    ...(status !== undefined && { status }),
    ...(rule !== undefined && { rule }),
    retryable,
  }
}
