import { type Viewport as FlowViewport, useReactFlow } from '@xyflow/react'
import { useEffect } from 'react'
import { selectOperation, selectViewport } from '../../store/selectors.ts'
import { viewportMoved } from '../../store/sessionSlice.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { fromFlowViewport, toFlowViewport } from './level.ts'

/** Panels and fit-to-view take this long (design/visual-language.md, Motion), in milliseconds. */
const travelMs = 320

const lessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches

const same = (a: FlowViewport, b: FlowViewport) =>
  Math.abs(a.x - b.x) < 0.5 && Math.abs(a.y - b.y) < 0.5 && Math.abs(a.zoom - b.zoom) < 1e-4

/**
 * Keeps React Flow where the session says, and tells the session where a person has gone. The session hears of a pan when it
 * ends: sixty times a second would have every component ask whether it is meant.
 */
export function useViewportSync(): (viewport: FlowViewport) => void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const wanted = useAppSelector(selectViewport)
  useEffect(() => {
    const to = toFlowViewport(wanted)
    if (!same(to, flow.getViewport())) void flow.setViewport(to, lessMotion() ? {} : { duration: travelMs })
  }, [wanted, flow])
  return (viewport) => {
    const state = store.getState()
    const operation = selectOperation(state)
    if (operation === undefined || same(viewport, toFlowViewport(selectViewport(state)))) return
    store.dispatch(viewportMoved({ operation: operation.id, viewport: fromFlowViewport(viewport) }))
  }
}
