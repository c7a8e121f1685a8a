import type { Box, Connector, Note } from '../document.ts'
import type { NodeId, NoteId, OperationId } from '../ids.ts'
import { addTo, findNote, findOperation } from './draft.ts'

/** Edits of places and notes: nothing here changes what a run does. Canvas pixels; ids are those of nodes or notes. */
export const layoutEdits = {
  moveNodes(
    draft: Connector,
    args: {
      operation: OperationId
      places: Readonly<Record<string, { readonly x: number; readonly y: number }>>
    },
  ): void {
    const { layout } = findOperation(draft, args.operation)
    for (const [id, { x, y }] of Object.entries(args.places)) {
      const box = Object.hasOwn(layout, id) ? layout[id] : undefined
      // A minus zero would print as zero and come back as another value.
      if (box === undefined) layout[id] = { x: x + 0, y: y + 0 }
      else {
        if (box.x !== x) box.x = x + 0
        if (box.y !== y) box.y = y + 0
      }
    }
  },

  resizeNode(draft: Connector, args: { operation: OperationId; node: NodeId | NoteId; box: Box }): void {
    findOperation(draft, args.operation).layout[args.node] = args.box
  },

  addNote(draft: Connector, args: { operation: OperationId; note: Note; box: Box }): void {
    const operation = findOperation(draft, args.operation)
    addTo(operation.graph.notes, args.note, 'note')
    operation.layout[args.note.id] = args.box
  },

  changeNote(draft: Connector, args: { operation: OperationId; note: NoteId; text: string }): void {
    findNote(findOperation(draft, args.operation), args.note).text = args.text
  },

  /** Ids that are gone are passed over. */
  removeNotes(draft: Connector, args: { operation: OperationId; notes: readonly NoteId[] }): void {
    const operation = findOperation(draft, args.operation)
    for (const id of args.notes) {
      if (Object.hasOwn(operation.graph.notes, id)) delete operation.graph.notes[id]
      if (Object.hasOwn(operation.layout, id)) delete operation.layout[id]
    }
  },
}
