import { ReactFlowProvider } from '@xyflow/react'
import { useLayoutEffect, useRef, useState } from 'react'
import { selectOperation } from '../../store/selectors.ts'
import { shownArea } from '../../store/map/references.ts'
import { canvasResized, viewportMoved } from '../../store/sessionSlice.ts'
import { fit, isSameView, type Size } from '../../store/viewport.ts'
import { useEditorStore } from '../hooks.ts'
import styles from './Canvas.module.css'
import { CanvasBody } from './CanvasBody.tsx'
import { FocusContext, FocusKeeper } from './focusKeeper.ts'
import { GestureContext, GestureStore } from './gesture.ts'
import { type CanvasGraph, useGraph } from './graph.ts'
import { RunPaintContext, useRunPaint } from './runPaint.ts'

/** The open operation as a drawing. Reads the store; fills the box it is put into. */
export function Canvas() {
  const graph = useGraph()
  // Another operation is another canvas: nothing of a gesture or of a travelling viewport goes over.
  return graph === undefined ? null : <OperationCanvas key={graph.operation.id} graph={graph} />
}

function OperationCanvas({ graph }: { readonly graph: CanvasGraph }) {
  const store = useEditorStore()
  const paint = useRunPaint(store)
  const [gestures] = useState(() => new GestureStore())
  const [keeper] = useState(() => new FocusKeeper())
  const frame = useRef<HTMLDivElement>(null)
  const sized = useCanvasSize(frame)
  return (
    <RunPaintContext value={paint}>
      <GestureContext value={gestures}>
        <FocusContext value={keeper}>
          <div ref={frame} className={styles.frame}>
            {sized && (
              <ReactFlowProvider>
                <CanvasBody graph={graph} frame={frame} />
              </ReactFlowProvider>
            )}
          </div>
        </FocusContext>
      </GestureContext>
    </RunPaintContext>
  )
}

/**
 * Tells the session how large the canvas is on the screen, and fits an operation whose view nobody has moved. True from when
 * that is done: drawn earlier, the graph would jump.
 */
function useCanvasSize(frame: React.RefObject<HTMLDivElement | null>): boolean {
  const store = useEditorStore()
  const [sized, setSized] = useState(false)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element
      const { canvasSize } = store.getState().session
      if (width === 0 || height === 0) return
      if (canvasSize.width !== width || canvasSize.height !== height)
        store.dispatch(canvasResized({ width, height }))
      const state = store.getState()
      const operation = selectOperation(state)
      const { connector } = state.document
      const areaIn = (size: Size) =>
        operation &&
        connector &&
        shownArea(
          connector,
          operation,
          store.extra.indexes.of(connector, operation).boxes,
          store.extra.catalog,
          size,
        )
      const area = areaIn({ width, height })
      const before = areaIn(canvasSize)
      if (operation !== undefined && area !== undefined) {
        const known = Object.hasOwn(state.session.viewports, operation.id)
          ? state.session.viewports[operation.id]
          : undefined
        // A view that nobody has moved goes on fitting when a panel opens beside it.
        if (known === undefined || isSameView(known, fit(before ?? area, canvasSize)))
          store.dispatch(viewportMoved({ operation: operation.id, viewport: fit(area, { width, height }) }))
      }
      setSized(true)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, store])
  return sized
}
