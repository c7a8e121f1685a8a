import type { StopReason } from '../../engine/events.ts'
import { headersObject } from '../../engine/send/headers.ts'
import { type CompiledTemplate, type Scope } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import { conditionHolds, findConditionTest } from '../../model/conditions.ts'
import type { Json } from '../../model/json.ts'
import { compileSetting } from '../setting.ts'
import { plural } from '../words.ts'
import { compilePath, isAbsent, toCount } from './answerPath.ts'
import type { CompiledCarry } from './carry.ts'
import { findLink } from './link.ts'
import { envelopeOf, linesOf, type PageAnswer } from './page.ts'
import type { StopKind, StopRule } from './settings.ts'

/** What a rule is asked with: the page, what was read to go on with, and the names of the container. */
export interface Judged {
  readonly answer: PageAnswer
  readonly carried: Json | undefined
  readonly carry: CompiledCarry
  readonly scope: Scope
}

/** Says in words why the page was the last; undefined: it was not, by this rule. */
type Judge = (judged: Judged) => string | undefined

interface StopWay<Kind extends StopKind> {
  /** What people choose, as what goes on from "Stop when". */
  readonly title: string
  /** Whether the rule is an end that the API itself announces: a cursor style needs one. */
  readonly announced: boolean
  /** The walk did not reach all there is. */
  readonly partial?: true
  /** On a chip: "has_more is false". */
  say(rule: Extract<StopRule, { rule: Kind }>): string
  compile(rule: Extract<StopRule, { rule: Kind }>): Judge
}

interface Place {
  readonly in: 'body' | 'header'
  readonly at: string
}

const placeWords = ({ in: part, at }: Place): string => (part === 'header' ? `header ${at}` : at)

function compilePlace({ in: part, at }: Place): (answer: PageAnswer) => Json | undefined {
  if (part === 'header') return (answer) => linesOf(answer, at)[0]
  const read = compilePath(at)
  return (answer) => read(envelopeOf(answer))
}

/** True and false, also as text. */
const asFlag = (value: Json | undefined): boolean | undefined => {
  const text = toText(value).trim().toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

/** Every way a page can be the last. */
export const stopWays: { readonly [Kind in StopKind]: StopWay<Kind> } = {
  'no-value': {
    title: 'there is no next value',
    announced: true,
    say: () => 'no next value',
    compile:
      ({ emptyText }) =>
      ({ carried, carry }) => {
        if (carried === undefined) return `There was nothing at ${carry.where}.`
        if (carried === null) return `${carry.where} was null.`
        return carried === '' && emptyText === 'ends' ? `${carry.where} was empty.` : undefined
      },
  },
  flag: {
    title: 'a flag is true or false',
    announced: true,
    say: (rule) => `${placeWords(rule)} is ${String(rule.is)}`,
    compile: (rule) => {
      const read = compilePlace(rule)
      return ({ answer }) =>
        asFlag(read(answer)) === rule.is ? `${placeWords(rule)} was ${String(rule.is)}.` : undefined
    },
  },
  'empty-page': {
    title: 'the page is empty',
    announced: false,
    say: () => 'empty page',
    compile:
      () =>
      ({ answer }) =>
        answer.count === 0 ? 'The page was empty.' : undefined,
  },
  'short-page': {
    title: 'the page is short',
    announced: false,
    say: () => 'short page',
    compile:
      () =>
      ({ answer: { count, size } }) =>
        size !== undefined && count < size
          ? count === 0
            ? 'The page was empty.'
            : `The page had ${plural(count, 'record')} of ${String(size)}.`
          : undefined,
  },
  'last-page': {
    title: 'it is the last page by number',
    announced: true,
    say: (rule) => `page ≥ ${placeWords(rule)}`,
    compile: (rule) => {
      const read = compilePlace(rule)
      return ({ answer }) => {
        const pages = toCount(read(answer))
        if (pages === undefined) return undefined
        return answer.number >= pages
          ? `Page ${String(answer.number)} of ${String(pages)} was the last.`
          : undefined
      }
    },
  },
  total: {
    title: 'the total is reached',
    announced: true,
    say: (rule) => `${placeWords(rule)} reached`,
    compile: (rule) => {
      const read = compilePlace(rule)
      return ({ answer }) => {
        const total = toCount(read(answer))
        return total !== undefined && answer.received >= total
          ? `All ${plural(total, 'record')} were passed.`
          : undefined
      }
    },
  },
  'no-link': {
    title: 'no Link header leads on',
    announced: true,
    say: ({ rel }) => `no rel=${rel}`,
    compile:
      ({ rel }) =>
      ({ answer }) =>
        findLink(linesOf(answer, 'link'), rel) === undefined ? `No Link header had rel=${rel}.` : undefined,
  },
  status: {
    title: 'the answer has a status',
    announced: true,
    say: ({ codes }) => `status ${codes.join(' or ')}`,
    compile:
      ({ codes }) =>
      ({ answer: { exchange } }) =>
        codes.includes(exchange.status)
          ? `The service answered ${String(exchange.status)}: there is no such page.`
          : undefined,
  },
  value: {
    title: 'a value stands on the last page',
    announced: true,
    say: (rule) => `${placeWords(rule)} is ${rule.is}`,
    compile: (rule) => {
      const read = compilePlace(rule)
      const readIs = compileSetting(rule.is, 'The value that ends the walk')
      return ({ answer, scope }) => {
        const found = read(answer)
        return !isAbsent(found) && toText(found) === toText(readIs(scope))
          ? `${placeWords(rule)} was ${toText(found)}.`
          : undefined
      }
    },
  },
  older: {
    title: 'a record is older than a mark',
    announced: false,
    say: ({ path, than }) => `${path} before ${than}`,
    compile: ({ path, than }) => {
      const read = compilePath(path)
      const readThan = compileSetting(than, 'The mark that ends the walk')
      const isBefore = findConditionTest('less-than')
      return ({ answer, scope }) => {
        const mark = readThan(scope)
        if (mark === undefined || mark === null || mark === '') return undefined
        return answer.exchange.records.values().some((record) => isBefore?.holds(read(record), mark))
          ? `A record was older than ${toText(mark)}.`
          : undefined
      }
    },
  },
  cap: {
    title: 'the API hands out no more',
    announced: false,
    partial: true,
    say: ({ records }) => `API limit ${plural(records, 'record')}`,
    compile:
      ({ records }) =>
      ({ answer }) =>
        answer.received >= records
          ? `The API hands out ${plural(records, 'record')} at most: there may be more.`
          : undefined,
  },
  condition: {
    title: 'conditions hold',
    announced: true,
    say: ({ when }) => plural(when.length, 'condition'),
    compile: ({ when }) => {
      const holds = compileConditions(when)
      return ({ answer, scope }) =>
        holds(answerScope(answer, scope)) ? 'The conditions for the last page held.' : undefined
    },
  },
}

export function wayOf<Kind extends StopKind>(rule: Extract<StopRule, { rule: Kind }>): StopWay<Kind> {
  return stopWays[rule.rule] as unknown as StopWay<Kind>
}

export const sayStop = (rule: StopRule): string => wayOf(rule).say(rule as never)

/** All rules in order; the first that holds says why the page is the last. */
export function compileStops(rules: readonly StopRule[]): (judged: Judged) => StopReason | undefined {
  const judges = rules.map((rule) => ({ rule, judge: wayOf(rule).compile(rule as never) }))
  return (judged) => {
    for (const { rule, judge } of judges) {
      const words = judge(judged)
      if (words !== undefined)
        return { rule: rule.rule, words, ...(wayOf(rule).partial === true && { partial: true as const }) }
    }
    return undefined
  }
}

/** The number of the last page, by the first rule whose answer says how many there are. */
export function compileLastPage(rules: readonly StopRule[]): (answer: PageAnswer) => number | undefined {
  const readers = rules.flatMap((rule) => {
    if (rule.rule !== 'total' && rule.rule !== 'last-page') return []
    const read = compilePlace(rule)
    return [{ rule: rule.rule, read }]
  })
  return (answer) => {
    for (const { rule, read } of readers) {
      const count = toCount(read(answer))
      if (count === undefined) continue
      if (rule === 'last-page') return count
      const size = answer.size ?? answer.count
      return size > 0 ? answer.number + Math.max(0, Math.ceil((count - answer.received) / size)) : undefined
    }
    return undefined
  }
}

/** Conditions, all of which must hold. None hold nothing: a rule without a condition matches no page. */
export function compileConditions(
  when: Extract<StopRule, { rule: 'condition' }>['when'],
): (scope: Scope) => boolean {
  const compiled = new Map<string, CompiledTemplate>()
  for (const { left, right } of when)
    for (const template of [left, right])
      compiled.set(template, compileSetting(template, 'The condition for the last page'))
  return (scope) =>
    when.length > 0 &&
    when.every((condition) =>
      conditionHolds(condition, (template) => {
        try {
          return compiled.get(template)?.(scope)
        } catch {
          // A filter that cannot take what this answer has: the answer is not of the sort the condition is about.
          return undefined
        }
      }),
    )
}

/** `status`, `headers` and `body` of the answer beside the names of the container. */
export function answerScope(answer: PageAnswer, scope: Scope): Scope {
  const { exchange } = answer
  const made: Scope = {
    status: exchange.status,
    get headers() {
      return headersObject(exchange.response)
    },
    get body() {
      try {
        return exchange.ignored === true ? undefined : exchange.body()
      } catch {
        return new TextDecoder().decode(exchange.response.body)
      }
    },
  }
  Object.defineProperties(made, Object.getOwnPropertyDescriptors(scope))
  return made
}
