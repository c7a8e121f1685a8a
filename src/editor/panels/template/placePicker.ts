/** A rectangle of the window, in CSS pixels. */
export interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface PickerPlace {
  readonly left: number
  readonly width: number
  readonly maxHeight: number
  /** Exactly one of the two is given. */
  readonly top?: number
  readonly bottom?: number
}

const gap = 6
const margin = 8
const wanted = { width: 360, height: 560 }
const least = 200

/** Below the field where there is room, else above it; never past an edge of the window. */
export function placePicker(
  field: Rect,
  view: { readonly width: number; readonly height: number },
): PickerPlace {
  const width = Math.min(wanted.width, view.width - 2 * margin)
  const left = Math.max(margin, Math.min(field.left, view.width - margin - width))
  const below = view.height - field.top - field.height - gap - margin
  const above = field.top - gap - margin
  if (below >= Math.min(wanted.height, 320) || below >= above)
    return {
      left,
      width,
      top: field.top + field.height + gap,
      maxHeight: Math.max(least, Math.min(wanted.height, below)),
    }
  return {
    left,
    width,
    bottom: view.height - field.top + gap,
    maxHeight: Math.max(least, Math.min(wanted.height, above)),
  }
}
