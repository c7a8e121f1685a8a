import { renameInTemplate } from '../../expressions/rename.ts'
import type { Connector, Edge, Field } from '../document.ts'
import type { FieldId, NodeId, OperationId } from '../ids.ts'
import { inside } from '../options.ts'
import {
  EditError,
  fieldIndex,
  findFields,
  findNode,
  findOperation,
  insertAt,
  peek,
  peekOperation,
  peekValues,
} from './draft.ts'
import { rewriteInNodes } from './nodes.ts'

/** What of a field may be changed with no reference to rewrite. */
export type FieldValues = Partial<Omit<Field, 'id' | 'name'>>

/** What of a field can be taken away. */
export type ClearableKey = 'default' | 'enum' | 'options' | 'fieldsFrom'

/** Edits of the fields of an inputs node (`node`). */
export const fieldEdits = {
  addField(
    draft: Connector,
    args: { operation: OperationId; node: NodeId; field: Field; index?: number },
  ): void {
    const fields = findFields(findOperation(draft, args.operation), args.node)
    if (fields.some((field) => field.id === args.field.id))
      throw new EditError(`There is a field with the id “${args.field.id}” already.`)
    insertAt(fields, args.field, args.index)
  },

  /** References to it stay and become problems, so that nothing is lost before somebody has looked. */
  removeField(draft: Connector, args: { operation: OperationId; node: NodeId; field: FieldId }): void {
    const fields = findFields(findOperation(draft, args.operation), args.node)
    fields.splice(fieldIndex(fields, args.field), 1)
  },

  /** Moves a field to the place `index` of the list without it. */
  moveField(
    draft: Connector,
    args: { operation: OperationId; node: NodeId; field: FieldId; index: number },
  ): void {
    const fields = findFields(findOperation(draft, args.operation), args.node)
    const [field] = fields.splice(fieldIndex(fields, args.field), 1)
    if (field !== undefined) insertAt(fields, field, args.index)
  },

  /** Changes anything but the name; `clear` takes away what need not be there. */
  changeField(
    draft: Connector,
    args: {
      operation: OperationId
      node: NodeId
      field: FieldId
      values: FieldValues
      clear?: readonly ClearableKey[]
    },
  ): void {
    const fields = findFields(findOperation(draft, args.operation), args.node)
    const field = fields[fieldIndex(fields, args.field)] as Field
    for (const [key, value] of Object.entries(args.values))
      if (value !== undefined && key !== 'id' && key !== 'name' && field[key] !== value) field[key] = value
    for (const key of args.clear ?? []) if (Object.hasOwn(field, key)) delete field[key]
  },

  /**
   * Renames a field and rewrites every reference to it in the operation: `input.NAME`, `nodes["Inputs"].NAME`, and
   * `item.NAME` in nodes that only the inputs lead to. Refused where the name is taken.
   */
  renameField(
    draft: Connector,
    args: { operation: OperationId; node: NodeId; field: FieldId; name: string },
  ): void {
    const operation = findOperation(draft, args.operation)
    const fields = findFields(operation, args.node)
    const field = fields[fieldIndex(fields, args.field)] as Field
    if (fields.some((other) => other.id !== args.field && other.name === args.name))
      throw new EditError(`Another field is called “${args.name}”. Names are unique in an operation.`)
    const old = field.name
    if (old === args.name) return
    field.name = args.name
    // While a name is still being typed it may be empty; there is nothing to rewrite to or from then.
    if (old === '' || args.name === '') return
    const graph = peek(peekOperation(draft, args.operation), 'graph')
    const nodes = peek(graph, 'nodes')
    const { title } = findNode(operation, args.node)
    const rename = (text: string) =>
      renameInTemplate(renameInTemplate(text, { path: ['input', old], to: args.name }), {
        path: ['nodes', title, old],
        to: args.name,
      })
    rewriteInNodes(operation, Object.keys(nodes) as NodeId[], rename)
    for (const each of fields) rewriteInField(each, rename)
    rewriteInNodes(operation, readersOf(peek(graph, 'edges'), args.node), (text) =>
      renameInTemplate(text, { path: ['item', old], to: args.name }),
    )
  },
}

/** Rewrites the templates over `input` that a field and all inside it hold: when it is shown, and what its sources are given. */
function rewriteInField(field: Field, rename: (text: string) => string): void {
  for (const condition of field.visibleWhen ?? []) {
    const [left, right] = [rename(condition.left), rename(condition.right)]
    if (left !== condition.left) condition.left = left
    if (right !== condition.right) condition.right = right
  }
  for (const source of [field.options, field.fieldsFrom])
    for (const [id, template] of Object.entries(source?.arguments ?? {})) {
      const renamed = rename(template)
      if (source !== undefined && renamed !== template) source.arguments[id as FieldId] = renamed
    }
  for (const each of inside(field)) rewriteInField(each, rename)
}

/** Nodes that an edge from this node, and from no other, comes in to at the same port. */
function readersOf(edges: Readonly<Record<string, Edge>>, source: NodeId): NodeId[] {
  const feeders = new Map<string, { readonly node: NodeId; only: boolean }>()
  for (const { from, to } of peekValues(edges)) {
    const key = `${to.node} ${to.port}`
    const known = feeders.get(key)
    if (known === undefined) feeders.set(key, { node: to.node, only: from.node === source })
    else if (from.node !== source) known.only = false
  }
  return [...feeders.values()].flatMap(({ node, only }) => (only ? [node] : []))
}
