import { createContext, useContext, useSyncExternalStore } from 'react'
import type { EdgeId } from '../../model/ids.ts'
import type { ConnectionRules } from '../../store/connect.ts'
import type { NewHomes } from '../../store/homes.ts'

/** What the pointer is in the middle of. Nothing of it is in the document until it is let go. */
export interface Gesture {
  /** Cards that follow the pointer, how far from where they are, and whether it is copies of them that do. */
  readonly drag:
    | { readonly ids: ReadonlySet<string>; readonly x: number; readonly y: number; readonly copy: boolean }
    | undefined
  /** A kind on its way from the palette, at a place of the window. */
  readonly kind: { readonly kind: string; readonly x: number; readonly y: number } | undefined
  /** An edge on its way from a port, and what every other port says to it. */
  readonly connect: ConnectionRules | undefined
  /** The edge that would take in what is dropped now. */
  readonly splice: EdgeId | undefined
  /** The containers that what is dragged would come into or leave, were it let go now. */
  readonly homes: NewHomes | undefined
  /** A card or a note that is pulled by its corner, and how large it is drawn. */
  readonly size: { readonly id: string; readonly width: number; readonly height: number } | undefined
  /** Where an edge was last let go on empty canvas: there the picker opens, and there the new node goes. */
  readonly dropped: { readonly x: number; readonly y: number } | undefined
}

const still: Gesture = {
  drag: undefined,
  kind: undefined,
  connect: undefined,
  splice: undefined,
  homes: undefined,
  size: undefined,
  dropped: undefined,
}

/** Holds the gesture beside React's state: a card must not render because another one is dragged. */
export class GestureStore {
  #now = still
  readonly #listeners = new Set<() => void>()

  get now(): Gesture {
    return this.#now
  }

  set(change: Partial<Gesture>): void {
    this.#now = { ...this.#now, ...change }
    for (const listener of this.#listeners) listener()
  }

  /** The pointer let go. Where it did is remembered. */
  end(): void {
    const { dropped } = this.#now
    if (this.#now !== still) {
      this.#now = dropped === undefined ? still : { ...still, dropped }
      for (const listener of this.#listeners) listener()
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export const GestureContext = createContext(new GestureStore())

export const useGestureStore = (): GestureStore => useContext(GestureContext)

/** A part of the gesture; renders when that part changes. `select` must give the same object for the same gesture. */
export function useGesture<Part>(select: (gesture: Gesture) => Part): Part {
  const gestures = useGestureStore()
  return useSyncExternalStore(gestures.subscribe, () => select(gestures.now))
}
