import type { KeyboardEvent } from 'react'
import { commandById } from '../../store/commands/list.ts'
import type { EditorStore } from '../../store/createStore.ts'
import { selectOperation, selectViewport } from '../../store/selectors.ts'
import { viewportMoved } from '../../store/sessionSlice.ts'

/** Keys that need no modifier here, beside the shortcuts of the commands themselves. */
const bare: Readonly<Record<string, string>> = {
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'zoom-100',
  '1': 'zoom-fit',
  '2': 'zoom-selection',
}

/** With Space held, the arrows move the screen over the canvas, in screen pixels. */
const panBy = 96
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-panBy, 0],
  ArrowRight: [panBy, 0],
  ArrowUp: [0, -panBy],
  ArrowDown: [0, panBy],
}

/**
 * The keys that belong to the canvas alone: Space with arrows, and zoom without a modifier. What is taken here is marked as
 * such, so that the shell's shortcuts pass it over.
 */
export class CanvasKeys {
  #spaceHeld = false
  readonly #store: EditorStore

  constructor(store: EditorStore) {
    this.#store = store
  }

  readonly down = (event: KeyboardEvent): void => {
    if (isWritten(event.target) || event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === ' ') {
      // A button on a card is pressed by Space; the page must not scroll by it.
      if (event.target instanceof Element && event.target.closest('button') !== null) return
      this.#spaceHeld = true
      event.preventDefault()
      return
    }
    const arrow = this.#spaceHeld ? arrows[event.key] : undefined
    if (arrow !== undefined) {
      event.preventDefault()
      this.#pan(arrow)
      return
    }
    const id = Object.hasOwn(bare, event.key) ? bare[event.key] : undefined
    const command = id === undefined ? undefined : commandById(id)
    if (command === undefined || !command.enabled(this.#store.getState())) return
    event.preventDefault()
    void command.run(this.#store)
  }

  readonly up = (event: KeyboardEvent): void => {
    if (event.key === ' ') this.#spaceHeld = false
  }

  #pan([x, y]: readonly [number, number]): void {
    const state = this.#store.getState()
    const operation = selectOperation(state)
    if (operation === undefined) return
    const viewport = selectViewport(state)
    this.#store.dispatch(
      viewportMoved({
        operation: operation.id,
        viewport: { ...viewport, x: viewport.x + x / viewport.zoom, y: viewport.y + y / viewport.zoom },
      }),
    )
  }
}

function isWritten(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
