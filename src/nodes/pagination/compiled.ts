import type { StopReason } from '../../engine/events.ts'
import type { AnswerPolicy } from '../../engine/send.ts'
import type { Scope } from '../../expressions/evaluate.ts'
import type { Condition, ErrorRule } from '../../model/document.ts'
import type { Json } from '../../model/json.ts'
import { compileSetting, oncePer } from '../setting.ts'
import { toCount } from './answerPath.ts'
import { type CompiledCarry, compileCarry } from './carry.ts'
import { compilePuts } from './put.ts'
import type { PaginationSettings } from './settings.ts'
import type { PageAnswer } from './page.ts'
import { compileConditions, compileLastPage, compileStops, type Judged } from './stop.ts'

/** A container's settings, read once per plan. */
export interface CompiledPagination {
  readonly carry: CompiledCarry
  readonly extra: readonly { readonly name: string; readonly carry: CompiledCarry }[]
  readonly put: ReturnType<typeof compilePuts>
  judge(judged: Judged): StopReason | undefined
  start(scope: Scope): Json | undefined
  size(scope: Scope): number | undefined
  /** Whether an answer says that the walk must begin again; asked with `status`, `headers` and `body`, where it is asked. */
  restarts(scope: () => Scope): boolean
  /** The paged request's policy with what the walk itself wants to see of failures. */
  answers(policy: AnswerPolicy | undefined): AnswerPolicy
  readonly closes: boolean
  /** What a counted value grows by from page to page; undefined: it must be read. */
  step(size: number | undefined): number | undefined
  /** The number of the last page, where the answer announces it. */
  lastPage(answer: PageAnswer): number | undefined
}

export const compilePagination = oncePer((settings: PaginationSettings): CompiledPagination => {
  const { start, size, stop, restart, close } = settings
  const readStart = start.value === undefined ? undefined : compileSetting(start.value, 'Start')
  const readSize = compileSetting(size, 'The page size')
  const restartWhen = restartConditions(restart)
  const restartsWhere = compileConditions(restartWhen)
  const rules = ownRules(stop, restartWhen)
  const policies = new WeakMap<AnswerPolicy, AnswerPolicy>()
  const alone: AnswerPolicy = { decode: 'auto', redirects: 10, rules }
  return {
    carry: compileCarry(settings.carry),
    extra: settings.extra.map(({ name, carry }) => ({ name, carry: compileCarry(carry) })),
    put: compilePuts(settings),
    judge: compileStops(stop),
    start: (scope) => readStart?.(scope) as Json | undefined,
    size: (scope) => toCount(readSize(scope) as Json | undefined),
    restarts: (scope) => restartWhen.length > 0 && restartsWhere(scope()),
    answers: (policy) => {
      if (policy === undefined || rules.length === 0) return policy ?? alone
      let known = policies.get(policy)
      if (known === undefined) {
        known = { ...policy, rules: [...rules, ...policy.rules] }
        policies.set(policy, known)
      }
      return known
    },
    closes: close.url.trim() !== '',
    step: (pageSize) => {
      const { carry } = settings
      if (carry.from === 'page') return carry.step
      return carry.from === 'offset' && carry.by === 'size' ? pageSize : undefined
    },
    lastPage: compileLastPage(stop),
  }
})

const isStatus = (codes: readonly number[]): Condition => ({
  left: '{{ status }}',
  test: 'one-of',
  right: codes.join(','),
})

/** Both must hold, where both are given. */
function restartConditions({ codes, when }: PaginationSettings['restart']): Condition[] {
  return codes.length === 0 ? [...when] : [isStatus(codes), ...when]
}

/**
 * What would be a failure by its status and is an end, or a new beginning, here: asked before the request's own rules, so that
 * the answer reaches the walk at all.
 */
function ownRules(stop: PaginationSettings['stop'], restart: readonly Condition[]): ErrorRule[] {
  const ends = stop.flatMap((rule): ErrorRule[] =>
    rule.rule === 'status' ? [{ when: [isStatus(rule.codes)], then: 'ignore', message: '' }] : [],
  )
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the file format, and never a function.
  return restart.length === 0 ? ends : [{ when: [...restart], then: 'accept', message: '' }, ...ends]
}
