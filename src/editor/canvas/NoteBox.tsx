// A card on a drawing is a stop of the keyboard with a name that says all it shows. HTML has no element for that; a group is the
// nearest role, and the one that leaves the buttons inside of it their own.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */
import type { NodeProps } from '@xyflow/react'
import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react'
import type { NoteId } from '../../model/ids.ts'
import { edit } from '../../store/edit.ts'
import { writeNote } from '../../store/graphThunks.ts'
import { snap } from '../../store/placing.ts'
import { selectCanEdit, selectOperation } from '../../store/selectors.ts'
import { cx } from '../../ui/classNames.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { useTakesFocus } from './focusKeeper.ts'
import { useFlowZoom } from './flowZoom.ts'
import type { NoteNode } from './flowParts.ts'
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
      {isSelected && canEdit && <Grip id={id} width={width} height={height} />}
    </div>
  )
})

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-8, 0],
  ArrowRight: [8, 0],
  ArrowUp: [0, -8],
  ArrowDown: [0, 8],
}

/** The corner that sizes a note: by pulling, or by the arrow keys. */
function Grip({
  id,
  width,
  height,
}: {
  readonly id: NoteId
  readonly width: number
  readonly height: number
}) {
  const store = useEditorStore()
  const zoom = useFlowZoom()
  const grip = useRef<HTMLButtonElement>(null)

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
  const pull = (event: PointerEvent<HTMLButtonElement>) => {
    event.preventDefault()
    event.stopPropagation()
    const from = { x: event.clientX, y: event.clientY }
    const element = grip.current
    const card = element?.closest<HTMLElement>('.react-flow__node')
    const scale = zoom()
    let size = { width, height }
    const move = (to: globalThis.PointerEvent) => {
      size = {
        width: Math.max(least.width, width + (to.clientX - from.x) / scale),
        height: Math.max(least.height, height + (to.clientY - from.y) / scale),
      }
      // Seen at once; the document hears of it when the corner is let go.
      if (card != null) Object.assign(card.style, { width: `${size.width}px`, height: `${size.height}px` })
    }
    const end = (to: globalThis.PointerEvent) => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      if (to.type === 'pointerup') resize(size, undefined)
      else if (card != null) Object.assign(card.style, { width: `${width}px`, height: `${height}px` })
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    resize({ width: width + step[0], height: height + step[1] }, `resize:${id}`)
  }
  return (
    <button
      ref={grip}
      type="button"
      className={cx(styles.grip, 'nodrag nopan')}
      aria-label="Size of the note, by arrow keys"
      onPointerDown={pull}
      onKeyDown={onKeyDown}
    />
  )
}
