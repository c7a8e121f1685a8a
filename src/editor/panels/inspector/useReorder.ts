import { type DragEvent, type KeyboardEvent, useState } from 'react'
import type { ListFocus } from '../useListFocus.ts'

/** Names our own rows in a drag, so that neither references nor foreign things are taken for one. */
const rowType = 'application/x-patchbay-row'

export interface Reorder {
  /** For the handle of a row: drag it, or press the arrows. */
  handle(index: number): {
    draggable: boolean
    onDragStart: (event: DragEvent) => void
    onDragEnd: () => void
    onKeyDown: (event: KeyboardEvent) => void
  }
  /** For the row itself, over which another is dragged. */
  row(index: number): {
    onDragOver: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
  }
  /** Where the dragged row would go to, for a line to show it. */
  mark(index: number): 'above' | 'below' | undefined
}

/** Puts the rows of a list in another order by dragging their handles, or by arrows on them. */
export function useReorder(
  count: number,
  move: (from: number, to: number) => void,
  keys: ListFocus,
): Reorder {
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<number>()
  const end = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return {
    handle: (index) => ({
      draggable: true,
      onDragStart(event) {
        event.dataTransfer.setData(rowType, String(index))
        event.dataTransfer.effectAllowed = 'move'
        setDragged(index)
      },
      onDragEnd: end,
      onKeyDown(event) {
        const to = { ArrowUp: index - 1, ArrowDown: index + 1 }[event.key]
        if (to === undefined) return
        event.preventDefault()
        if (to < 0 || to >= count) return
        move(index, to)
        // The next arrow moves the same row on.
        keys.to(to, 'handle')
      },
    }),
    row: (index) => ({
      onDragOver(event) {
        if (dragged === undefined) return
        event.preventDefault()
        if (over !== index) setOver(index)
      },
      onDrop(event) {
        if (dragged === undefined) return
        event.preventDefault()
        if (dragged !== index) move(dragged, index)
        end()
      },
    }),
    mark(index) {
      if (dragged === undefined || over !== index || dragged === index) return undefined
      return dragged < index ? 'below' : 'above'
    },
  }
}

/** The list with one of its items at another place. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const next = [...list]
  const [item] = next.splice(from, 1)
  if (item !== undefined) next.splice(to, 0, item)
  return next
}
