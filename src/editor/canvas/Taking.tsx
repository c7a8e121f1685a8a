import { ViewportPortal } from '@xyflow/react'
import { homesWords } from '../../store/homes.ts'
import { useGesture } from './gesture.ts'
import type { CanvasGraph } from './graph.ts'
import styles from './Taking.module.css'

/** What letting go would do at the borders of containers: an outline around those that would take cards in, and words under the card. */
export function Taking({ graph }: { readonly graph: CanvasGraph }) {
  const change = useGesture(({ homes }) => (homes !== undefined && homes.homes.size > 0 ? homes : undefined))
  const drag = useGesture((gesture) => gesture.drag)
  if (change === undefined) return null
  const { boxes } = graph.index
  const takers = new Set([...change.homes.values()].filter((home) => home !== null))
  const words = homesWords(graph, change)
  const [first] = change.homes.keys()
  const card = first === undefined ? undefined : boxes.box(first)
  return (
    <ViewportPortal>
      <div className={styles.taking} aria-hidden>
        {[...takers].map((id) => {
          const box = boxes.box(id)
          if (box === undefined) return null
          const { x, y, width, height } = box
          return (
            <div
              key={id}
              className={styles.outline}
              data-taking={id}
              style={{ width, height, transform: `translate(${x}px, ${y}px)` }}
            />
          )
        })}
        {card !== undefined && drag !== undefined && (
          <div
            className={styles.words}
            data-taking-words
            style={{ transform: `translate(${card.x + drag.x}px, ${card.y + card.height + drag.y + 10}px)` }}
          >
            {words.way}
            {words.cut !== '' && <span className={styles.cut}>{words.cut}</span>}
          </div>
        )}
      </div>
    </ViewportPortal>
  )
}
