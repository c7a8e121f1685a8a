import type { NodeChange, ReactFlowInstance, ReactFlowProps } from '@xyflow/react'
import type { NodeId } from '../../model/ids.ts'
import { connectionRules, type PortRef } from '../../store/connect.ts'
import { commandById } from '../../store/commands/list.ts'
import type { CommandArgs } from '../../store/commands/command.ts'
import type { EditorStore } from '../../store/createStore.ts'
import { gestureBegan } from '../../store/documentSlice.ts'
import { withContents } from '../../store/contents.ts'
import { connect, graphContext, openKinds } from '../../store/graphThunks.ts'
import { homesAt } from '../../store/homes.ts'
import { selectConnector } from '../../store/selectors.ts'
import { focused, overlayOpened, selected, selectionToggled } from '../../store/sessionSlice.ts'
import { connectToNode, dropNodes, edgeAt } from './drops.ts'
import type { FlowEdge, FlowNode } from './flowParts.ts'
import type { Gesture, GestureStore } from './gesture.ts'
import type { CanvasGraph } from './graph.ts'
import { levelOf } from './level.ts'

interface Around {
  readonly store: EditorStore
  readonly flow: ReactFlowInstance<FlowNode, FlowEdge>
  readonly gestures: GestureStore
}

type Handlers = Pick<
  ReactFlowProps<FlowNode, FlowEdge>,
  | 'onNodesChange'
  | 'onNodeClick'
  | 'onNodeDoubleClick'
  | 'onNodeDragStart'
  | 'onNodeDragStop'
  | 'onEdgeClick'
  | 'onPaneClick'
  | 'onConnectStart'
  | 'onConnectEnd'
  | 'isValidConnection'
>

interface Modifiers {
  readonly shiftKey: boolean
  readonly metaKey: boolean
  readonly ctrlKey: boolean
}

const adds = (event: Modifiers) => event.shiftKey || event.metaKey || event.ctrlKey

/** What React Flow tells, in our words. The only place where its events become edits, selections and gestures. */
export function flowHandlers({ store, flow, gestures }: Around): Handlers {
  const { dispatch, getState } = store
  const graph = (): CanvasGraph | undefined => {
    const context = dispatch(graphContext())
    const connector = selectConnector(getState())
    return context === undefined || connector === undefined ? undefined : { ...context, connector }
  }
  const run = (id: string, args?: CommandArgs) => {
    const command = commandById(id)
    if (command.enabled(getState())) void command.run(store, args)
  }
  const openAt = (at: { x: number; y: number }, from: PortRef) => {
    gestures.set({ dropped: at })
    dispatch(openKinds({ at, from }))
  }
  const choose = (id: string, event: Modifiers) => {
    dispatch(overlayOpened(undefined))
    if (adds(event)) dispatch(selectionToggled([id]))
    else if (getState().session.selected[id] !== true || Object.keys(getState().session.selected).length > 1)
      dispatch(selected([id]))
  }
  return {
    onNodeClick: (event, { id }) => {
      // A field or a button on the card has said what it means itself.
      if (event.target instanceof Element && event.target.closest('button, input, textarea') !== null) return
      choose(id, event)
    },
    onNodeDoubleClick: (event, { id, type }) => {
      if (type !== 'card' || !(event.target instanceof Element)) return
      if (event.target.closest('[data-node-title]') !== null) run('rename-node', { node: id })
      else if (event.target.closest('input, button') === null) dispatch(focused({ node: id as NodeId }))
    },
    onEdgeClick: (event, { id }) => choose(id, event),
    onPaneClick: (event) => {
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
      // Far out there are no cards to press: the index knows what is under the pointer.
      const [hit] =
        levelOf(flow.getZoom()) === 'far'
          ? (graph()?.index.boxes.within({ ...at, width: 0, height: 0 }) ?? [])
          : []
      if (hit !== undefined) choose(hit, event)
      else {
        dispatch(overlayOpened(undefined))
        if (!adds(event)) dispatch(selected([]))
      }
    },
    onNodeDragStart: (event, { id }) => {
      const { session } = getState()
      if (session.selected[id] !== true) dispatch(selected([id]))
      dispatch(gestureBegan())
      const here = graph()
      const ids = Object.keys(getState().session.selected).filter(
        (each) => here?.index.boxes.box(each) !== undefined,
      )
      // A container takes what is inside of it along.
      const all = here === undefined ? new Set(ids) : withContents(here.operation, ids)
      gestures.set({ drag: { ids: all, x: 0, y: 0, copy: event.altKey } })
    },
    onNodesChange: (changes) => {
      const { drag } = gestures.now
      const moved = changes.find(isMove)
      const here = graph()
      const from = moved === undefined ? undefined : here?.index.boxes.box(moved.id)
      if (drag === undefined || moved?.position === undefined || here === undefined || from === undefined)
        return
      const [x, y] = [moved.position.x - from.x, moved.position.y - from.y]
      if (x === drag.x && y === drag.y) return
      const middle = { x: from.x + x + from.width / 2, y: from.y + y + Math.min(22, from.height / 2) }
      const alone = drag.ids.size === 1 && !drag.copy
      const splice = alone ? edgeAt(here, middle, { node: moved.id as NodeId }) : undefined
      const next = { ...drag, x, y }
      gestures.set({
        drag: next,
        splice,
        homes: drag.copy || splice !== undefined ? undefined : homesAt(here, placesOf(here, next)),
      })
    },
    onNodeDragStop: () => {
      const { drag, splice } = gestures.now
      const here = graph()
      gestures.end()
      if (drag === undefined || here === undefined || (drag.x === 0 && drag.y === 0)) return
      if (drag.copy) {
        const corner = here.index.boxes.bounds(drag.ids)
        if (corner !== undefined) run('duplicate', { at: { x: corner.x + drag.x, y: corner.y + drag.y } })
        return
      }
      dispatch(dropNodes(placesOf(here, drag), splice))
    },
    onConnectStart: (_event, { nodeId, handleId, handleType }) => {
      const here = graph()
      if (here === undefined || nodeId === null || handleId === null) return
      const from: PortRef = {
        node: nodeId as NodeId,
        port: handleId,
        way: handleType === 'source' ? 'out' : 'in',
      }
      gestures.set({ connect: connectionRules(here, from) })
    },
    isValidConnection: ({ source, sourceHandle, target, targetHandle }) => {
      const rules = gestures.now.connect
      if (rules === undefined) return false
      const to: PortRef =
        rules.from.way === 'out'
          ? { node: target as NodeId, port: targetHandle ?? '', way: 'in' }
          : { node: source as NodeId, port: sourceHandle ?? '', way: 'out' }
      return rules.refusal(to) === undefined
    },
    onConnectEnd: (event, { toHandle }) => {
      const rules = gestures.now.connect
      gestures.end()
      if (rules === undefined) return
      if (toHandle !== null && toHandle !== undefined) {
        const way = toHandle.type === 'source' ? 'out' : 'in'
        // Refused in words where it does not fit: `connect` asks the same rules.
        if (toHandle.nodeId !== rules.from.node || toHandle.id !== rules.from.port)
          dispatch(connect(rules.from, { node: toHandle.nodeId as NodeId, port: toHandle.id ?? '', way }))
        return
      }
      const point = 'changedTouches' in event ? event.changedTouches[0] : event
      if (point === undefined) return
      const under = document.elementFromPoint(point.clientX, point.clientY)
      const node = under?.closest<HTMLElement>('[data-node]')?.dataset['node']
      if (node !== undefined) dispatch(connectToNode(rules.from, node as NodeId))
      else if (under?.closest('.react-flow__pane, .react-flow__edge, [data-ghost]') != null)
        openAt(flow.screenToFlowPosition({ x: point.clientX, y: point.clientY }), rules.from)
    },
  }
}

/** Where the cards that follow the pointer are now. */
function placesOf({ index }: CanvasGraph, { ids, x, y }: NonNullable<Gesture['drag']>) {
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const box = index.boxes.box(id)
      return box === undefined ? [] : [[id, { x: box.x + x, y: box.y + y }] as const]
    }),
  )
}

/** React Flow also tells of measures and selections, which here are given and kept elsewhere. */
function isMove(change: NodeChange<FlowNode>): change is Extract<NodeChange<FlowNode>, { type: 'position' }> {
  return change.type === 'position' && change.position !== undefined
}
