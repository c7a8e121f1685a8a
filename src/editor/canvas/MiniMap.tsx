import { useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import { viewOf } from '../../nodes/views.ts'
import type { NodeId } from '../../model/ids.ts'
import { selectViewport } from '../../store/selectors.ts'
import { viewportMoved } from '../../store/sessionSlice.ts'
import { visibleArea } from '../../store/viewport.ts'
import { useEditorStore } from '../hooks.ts'
import styles from './Furniture.module.css'
import { containerAlpha, containersFirst, isContainer } from './drawOrder.ts'
import type { CanvasGraph } from './graph.ts'
import { fromFlowViewport } from './level.ts'
import { SmallMap, type SmallPicture } from './SmallMap.tsx'

/** Everything at a glance, drawn from the index; a press or a pull goes there. The keyboard pans with Space and arrows. */
export function MiniMap({ graph }: { readonly graph: CanvasGraph }) {
  const store = useEditorStore()
  const flow = useStoreApi()
  const picture = useMemo(
    (): SmallPicture => ({
      bounds: () => graph.index.boxes.bounds(),
      seen() {
        const { transform, width, height } = flow.getState()
        const [x, y, zoom] = transform
        return visibleArea(fromFlowViewport({ x, y, zoom }), { width, height })
      },
      paint(pen, inks, place) {
        const { index, operation, catalog } = graph
        const ids = [...index.boxes.entries()].map(([id]) => id)
        for (const id of containersFirst(ids, operation, catalog)) {
          const box = index.boxes.box(id)
          if (box === undefined) continue
          const { x, y, width, height } = place(box)
          pen.globalAlpha = isContainer(id, operation, catalog) ? containerAlpha : 1
          pen.fillStyle = inks.ofKind(viewOf(operation.graph.nodes[id as NodeId]?.kind ?? '')?.hue)
          pen.beginPath()
          pen.roundRect(x, y, width, height, Math.min(2, height * 0.2))
          pen.fill()
        }
      },
      watch: (ask) =>
        flow.subscribe((now, before) => {
          if (
            now.transform !== before.transform ||
            now.width !== before.width ||
            now.height !== before.height
          )
            ask()
        }),
    }),
    [flow, graph],
  )
  return (
    <SmallMap
      label="Map of the whole graph"
      className={styles.minimap}
      picture={picture}
      onGo={(corner) => {
        const viewport = { ...selectViewport(store.getState()), ...corner }
        store.dispatch(viewportMoved({ operation: graph.operation.id, viewport }))
      }}
    />
  )
}
