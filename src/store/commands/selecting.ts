import type { NodeId } from '../../model/ids.ts'
import { legalTargets } from '../connect.ts'
import { connect, graphContext } from '../graphThunks.ts'
import { selectOperation, selectSelection, selectViewport } from '../selectors.ts'
import { focused, overlayOpened, selected, viewportMoved } from '../sessionSlice.ts'
import type { Direction } from '../spatialIndex.ts'
import type { EditorState } from '../state.ts'
import { reveal } from '../viewport.ts'
import type { Command, CommandApi } from './command.ts'

const hasGraph = (state: EditorState) => selectOperation(state) !== undefined

/** Selects a node, brings it into sight and says what it is. */
function goTo({ dispatch, getState, extra }: CommandApi, id: string): void {
  const context = dispatch(graphContext())
  if (context === undefined) return
  dispatch(selected([id]))
  const box = context.index.boxes.box(id)
  const state = getState()
  if (box !== undefined) {
    const viewport = selectViewport(state)
    const next = reveal(viewport, state.session.canvasSize, box)
    if (next !== viewport) dispatch(viewportMoved({ operation: context.operation.id, viewport: next }))
  }
  const node = context.operation.graph.nodes[id as NodeId]
  if (node !== undefined) {
    const kind = Object.hasOwn(extra.catalog, node.kind) ? extra.catalog[node.kind]?.title : node.kind
    extra.announce(node.title === kind ? node.title : `${node.title}, ${kind ?? ''}`)
  }
}

/**
 * An arrow walks along edges: right to what this node feeds, left to what feeds it. Up and down, and where no edge leads on,
 * it goes to the nearest card that way. While an edge is being drawn, arrows choose among its legal targets.
 */
function walk(api: CommandApi, direction: Direction): void {
  const { dispatch, getState } = api
  const { overlay } = getState().session
  if (overlay?.kind === 'connecting') {
    chooseTarget(api, direction === 'right' || direction === 'down' ? 1 : -1)
    return
  }
  const context = dispatch(graphContext())
  if (context === undefined) return
  const { index } = context
  const [from] = selectSelection(getState()).nodes
  if (from === undefined) {
    const leftmost = [...index.boxes.entries()].toSorted(
      ([a, p], [b, q]) => p.x - q.x || p.y - q.y || (a < b ? -1 : 1),
    )[0]
    if (leftmost !== undefined) goTo(api, leftmost[0])
    return
  }
  const along =
    direction === 'right'
      ? index.outgoing(from).map((edge) => edge.to.node)
      : direction === 'left'
        ? index.incoming(from).map((edge) => edge.from.node)
        : []
  const here = index.boxes.box(from)
  const byNearness = along.toSorted((a, b) => off(a) - off(b))
  const to = byNearness[0] ?? index.boxes.nearest(from, direction)
  if (to !== undefined) goTo(api, to)

  function off(id: string): number {
    return Math.abs((index.boxes.box(id)?.y ?? 0) - (here?.y ?? 0))
  }
}

function chooseTarget({ dispatch, getState, extra }: CommandApi, by: number): void {
  const { overlay } = getState().session
  const context = dispatch(graphContext())
  if (overlay?.kind !== 'connecting' || context === undefined) return
  const targets = legalTargets(context, overlay.from)
  if (targets.length === 0) return
  const target = (overlay.target + by + targets.length) % targets.length
  dispatch(overlayOpened({ ...overlay, target }))
  const chosen = targets[target]
  if (chosen !== undefined)
    extra.announce(
      `${context.operation.graph.nodes[chosen.node]?.title ?? ''}, ${chosen.port}, ${target + 1} of ${targets.length}`,
    )
}

function confirm({ dispatch, getState }: CommandApi): void {
  const { overlay } = getState().session
  if (overlay?.kind !== 'connecting') {
    const [node] = selectSelection(getState()).nodes
    if (node !== undefined) dispatch(focused({ node }))
    return
  }
  const context = dispatch(graphContext())
  const target = context && legalTargets(context, overlay.from)[overlay.target]
  dispatch(overlayOpened(undefined))
  if (target !== undefined) dispatch(connect(overlay.from, target))
}

export const selectingCommands: readonly Command[] = [
  {
    id: 'select-all',
    label: 'Select all',
    group: 'Select',
    icon: 'box-select',
    shortcut: ['Mod+A'],
    scope: 'canvas',
    enabled: hasGraph,
    run: ({ dispatch, getState }) => {
      const graph = selectOperation(getState())?.graph
      if (graph !== undefined) dispatch(selected([...Object.keys(graph.nodes), ...Object.keys(graph.notes)]))
    },
  },
  {
    // Closes what is open first; then lets go of the selection.
    id: 'select-none',
    label: 'Select nothing',
    group: 'Select',
    icon: 'square-dashed',
    shortcut: ['Escape'],
    scope: 'canvas',
    enabled: (state) => state.session.overlay !== undefined || Object.keys(state.session.selected).length > 0,
    run: ({ dispatch, getState }) => {
      if (getState().session.overlay === undefined) dispatch(selected([]))
      else dispatch(overlayOpened(undefined))
    },
  },
  ...(
    [
      ['left', 'ArrowLeft', 'Follow edge left'],
      ['right', 'ArrowRight', 'Follow edge right'],
      ['up', 'ArrowUp', 'Go to the node above'],
      ['down', 'ArrowDown', 'Go to the node below'],
    ] as const
  ).map(
    ([direction, key, label]): Command => ({
      id: `walk-${direction}`,
      label,
      group: 'Select',
      icon: `arrow-${direction}`,
      shortcut: [key],
      scope: 'canvas',
      hidden: true,
      enabled: hasGraph,
      run: (api) => walk(api, direction),
    }),
  ),
  {
    id: 'open-settings',
    label: 'Open the settings of the node',
    group: 'Select',
    icon: 'sliders-horizontal',
    shortcut: ['Enter'],
    scope: 'canvas',
    enabled: (state) =>
      state.session.overlay?.kind === 'connecting' || selectSelection(state).nodes.length > 0,
    run: confirm,
  },
]
