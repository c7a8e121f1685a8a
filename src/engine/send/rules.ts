import { type CompiledTemplate, compileTemplate, type Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import { findConditionTest } from '../../model/conditions.ts'
import type { Condition, ErrorRule } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import { EngineError, type FailureDetails } from '../errors.ts'
import type { Redactor } from '../redact.ts'
import type { Call, Draft, Exchange, Policy, Sending } from '../send.ts'
import { askedWait } from './askedWait.ts'
import { ignoredExchange } from './exchange.ts'
import { serviceWords, wordsOfStatus } from './failureWords.ts'
import { headersObject } from './headers.ts'
import { requestWords } from './shown.ts'

interface CompiledRule {
  /** What follows where it holds. */
  readonly outcome: ErrorRule['then']
  holds(scope: Scope): boolean
  readonly message: CompiledTemplate | undefined
  readonly waitMs: number | undefined
}

/**
 * Judges an answer before anything of it goes on (E3): the request's own rules, then the service's, the first that matches
 * decides. Without a match, status 400 and above is a failure.
 */
export const withRules =
  ({ io, service, redactor }: Sending): Policy =>
  (next) => {
    const compiledOf = compileOnce()
    const judged = async (draft: Draft, call: Call): Promise<Exchange> => {
      const exchange = await next(draft, call)
      const own = call.policy === undefined ? [] : compiledOf(call.policy.rules)
      const rules = [own, compiledOf(service.defaults.errorRules)]
      if (exchange.status < 400 && rules.every(({ length }) => length === 0)) return exchange
      const scope = answerScope(exchange)
      const rule = rules.flat().find(({ holds }) => holds(scope))
      const facts = { redactor, askedMs: () => askedWait(exchange, io.clock.now(), call.policy?.retry?.body) }
      // Asked for once: where the renewed credential meets the same rule, the rule is a failure.
      if (rule?.outcome === 'refresh' && call.refresh === undefined)
        return judged(draft, { ...call, refresh: true })
      if (rule !== undefined) return outcomes[rule.outcome](exchange, call, rule, scope, facts)
      if (exchange.status >= 400) throw statusFailure(exchange, call, facts)
      return exchange
    }
    return judged
  }

type Outcome = (
  exchange: Exchange,
  call: Call,
  rule: CompiledRule,
  scope: Scope,
  facts: AnswerFacts,
) => Exchange

interface AnswerFacts {
  readonly redactor: Redactor
  /** How long the answer asks to wait, in milliseconds. */
  askedMs(): number | undefined
}

const outcomes: { readonly [Then in ErrorRule['then']]: Outcome } = {
  /** The answer counts, whatever its status. */
  accept: (exchange) => exchange,
  /** The answer is fine, and there is nothing in it. */
  ignore: (exchange) => ignoredExchange(exchange),
  fail: (exchange, call, rule, scope, facts) => {
    throw ruledFailure(exchange, call, rule, scope, facts)
  },
  /** The credential was renewed already, and the answer is the same. */
  refresh: (exchange, call, rule, scope, facts) => {
    throw ruledFailure(exchange, call, rule, scope, facts)
  },
  /** It is sent again after a wait that grows. */
  retry: (exchange, call, rule, scope, facts) => {
    throw ruledFailure(exchange, call, rule, scope, facts, { again: true })
  },
  /** It is sent again after the wait that the answer asks for, or else the rule. */
  wait: (exchange, call, rule, scope, facts) => {
    const askedMs = facts.askedMs() ?? rule.waitMs
    throw ruledFailure(exchange, call, rule, scope, facts, {
      again: true,
      ...(askedMs !== undefined && { askedMs }),
    })
  },
}

function ruledFailure(
  exchange: Exchange,
  call: Call,
  rule: CompiledRule,
  scope: Scope,
  facts: AnswerFacts,
  again: Pick<FailureDetails, 'again' | 'askedMs'> = {},
): EngineError {
  const said = rule.message === undefined ? '' : safely(rule.message, scope, facts.redactor)
  return said === ''
    ? statusFailure(exchange, call, facts, again, 'rule')
    : new EngineError('rule', said, { ...placeOf(exchange, call), ...again })
}

/** Lists of rules are settings: the same object for a whole plan. */
function compileOnce(): (rules: readonly ErrorRule[]) => readonly CompiledRule[] {
  const known = new WeakMap<readonly ErrorRule[], readonly CompiledRule[]>()
  return (rules) => {
    let compiled = known.get(rules)
    if (compiled === undefined) {
      compiled = rules.map(compileRule)
      known.set(rules, compiled)
    }
    return compiled
  }
}

function compileRule({ when, then, message, waitMs }: ErrorRule): CompiledRule {
  const conditions = when.map(compileCondition)
  return {
    outcome: then,
    waitMs,
    // A rule without a condition matches every answer, which nobody means: it matches none.
    holds: (scope) => conditions.length > 0 && conditions.every((holds) => holds(scope)),
    message: message.trim() === '' ? undefined : compileTemplate(message),
  }
}

function compileCondition({ left, test, right }: Condition): (scope: Scope) => boolean {
  const found = findConditionTest(test)
  if (found === undefined) return () => false
  const readLeft = compileTemplate(left)
  const readRight = compileTemplate(right)
  return (scope) => {
    try {
      return found.holds(readLeft(scope), found.needsRight ? readRight(scope) : undefined)
    } catch {
      // A filter that cannot take what this answer has: the answer is not of the sort the rule is about.
      return false
    }
  }
}

/** What rules see: `status`, `headers` by lower-case name, and the whole `body`, read when a rule asks for it. */
function answerScope(exchange: Exchange): Scope {
  let body: { value: Json | undefined } | undefined
  const read = (): Json | undefined => {
    try {
      return exchange.body()
    } catch {
      return new TextDecoder().decode(exchange.response.body)
    }
  }
  return {
    status: exchange.status,
    get headers() {
      return headersObject(exchange.response)
    },
    get body() {
      body ??= { value: read() }
      return body.value
    },
  }
}

/** Searched for secrets before it is cut. */
function safely(message: CompiledTemplate, scope: Scope, redactor: Redactor): string {
  try {
    return redactor
      .text(toText(message(scope)))
      .trim()
      .slice(0, 1000)
  } catch {
    return ''
  }
}

const placeOf = (exchange: Exchange, { node, at }: Call) => ({
  node,
  at,
  exchange: exchange.id,
  status: exchange.status,
})

/** "GET https://… answered 404 (Not Found): Object not found. Check the address and the ids in it." */
function statusFailure(
  exchange: Exchange,
  call: Call,
  { redactor, askedMs }: AnswerFacts,
  again: Pick<FailureDetails, 'again' | 'askedMs'> = {},
  kind: 'status' | 'rule' = 'status',
): EngineError {
  const { name, advice, retryable } = wordsOfStatus(exchange.status)
  const said = serviceWords(exchange, redactor)
  const shown = said === undefined ? '' : `: ${/[.!?…]$/.test(said) ? said : `${said}.`}`
  const status = name === '' ? `${exchange.status}` : `${exchange.status} (${name})`
  const words = `${requestWords(exchange.shown)} answered ${status}${shown === '' ? '.' : shown}`
  const message =
    exchange.status >= 400 ? `${words} ${advice}` : `${words} An error rule says that this is a failure.`
  const asked = kind === 'status' ? askedMs() : undefined
  return new EngineError(kind, redactor.text(message), {
    ...placeOf(exchange, call),
    retryable: kind === 'status' && retryable === true,
    ...(asked !== undefined && { askedMs: asked }),
    ...again,
  })
}
