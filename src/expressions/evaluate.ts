import type { Expression, FilterCall, Literal, Reference, Span, Template, Value } from './ast.ts'
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
import { isTemplated } from './templated.ts'

/** What expressions can read, by root. Roots are own properties; a getter makes one lazy. */
export type Scope = Record<string, unknown>

/** Gives the value of one whole-value reference with its type, otherwise a text. Throws {@link ExpressionFailure}. */
export type CompiledTemplate = (scope: Scope) => unknown

interface Place extends Span {
  readonly source: string
}

/**
 * An expression that could not be evaluated. The message names the filter and the kind of thing it got, never the
 * value: that may be secret. `from` and `to` are the place in `source`.
 */
export class ExpressionFailure extends Error {
  override name = 'ExpressionFailure' as const
  readonly from: number
  readonly to: number
  readonly source: string

  constructor(message: string, place: Place) {
    super(message)
    this.from = place.from
    this.to = place.to
    this.source = place.source
  }
}

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
  const pieces = parts.map((part): string | ((scope: Scope) => string) => {
    if (part.type === 'text') return part.text
    return part.expression === undefined
      ? ''
      : compilePrinted(part.expression, { from: part.from, to: part.to, source })
  })
  return (scope) => {
    let text = ''
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(scope)
    if (text.length <= MAX_TEXT) return text
    throw new ExpressionFailure(`This text ${tooLong().message}.`, { from: 0, to: source.length, source })
  }
}

/** An expression among text: its value, printed. */
function compilePrinted(expression: Expression, place: Place): (scope: Scope) => string {
  const evaluate = compileExpression(expression, place.source)
  return (scope) => {
    const value = evaluate(scope)
    try {
      return toText(value)
    } catch (error) {
      throw explained(error, 'This text', place)
    }
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
  const place: Place = { ...call.span, source }
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
  return (value, scope) => {
    if (filter.nothing === 'pass' && (value === undefined || value === null)) return value
    // Outside the try: a failure in an argument's own place is not this filter's.
    const given = reads.map((read) => read(scope))
    try {
      const taken = coerce(value, filter.takes)
      if (taken === undefined && filter.takes !== 'any') {
        throw new ValueFailure(`works on ${typeNames[filter.takes]}, but got ${nameOfKind(value)}`)
      }
      return bounded(filter.run(taken, ...given.map((value, index) => takeArgument(filter, index, value))))
    } catch (error) {
      throw explained(error, subject, place)
    }
  }
}

/** The argument as its definition wants it. */
function takeArgument(filter: FilterDefinition, index: number, given: unknown): unknown {
  const argument = filter.arguments[index]
  if (argument === undefined || argument.type === 'any') return given
  const nothing = given === undefined || given === null
  if (nothing && !argument.required) return undefined
  const taken = coerce(given, argument.type)
  if (taken !== undefined) return taken
  // Nothing, appended or searched for, is an empty text: as it is where it stands inside a text.
  if (nothing && argument.type === 'text') return ''
  throw new ValueFailure(
    `needs ${typeNames[argument.type]} as its ${argument.name}, but got ${nameOfKind(given)}`,
  )
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

/** What could not be done, with the place in the template; anything unforeseen as it is. */
function explained(error: unknown, subject: string, place: Place): unknown {
  if (error instanceof ValueFailure) return new ExpressionFailure(`${subject} ${error.message}.`, place)
  // The platform's own limit on the length of a text or the depth of calls.
  if (error instanceof RangeError) return new ExpressionFailure(`${subject} ${tooLong().message}.`, place)
  return error
}
