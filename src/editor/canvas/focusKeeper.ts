import { createContext, useContext, useEffect, useLayoutEffect } from 'react'

/**
 * Whether the keyboard is at work on the canvas, and how to bring it back there. A card that scrolls out of sight leaves the
 * document and takes the focus with it; the next one to be chosen then takes it up.
 */
export class FocusKeeper {
  inside = false
  #root: HTMLElement | null = null

  attach(root: HTMLElement | null): void {
    this.#root = root
  }

  /** Puts the focus on the chosen card, or on the canvas as a whole where none is drawn. */
  readonly take = (): void => {
    this.inside = true
    const current = this.#root?.querySelector<HTMLElement>('[data-node][tabindex="0"]')
    ;(current ?? this.#root?.querySelector<HTMLElement>('[data-canvas]'))?.focus({ preventScroll: true })
  }

  readonly entered = (): void => {
    this.inside = true
  }

  readonly left = (event: { readonly relatedTarget: EventTarget | null }): void => {
    const to = event.relatedTarget
    // Without a target the window lost the focus, or a press met nothing: both are the end of keyboard work here.
    this.inside = to instanceof Node && this.#root?.contains(to) === true
  }
}

export const FocusContext = createContext(new FocusKeeper())

export const useFocusKeeper = (): FocusKeeper => useContext(FocusContext)

/** Gives the focus to a card when it becomes the chosen one while the keyboard is on the canvas. */
export function useTakesFocus(isCurrent: boolean, box: React.RefObject<HTMLElement | null>): void {
  const keeper = useFocusKeeper()
  useEffect(() => {
    const at = document.activeElement
    const writing = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement
    if (isCurrent && keeper.inside && !writing && box.current?.contains(at) !== true)
      box.current?.focus({ preventScroll: true })
  }, [isCurrent, keeper, box])
  useLayoutEffect(() => {
    const card = box.current
    return () => {
      // It goes with the focus in it: deleted, or out of sight. Without this, the next key would meet nothing.
      if (!keeper.inside || card?.contains(document.activeElement) !== true) return
      queueMicrotask(() => {
        if (document.activeElement === document.body) keeper.take()
      })
    }
  }, [keeper, box])
}
