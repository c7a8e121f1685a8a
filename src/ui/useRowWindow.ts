import { type RefObject, type UIEvent, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { type RowWindow, rowWindow, scrollTopFor } from './rowWindow.ts'

export interface UsedRowWindow extends RowWindow {
  onScroll: (event: UIEvent<HTMLElement>) => void
  /** Brings a row into view. */
  reveal: (row: number) => void
  /** How many whole rows are in view: what Page Down moves by. */
  rowsInView: number
}

/**
 * Keeps the rows to draw in step with scrolling and size: they are drawn in the very frame that scrolls to them. `headHeight` px at
 * the top are covered by a sticky head; `overscan` rows are drawn beyond the view, for a browser that scrolls ahead of the page.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  { headHeight = 0, overscan }: { readonly headHeight?: number; readonly overscan?: number } = {},
): UsedRowWindow {
  const [view, setView] = useState({ scrollTop: 0, viewHeight: rowHeight * 12 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = () => {
      const viewHeight = Math.max(rowHeight, element.clientHeight - headHeight)
      setView((last) => (last.viewHeight === viewHeight ? last : { ...last, viewHeight }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, rowHeight, headHeight])
  return {
    ...rowWindow({ count, rowHeight, ...view, ...(overscan !== undefined && { overscan }) }),
    rowsInView: Math.max(1, Math.floor(view.viewHeight / rowHeight)),
    onScroll: (event) => {
      const { scrollTop } = event.currentTarget
      // React would wait for a turn of its own, and the rows would come a frame late.
      flushSync(() => setView((last) => ({ ...last, scrollTop })))
    },
    reveal: (row) => {
      const element = scroller.current
      if (element === null) return
      const viewHeight = Math.max(rowHeight, element.clientHeight - headHeight)
      const to = scrollTopFor(row, { count, rowHeight, viewHeight, scrollTop: element.scrollTop })
      if (to === element.scrollTop) return
      element.scrollTo({ top: to })
      // The row must be drawn before the browser's scroll event says so: aria-activedescendant points at it now.
      setView({ scrollTop: to, viewHeight })
    },
  }
}
