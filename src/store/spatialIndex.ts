/**
 * Boxes in a grid of cells, so that "what is in this rectangle" costs as much as what is in it and not as much as the
 * graph. The canvas draws from it, and selection, search, keyboard order and the rubber band ask it.
 */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** About twice a card: a card lies in one to four cells, a screen at 100 % in a dozen. */
export const cellSize = 512
/** A box over more cells than this is kept in a list of its own (a container around everything). */
const mostCells = 256
/** A box may lie this many times as far aside as along and still be "that way". */
const steepest = 4
/** Beyond this many cells a query walks the boxes instead: the whole graph is in sight anyway. */
const mostCellsAsked = 4_096

export class SpatialIndex {
  readonly #boxes = new Map<string, Rect>()
  readonly #cells = new Map<string, Set<string>>()
  readonly #large = new Set<string>()

  get size(): number {
    return this.#boxes.size
  }

  box(id: string): Rect | undefined {
    return this.#boxes.get(id)
  }

  /** All ids with their boxes, in the order they came. */
  entries(): IterableIterator<[string, Rect]> {
    return this.#boxes.entries()
  }

  set(id: string, box: Rect): void {
    const before = this.#boxes.get(id)
    if (before !== undefined) {
      if (sameRect(before, box)) return
      this.#uncell(id, before)
    }
    this.#boxes.set(id, box)
    const cells = cellsOf(box, mostCells)
    if (cells === undefined) this.#large.add(id)
    else
      for (const key of cells) {
        const cell = this.#cells.get(key)
        if (cell === undefined) this.#cells.set(key, new Set([id]))
        else cell.add(id)
      }
  }

  delete(id: string): void {
    const box = this.#boxes.get(id)
    if (box === undefined) return
    this.#uncell(id, box)
    this.#boxes.delete(id)
  }

  /** Ids whose boxes touch the rectangle; `whole`: only those that lie inside it. In no particular order. */
  within(area: Rect, whole = false): string[] {
    const found = new Set<string>()
    const take = (id: string) => {
      const box = this.#boxes.get(id)
      if (box !== undefined && (whole ? contains(area, box) : touches(area, box))) found.add(id)
    }
    const cells = cellsOf(area, mostCellsAsked)
    if (cells === undefined || cells.length > this.#boxes.size) for (const id of this.#boxes.keys()) take(id)
    else {
      for (const key of cells) for (const id of this.#cells.get(key) ?? []) take(id)
      for (const id of this.#large) take(id)
    }
    return [...found]
  }

  /** The smallest rectangle around the given boxes, or around all. */
  bounds(ids: Iterable<string> = this.#boxes.keys()): Rect | undefined {
    let left = Infinity
    let top = Infinity
    let right = -Infinity
    let bottom = -Infinity
    for (const id of ids) {
      const box = this.#boxes.get(id)
      if (box === undefined) continue
      left = Math.min(left, box.x)
      top = Math.min(top, box.y)
      right = Math.max(right, box.x + box.width)
      bottom = Math.max(bottom, box.y + box.height)
    }
    return left === Infinity ? undefined : { x: left, y: top, width: right - left, height: bottom - top }
  }

  /**
   * The box that an arrow key should go to from another: the nearest whose centre lies in that direction, where way aside
   * counts double. `among` limits the choice.
   */
  nearest(
    from: string,
    direction: Direction,
    among: (id: string) => boolean = () => true,
  ): string | undefined {
    const start = this.#boxes.get(from)
    if (start === undefined) return undefined
    const here = centre(start)
    let best: { id: string; cost: number } | undefined
    for (const [id, box] of this.#boxes) {
      if (id === from || !among(id)) continue
      const there = centre(box)
      const across = direction === 'left' || direction === 'right'
      const along =
        (across ? there.x - here.x : there.y - here.y) * (direction === 'left' || direction === 'up' ? -1 : 1)
      const aside = Math.abs(across ? there.y - here.y : there.x - here.x)
      if (along <= 0 || aside > along * steepest) continue
      const cost = along + aside * 2
      if (best === undefined || cost < best.cost || (cost === best.cost && id < best.id)) best = { id, cost }
    }
    return best?.id
  }

  #uncell(id: string, box: Rect): void {
    if (this.#large.delete(id)) return
    for (const key of cellsOf(box, mostCells) ?? []) {
      const cell = this.#cells.get(key)
      cell?.delete(id)
      if (cell?.size === 0) this.#cells.delete(key)
    }
  }
}

/** Keys of the cells a rectangle touches; undefined when there are more than `most`. */
function cellsOf(area: Rect, most: number): string[] | undefined {
  const left = Math.floor(area.x / cellSize)
  const top = Math.floor(area.y / cellSize)
  const right = Math.floor((area.x + area.width) / cellSize)
  const bottom = Math.floor((area.y + area.height) / cellSize)
  // Also false for NaN and infinity, which a damaged file may bring: such a box goes to the list of large ones.
  if (!((right - left + 1) * (bottom - top + 1) <= most)) return undefined
  const keys: string[] = []
  for (let x = left; x <= right; x += 1) for (let y = top; y <= bottom; y += 1) keys.push(`${x}:${y}`)
  return keys
}

export function touches(area: Rect, box: Rect): boolean {
  return (
    box.x <= area.x + area.width &&
    box.x + box.width >= area.x &&
    box.y <= area.y + area.height &&
    box.y + box.height >= area.y
  )
}

/** The rectangle around two. */
export function around(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}

export function contains(area: Rect, box: Rect): boolean {
  return (
    box.x >= area.x &&
    box.y >= area.y &&
    box.x + box.width <= area.x + area.width &&
    box.y + box.height <= area.y + area.height
  )
}

const centre = (box: Rect) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

const sameRect = (a: Rect, b: Rect) =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
