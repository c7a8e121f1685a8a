import { type RefObject, useEffect, useRef } from 'react'

/** Where in an item the keyboard goes. `start`: its first field, or its first button where it has no field. */
export type ItemPart = 'start' | 'handle' | 'up' | 'down'

const parts: Readonly<Record<ItemPart, readonly string[]>> = {
  start: ['textarea, input:not([type="checkbox"]), select', 'button:not([draggable])'],
  handle: ['[draggable="true"]'],
  up: ['[data-part="up"]'],
  down: ['[data-part="down"]'],
}

export interface ListFocus {
  /** When the list is drawn next, this item's part takes the keyboard. */
  to(index: number, part: ItemPart): void
  /** The item at `index` of `count` goes: the one that takes its place takes the keyboard, or what adds one. */
  afterDelete(index: number, count: number): void
}

/**
 * Keeps the keyboard in a list whose items have no ids of their own, and are drawn by their place: where an item comes, goes
 * or moves, the browser would leave the focus on another one, or nowhere. The reference is for the element whose children are
 * the items, and nothing else; what adds one (`data-part="add"`) stands beside it.
 */
export function useListFocus<List extends HTMLElement = HTMLDivElement>(): readonly [
  list: RefObject<List | null>,
  keys: ListFocus,
] {
  const list = useRef<List>(null)
  const wanted = useRef<{ readonly index: number; readonly part: ItemPart }>(undefined)
  useEffect(() => {
    if (wanted.current === undefined || list.current === null) return
    const { index, part } = wanted.current
    wanted.current = undefined
    controlOf(list.current, index, part)?.focus()
  })
  return [
    list,
    {
      to(index, part) {
        wanted.current = { index, part }
      },
      afterDelete(index, count) {
        wanted.current = { index: Math.min(index, count - 2), part: 'start' }
      },
    },
  ]
}

const adds = 'button[data-part="add"], [data-part="add"] select, [data-part="add"] [role="combobox"]'

function controlOf(list: HTMLElement, index: number, part: ItemPart): HTMLElement | undefined {
  const item = list.children[index]
  if (item === undefined) return list.parentElement?.querySelector<HTMLElement>(adds) ?? undefined
  for (const selector of parts[part]) {
    const found = item.querySelector<HTMLElement>(selector)
    if (found !== null) return found
  }
  return undefined
}
