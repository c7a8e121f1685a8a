import type { Expression, FilterCall, Literal, Reference, Template, Value } from './ast.ts'
import { expressionReferences } from './ast.ts'
import { coerce, type FilterDefinition, typeNames } from './filters/definition.ts'
import { findFilter } from './filters.ts'
import { parseTemplate } from './parse.ts'
import {
  boundedText,
  MAX_LIST,
  MAX_TEXT,
  nameOfKind,
  readOwn,
  tooLong,
  toText,
  ValueFailure,
} from './values.ts'

/** What expressions can read, by root. Roots are own properties; a getter makes one lazy. */
export type Scope = Record<string, unknown>

/** Gives the value of one whole-value reference with its type, otherwise a text. Throws {@link ExpressionFailure}. */
export type CompiledTemplate = (scope: Scope) => unknown

/**
 * An expression that could not be evaluated. The message names the filter and the kind of thing it got, never the
 * value: that may be secret. `from` and `to` are the place in `source`.
 */
export class ExpressionFailure extends Error {
  override name = 'ExpressionFailure' as const
  readonly from: number
  readonly to: number
  readonly source: string

  constructor(message: string, place: { from: number; to: number; source: string }) {
    super(message)
    this.from = place.from
    this.to = place.to
    this.source = place.source
  }
}

/** Cheap: false means that the text is only text. */
export const isTemplated = (source: string): boolean => source.includes('{{')

/** All references of a template, in the order they are written, also those before a mistake. */
export function templateReferences(source: string): Reference[] {
  if (!isTemplated(source)) return []
  return parseTemplate(source).parts.flatMap((part) =>
    part.type === 'expression' && part.expression !== undefined ? expressionReferences(part.expression) : [],
  )
}

/**
 * Reads a template once into closures. Never throws itself: a template with mistakes becomes a function that
 * throws {@link ExpressionFailure}, so that one bad setting does not keep a whole graph from being planned.
 *
 * A template that is exactly one expression gives its value with its type (undefined where it is absent).
 */
export function compileTemplate(source: string): CompiledTemplate {
  if (!isTemplated(source)) return () => source
  const template = parseTemplate(source)
  const mistake = template.errors[0]
  if (mistake !== undefined) {
    return () => {
      throw new ExpressionFailure(mistake.message, { from: mistake.from, to: mistake.to, source })
    }
  }
  const only = template.parts[0]
  if (template.parts.length === 1 && only?.type === 'expression' && only.expression !== undefined) {
    return compileExpression(only.expression, source)
  }
  return compileText(template)
}

function compileText({ parts, source }: Template): CompiledTemplate {
  const pieces = parts.map((part) => {
    if (part.type === 'text') return part.text
    return part.expression === undefined ? '' : compileExpression(part.expression, source)
  })
  return (scope) => {
    let text = ''
    for (const [index, piece] of pieces.entries()) {
      const { from, to } = parts[index] ?? { from: 0, to: source.length }
      text +=
        typeof piece === 'string'
          ? piece
          : explain(() => toText(piece(scope)), 'This text', { from, to, source })
      if (text.length > MAX_TEXT)
        throw new ExpressionFailure('This text would give more than 50 MB.', { from, to, source })
    }
    return text
  }
}

function compileExpression({ value, filters }: Expression, source: string): CompiledTemplate {
  const read = compileValue(value)
  if (filters.length === 0) return read
  const steps = filters.map((call) => compileFilter(call, source))
  return (scope) => {
    let current = read(scope)
    for (const step of steps) current = step(current, scope)
    return current
  }
}

function compileValue(value: Value): CompiledTemplate {
  return value.type === 'literal' ? constant(value) : compileReference(value)
}

const constant =
  ({ value }: Literal): CompiledTemplate =>
  () =>
    value

function compileReference({ root, steps }: Reference): CompiledTemplate {
  if (steps.length === 0) return (scope) => readOwn(scope, root)
  const keys = steps.map((step) => step.key)
  return (scope) => {
    let current = readOwn(scope, root)
    for (const key of keys) {
      if (current === undefined || current === null) return undefined
      current = readOwn(current, key)
    }
    return current
  }
}

type FilterStep = (value: unknown, scope: Scope) => unknown

function compileFilter(call: FilterCall, source: string): FilterStep {
  const place = { ...call.span, source }
  const filter = findFilter(call.name)
  const problem =
    filter === undefined ? `There is no filter called “${call.name}”.` : countProblem(filter, call)
  if (filter === undefined || problem !== undefined) {
    return () => {
      throw new ExpressionFailure(problem ?? '', place)
    }
  }
  const reads = call.arguments.map(compileValue)
  const subject = `“${filter.name}”`
  return (value, scope) =>
    explain(
      () => {
        if (filter.nothing === 'pass' && (value === undefined || value === null)) return value
        const taken = coerce(value, filter.takes)
        if (taken === undefined && filter.takes !== 'any') {
          throw new ValueFailure(`works on ${typeNames[filter.takes]}, but got ${nameOfKind(value)}`)
        }
        const result = filter.run(taken, ...argumentsOf(filter, reads, scope))
        return bounded(result)
      },
      subject,
      place,
    )
}

function argumentsOf(filter: FilterDefinition, reads: readonly CompiledTemplate[], scope: Scope): unknown[] {
  return reads.map((read, index) => {
    const argument = filter.arguments[index]
    const given = read(scope)
    if (argument === undefined || argument.type === 'any') return given
    if (!argument.required && (given === undefined || given === null)) return undefined
    const taken = coerce(given, argument.type)
    if (taken !== undefined) return taken
    // Nothing, appended or searched for, is an empty text: as it is where it stands inside a text.
    if (argument.type === 'text' && (given === undefined || given === null)) return ''
    throw new ValueFailure(
      `needs ${typeNames[argument.type]} as its ${argument.name}, but got ${nameOfKind(given)}`,
    )
  })
}

/** What is wrong with the number of arguments, or undefined. Shared with the check. */
export function countProblem(filter: FilterDefinition, call: FilterCall): string | undefined {
  const missing = filter.arguments[call.arguments.length]
  if (missing?.required) return `“${filter.name}” needs its ${missing.name}, as in ${filter.example}`
  if (call.arguments.length <= filter.arguments.length) return undefined
  const most = filter.arguments.length
  return most === 0
    ? `“${filter.name}” takes no argument.`
    : `“${filter.name}” takes at most ${most} argument${most === 1 ? '' : 's'}.`
}

function bounded(result: unknown): unknown {
  if (typeof result === 'string') return boundedText(result)
  if (Array.isArray(result) && result.length > MAX_LIST) throw tooLong()
  return result
}

/** Runs the work; what it cannot do is told with the place in the template. */
function explain<T>(work: () => T, subject: string, place: { from: number; to: number; source: string }): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof ValueFailure) throw new ExpressionFailure(`${subject} ${error.message}.`, place)
    // The platform's own limit on the length of a text or the depth of calls.
    if (error instanceof RangeError) throw new ExpressionFailure(`${subject} ${tooLong().message}.`, place)
    throw error
  }
}
