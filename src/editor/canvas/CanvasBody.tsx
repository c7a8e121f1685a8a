import { useReactFlow } from '@xyflow/react'
import { lazy, type MouseEvent, type RefObject, Suspense, useEffect, useMemo, useState } from 'react'
import { openKinds } from '../../store/graphThunks.ts'
import { selectCanEdit, selectViewport } from '../../store/selectors.ts'
import { selected, viewportMoved } from '../../store/sessionSlice.ts'
import { touches } from '../../store/spatialIndex.ts'
import type { Overlay } from '../../store/state.ts'
import { fit, reveal, visibleArea } from '../../store/viewport.ts'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import styles from './Canvas.module.css'
import { CanvasKeys } from './canvasKeys.ts'
import { Copies } from './Copies.tsx'
import type { MenuPlace } from './CanvasMenu.tsx'
import { RefusalHint, TargetList, TargetPreview } from './Connecting.tsx'
import { Flow } from './Flow.tsx'
import { useFocusKeeper } from './focusKeeper.ts'
import { useGesture } from './gesture.ts'
import { Ghosts } from './Ghosts.tsx'
import type { CanvasGraph } from './graph.ts'
import { KindPicker } from './KindPicker.tsx'
import { levelOf } from './level.ts'
import { MiniMap } from './MiniMap.tsx'
import { onlyOf } from './NodeBox.tsx'
import { PaletteBar } from './PaletteBar.tsx'
import { isEmptyCanvas, RubberBand } from './RubberBand.tsx'
import { Taking } from './Taking.tsx'
import { ZoomBar } from './ZoomBar.tsx'

/** What other operations fill is told when the graph has been drawn. */
const References = lazy(async () => ({ default: (await import('./References.tsx')).References }))
const CanvasMenu = lazy(async () => ({ default: (await import('./CanvasMenu.tsx')).CanvasMenu }))

export interface CanvasBodyProps {
  readonly graph: CanvasGraph
  readonly frame: RefObject<HTMLDivElement | null>
}

/** The drawing with everything that floats above it. */
export function CanvasBody({ graph, frame }: CanvasBodyProps) {
  const store = useEditorStore()
  const flow = useReactFlow()
  const keeper = useFocusKeeper()
  const keys = useMemo(() => new CanvasKeys(store), [store])
  const [menu, setMenu] = useState<MenuPlace>()
  const minimap = useAppSelector((state) => state.session.panels.minimap)
  const nothing = useAppSelector((state) => Object.keys(state.session.selected).length === 0)
  const empty = Object.keys(graph.operation.graph.nodes).length === 0
  useEffect(() => {
    keeper.attach(frame.current)
    return () => keeper.attach(null)
  }, [keeper, frame])
  const current = useAppSelector((state) => onlyOf(state.session.selected))
  useEffect(() => {
    // What was added or gone to by the keyboard may be out of sight, where it is not drawn and cannot take the focus. Choosing
    // many moves nothing.
    const box = current === undefined || !keeper.inside ? undefined : graph.index.boxes.box(current)
    const state = store.getState()
    const viewport = selectViewport(state)
    const size = state.session.canvasSize
    if (box === undefined || touches(visibleArea(viewport, size), box)) return
    store.dispatch(viewportMoved({ operation: graph.operation.id, viewport: reveal(viewport, size, box) }))
    // Only a new choice brings its card into sight: a person may pan away from it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [current])
  useRenamedInSight(graph)
  useEffect(() => {
    // The card that had the focus was deleted, and nothing took its place.
    if (nothing && keeper.inside && document.activeElement === document.body) keeper.take()
  }, [nothing, keeper])

  const placeOf = (event: MouseEvent): MenuPlace | undefined => {
    const target = event.target instanceof Element ? event.target : undefined
    if (target === undefined || target.closest('[data-canvas]') === null) return undefined
    const window = { x: event.clientX, y: event.clientY }
    const canvas = flow.screenToFlowPosition(window, { snapToGrid: false })
    const far = levelOf(flow.getZoom()) === 'far'
    const id =
      target.closest<HTMLElement>('[data-node]')?.dataset['node'] ??
      (far ? graph.index.boxes.within({ ...canvas, width: 0, height: 0 })[0] : undefined)
    const edge = target.closest<SVGElement>('[data-edge]')?.dataset['edge']
    if (id !== undefined)
      return { on: Object.hasOwn(graph.operation.graph.notes, id) ? 'note' : 'node', id, window, canvas }
    if (edge !== undefined) return { on: 'edge', id: edge, window, canvas }
    return { on: 'canvas', id: '', window, canvas }
  }
  const openMenu = (event: MouseEvent) => {
    const place = placeOf(event)
    if (
      place === undefined ||
      (event.target instanceof Element && event.target.closest('input, textarea') !== null)
    )
      return
    event.preventDefault()
    const isChosen = store.getState().session.selected[place.id] === true
    if (place.on !== 'canvas' && !isChosen) store.dispatch(selected([place.id]))
    setMenu(place)
  }
  const addHere = (event: MouseEvent) => {
    if (!isEmptyCanvas(event.target) || !selectCanEdit(store.getState())) return
    store.dispatch(openKinds({ at: flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }) }))
  }
  return (
    // The keys are those of the drawing inside, which is the one that takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.body}
      data-canvas-frame
      onKeyDown={keys.down}
      onKeyUp={keys.up}
      onContextMenu={openMenu}
      onDoubleClick={addHere}
    >
      <Flow graph={graph} tabStop={nothing}>
        <Ghosts graph={graph} />
        <Suspense fallback={null}>
          <References graph={graph} />
        </Suspense>
        <Copies graph={graph} />
        <Taking graph={graph} />
      </Flow>
      {empty && <p className={styles.empty}>Nothing here yet. Press N, or drag a node from below.</p>}
      <RubberBand graph={graph} frame={frame} />
      <RefusalHint />
      <Overlays graph={graph} />
      <ZoomBar />
      <PaletteBar graph={graph} />
      {minimap && <MiniMap graph={graph} />}
      {menu !== undefined && (
        <Suspense fallback={null}>
          <CanvasMenu graph={graph} place={menu} onClose={() => setMenu(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

/** A name is changed on its card, so that has to be in sight and near enough to be drawn as one. */
function useRenamedInSight({ index, operation }: CanvasGraph): void {
  const store = useEditorStore()
  const renamed = useAppSelector(({ session: { overlay } }) =>
    overlay?.kind === 'rename' && overlay.target === 'node' ? overlay.id : undefined,
  )
  useEffect(() => {
    const box = renamed === undefined ? undefined : index.boxes.box(renamed)
    if (box === undefined) return
    const state = store.getState()
    const viewport = selectViewport(state)
    const size = state.session.canvasSize
    const next = levelOf(viewport.zoom) === 'far' ? fit(box, size) : reveal(viewport, size, box)
    if (next !== viewport) store.dispatch(viewportMoved({ operation: operation.id, viewport: next }))
    // Only a new name to change brings its card into sight.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [renamed])
}

/** What belongs to the canvas of what is open above the page. */
function Overlays({ graph }: { readonly graph: CanvasGraph }) {
  const overlay = useAppSelector((state) => state.session.overlay)
  const flow = useReactFlow()
  const keeper = useFocusKeeper()
  const last = useGesture((gesture) => gesture.dropped)
  const draw: { [Kind in Overlay['kind']]?: (open: Extract<Overlay, { kind: Kind }>) => React.ReactNode } = {
    kinds: (open) => (
      <KindPicker
        graph={graph}
        overlay={open}
        dropped={last?.x === open.at.x && last.y === open.at.y}
        toWindow={flow.flowToScreenPosition}
        onLeave={keeper.take}
      />
    ),
    connecting: (open) => (
      <>
        <TargetList graph={graph} overlay={open} />
        <TargetPreview graph={graph} overlay={open} />
      </>
    ),
  }
  return overlay === undefined
    ? null
    : (draw[overlay.kind] as ((open: Overlay) => React.ReactNode) | undefined)?.(overlay)
}
