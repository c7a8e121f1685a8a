import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import type { NodeId } from '../../model/ids.ts'
import { viewOf } from '../../nodes/views.ts'
import { nodeFace } from '../../store/faces.ts'
import { selectViewport } from '../../store/selectors.ts'
import { touches } from '../../store/spatialIndex.ts'
import { visibleArea } from '../../store/viewport.ts'
import { useEditorStore } from '../hooks.ts'
import styles from './Copies.module.css'
import { useGesture } from './gesture.ts'
import type { CanvasGraph } from './graph.ts'
import { NodeCard } from './NodeCard.tsx'

/** What letting go would put down: with Alt held, the cards stay where they are and these go with the pointer. */
export function Copies({ graph }: { readonly graph: CanvasGraph }) {
  const drag = useGesture((gesture) => (gesture.drag?.copy === true ? gesture.drag : undefined))
  if (drag === undefined) return null
  return (
    <ViewportPortal>
      <div className={styles.copies} style={{ transform: `translate(${drag.x}px, ${drag.y}px)` }} aria-hidden>
        <Cards graph={graph} ids={drag.ids} />
      </div>
    </ViewportPortal>
  )
}

/** Those that are in sight as the drag begins: of five thousand, nobody sees more. */
const Cards = memo(function Cards({
  graph,
  ids,
}: {
  readonly graph: CanvasGraph
  readonly ids: ReadonlySet<string>
}) {
  const state = useEditorStore().getState()
  const seen = visibleArea(selectViewport(state), state.session.canvasSize)
  const { nodes } = graph.operation.graph
  return [...ids].map((id) => {
    const box = graph.index.boxes.box(id)
    if (box === undefined || !touches(seen, box)) return null
    const node = Object.hasOwn(nodes, id) ? nodes[id as NodeId] : undefined
    return (
      <div
        key={id}
        className={styles.copy}
        data-copy
        style={{ width: box.width, height: box.height, transform: `translate(${box.x}px, ${box.y}px)` }}
      >
        {node !== undefined && (
          <NodeCard
            face={nodeFace(node, graph.connector, graph.catalog)}
            view={viewOf(node.kind)}
            state={node.disabled === true ? 'off' : 'idle'}
          />
        )}
      </div>
    )
  })
})
