// A row of the outline, as OutlineRow is one.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { Pencil, StickyNote, Trash2 } from 'lucide-react'
import { memo, useRef, useState } from 'react'
import type { Note } from '../../model/document.ts'
import { commandById } from '../../store/commands/list.ts'
import { writeNote } from '../../store/graphThunks.ts'
import { selectCanEdit } from '../../store/selectors.ts'
import { selected } from '../../store/sessionSlice.ts'
import { cx } from '../../ui/classNames.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { KindTile } from '../../ui/KindTile.tsx'
import { useTakesFocus } from '../canvas/focusKeeper.ts'
import { NoteText } from '../canvas/NoteText.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import styles from './Outline.module.css'
import { useInSight } from './OutlineRow.tsx'

export interface OutlineNoteProps {
  readonly note: Note
  /** Tab comes to this row. */
  readonly isCurrent: boolean
}

/** A sticky note of the canvas as a row: read, written and deleted here too. */
export const OutlineNote = memo(function OutlineNote({ note, isCurrent }: OutlineNoteProps) {
  const store = useEditorStore()
  const canEdit = useAppSelector(selectCanEdit)
  const isSelected = useAppSelector((state) => state.session.selected[note.id] === true)
  const [writing, setWriting] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const line = useRef<HTMLDivElement>(null)
  useTakesFocus(isSelected && isCurrent && !writing, button)
  useInSight(isSelected && isCurrent, line)
  const choose = () => store.dispatch(selected([note.id]))
  const write = () => {
    choose()
    if (canEdit) setWriting(true)
  }
  return (
    <div
      ref={line}
      role="listitem"
      className={cx(styles.row, isSelected && styles.selected)}
      data-outline-row={note.id}
    >
      {writing ? (
        <div className={styles.main}>
          <KindTile icon={StickyNote} />
          <NoteText
            text={note.text}
            className={styles.noteField}
            onKeep={(text) => {
              setWriting(false)
              store.dispatch(writeNote(note.id, text))
            }}
          />
        </div>
      ) : (
        <button
          ref={button}
          type="button"
          className={styles.main}
          aria-current={isSelected || undefined}
          tabIndex={isCurrent ? 0 : -1}
          data-outline-title
          onFocus={() => {
            if (!isSelected) choose()
          }}
          onClick={write}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'F2') return
            event.preventDefault()
            write()
          }}
        >
          <KindTile icon={StickyNote} />
          <span className={cx(styles.text, styles.noteText)}>
            {note.text === '' ? 'Empty note' : note.text}
          </span>
        </button>
      )}
      {canEdit && !writing && (
        <>
          <IconButton icon={Pencil} label="Write in the note" tabIndex={-1} onClick={write} />
          <IconButton
            icon={Trash2}
            label="Delete the note"
            tabIndex={-1}
            onClick={() => {
              choose()
              void commandById('delete').run(store)
            }}
          />
        </>
      )}
    </div>
  )
})
