// A card on a drawing is a stop of the keyboard with a name that says all it shows. HTML has no element for that; a group is the
// nearest role, and the one that leaves the buttons inside of it their own.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */
import type { NodeProps } from '@xyflow/react'
import { memo, useRef, useState } from 'react'
import type { NoteId } from '../../model/ids.ts'
import { edit } from '../../store/edit.ts'
import { writeNote } from '../../store/graphThunks.ts'
import { snap } from '../../store/placing.ts'
import { selectCanEdit, selectOperation } from '../../store/selectors.ts'
import { cx } from '../../ui/classNames.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { useTakesFocus } from './focusKeeper.ts'
import type { NoteNode } from './flowParts.ts'
import { Grip } from './Grip.tsx'
import { currentOf } from './NodeBox.tsx'
import styles from './NoteBox.module.css'
import { NoteText } from './NoteText.tsx'

/** Smallest size of a note, in canvas pixels. */
const least = { width: 120, height: 64 } as const

/** A sticky note: double-click or Enter writes in it, its corner sizes it. */
export const NoteBox = memo(function NoteBox({
  id: flowId,
  data,
  width = 0,
  height = 0,
}: NodeProps<NoteNode>) {
  const id = flowId as NoteId
  const { note } = data
  const store = useEditorStore()
  const isSelected = useAppSelector((state) => state.session.selected[id] === true)
  const isCurrent = useAppSelector((state) => currentOf(state.session.selected) === id)
  const canEdit = useAppSelector(selectCanEdit)
  const [writing, setWriting] = useState(false)
  const box = useRef<HTMLDivElement>(null)

  useTakesFocus(isCurrent, box)

  const keep = (text: string) => {
    setWriting(false)
    store.dispatch(writeNote(id, text))
  }
  const write = () => {
    if (canEdit) setWriting(true)
  }
  const resize = (to: { width: number; height: number }, key: string | undefined) => {
    const operation = selectOperation(store.getState())
    const at = operation?.layout[id]
    if (operation === undefined) return
    const size = {
      width: Math.max(least.width, snap(to.width)),
      height: Math.max(least.height, snap(to.height)),
    }
    const box = { x: at?.x ?? 0, y: at?.y ?? 0, ...size }
    store.dispatch(
      edit([{ edit: 'resizeNode', operation: operation.id, node: id, box }], {
        label: 'Resize note',
        policy: key === undefined ? 'record' : 'merge',
        ...(key === undefined ? {} : { mergeKey: key }),
      }),
    )
  }
  return (
    <div
      ref={box}
      className={cx(styles.note, isSelected && styles.selected)}
      role="group"
      aria-roledescription="note"
      aria-label={note.text === '' ? 'Empty note' : `Note: ${note.text}`}
      tabIndex={isCurrent ? 0 : -1}
      data-node={id}
      onDoubleClick={(event) => {
        event.stopPropagation()
        write()
      }}
      onKeyDown={(event) => {
        if (event.target !== box.current || (event.key !== 'Enter' && event.key !== 'F2')) return
        event.preventDefault()
        write()
      }}
    >
      {writing ? (
        <NoteText
          text={note.text}
          className={cx(styles.field, 'nodrag nowheel nopan')}
          onKeep={(text) => {
            keep(text)
            box.current?.focus()
          }}
        />
      ) : (
        <p className={cx(styles.text, note.text === '' && styles.empty)}>
          {note.text === '' ? 'Double-click to write' : note.text}
        </p>
      )}
      {isSelected && canEdit && (
        <Grip
          id={id}
          name="Size of the note, by arrow keys"
          width={width}
          height={height}
          least={() => least}
          onSize={resize}
        />
      )}
    </div>
  )
})
