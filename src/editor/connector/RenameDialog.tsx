import type { Edit } from '../../model/edits.ts'
import type { OperationId } from '../../model/ids.ts'
import { nameFromTitle, uniqueOperationName } from '../../model/titles.ts'
import { edit } from '../../store/edit.ts'
import { overlayOpened } from '../../store/sessionSlice.ts'
import type { EditorState, Overlay } from '../../store/state.ts'
import { useEditorStore } from '../hooks.ts'
import { TitleDialog } from '../shell/TitleDialog.tsx'

export interface RenameDialogProps {
  target: Exclude<Extract<Overlay, { kind: 'rename' }>['target'], 'node'>
  id: string
}

interface Renaming {
  readonly what: string
  readonly hint: string
  title(state: EditorState, id: string): string
  edits(state: EditorState, id: string, title: string): readonly Edit[]
}

const operationOf = (state: EditorState, id: string) =>
  state.document.connector?.operations.find((operation) => operation.id === id)

/** What a name means for each thing that has one, and what renaming it changes. A node is renamed where it stands. */
const renamings: Readonly<Record<RenameDialogProps['target'], Renaming>> = {
  operation: {
    what: 'operation',
    hint: 'Callers use its name, which follows the title.',
    title: (state, id) => operationOf(state, id)?.title ?? '',
    edits: (state, id, title) => {
      const { connector } = state.document
      const operation = operationOf(state, id)
      if (connector === undefined || operation === undefined) return []
      const name = nameFromTitle(title, operation.name)
      const renamed: Edit[] =
        name === operation.name
          ? []
          : [
              {
                edit: 'renameOperation',
                operation: operation.id,
                name: uniqueOperationName(connector, name),
              },
            ]
      return [{ edit: 'changeOperation', operation: id as OperationId, values: { title } }, ...renamed]
    },
  },
  connector: {
    what: 'connector',
    hint: 'Its file is called after it.',
    title: (state) => state.document.connector?.title ?? '',
    edits: (state, _id, title) => [
      {
        edit: 'changeConnector',
        values: { title, name: nameFromTitle(title, state.document.connector?.name ?? 'connector') },
      },
    ],
  },
}

/** Gives something another title, as one undo step. */
export function RenameDialog({ target, id }: RenameDialogProps) {
  const store = useEditorStore()
  const renaming = renamings[target]
  return (
    <TitleDialog
      what={renaming.what}
      hint={renaming.hint}
      title={renaming.title(store.getState(), id)}
      onClose={() => store.dispatch(overlayOpened(undefined))}
      onRename={(title) => {
        const edits = renaming.edits(store.getState(), id, title)
        store.dispatch(edit(edits, { label: `Rename ${renaming.what}`, policy: 'record' }))
      }}
    />
  )
}
