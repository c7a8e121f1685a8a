import { Background, ReactFlow, useReactFlow, useStore } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useId, useMemo, useState } from 'react'
import { selectCanEdit, selectViewport } from '../../store/selectors.ts'
import { zoomBounds } from '../../store/viewport.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import { ConnectingLine } from './ConnectingLine.tsx'
import { FarLayer } from './FarLayer.tsx'
import { useFocusKeeper } from './focusKeeper.ts'
import { type FlowEdge, type FlowNode, FlowParts } from './flowParts.ts'
import { useGesture, useGestureStore } from './gesture.ts'
import type { CanvasGraph } from './graph.ts'
import { areaOfCells, cellsInSight, fromFlowViewport, lettersAt, levelOf, toFlowViewport } from './level.ts'
import { NodeBox } from './NodeBox.tsx'
import { NoteBox } from './NoteBox.tsx'
import { flowHandlers } from './flowHandlers.ts'
import { useViewportSync } from './viewportSync.ts'
import { WireEdge } from './WireEdge.tsx'
import styles from './Canvas.module.css'

const nodeTypes = { card: NodeBox, note: NoteBox }
const edgeTypes = { wire: WireEdge }
const grid: [number, number] = [8, 8]

export interface FlowProps {
  readonly graph: CanvasGraph
  /** Tab comes to the canvas as a whole; false: to the chosen card. */
  readonly tabStop: boolean
  /** Drawn in the canvas' own coordinates: ghosts, the marks of a copying drag. */
  readonly children?: React.ReactNode
}

/** React Flow over the store: it pans, zooms, and draws the cards that are in sight; the rest is ours. */
export function Flow({ graph, tabStop, children }: FlowProps) {
  const store = useEditorStore()
  const flow = useReactFlow<FlowNode, FlowEdge>()
  const gestures = useGestureStore()
  const canEdit = useAppSelector(selectCanEdit)
  const drag = useGesture((gesture) => gesture.drag)
  const pulled = useGesture((gesture) => gesture.size)
  const size = useAppSelector((state) => state.session.canvasSize)
  const tellViewport = useViewportSync()
  const cells = useStore(({ transform: [x, y, zoom] }) =>
    levelOf(zoom) === 'far' ? '' : cellsInSight(fromFlowViewport({ x, y, zoom }), size),
  )
  const letters = useStore(({ transform }) => lettersAt(transform[2]))
  const [parts] = useState(() => new FlowParts())
  const { nodes, edges } = useMemo(
    () => parts.within(graph, cells === '' ? undefined : areaOfCells(cells), drag, pulled),
    [parts, graph, cells, drag, pulled],
  )
  const keeper = useFocusKeeper()
  const help = useId()
  const { nodes: all, edges: wires } = graph.operation.graph
  const [start] = useState(() => toFlowViewport(selectViewport(store.getState())))
  const handlers = useMemo(() => flowHandlers({ store, flow, gestures }), [store, flow, gestures])
  return (
    <ReactFlow<FlowNode, FlowEdge>
      data-canvas
      data-letters={letters}
      tabIndex={tabStop || nodes.length === 0 ? 0 : -1}
      aria-label={`Canvas of ${graph.operation.title}, ${count(all, 'node')}, ${count(wires, 'edge')}`}
      aria-describedby={help}
      onFocus={keeper.entered}
      onBlur={keeper.left}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      defaultViewport={start}
      minZoom={zoomBounds.least}
      maxZoom={zoomBounds.most}
      {...handlers}
      connectionLineComponent={ConnectingLine}
      connectionRadius={24}
      onMoveEnd={(event, viewport) => {
        // Our own travels are known already.
        if (event !== null) tellViewport(viewport)
      }}
      snapToGrid
      snapGrid={grid}
      nodesDraggable={canEdit}
      nodesConnectable={canEdit}
      nodeDragThreshold={3}
      selectNodesOnDrag={false}
      // Selection, keys and focus are the store's: React Flow knows only what is in sight.
      elementsSelectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      panActivationKeyCode={null}
      zoomActivationKeyCode={null}
      panOnScroll
      zoomOnDoubleClick={false}
      connectOnClick={false}
      elevateNodesOnSelect={false}
      elevateEdgesOnSelect={false}
      zIndexMode="manual"
      attributionPosition="bottom-right"
      className={styles.flow}
    >
      <Background gap={20} size={2} color="var(--canvas-dot)" bgColor="var(--canvas)" />
      <FarLayer graph={graph} />
      <VisuallyHidden>
        <p id={help}>
          Arrows follow edges, Enter opens the settings, N adds a node, C starts an edge, Alt and arrows move,
          Delete removes, Space and arrows pan, plus and minus zoom. Control Shift O shows the same as an
          outline.
        </p>
      </VisuallyHidden>
      {children}
    </ReactFlow>
  )
}

function count(things: object, word: string): string {
  const many = Object.keys(things).length
  return `${many} ${word}${many === 1 ? '' : 's'}`
}
