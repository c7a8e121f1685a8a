import type { Box } from '../../model/document.ts'
import type { Edit } from '../../model/edits.ts'
import type { EdgeId, NodeId, NoteId } from '../../model/ids.ts'
import type { KindFacts } from '../../model/kinds.ts'
import { kinds } from '../../nodes/kinds.ts'
import { firstOutput, legalTargets, type PortRef } from '../connect.ts'
import { placesWithContents } from '../contents.ts'
import { edit } from '../edit.ts'
import { faceMeasures } from '../faces.ts'
import { addNode, connect, graphContext, moveSelection, openKinds, splice } from '../graphThunks.ts'
import { freePlace, snap } from '../placing.ts'
import { selectCanEdit, selectOperation, selectSelection, selectViewport } from '../selectors.ts'
import { overlayOpened, viewportMoved } from '../sessionSlice.ts'
import type { EditorState } from '../state.ts'
import type { EditorThunk } from '../thunk.ts'
import { centreOf, fit, showsWhole } from '../viewport.ts'
import { roomAround } from '../wholeArea.ts'
import { shownArea } from '../map/references.ts'
import type { Command, CommandApi } from './command.ts'

const canDraw = (state: EditorState) => selectCanEdit(state) && selectOperation(state) !== undefined

/** One command for each kind. Reads `at`, `from` (an output to join) and `edge` (to be put into). */
const addCommands: readonly Command[] = Object.values<KindFacts>(kinds).map(({ kind, title }) => ({
  id: `add-${kind}`,
  label: `Add ${title}`,
  group: 'Add',
  icon: `kind-${kind}`,
  scope: 'canvas',
  enabled: canDraw,
  run: ({ dispatch, getState }, args) => {
    const { overlay } = getState().session
    const from = args?.from ?? (overlay?.kind === 'kinds' ? overlay.from : undefined)
    const into = args?.edge ?? (overlay?.kind === 'kinds' ? overlay.into : undefined)
    const at =
      args?.at ??
      (overlay?.kind === 'kinds' && from === undefined && into === undefined ? overlay.at : undefined)
    dispatch(overlayOpened(undefined))
    dispatch(
      addNode(kind, {
        ...(at === undefined ? {} : { at }),
        ...(from === undefined ? {} : { from: portRef(from) }),
        ...(into === undefined ? {} : { into }),
      }),
    )
  },
}))

const portRef = (from: {
  readonly node: string
  readonly port: string
  readonly way?: 'in' | 'out'
}): PortRef => ({
  node: from.node as NodeId,
  port: from.port,
  way: from.way ?? 'out',
})

const selectedOutput = ({ dispatch, getState, extra }: CommandApi): PortRef | undefined => {
  const context = dispatch(graphContext())
  const [id] = selectSelection(getState()).nodes
  const node = id === undefined ? undefined : context?.operation.graph.nodes[id]
  return node && firstOutput(extra.catalog, node)
}

export const graphCommands: readonly Command[] = [
  {
    // Reads `at`. With a node selected, what is added is joined to it.
    id: 'add-node',
    label: 'Add a node …',
    group: 'Add',
    icon: 'plus',
    shortcut: ['N'],
    scope: 'canvas',
    enabled: canDraw,
    run: (api, args) => {
      const from =
        args?.from === undefined
          ? args?.at === undefined
            ? selectedOutput(api)
            : undefined
          : portRef(args.from)
      api.dispatch(
        openKinds({
          ...(args?.at === undefined ? {} : { at: args.at }),
          ...(from === undefined ? {} : { from }),
          ...(args?.edge === undefined ? {} : { into: args.edge }),
        }),
      )
    },
  },
  ...addCommands,
  {
    id: 'add-note',
    label: 'Add a note',
    group: 'Add',
    icon: 'sticky-note',
    shortcut: ['Shift+N'],
    scope: 'canvas',
    enabled: canDraw,
    run: ({ dispatch, getState, extra }, args) => {
      const context = dispatch(graphContext())
      if (context === undefined) return
      const { x, y } = args?.at ?? centreOf(selectViewport(getState()), getState().session.canvasSize)
      const id = extra.makeId() as NoteId
      const box = {
        ...freePlace(context.index, { x: snap(x), y: snap(y) }, faceMeasures.note),
        ...faceMeasures.note,
      }
      dispatch(
        edit([{ edit: 'addNote', operation: context.operation.id, note: { id, text: '' }, box }], {
          label: 'Add note',
          policy: 'record',
          select: [id],
        }),
      )
    },
  },
  {
    // Reads `node` and `edge`.
    id: 'splice',
    label: 'Put into edge',
    group: 'Graph',
    icon: 'git-commit-horizontal',
    scope: 'canvas',
    hidden: true,
    enabled: canDraw,
    run: ({ dispatch }, args) => {
      if (args?.node !== undefined && args.edge !== undefined)
        dispatch(splice(args.node as NodeId, args.edge as EdgeId))
    },
  },
  {
    // Reads `from` (an output) and `to` (an input).
    id: 'connect',
    label: 'Connect',
    group: 'Graph',
    icon: 'spline',
    scope: 'canvas',
    hidden: true,
    enabled: canDraw,
    run: ({ dispatch }, args) => {
      if (args?.from !== undefined && args.to !== undefined)
        dispatch(connect(portRef(args.from), { ...portRef(args.to), way: 'in' }))
    },
  },
  {
    // Reads `from`; without it, the first output of the selected node.
    id: 'start-edge',
    label: 'Connect to …',
    group: 'Graph',
    icon: 'cable',
    shortcut: ['C'],
    scope: 'canvas',
    enabled: (state) => canDraw(state) && selectSelection(state).nodes.length === 1,
    run: (api, args) => {
      const context = api.dispatch(graphContext())
      const from = args?.from === undefined ? selectedOutput(api) : portRef(args.from)
      if (context === undefined) return
      if (from === undefined) {
        api.extra.announce('Nothing leaves this node.')
        return
      }
      const targets = legalTargets(context, from)
      const [first] = targets
      if (first === undefined) {
        api.extra.announce('There is nothing here that this node could be connected to.')
        return
      }
      api.dispatch(overlayOpened({ kind: 'connecting', from, target: 0 }))
      const title = context.operation.graph.nodes[first.node]?.title ?? ''
      api.extra.announce(
        `${targets.length} possible. ${title}, ${first.port}. Arrows choose, Enter connects, Escape leaves.`,
      )
    },
  },
  {
    id: 'tidy',
    label: 'Tidy up the layout',
    group: 'Graph',
    icon: 'layout-dashboard',
    shortcut: ['Shift+T'],
    scope: 'canvas',
    enabled: canDraw,
    run: async ({ dispatch, getState, extra }) => {
      const context = dispatch(graphContext())
      if (context === undefined) return
      const { boxes } = context.index
      const { nodes } = context.operation.graph
      const places = await extra.layOut(context.operation, (id) => ({
        ...(boxes.box(id) ?? { width: 0, height: 0 }),
        ...roomAround(nodes[id as NodeId]?.kind ?? '', extra.catalog),
      }))
      // The layout may have taken its time: what was removed meanwhile has no place any more.
      const operation = selectOperation(getState())
      if (operation?.id !== context.operation.id) return
      if (dispatch(tidied(places))) dispatch(lookAgain())
    },
  },
  ...(
    [
      ['left', 'ArrowLeft', -1, 0],
      ['right', 'ArrowRight', 1, 0],
      ['up', 'ArrowUp', 0, -1],
      ['down', 'ArrowDown', 0, 1],
    ] as const
  ).flatMap(([name, key, x, y]): Command[] => [
    moveCommand(`move-${name}`, `Move ${name}`, `Alt+${key}`, x * 8, y * 8),
    moveCommand(`move-far-${name}`, `Move far ${name}`, `Alt+Shift+${key}`, x * 40, y * 40),
  ]),
]

/** Gives nodes their places, and containers the size that their contents ask for. */
function tidied(places: Readonly<Record<string, Box>>): EditorThunk<boolean> {
  return (dispatch) => {
    const context = dispatch(graphContext())
    if (context === undefined) return false
    const { operation, index } = context
    const still = Object.entries(places).filter(([id]) => Object.hasOwn(operation.graph.nodes, id))
    if (still.length === 0) return false
    const edits: Edit[] = [
      {
        edit: 'moveNodes',
        operation: operation.id,
        places: placesWithContents(operation, index, Object.fromEntries(still)),
      },
    ]
    for (const [id, box] of still) {
      const now = index.boxes.box(id)
      if (box.width === undefined || (box.width === now?.width && box.height === now.height)) continue
      edits.push({ edit: 'resizeNode', operation: operation.id, node: id as NodeId, box })
    }
    return dispatch(edit(edits, { label: 'Tidy up', policy: 'record' }))
  }
}

/** The whole drawing is in sight, with what is worn around its cards; a view that has it all stays as it is. */
function lookAgain(): EditorThunk {
  return (dispatch, getState) => {
    const context = dispatch(graphContext())
    const { connector } = getState().document
    const size = getState().session.canvasSize
    const area =
      context &&
      connector &&
      shownArea(connector, context.operation, context.index.boxes, context.catalog, size)
    if (context === undefined || area === undefined) return
    if (!showsWhole(selectViewport(getState()), size, area))
      dispatch(viewportMoved({ operation: context.operation.id, viewport: fit(area, size) }))
  }
}

function moveCommand(id: string, label: string, shortcut: string, x: number, y: number): Command {
  return {
    id,
    label,
    group: 'Graph',
    icon: 'move',
    shortcut: [shortcut],
    scope: 'canvas',
    hidden: true,
    enabled: (state) => canDraw(state) && selectSelection(state).size > 0,
    run: ({ dispatch }) => void dispatch(moveSelection({ x, y })),
  }
}
