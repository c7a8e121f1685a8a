import type { Field, FieldOptions } from '../../model/document.ts'
import { templateReferences } from '../../expressions/evaluate.ts'
import { fieldsOf } from '../../model/fields.ts'
import type { OperationId } from '../../model/ids.ts'
import { operationCycle, parentsOf, readChoices } from '../../model/options.ts'
import type { EditorState, LiveRun } from '../state.ts'
import type { OperationStatus } from '../selectors.ts'
import type { ConnectorMap, MapField, MapLine, MapOperation } from './parts.ts'

/** What kind of value a field takes, as the map says it beside its name. */
const typeWords: Readonly<Record<Field['type'], string>> = {
  string: 'typed',
  text: 'typed',
  code: 'typed',
  number: 'typed',
  integer: 'typed',
  json: 'typed',
  boolean: 'yes or no',
  date: 'a date',
  'date-time': 'a time',
  enum: 'choices',
  list: 'a list',
  object: 'an object',
  'one-of': 'one of several',
  file: 'a file',
}

/** "typed", "a list", "12 options", "no list yet". `count`: how many options its list has, where that is known. */
export function fieldWords({ field, state }: MapField, line: MapLine | undefined, count?: string): string {
  if (line?.dependence.for === 'fields') return 'fields asked for'
  if (state === 'listed') return count ?? 'options'
  if (state === 'open') return 'no list yet'
  if (field.type === 'enum') return counted(field.enum?.length ?? 0, 'choice')
  return typeWords[field.type]
}

const counted = (many: number, word: string) => `${many.toLocaleString('en')} ${word}${many === 1 ? '' : 's'}`

/** "128 options", as the last whole run of the list operation gave them; undefined where it was not run here. */
export function optionsCount({ dependence }: MapLine, run: LiveRun | undefined): string | undefined {
  const source = dependence.for === 'options' ? dependence.field.options : undefined
  if (source === undefined || run === undefined) return undefined
  const before = counts.get(run) ?? new WeakMap<FieldOptions, string | undefined>()
  if (!before.has(source)) before.set(source, countOf(source, run))
  counts.set(run, before)
  return before.get(source)
}

/** A component asks again whenever anything has changed; choices are read once for each run. */
const counts = new WeakMap<LiveRun, WeakMap<FieldOptions, string | undefined>>()

function countOf(source: FieldOptions, run: LiveRun): string | undefined {
  if (run.first === undefined || run.until !== undefined || run.outcome === undefined) return undefined
  const { choices, failure } = readChoices(source, run.first)
  if (failure !== undefined || run.outcome === 'failed') return undefined
  const more = source.records.trim() === '' && run.records > run.first.length
  const many = more ? run.records : choices.length
  // Where it was stopped, there are more than came.
  return run.outcome === 'completed' ? counted(many, 'option') : `${many.toLocaleString('en')}+ options`
}

/** `value ← objectId · label ← name · 128 options`: what a dropdown is made of. */
export function lineWords({ dependence }: MapLine, count: string | undefined): string {
  const { options, fieldsFrom } = dependence.field
  const source = dependence.for === 'options' ? options : undefined
  if (source === undefined) return `fields ← ${fieldsFrom?.schema ?? ''}`
  const parts = [`value ← ${source.value === '' ? 'not chosen yet' : source.value}`]
  const label = labelWords(source.label)
  if (label !== '') parts.push(`label ← ${label}`)
  if (count !== undefined) parts.push(count)
  return parts.join(' · ')
}

/** The members that a label is made of: `{{ item.first }} {{ item.last }}` is "first last". */
export function labelWords(label: string): string {
  const names = templateReferences(label)
    .filter(({ root }) => root === 'item')
    .map(({ steps }) => steps.map(({ key }) => String(key)).join('.'))
  return names.length === 0 ? label.trim() : [...new Set(names)].join(' ')
}

/** A list whose choices are asked for first, since another field of the same form is given what is chosen from it. */
export function isAskedFirst(line: MapLine, operation: MapOperation): boolean {
  const fields = operation.fields.map(({ field }) => field)
  return operation.fields.some(({ field }) => {
    const source = field.options ?? field.fieldsFrom
    return source !== undefined && parentsOf(source, fields).has(line.dependence.top.name)
  })
}

/** "12 options, asked first" */
export const cascadeWords = (count: string | undefined): string =>
  count === undefined ? 'asked first' : `${count}, asked first`

const statusWords: Readonly<Record<OperationStatus, string>> = {
  tested: 'tested',
  stale: 'stale',
  never: 'never run',
  failing: 'failing',
}

/** An operation for who does not see it: "List customers, tested, GET /classes/Customer, feeds 2 dropdowns". */
export function operationWords(
  { title, method, path, fields, id }: MapOperation,
  map: ConnectorMap,
  status: OperationStatus,
): string {
  const feeds = map.outOf.get(id)?.length ?? 0
  const parts = [title, statusWords[status]]
  if (method !== '') parts.push(`${method} ${path}`)
  if (fields.length > 0) parts.push(counted(fields.length, 'input'))
  if (feeds > 0) parts.push(`feeds ${counted(feeds, 'dropdown')}`)
  return parts.join(', ')
}

/** A field for who does not see it: "customerId of Update email, 128 options from List customers". */
export function portWords(
  { title, id }: MapOperation,
  { field, state }: MapField,
  map: ConnectorMap,
  { count, wrong }: { readonly count?: string | undefined; readonly wrong?: string | undefined } = {},
): string {
  const line = map.into.get(id)?.find(({ top }) => top === field.id)
  const words = fieldWords({ field, state }, line, count)
  const from =
    line === undefined ? '' : ` from ${map.byId.get(line.from)?.title ?? 'an operation that is gone'}`
  return `${field.name} of ${title}, ${words}${from}${wrong === undefined ? '' : `. ${wrong}`}`
}

/** Why a dependence cannot be made: "List regions → List customers → List regions would feed each other". */
export function refusal(map: ConnectorMap, from: OperationId, to: OperationId): string | undefined {
  const way = operationCycle(map.lines, { from, to })
  if (way === undefined) return undefined
  const titleOf = (id: OperationId) => map.byId.get(id)?.title ?? 'an operation'
  if (from === to) return `${titleOf(to)} cannot feed a field of its own.`
  return `${way.map(titleOf).join(' → ')} would feed each other.`
}

/** Codes of warnings that make a line red: its list cannot be had, or not as it stands. */
const brokenCodes: ReadonlySet<string> = new Set([
  'options-source-gone',
  'options-circle',
  'options-fields-circle',
  'options-path-wrong',
  'options-path-lost',
  'options-argument-unknown',
  'options-argument-missing',
  'options-search-unknown',
])

/** What is wrong with a line, as the last check of the operation it ends at has found. */
export function wrongOf(state: EditorState, { to, top, setting }: MapLine): string | undefined {
  const { checks } = state.document
  const problems = Object.hasOwn(checks, to) ? (checks[to]?.problems ?? []) : []
  // The setting as checks say it: the field of the form, and which of its two sources.
  return problems.find(
    ({ code, place }) =>
      brokenCodes.has(code) && place?.field === top && place.setting?.[2] === setting.at(-1),
  )?.message
}

/** Names of the fields that a line's list is given: "region". */
export function parentWords(line: MapLine, operation: MapOperation): readonly string[] {
  return [...parentsOf(line.dependence.source, fieldsOf(operation.operation))]
}
