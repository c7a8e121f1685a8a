import type { Authentication, Connector, Edge, Field, GraphNode, Note, Operation } from '../document.ts'
import type { AuthenticationId, EdgeId, FieldId, NodeId, NoteId, OperationId } from '../ids.ts'
import type { Json } from '../json.ts'

/**
 * How edits reach into a document. They are given an Immer draft (or a plain document of their own to change) and must not
 * touch more of it than they change: reading an object through a draft makes a draft of it, and a scan over 5,000 nodes
 * would make 5,000. `peek` reads a property by its descriptor, which hands out what is there without making a draft; what
 * has been drafted already comes as that draft, so that earlier edits of the same step are seen.
 */
export function peek<Owner extends object, Key extends keyof Owner>(owner: Owner, key: Key): Owner[Key] {
  return Object.getOwnPropertyDescriptor(owner, key)?.value as Owner[Key]
}

/** The values of a record, for looking only. */
export function* peekValues<Value>(record: Readonly<Record<string, Value>>): Generator<Value> {
  for (const key of Object.keys(record)) yield peek(record, key)
}

/** An edit names something that is not there, or asks for what cannot be. The message can be shown to people. */
export class EditError extends Error {
  override name = 'EditError' as const
}

/** The operation for looking only; for changing, take it from {@link findOperation}. */
export function peekOperation(connector: Connector, id: OperationId): Operation {
  const operations = peek(connector, 'operations')
  const index = operationIndex(connector, id)
  return peek(operations, index) as Operation
}

export function operationIndex(connector: Connector, id: OperationId): number {
  const operations = peek(connector, 'operations')
  for (let index = 0; index < operations.length; index++)
    if ((peek(operations, index) as Operation).id === id) return index
  throw new EditError('The operation is not there any more.')
}

export function findOperation(connector: Connector, id: OperationId): Operation {
  return connector.operations[operationIndex(connector, id)] as Operation
}

export function findNode(operation: Operation, id: NodeId): GraphNode {
  const node = Object.hasOwn(operation.graph.nodes, id) ? operation.graph.nodes[id] : undefined
  if (node === undefined) throw new EditError('The node is not there any more.')
  return node
}

export function findEdge(operation: Operation, id: EdgeId): Edge {
  const edge = Object.hasOwn(operation.graph.edges, id) ? operation.graph.edges[id] : undefined
  if (edge === undefined) throw new EditError('The edge is not there any more.')
  return edge
}

export function findNote(operation: Operation, id: NoteId): Note {
  const note = Object.hasOwn(operation.graph.notes, id) ? operation.graph.notes[id] : undefined
  if (note === undefined) throw new EditError('The note is not there any more.')
  return note
}

export function findAuthentication(connector: Connector, id: AuthenticationId): Authentication {
  const found = connector.service.authentications.find((authentication) => authentication.id === id)
  if (found === undefined) throw new EditError('The authentication is not there any more.')
  return found
}

/** The fields of an inputs node, as they stand in its settings. */
export function findFields(operation: Operation, node: NodeId): Field[] {
  const { settings } = findNode(operation, node)
  if (!Array.isArray(settings['fields'])) settings['fields'] = []
  return settings['fields'] as unknown as Field[]
}

export function fieldIndex(fields: readonly Field[], id: FieldId): number {
  const index = fields.findIndex((field) => field.id === id)
  if (index < 0) throw new EditError('The field is not there any more.')
  return index
}

/** Adds to a record under an id that must be free. */
export function addTo<Item extends { readonly id: string }>(
  record: Record<string, Item>,
  item: Item,
  what: string,
): void {
  if (Object.hasOwn(record, item.id))
    throw new EditError(`There is a ${what} with the id “${item.id}” already.`)
  record[item.id] = item
}

/** Where in a list of `length` something is put: the end where `index` is absent or beyond. */
export function insertAt<Item>(list: Item[], item: Item, index: number | undefined): void {
  list.splice(Math.max(0, Math.min(index ?? list.length, list.length)), 0, item)
}

/** Sets the given keys and takes away those of `clear`; keys that have the value already are not written. */
export function change(target: object, values: object, clear: readonly string[] = []): void {
  const keys = target as Record<string, unknown>
  for (const [key, value] of Object.entries(values))
    if (value !== undefined && keys[key] !== value) keys[key] = value
  for (const key of clear) if (Object.hasOwn(keys, key)) delete keys[key]
}

/**
 * Rewrites every text inside a value that `rewrite` changes. `draft` gives the value to change; nothing is drafted on the way
 * to a text that stays as it is.
 */
export function rewriteTexts(owner: object, key: string | number, rewrite: (text: string) => string): void {
  const record = owner as Record<string | number, Json>
  const value = peek(record, key)
  if (typeof value === 'string') {
    const rewritten = rewrite(value)
    if (rewritten !== value) record[key] = rewritten
    return
  }
  if (typeof value !== 'object' || value === null || !holdsChange(value, rewrite)) return
  const drafted = record[key] as unknown as object
  for (const inner of innerKeys(value)) rewriteTexts(drafted, inner, rewrite)
}

function holdsChange(value: Json, rewrite: (text: string) => string): boolean {
  if (typeof value === 'string') return rewrite(value) !== value
  if (typeof value !== 'object' || value === null) return false
  for (const key of innerKeys(value)) {
    if (holdsChange(peek(value as Record<string | number, Json>, key), rewrite)) return true
  }
  return false
}

function innerKeys(value: object): readonly (string | number)[] {
  return Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)
}
