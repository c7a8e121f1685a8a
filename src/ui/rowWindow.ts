/** What is scrolled: rows of one height, in a view that shows some of them. Everything in px. */
export interface RowScroll {
  count: number
  rowHeight: number
  viewHeight: number
  scrollTop: number
  /** Rows drawn beyond the view on each side; 6 unless told. */
  overscan?: number
}

/** The rows to draw. */
export interface RowWindow {
  /** The first row to draw. */
  first: number
  /** One after the last. */
  end: number
  /** Where the first of them stands in the scrolled content. */
  offset: number
  /** How high the scrolled content is. */
  height: number
}

/** Browsers lose rows beyond their own limit (Firefox at 17.9 million px, Chromium at 33.5): stay well under both. */
export const maxScrollHeight = 10_000_000

const usualOverscan = 6

/**
 * Which rows are in view. More rows than fit in the highest scrollable box are mapped on to it: the scroll bar then
 * moves through them faster, rows still stand where they belong.
 */
export function rowWindow(scroll: RowScroll): RowWindow {
  const { count, rowHeight, viewHeight, overscan = usualOverscan } = scroll
  const height = Math.min(count * rowHeight, maxScrollHeight)
  const scrollTop = Math.min(Math.max(0, scroll.scrollTop), Math.max(0, height - viewHeight))
  const top = scrollTop * scaleOf(scroll)
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan)
  const end = Math.min(count, Math.ceil((top + viewHeight) / rowHeight) + overscan)
  return { first, end, offset: first * rowHeight - top + scrollTop, height }
}

/** Where to scroll so that a row is wholly in view; the same place when it is already. */
export function scrollTopFor(row: number, scroll: RowScroll): number {
  const { rowHeight, viewHeight, scrollTop } = scroll
  const scale = scaleOf(scroll)
  const top = scrollTop * scale
  const rowTop = row * rowHeight
  if (rowTop < top) return rowTop / scale
  if (rowTop + rowHeight > top + viewHeight) return (rowTop + rowHeight - viewHeight) / scale
  return scrollTop
}

/** How many px of rows one px of scrolling passes: 1 until there are too many. */
function scaleOf({ count, rowHeight, viewHeight }: RowScroll): number {
  const real = count * rowHeight
  if (real <= maxScrollHeight) return 1
  return (real - viewHeight) / (maxScrollHeight - viewHeight)
}
