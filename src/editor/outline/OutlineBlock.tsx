import { memo, useEffect, useRef, useState } from 'react'
import type { OutlineItem } from '../../store/outline.ts'
import type { CanvasGraph } from '../canvas/graph.ts'
import styles from './Outline.module.css'
import { OutlineRow } from './OutlineRow.tsx'

/** So many rows come and go together. */
export const blockSize = 40
/** A row with its gap before anything was measured, in px. */
const rowHeight = 76

export interface OutlineBlockProps {
  readonly graph: CanvasGraph
  readonly items: readonly OutlineItem[]
  /** Place of its first row among all, and how many all are. */
  readonly first: number
  readonly count: number
  /** The row that Tab comes to, where it is one of these: then they are drawn wherever the sheet is scrolled to. */
  readonly current: string | undefined
}

/**
 * A stretch of the outline. Of a graph of thousands only the stretches near the screen are drawn; the others keep their height,
 * measured when they were last drawn.
 */
export const OutlineBlock = memo(function OutlineBlock({
  graph,
  items,
  first,
  count,
  current,
}: OutlineBlockProps) {
  const block = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(first === 0)
  const height = useRef(items.length * rowHeight)
  useEffect(() => {
    const element = block.current
    if (element === null) return
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (seen === undefined) return
        if (!seen.isIntersecting) height.current = seen.boundingClientRect.height
        setNear(seen.isIntersecting)
      },
      // Drawn a screen before it comes into sight.
      { root: element.closest('[data-canvas]'), rootMargin: '100% 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const drawn = near || current !== undefined
  return (
    <div ref={block} className={styles.block} style={drawn ? undefined : { height: height.current }}>
      {drawn &&
        items.map((item, at) => (
          <OutlineRow
            key={item.id}
            graph={graph}
            item={item}
            isCurrent={item.id === current}
            place={first + at + 1}
            count={count}
          />
        ))}
    </div>
  )
})
