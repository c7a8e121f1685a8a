/** What a typed number may be. */
export interface NumberLimits {
  min?: number
  max?: number
  /** Refuses fractions. */
  integer?: boolean
  /** An empty field is an answer (null) and not an error. */
  optional?: boolean
}

export type ReadNumber = { ok: true; value: number | null } | { ok: false; error: string }

/**
 * Reads a number as a person types it: spaces around it, an underscore, space or comma between groups of three, a decimal
 * point. Never rounds or clamps: what cannot be taken is answered with the rule in words.
 */
export function readNumber(text: string, limits: NumberLimits = {}): ReadNumber {
  const trimmed = text.trim()
  if (trimmed === '') return limits.optional === true ? { ok: true, value: null } : no('Type a number')
  const plain = /^[+-]?\d{1,3}([ ,_]\d{3})+(\.\d+)?$/.test(trimmed) ? trimmed.replace(/[ ,_]/g, '') : trimmed
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return no(`"${trimmed}" is not a number`)
  const value = Number(plain)
  if (!Number.isFinite(value)) return no('This number is too large')
  if (limits.integer === true && !Number.isInteger(value)) return no('Type a whole number')
  if (limits.min !== undefined && value < limits.min) return no(`The least is ${limits.min}`)
  if (limits.max !== undefined && value > limits.max) return no(`The most is ${limits.max}`)
  return { ok: true, value }
}

function no(error: string): ReadNumber {
  return { ok: false, error }
}

/** One step up or down from a value, kept inside the limits; from nothing it starts at `min`, or 0. */
export function stepNumber(value: number | null, by: number, limits: NumberLimits = {}): number {
  const from = value ?? (limits.min ?? 0) - by
  // Ten digits: 0.1 + 0.2 shall read 0.3, and no step a person sets is finer.
  const next = Number((from + by).toFixed(10))
  return Math.min(limits.max ?? Infinity, Math.max(limits.min ?? -Infinity, next))
}
