import { compileTemplate } from '../../expressions/evaluate.ts'
import { toText } from '../../expressions/values.ts'
import type { ExpiryRule } from '../../model/document.ts'
import type { Fields } from '../io.ts'
import type { Exchange } from '../send.ts'

/** When the login was made, in milliseconds since the epoch, kept beside the fields it brought. No field can be called so. */
export const signedInAt = '$signedInAtMs'

/** Names of what is kept with a credential and is none of its fields. */
export const isKeptBeside = (name: string): boolean => name.startsWith('$')

/** A sign in words, as the second half of "the credential has expired (…)"; undefined: the rule does not match. */
type Sign = (exchange: Exchange) => string | undefined

const signs: { readonly [When in ExpiryRule['when']]: (rule: ExpiryRule) => Sign } = {
  status: ({ number }) => {
    const words = `status ${number}`
    return ({ status }) => (status === number ? words : undefined)
  },
  header: ({ at = '', equals }) => {
    const words = `header ${at}${equals === undefined ? '' : `: ${equals}`}`
    return (exchange) => {
      const value = exchange.header(at)
      return value !== undefined && (equals === undefined || value.trim() === equals) ? words : undefined
    }
  },
  body: ({ at = '', equals }) => {
    const read = readAnswer(at)
    const words = equals === undefined ? `${at} in the body` : `${at} is ${equals}`
    return (exchange) => {
      const value = read(exchange)
      const there = value !== undefined && value !== null && value !== false
      return there && (equals === undefined || toText(value) === equals) ? words : undefined
    }
  },
  // Known without an answer (`tooOld`).
  age: () => () => undefined,
}

/** The sign of expiry that an answer shows, of any of the rules. */
export function compileExpiry(rules: readonly ExpiryRule[]): Sign {
  const compiled = rules.map((rule) => signs[rule.when](rule))
  return (exchange) => {
    for (const sign of compiled) {
      const words = sign(exchange)
      if (words !== undefined) return words
    }
    return undefined
  }
}

/** Whether an `age` rule says that the login was too long ago. What nobody logged in for has no age. */
export function tooOld(rules: readonly ExpiryRule[], fields: Fields, nowMs: number): boolean {
  const sinceMs = Number(fields[signedInAt])
  if (!Number.isFinite(sinceMs)) return false
  return rules.some(
    ({ when, number }) => when === 'age' && number !== undefined && nowMs - sinceMs >= number * 1000,
  )
}

/** Reads a path of the whole body. A body that cannot be read, or a path that is none, reads nothing. */
export function readAnswer(at: string): (exchange: Exchange) => unknown {
  const path = at.trim()
  if (path === '') return () => undefined
  const read = compileTemplate(`{{ body${path.startsWith('[') ? path : `.${path}`} }}`)
  return (exchange) => {
    try {
      return read({ body: exchange.body() })
    } catch {
      return undefined
    }
  }
}
