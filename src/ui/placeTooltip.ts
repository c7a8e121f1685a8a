interface Box {
  left: number
  top: number
  width: number
  height: number
}

const gap = 6
const margin = 8

/**
 * Where a tooltip's top left corner goes, in px of the viewport: centred on its anchor, on the side asked for if
 * it fits there, else on the other, and never outside the window.
 */
export function placeTooltip(
  anchor: Box,
  tip: { width: number; height: number },
  view: { width: number; height: number },
  side: 'top' | 'bottom',
): { left: number; top: number } {
  const above = anchor.top - gap - tip.height
  const below = anchor.top + anchor.height + gap
  const fitsAbove = above >= margin
  const fitsBelow = below + tip.height <= view.height - margin
  const top =
    side === 'top' ? (fitsAbove || !fitsBelow ? above : below) : fitsBelow || !fitsAbove ? below : above
  const centred = anchor.left + anchor.width / 2 - tip.width / 2
  const left = Math.max(margin, Math.min(centred, view.width - margin - tip.width))
  return { left: Math.round(left), top: Math.round(Math.max(0, top)) }
}
