import type { Connector, ContentParts, Operation } from '../document.ts'
import type { FragmentParts } from '../fragment.ts'
import type { OperationId } from '../ids.ts'
import type { Json } from '../json.ts'
import { addTo, change, EditError, findOperation, insertAt, operationIndex } from './draft.ts'

/** Edits of operations as wholes. */
export const operationEdits = {
  addOperation(draft: Connector, args: { value: Operation; index?: number }): void {
    if (draft.operations.some((operation) => operation.id === args.value.id))
      throw new EditError(`There is an operation with the id “${args.value.id}” already.`)
    insertAt(draft.operations, args.value, args.index)
  },

  removeOperation(draft: Connector, args: { operation: OperationId }): void {
    draft.operations.splice(operationIndex(draft, args.operation), 1)
    if (draft.service.testOperation === args.operation) delete draft.service.testOperation
  },

  /** Adds a copy right behind the original; `copyOperation` (fragment.ts) makes one with ids of its own. */
  duplicateOperation(draft: Connector, args: { operation: OperationId; copy: Operation }): void {
    operationEdits.addOperation(draft, {
      value: args.copy,
      index: operationIndex(draft, args.operation) + 1,
    })
  },

  /** Changes the name that callers use. */
  renameOperation(draft: Connector, args: { operation: OperationId; name: string }): void {
    findOperation(draft, args.operation).name = args.name
  },

  /** Moves an operation to the place `index` of the list without it. */
  moveOperation(draft: Connector, args: { operation: OperationId; index: number }): void {
    const [operation] = draft.operations.splice(operationIndex(draft, args.operation), 1)
    if (operation !== undefined) insertAt(draft.operations, operation, args.index)
  },

  changeOperation(
    draft: Connector,
    args: { operation: OperationId; values: Partial<Pick<Operation, 'title' | 'description' | 'role'>> },
  ): void {
    change(findOperation(draft, args.operation), args.values)
  },

  /** Remembers the content hash at which the operation ran well, and the marks of its parts where they are known; `null` forgets. */
  setProven(
    draft: Connector,
    args: { operation: OperationId; hash: string | null; parts?: ContentParts },
  ): void {
    const { output } = findOperation(draft, args.operation)
    if (args.hash === null) {
      if (output.provenHash !== undefined) delete output.provenHash
    } else if (output.provenHash !== args.hash) output.provenHash = args.hash
    if (args.hash !== null && args.parts !== undefined) output.provenParts = { ...args.parts }
    else if (output.provenParts !== undefined) delete output.provenParts
  },

  /** Replaces the samples of the output, and its schema where one is given (`null` takes it away). */
  setSample(
    draft: Connector,
    args: { operation: OperationId; samples: readonly Json[]; schema?: Json },
  ): void {
    const { output } = findOperation(draft, args.operation)
    output.samples = [...args.samples]
    if (args.schema === null) {
      if (output.schema !== undefined) delete output.schema
    } else if (args.schema !== undefined) output.schema = args.schema
  },

  /** Adds what `pasteFragment` (fragment.ts) made ready: nodes, edges, notes and places with ids that are new here. */
  pasteFragment(draft: Connector, args: { operation: OperationId; parts: FragmentParts }): void {
    const operation = findOperation(draft, args.operation)
    for (const node of args.parts.nodes) addTo(operation.graph.nodes, node, 'node')
    for (const edge of args.parts.edges) addTo(operation.graph.edges, edge, 'edge')
    for (const note of args.parts.notes) addTo(operation.graph.notes, note, 'note')
    for (const [id, box] of Object.entries(args.parts.layout)) operation.layout[id] = box
  },
}
