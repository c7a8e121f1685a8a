/** A pointer that is moved by hand: the events of a press, a way and a release, where a test can look in between. */

export interface Modifiers {
  readonly altKey?: boolean
  readonly shiftKey?: boolean
}

interface Place {
  readonly x: number
  readonly y: number
}

/** The middle of an element, or a place inside of it, in the window. */
export function placeOf(element: Element, at?: Place): Place {
  const box = element.getBoundingClientRect()
  return at === undefined
    ? { x: box.left + box.width / 2, y: box.top + box.height / 2 }
    : { x: box.left + at.x, y: box.top + at.y }
}

const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined)))

function fire(type: string, { x, y }: Place, modifiers: Modifiers, buttons: number, on?: Element): void {
  const target = on ?? document.elementFromPoint(x, y) ?? document.body
  const init = {
    bubbles: true,
    cancelable: true,
    view: window,
    clientX: x,
    clientY: y,
    button: 0,
    buttons,
    ...modifiers,
  }
  target.dispatchEvent(
    new PointerEvent(`pointer${type}`, { ...init, pointerId: 1, isPrimary: true, pointerType: 'mouse' }),
  )
  target.dispatchEvent(new MouseEvent(`mouse${type}`, init))
}

export class Pointer {
  #at: Place
  readonly #modifiers: Modifiers

  private constructor(at: Place, modifiers: Modifiers) {
    this.#at = at
    this.#modifiers = modifiers
  }

  /** Presses on an element, and holds. */
  static press(element: Element, modifiers: Modifiers = {}, at?: Place): Pointer {
    const place = placeOf(element, at)
    fire('down', place, modifiers, 1, element)
    return new Pointer(place, modifiers)
  }

  /** Moves in a few steps, as a hand does. */
  async move(to: Place): Promise<void> {
    const from = this.#at
    for (let step = 1; step <= 6; step += 1) {
      const share = step / 6
      this.#at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
      fire('move', this.#at, this.#modifiers, 1)
      await frame()
    }
  }

  by(x: number, y: number): Promise<void> {
    return this.move({ x: this.#at.x + x, y: this.#at.y + y })
  }

  async release(): Promise<void> {
    fire('up', this.#at, this.#modifiers, 0)
    await frame()
    await frame()
  }
}
