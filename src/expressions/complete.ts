import type { Key, ReferencePath, Span } from './ast.ts'
import type { FilterDefinition } from './filters/definition.ts'
import { filters } from './filters.ts'
import { parseTemplate } from './parse.ts'
import { type Place, placeAt, valuesOf, within } from './place.ts'
import { printReference, printTemplate } from './print.ts'
import { childKey, type ScopeEntry } from './scope.ts'

/** A value that can be chosen. `insert` is its whole path, whatever was typed of it. */
export interface ReferenceOption {
  readonly kind: 'reference'
  readonly insert: string
  /** The last word of the path, as a tree shows it: `customerId`, `[0]`. */
  readonly label: string
  readonly path: ReferencePath
  /** Levels below its root, 0 for the root. */
  readonly depth: number
  readonly hasChildren: boolean
  /** Type, sample, title, and `hint` where it cannot be chosen here. */
  readonly entry: ScopeEntry
}

/** A filter that can be chosen; `insert` ends with a colon where an argument must follow. */
export interface FilterOption {
  readonly kind: 'filter'
  readonly insert: string
  readonly label: string
  readonly filter: FilterDefinition
}

export type CompletionOption = ReferenceOption | FilterOption

/**
 * What the `{{` picker shows: choosing an option replaces from..to. With nothing typed the options are a tree, each
 * parent right before its children; else the best match comes first.
 */
export interface Completion extends Span {
  readonly typed: string
  readonly stage: 'reference' | 'filter'
  /** False where the `}}` is still missing. */
  readonly closed: boolean
  readonly options: readonly CompletionOption[]
  /** True when there are more than are listed. */
  readonly more: boolean
}

const MAX_OPTIONS = 300
/** How many entries of a scope are looked at for one keystroke. */
const MAX_VISITED = 5_000
const MAX_DEPTH = 16
/** Words behind a reference are a search (“get cust”) only as long as they can be one. */
const MAX_SEARCH = 80

/** What can be written at the caret, or undefined where no expression stands or nothing can be offered. */
export function completeAt(
  source: string,
  caret: number,
  scope: readonly ScopeEntry[],
): Completion | undefined {
  const place = placeAt(parseTemplate(source), caret)
  if (place === undefined) return undefined
  const { slot, expression } = place.before
  const closed = place.part !== undefined
  if (slot.stage === 'text') return undefined
  if (slot.stage === 'filter') {
    const typed = source.slice(slot.from, caret)
    const to = endOfFilter(place, slot.from, caret)
    return { from: slot.from, to, typed, stage: 'filter', closed, options: filterOptions(typed), more: false }
  }
  const search = slot.stage === 'end'
  const from = search ? expression?.value.span.from : slot.from
  if (from === undefined) return undefined
  const typed = source.slice(from, caret)
  if (search) {
    const searching = expression?.value.type === 'reference' && expression.filters.length === 0
    if (!searching || place.before.errors.length === 0 || typed.length > MAX_SEARCH || typed.includes('\n'))
      return undefined
  }
  const found = typed.trim() === '' ? treeOptions(scope) : matchingOptions(scope, typed)
  if (search && found.options.length === 0) return undefined
  const to = search ? caret : endOfValue(place, from, caret)
  return { from, to, typed, stage: 'reference', closed, ...found }
}

/** The template and the caret after an option was chosen; missing braces are closed. */
export function applyCompletion(
  source: string,
  completion: Completion,
  option: CompletionOption,
): { text: string; caret: number } {
  return putInside(source, completion, option.insert, completion.closed)
}

/**
 * Puts a reference where the caret stands, or in place of a selection: with braces in text, without them inside an
 * expression, where it replaces the value it was dropped on. Where an expression has no place for a value, it goes
 * behind it.
 */
export function insertReference(
  source: string,
  at: number | Span,
  path: ReferencePath,
): { text: string; caret: number } {
  const template = parseTemplate(source)
  const selection = clamp(typeof at === 'number' ? { from: at, to: at } : at, source.length)
  const part = template.parts.find(
    (part) => part.type === 'expression' && selection.from > part.from && selection.to < part.to,
  )
  if (part?.type === 'expression') {
    const place = placeAt(template, Math.min(Math.max(selection.to, part.from + 2), part.to - 2))
    const target = place && targetInside(place, selection)
    if (target !== undefined) return putInside(source, target, printReference(path), true)
    return putText(source, { from: part.to, to: part.to }, path)
  }
  const place = selection.from === selection.to ? placeAt(template, selection.to) : undefined
  if (
    place !== undefined &&
    (place.before.slot.stage === 'value' || place.before.slot.stage === 'argument')
  ) {
    return putInside(source, { from: place.before.slot.from, to: selection.to }, printReference(path), false)
  }
  let { from, to } = selection
  for (const part of template.parts) {
    if (part.type !== 'expression' || part.from >= to || part.to <= from) continue
    from = Math.min(from, part.from)
    to = Math.max(to, part.to)
  }
  return putText(source, { from, to }, path)
}

/** The characters of a closed expression that a value dropped there replaces, or undefined. */
function targetInside({ part, before }: Place, selection: Span): Span | undefined {
  if (part === undefined) return undefined
  const values = valuesOf(part)
  const touched = values.find((value) => within(selection, value.span))
  if (touched !== undefined) return touched.span
  if (before.slot.stage !== 'value' && before.slot.stage !== 'argument') return undefined
  // Before a value, in the blanks: that value is meant.
  const next = values.find((value) => value.span.from >= before.slot.from)
  if (next !== undefined) return next.span
  return part.broken ? { from: before.slot.from, to: Math.max(before.slot.from, selection.to) } : undefined
}

function putInside(
  source: string,
  { from, to }: Span,
  insert: string,
  closed: boolean,
): { text: string; caret: number } {
  const opening = source[from - 1] === '{' ? ' ' : ''
  // A name must not run into what follows it.
  const closing = closed ? (/^[\s,|)]/.test(source.slice(to, to + 1)) ? '' : ' ') : ' }}'
  const text = source.slice(0, from) + opening + insert + closing + source.slice(to)
  const behind = closed ? 0 : closing.length
  const wantsMore = insert.endsWith(': ')
  return { text, caret: from + opening.length + insert.length + (wantsMore ? 0 : behind) }
}

function putText(source: string, { from, to }: Span, path: ReferencePath): { text: string; caret: number } {
  const written = printTemplate(path)
  return { text: source.slice(0, from) + written + source.slice(to), caret: from + written.length }
}

function clamp({ from, to }: Span, length: number): Span {
  const [low, high] = from <= to ? [from, to] : [to, from]
  return { from: Math.max(0, Math.min(low, length)), to: Math.max(0, Math.min(high, length)) }
}

/** The end of the value the caret stands in, so that choosing replaces all of it; unclosed, only what was typed. */
function endOfValue({ part }: Place, from: number, caret: number): number {
  if (part === undefined) return caret
  const value = valuesOf(part).find((value) => value.span.from === from && value.span.to >= caret)
  return value?.span.to ?? caret
}

function endOfFilter({ part }: Place, from: number, caret: number): number {
  const call = part?.expression?.filters.find(
    ({ nameSpan }) => nameSpan.from === from && nameSpan.to >= caret,
  )
  return call?.nameSpan.to ?? caret
}

function filterOptions(typed: string): FilterOption[] {
  const query = typed.trim().toLowerCase()
  return Object.values(filters)
    .map((filter) => ({ filter, rank: rankOf(query, filter.name, filter.name, filter.title.toLowerCase()) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank || (a.filter.name < b.filter.name ? -1 : 1))
    .map(({ filter }) => {
      const insert = filter.arguments[0]?.required ? `${filter.name}: ` : filter.name
      return { kind: 'filter', insert, label: filter.name, filter }
    })
}

const NO_MATCH = 5

/** 0 the path begins so, 1 its last word does, 2 its title does, 3 and 4 it stands somewhere in them. */
function rankOf(query: string, path: string, last: string, title: string): number {
  if (path.startsWith(query)) return 0
  if (last.startsWith(query)) return 1
  if (title.startsWith(query)) return 2
  if (path.includes(query)) return 3
  return title.includes(query) ? 4 : NO_MATCH
}

/** Small letters, and one sign for all that stands between words: `nodes["Get cu` is found as `nodes.get.cu`. */
const loose = (text: string) => text.toLowerCase().replace(/[\s."'[\]]+/g, '.')

function matchingOptions(scope: readonly ScopeEntry[], typed: string) {
  const query = loose(typed.trim())
  const ranked: { option: ReferenceOption; rank: number; hinted: boolean }[] = []
  for (const option of walk(scope)) {
    const { insert, label, entry } = option
    const rank = rankOf(query, loose(insert), loose(label), loose(entry.title ?? ''))
    if (rank < NO_MATCH) ranked.push({ option, rank, hinted: entry.hint !== undefined })
  }
  // Stable: what ranks alike stays in the order of the tree.
  ranked.sort(
    (a, b) => Number(a.hinted) - Number(b.hinted) || a.rank - b.rank || a.option.depth - b.option.depth,
  )
  return {
    options: ranked.slice(0, MAX_OPTIONS).map(({ option }) => option),
    more: ranked.length > MAX_OPTIONS,
  }
}

/** All roots, then as much of what is below them as fits: the shallow entries of every root before deep ones. */
function treeOptions(scope: readonly ScopeEntry[]) {
  const all = [...walk(scope)]
  const shallow = new Set(all.toSorted((a, b) => a.depth - b.depth).slice(0, MAX_OPTIONS))
  return { options: all.filter((option) => shallow.has(option)), more: all.length > shallow.size }
}

/** The entries as options, parents before their children. A secret never shows a sample. */
function* walk(scope: readonly ScopeEntry[]): Generator<ReferenceOption> {
  let left = MAX_VISITED
  function* visit(entry: ScopeEntry, path: ReferencePath): Generator<ReferenceOption> {
    if (left-- <= 0) return
    const depth = path.length - 1
    const hasChildren = (entry.children?.length ?? 0) > 0
    yield {
      kind: 'reference',
      insert: printReference(path),
      label: labelOf(path),
      path,
      depth,
      hasChildren,
      entry: unsampled(entry),
    }
    // What cannot be used here cannot be used in its parts.
    if (depth >= MAX_DEPTH || entry.hint !== undefined) return
    for (const child of entry.children ?? []) yield* visit(child, [...path, childKey(entry, child)])
  }
  for (const root of scope) yield* visit(root, [root.name])
}

function labelOf(path: ReferencePath): string {
  const last: Key | undefined = path.at(-1)
  return typeof last === 'number' ? `[${last}]` : (last ?? '')
}

function unsampled(entry: ScopeEntry): ScopeEntry {
  return entry.secret || entry.type === 'secret' ? { ...entry, sample: undefined, hasSample: false } : entry
}
