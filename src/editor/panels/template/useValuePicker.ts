import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { applyCompletion, type Completion, completeAt } from '../../../expressions/complete.ts'
import type { ScopeEntry } from '../../../expressions/scope.ts'
import { type Opened, type PickerRow, type PickerRows, pickerRows } from './pickerRows.ts'

export interface ValuePicker {
  /** Undefined while the list is closed. */
  readonly list: (PickerRows & { readonly completion: Completion; readonly active: number }) | undefined
  readonly id: string
  rowId(index: number): string
  /** The text or the caret has changed; `typed`: by a key, which is what opens the list. */
  follow(text: string, caret: number, typed: boolean): void
  close(): void
  /** True where the key was the list's. */
  onKeyDown(event: KeyboardEvent, text: string, caret: number): boolean
  choose(row: PickerRow): void
  toggle(row: PickerRow): void
  point(index: number): void
}

interface Looking {
  readonly text: string
  readonly caret: number
}

const noneOpened: Opened = new Map()

/**
 * The `{{` list of one field: opened by typing inside braces or by Control with Space, filtered by what is typed, moved in by
 * arrows. `write` puts a text and a caret into the field, in a way that the field's own undo knows.
 */
export function useValuePicker(
  scope: readonly ScopeEntry[],
  write: (text: string, caret: number) => void,
): ValuePicker {
  const id = useId()
  const [looking, setLooking] = useState<Looking>()
  const [opened, setOpened] = useState<Opened>(noneOpened)
  const [activeKey, setActiveKey] = useState<string>()
  const list = useMemo(() => {
    if (looking === undefined) return undefined
    const completion = completeAt(looking.text, looking.caret, scope)
    if (completion === undefined) return undefined
    const drawn = pickerRows(completion, scope, opened)
    const known = drawn.rows.findIndex(({ key }) => key === activeKey)
    return { ...drawn, completion, active: known < 0 ? firstOf(drawn) : known }
  }, [looking, scope, opened, activeKey])

  const look = (text: string, caret: number) => {
    setLooking({ text, caret })
    setActiveKey(undefined)
  }
  const close = () => {
    setLooking(undefined)
    setOpened(noneOpened)
  }
  const choose = (row: PickerRow) => {
    if (list === undefined || looking === undefined) return
    if (row.row === 'value' && row.hint !== undefined) return
    // Nobody means a whole credential: its fields are what goes somewhere.
    if (row.row === 'value' && row.option.entry.kind === 'auth') {
      if (list.form === 'tree') toggle(row)
      else enter(row)
      return
    }
    const { text, caret } = applyCompletion(looking.text, list.completion, row.option)
    write(text, caret)
    // A filter that needs an argument asks for it at once.
    if (row.option.insert.endsWith(': ')) look(text, caret)
    else close()
  }
  const toggle = (row: PickerRow) => {
    if (row.row !== 'value' || !row.expandable) return
    setOpened((last) => new Map(last).set(row.key, !row.expanded))
    setActiveKey(row.key)
  }
  /** In a filtered list there is nothing to unfold: the path is written as far as this value, and its parts are listed. */
  const enter = (row: PickerRow) => {
    if (list === undefined || looking === undefined || row.row !== 'value') return
    const { from, to } = list.completion
    const text = `${looking.text.slice(0, from)}${row.option.insert}.${looking.text.slice(to)}`
    const caret = from + row.option.insert.length + 1
    write(text, caret)
    look(text, caret)
  }
  const point = (index: number) => setActiveKey(list?.rows[index]?.key)

  const onKeyDown = (event: KeyboardEvent, text: string, caret: number): boolean => {
    if (event.nativeEvent.isComposing) return false
    if (list === undefined) {
      const asks = (event.ctrlKey && event.key === ' ') || (event.altKey && event.key === 'ArrowDown')
      if (!asks || completeAt(text, caret, scope) === undefined) return false
      look(text, caret)
      return true
    }
    if (event.key === 'Escape') {
      close()
      return true
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    const { rows, active, form } = list
    const row = rows[active]
    if (row === undefined) return false
    if (event.key === 'Enter' || event.key === 'Tab') {
      if (event.key === 'Tab' && list.completion.typed.trim() === '') {
        close()
        return false
      }
      choose(row)
      return true
    }
    const to = step(event.key, active, rows.length)
    if (to !== undefined) {
      point(to)
      return true
    }
    if (event.key === 'ArrowRight' && row.row === 'value' && row.expandable) {
      if (form === 'list') enter(row)
      else if (row.expanded) point(active + 1)
      else toggle(row)
      return true
    }
    if (event.key === 'ArrowLeft' && form === 'tree' && row.row === 'value') {
      if (row.expanded) toggle(row)
      else {
        const parent = rows.findLastIndex(
          (other, at) => at < active && other.row === 'value' && other.depth < row.depth,
        )
        if (parent < 0) return false
        point(parent)
      }
      return true
    }
    return false
  }

  return {
    list,
    id,
    rowId: (index) => `${id}-${index}`,
    follow(text, caret, typed) {
      if (looking === undefined && !typed) return
      if (completeAt(text, caret, scope) === undefined) close()
      else if (looking?.text !== text || looking.caret !== caret) look(text, caret)
    },
    close,
    onKeyDown,
    choose,
    toggle,
    point,
  }
}

/** The first value that can be chosen: a root is rarely what is meant where it has parts. */
function firstOf({ form, rows }: PickerRows): number {
  if (form === 'list') return 0
  const found = rows.findIndex((row) => row.row === 'value' && row.hint === undefined && !row.expanded)
  return Math.max(0, found)
}

const pageStep = 10

function step(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  const to = {
    ArrowDown: (at + 1) % count,
    ArrowUp: (at - 1 + count) % count,
    PageDown: Math.min(count - 1, at + pageStep),
    PageUp: Math.max(0, at - pageStep),
  }[key]
  return to
}
