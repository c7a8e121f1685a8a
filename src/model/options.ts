import { compileTemplate, ExpressionFailure, templateReferences } from '../expressions/evaluate.ts'
import { parsePath } from '../expressions/path.ts'
import { readOwn } from '../expressions/values.ts'
import type { Connector, Field, FieldOptions, FieldSource, Operation } from './document.ts'
import { fieldsOf } from './fields.ts'
import type { FieldId, OperationId } from './ids.ts'
import type { Json } from './json.ts'
import { canonicalJson } from './printJson.ts'

/**
 * Dropdowns that other operations feed (DDL): which fields have one, what they depend on, and how the choices are read out of
 * what the list operation gives. The edges on canvas and map, the checks and the forms all read this.
 */

/** A field that asks an operation for something when its form is filled in. */
export interface Dependence {
  /** The field, which may stand inside another. */
  readonly field: Field
  /** The field of the form that it is or stands in. */
  readonly top: Field
  /** `options` fills a dropdown; `fields` says which fields an object has. */
  readonly for: 'options' | 'fields'
  readonly source: FieldOptions | FieldSource
}

/** All that the fields of a form ask of other operations, in the order of the form. Linear in the fields. */
export function dependences(fields: readonly Field[]): readonly Dependence[] {
  const found: Dependence[] = []
  const look = (field: Field, top: Field) => {
    if (field.options !== undefined) found.push({ field, top, for: 'options', source: field.options })
    if (field.fieldsFrom !== undefined) found.push({ field, top, for: 'fields', source: field.fieldsFrom })
    for (const inner of inside(field)) look(inner, top)
  }
  for (const field of fields) look(field, field)
  return found
}

/** The fields that stand right inside this one. */
export const inside = (field: Field): readonly Field[] => [
  ...(field.fields ?? []),
  ...(field.item === undefined ? [] : [field.item]),
  ...(field.variants ?? []),
]

/** Names of the inputs that a source's arguments read: the parents of a cascade. An expression that takes `input` whole reads all. */
export function parentsOf(
  { arguments: given }: Pick<FieldOptions, 'arguments'>,
  fields: readonly Field[],
): ReadonlySet<string> {
  const parents = new Set<string>()
  for (const template of Object.values(given))
    for (const { root, steps } of templateReferences(template)) {
      if (root !== 'input') continue
      const name = steps[0]?.key
      if (name === undefined) for (const field of fields) parents.add(field.name)
      else parents.add(String(name))
    }
  return parents
}

/** One choice of a dropdown. */
export interface Choice {
  readonly value: Json
  readonly label: string
}

export interface ReadChoices {
  readonly choices: readonly Choice[]
  /** Records that have nothing where the value should be. They are left out. */
  readonly withoutValue: number
  /** Records whose label came to nothing; their value stands in for it. */
  readonly withoutLabel: number
  /** Records whose value was there before. The first keeps its place. */
  readonly repeated: number
  /** Why nothing can be read, in words: a path that leads to no list, a template with a mistake. */
  readonly failure?: string
}

/**
 * Reads choices out of what a list operation gave: its records, or its one value. Integers beyond 2^53−1 stay `bigint`.
 * Linear in the records; a record that does not fit is counted, and none breaks the list.
 */
export function readChoices(
  { records, value, label }: Pick<FieldOptions, 'records' | 'value' | 'label'>,
  given: readonly Json[],
): ReadChoices {
  const nothing = { choices: [], withoutValue: 0, withoutLabel: 0, repeated: 0 }
  const valueSteps = parsePath(value)
  if (valueSteps === undefined)
    return {
      ...nothing,
      failure:
        value.trim() === ''
          ? 'Nobody has said which part of a record is the value. Choose one.'
          : `“${value}” is no path to the value of a record.`,
    }
  const listSteps = records.trim() === '' ? [] : parsePath(records)
  if (listSteps === undefined) return { ...nothing, failure: `“${records}” is no path to a list.` }
  const list: Json[] = []
  for (const one of given) {
    const found = records.trim() === '' ? one : at(one, listSteps)
    if (records.trim() === '') list.push(found as Json)
    else if (Array.isArray(found)) for (const each of found) list.push(each as Json)
    else return { ...nothing, failure: `There is no list at “${records}” in what came.` }
  }
  const words = label.trim() === '' ? undefined : compileTemplate(label)
  const choices: Choice[] = []
  const seen = new Set<string>()
  let [withoutValue, withoutLabel, repeated] = [0, 0, 0]
  for (const record of list) {
    const own = at(record, valueSteps)
    if (own === undefined || own === null) {
      withoutValue += 1
      continue
    }
    const key = canonicalJson(own)
    if (seen.has(key)) {
      repeated += 1
      continue
    }
    seen.add(key)
    const told = words === undefined ? undefined : labelOf(words, record)
    if (words !== undefined && told === undefined) withoutLabel += 1
    choices.push({ value: own, label: told ?? valueWords(own) })
  }
  return { choices, withoutValue, withoutLabel, repeated }
}

/** A value as people read it: a text as it is, anything else as JSON. */
export const valueWords = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value))

function labelOf(words: ReturnType<typeof compileTemplate>, record: Json): string | undefined {
  try {
    const told = words({ item: record })
    if (told === undefined || told === null) return undefined
    const text = valueWords(told as Json).trim()
    return text === '' ? undefined : text
  } catch (error) {
    if (error instanceof ExpressionFailure) return undefined
    throw error
  }
}

const at = (value: Json, steps: readonly (string | number)[]): Json | undefined =>
  steps.reduce<unknown>((held, step) => readOwn(held, step), value) as Json | undefined

/** An operation, and the ones whose dropdowns it feeds: what the map draws. */
export interface MapEdge {
  readonly from: OperationId
  readonly to: OperationId
  readonly field: FieldId
}

/** Every dependence of a connector, as edges between its operations. */
export function dependenceEdges(connector: Connector): readonly MapEdge[] {
  return connector.operations.flatMap((operation) =>
    dependences(fieldsOf(operation)).map(({ source, top }) => ({
      from: source.operation,
      to: operation.id,
      field: top.id,
    })),
  )
}

/**
 * The chain that a new dependence would close, from `to` back to `to`: its operations in order. Undefined where there is none.
 * An operation that feeds itself is the shortest.
 */
export function operationCycle(
  edges: readonly Pick<MapEdge, 'from' | 'to'>[],
  added: { readonly from: OperationId; readonly to: OperationId },
): readonly OperationId[] | undefined {
  if (added.from === added.to) return [added.to, added.to]
  const readers = new Map<OperationId, OperationId[]>()
  for (const { from, to } of edges) readers.set(from, [...(readers.get(from) ?? []), to])
  const cameFrom = new Map<OperationId, OperationId>()
  const open = [added.to]
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const next of readers.get(id) ?? []) {
      if (cameFrom.has(next) || next === added.to) continue
      cameFrom.set(next, id)
      if (next !== added.from) open.push(next)
      else {
        const way: OperationId[] = []
        for (let back: OperationId | undefined = next; back !== undefined; back = cameFrom.get(back))
          way.push(back)
        return [...way.toReversed(), added.to]
      }
    }
  return undefined
}

/** Names of fields in one form whose choices wait for each other, in order and back to the first; undefined where none do. */
export function fieldCycle(fields: readonly Field[]): readonly string[] | undefined {
  const parents = new Map<string, Set<string>>()
  for (const { top, source } of dependences(fields)) {
    const known = parents.get(top.name) ?? new Set<string>()
    for (const name of parentsOf(source, fields)) known.add(name)
    parents.set(top.name, known)
  }
  const done = new Set<string>()
  const walk = (name: string, way: readonly string[]): readonly string[] | undefined => {
    const before = way.indexOf(name)
    if (before >= 0) return [...way.slice(before), name]
    if (done.has(name)) return undefined
    for (const parent of parents.get(name) ?? []) {
      const found = walk(parent, [...way, name])
      if (found !== undefined) return found
    }
    done.add(name)
    return undefined
  }
  for (const name of parents.keys()) {
    const found = walk(name, [])
    if (found !== undefined) return found
  }
  return undefined
}

/** The operation that a dependence asks; undefined where it is gone. */
export const sourceOperation = (
  connector: Connector,
  source: Pick<FieldOptions, 'operation'>,
): Operation | undefined => connector.operations.find(({ id }) => id === source.operation)
