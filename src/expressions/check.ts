import { expressionReferences, type FilterCall, type Reference, type Span, type Value } from './ast.ts'
import { countProblem } from './evaluate.ts'
import { isTemplated } from './templated.ts'
import { coerce, type FilterArgument, type FilterDefinition, typeNames } from './filters/definition.ts'
import { filters, findFilter } from './filters.ts'
import { nearest } from './nearest.ts'
import { parseTemplate } from './parse.ts'
import { printPath, printStep } from './print.ts'
import { childKey, findChild, isOpen, type ScopeEntry } from './scope.ts'
import { nameOfKind } from './values.ts'

/** What the check can find. `not-here`: the thing exists, but cannot be used at this place. */
export type ExpressionProblemCode =
  | 'syntax'
  | 'unknown-reference'
  | 'unknown-filter'
  | 'bad-argument'
  | 'refused-name'
  | 'not-here'

/** A problem of one template, found without running it. `suggestion` is text that could stand at from..to. */
export interface ExpressionProblem extends Span {
  readonly code: ExpressionProblemCode
  readonly message: string
  readonly suggestion?: string
}

/** How deep a name is looked for below the roots, and among how many entries. */
const SEARCH_DEPTH = 4
const SEARCH_ENTRIES = 5_000

/** Other languages' words for the same filter. */
const otherNames: Readonly<Record<string, string>> = {
  uppercase: 'upcase',
  upper: 'upcase',
  lowercase: 'downcase',
  lower: 'downcase',
  trim: 'strip',
  length: 'size',
  count: 'size',
  unique: 'uniq',
  add: 'plus',
  subtract: 'minus',
  multiply: 'times',
  divide: 'divided_by',
  mod: 'modulo',
  min: 'at_most',
  max: 'at_least',
  to_json: 'json',
  tojson: 'json',
  stringify: 'json',
  to_string: 'string',
  str: 'string',
  int: 'number',
  to_number: 'number',
  filter: 'where',
  pluck: 'map',
  base64: 'base64_encode',
  encode: 'url_encode',
  urlencode: 'url_encode',
  format_date: 'date',
  or: 'default',
}

/** Everything wrong with a template, given what is in scope; in the order of the text. Never throws. */
export function checkTemplate(source: string, scope: readonly ScopeEntry[]): ExpressionProblem[] {
  if (!isTemplated(source)) return []
  const template = parseTemplate(source)
  const problems: ExpressionProblem[] = template.errors.map(({ code, message, from, to }) => ({
    code: code === 'unclosed' ? 'syntax' : code,
    message,
    from,
    to,
  }))
  for (const part of template.parts) {
    if (part.type === 'text' || part.expression === undefined || part.broken) continue
    for (const reference of expressionReferences(part.expression)) {
      const problem = checkReference(reference, scope)
      if (problem !== undefined) problems.push(problem)
    }
    for (const call of part.expression.filters) problems.push(...checkFilter(call))
  }
  return problems.toSorted((a, b) => a.from - b.from)
}

/** What is wrong with one reference, or undefined. */
export function checkReference(
  reference: Reference,
  scope: readonly ScopeEntry[],
): ExpressionProblem | undefined {
  const root = scope.find((entry) => entry.name === reference.root)
  if (root === undefined) return unknownRoot(reference, scope)
  if (root.hint !== undefined) return { code: 'not-here', message: root.hint, ...reference.rootSpan }
  let entry = root
  let open = isOpen(root)
  for (const [index, { key, span }] of reference.steps.entries()) {
    const child = findChild(entry, key)
    if (child === undefined) {
      if (open) return undefined
      const path = printPath(
        reference.root,
        reference.steps.slice(0, index).map((step) => step.key),
      )
      return { code: 'unknown-reference', ...missing(entry, path, key), ...span }
    }
    if (child.hint !== undefined) return { code: 'not-here', message: child.hint, ...span }
    entry = child
    open ||= isOpen(child)
  }
  return undefined
}

function missing(
  entry: ScopeEntry,
  path: string,
  key: string | number,
): { message: string; suggestion?: string } {
  const children = entry.children ?? []
  if (entry.type === 'array' && typeof key === 'string') {
    return {
      message: `“${path}” is a list: take an element with [0], or a property of all with | map: "${key}".`,
    }
  }
  if (children.length === 0) {
    const why = entry.type === 'object' ? 'there is nothing in it yet' : 'it is a single value'
    return { message: `“${path}” has no “${key}”: ${why}.` }
  }
  const usable = children.filter((child) => child.hint === undefined)
  const name = nearest(String(key), names(usable))
  const meant = usable.find((child) => child.name === name)
  const message = `“${path}” has no “${key}”.`
  if (meant === undefined) return { message }
  return {
    message: `${message} Did you mean “${meant.name}”?`,
    suggestion: printStep(childKey(entry, meant)),
  }
}

function unknownRoot(reference: Reference, scope: readonly ScopeEntry[]): ExpressionProblem {
  const { root, rootSpan, steps } = reference
  const usable = scope.filter((entry) => entry.hint === undefined)
  const first = steps[0]
  if (root === '$' && typeof first?.key === 'string') {
    const name = nearest(first.key, names(usable))
    return unknown({ from: rootSpan.from, to: first.span.to }, 'References begin without “$.” here.', name)
  }
  const message = `There is no “${root}” here.`
  return unknown(
    rootSpan,
    message,
    findBelow(root, usable) ?? nearest(root, names(usable)) ?? nearestBelow(root, usable),
  )
}

function unknown(span: Span, message: string, suggestion: string | undefined): ExpressionProblem {
  const problem = { code: 'unknown-reference', message, from: span.from, to: span.to } as const
  if (suggestion === undefined) return problem
  return { ...problem, message: `${message} Did you mean “${suggestion}”?`, suggestion }
}

const names = (entries: readonly ScopeEntry[]) => entries.map((entry) => entry.name)

/** The path to the shallowest entry of exactly this name (but for case), below any root. */
function findBelow(name: string, scope: readonly ScopeEntry[]): string | undefined {
  const wanted = name.toLowerCase()
  for (const { entry, path } of walkBelow(scope)) if (entry.name.toLowerCase() === wanted) return path
  return undefined
}

function nearestBelow(name: string, scope: readonly ScopeEntry[]): string | undefined {
  const paths = new Map<string, string>()
  for (const { entry, path } of walkBelow(scope)) if (!paths.has(entry.name)) paths.set(entry.name, path)
  const found = nearest(name, paths.keys())
  return found === undefined ? undefined : paths.get(found)
}

/** The entries below the roots, the shallow ones first. */
function* walkBelow(scope: readonly ScopeEntry[]): Generator<{ entry: ScopeEntry; path: string }> {
  let level = scope.map((entry) => ({ entry, path: entry.name }))
  let left = SEARCH_ENTRIES
  for (let depth = 0; depth < SEARCH_DEPTH && level.length > 0; depth++) {
    const next: typeof level = []
    for (const parent of level) {
      for (const entry of parent.entry.children ?? []) {
        if (entry.hint !== undefined) continue
        if (left-- <= 0) return
        const found = { entry, path: parent.path + printStep(childKey(parent.entry, entry)) }
        yield found
        next.push(found)
      }
    }
    level = next
  }
}

function checkFilter(call: FilterCall): ExpressionProblem[] {
  const filter = findFilter(call.name)
  if (filter === undefined) {
    const other = Object.hasOwn(otherNames, call.name.toLowerCase())
      ? otherNames[call.name.toLowerCase()]
      : undefined
    const suggestion = other ?? nearest(call.name, Object.keys(filters))
    const message = `There is no filter called “${call.name}”.`
    const problem = { code: 'unknown-filter', message, ...call.nameSpan } as const
    if (suggestion === undefined) return [problem]
    return [{ ...problem, message: `${message} Did you mean “${suggestion}”?`, suggestion }]
  }
  const count = countProblem(filter, call)
  if (count !== undefined) return [{ code: 'bad-argument', message: count, ...call.span }]
  return call.arguments.flatMap((value, index) => {
    const message = argumentProblem(filter, filter.arguments[index], value)
    return message === undefined ? [] : [{ code: 'bad-argument' as const, message, ...value.span }]
  })
}

/** Only what is written in the template is known before a run; a reference may turn out to be anything. */
function argumentProblem(
  filter: FilterDefinition,
  argument: FilterArgument | undefined,
  value: Value,
): string | undefined {
  if (argument === undefined || value.type === 'reference') return undefined
  const taken = coerce(value.value, argument.type)
  const nothing = value.value === null && (argument.type === 'text' || !argument.required)
  if (taken === undefined && argument.type !== 'any' && !nothing) {
    return `“${filter.name}” needs ${typeNames[argument.type]} as its ${argument.name}, not ${nameOfKind(value.value)}.`
  }
  return typeof taken === 'string' ? argument.problem?.(taken) : undefined
}
