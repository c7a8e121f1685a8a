import {
  AlignHorizontalDistributeCenter,
  Cable,
  ClipboardPaste,
  Copy,
  CopyPlus,
  FastForward,
  Focus,
  GitCommitHorizontal,
  ListTree,
  LogIn,
  LogOut,
  Map as MapIcon,
  Maximize,
  Pencil,
  Pin,
  Plus,
  Power,
  Scissors,
  SlidersHorizontal,
  SquareDashedMousePointer,
  SquarePlay,
  StepForward,
  StickyNote,
  Trash2,
  Ungroup,
  Unplug,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { EdgeId, NodeId } from '../../model/ids.ts'
import { commandById } from '../../store/commands/list.ts'
import type { CommandArgs } from '../../store/commands/command.ts'
import { spliceRefusal } from '../../store/connect.ts'
import { edit } from '../../store/edit.ts'
import { possibleHomes } from '../../store/homes.ts'
import { selectCanEdit, selectSelection } from '../../store/selectors.ts'
import type { IconShape } from '../../ui/Icon.tsx'
import { PointMenu } from '../../ui/Menu.tsx'
import { MenuItem, MenuLine, SubMenu } from '../../ui/MenuItem.tsx'
import { useEditorStore } from '../hooks.ts'
import type { CanvasGraph } from './graph.ts'
import type { Point } from './wirePath.ts'

/** What was pressed, and where: in the window, and on the canvas. */
export interface MenuPlace {
  readonly on: 'node' | 'note' | 'edge' | 'canvas'
  readonly id: string
  readonly window: Point
  readonly canvas: Point
}

export interface CanvasMenuProps {
  readonly graph: CanvasGraph
  readonly place: MenuPlace
  readonly onClose: () => void
}

interface Line {
  readonly command: string
  readonly icon: IconShape
  /** Words in the place of the command's own. */
  readonly label?: string | ((graph: CanvasGraph, place: MenuPlace) => string)
  readonly args?: (place: MenuPlace) => CommandArgs
  readonly danger?: true
}

/** The command turns a selection off as long as one of it is on. */
const turnWords: Line['label'] = ({ operation }, { id }) =>
  operation.graph.nodes[id as NodeId]?.disabled === true ? 'Turn on' : 'Turn off'

const here = ({ canvas }: MenuPlace): CommandArgs => ({ at: canvas })
const remove: Line = { command: 'delete', icon: Trash2, danger: true }
const copies: readonly Line[] = [
  { command: 'copy', icon: Copy },
  { command: 'cut', icon: Scissors },
  { command: 'duplicate', icon: CopyPlus },
]

/** Groups of lines by what was pressed. The commands are those of the keyboard and the palette. */
const menus: Readonly<Record<MenuPlace['on'], readonly (readonly Line[])[]>> = {
  node: [
    [
      { command: 'open-settings', icon: SlidersHorizontal, label: 'Open settings' },
      { command: 'rename-node', icon: Pencil, label: 'Rename' },
      { command: 'run-to-node', icon: StepForward },
      { command: 'run-node', icon: SquarePlay },
      { command: 'run-on', icon: FastForward },
      { command: 'hold-output', icon: Pin },
    ],
    [
      { command: 'start-edge', icon: Cable },
      { command: 'add-node', icon: Plus, label: 'Add after this …' },
    ],
    copies,
    [
      { command: 'toggle-disabled', icon: Power, label: turnWords },
      {
        command: 'move-out-of-container',
        icon: LogOut,
        label: ({ operation: { graph } }, { id }) => {
          const parent = graph.nodes[id as NodeId]?.parent
          return `Move out of ${(parent && graph.nodes[parent]?.title) ?? 'the container'}`
        },
      },
      { command: 'dissolve', icon: Ungroup },
      { command: 'zoom-selection', icon: Focus },
    ],
    [remove],
  ],
  note: [copies, [{ command: 'zoom-selection', icon: Focus }], [remove]],
  edge: [
    [
      {
        command: 'add-node',
        icon: GitCommitHorizontal,
        label: 'Put a node in …',
        args: ({ id, canvas }) => ({ edge: id, at: canvas }),
      },
    ],
    [{ ...remove, label: 'Delete edge' }],
  ],
  canvas: [
    [
      { command: 'add-node', icon: Plus, args: here },
      { command: 'add-note', icon: StickyNote, args: here },
      { command: 'paste', icon: ClipboardPaste, args: here },
    ],
    [
      { command: 'select-all', icon: SquareDashedMousePointer },
      { command: 'tidy', icon: AlignHorizontalDistributeCenter },
    ],
    [
      { command: 'zoom-fit', icon: Maximize },
      { command: 'toggle-minimap', icon: MapIcon },
      { command: 'toggle-outline', icon: ListTree, label: 'Show as an outline' },
    ],
  ],
}

/** The menu of a card, a note, an edge or the canvas. Loaded when first asked for. */
export function CanvasMenu({ graph, place, onClose }: CanvasMenuProps) {
  const store = useEditorStore()
  const state = store.getState()
  const line = ({ command: id, icon, label, args, danger }: Line): ReactNode => {
    const command = commandById(id)
    if (!command.enabled(state)) return null
    return (
      <MenuItem
        key={id}
        icon={icon}
        {...(command.shortcut?.[0] === undefined ? {} : { shortcut: command.shortcut[0] })}
        {...(danger === undefined ? {} : { danger })}
        onSelect={() => void command.run(store, args?.(place))}
      >
        {(typeof label === 'function' ? label(graph, place) : label) ?? command.label}
      </MenuItem>
    )
  }
  const groups = menus[place.on]
    .map((lines) => [
      ...lines.map(line).filter((drawn) => drawn !== null),
      // Beside what begins an edge stands what ends one.
      ...(place.on === 'node' && lines.some(({ command }) => command === 'start-edge')
        ? edgeLines(graph, place.id as NodeId, store)
        : []),
      ...(place.on === 'node' && lines.some(({ command }) => command === 'dissolve')
        ? containerLines(graph, store)
        : []),
    ])
    .filter((lines) => lines.length > 0)
  return (
    <PointMenu at={place.window} onClose={onClose} label={nameOf(graph, place)}>
      {groups.flatMap((lines, at) =>
        at === 0 ? lines : [<MenuLine key={`line ${String(at)}`} />, ...lines],
      )}
    </PointMenu>
  )
}

/** What the pointer does with a card's edges, for the keyboard: cut one, or put the card into another. */
function edgeLines(graph: CanvasGraph, node: NodeId, store: ReturnType<typeof useEditorStore>): ReactNode[] {
  if (!selectCanEdit(store.getState())) return []
  const { nodes, edges } = graph.operation.graph
  const titleOf = (id: NodeId) => nodes[id]?.title ?? id
  const mine = graph.index.edgesOf(node)
  const others = Object.keys(edges).filter(
    (id) => spliceRefusal(graph, id as EdgeId, { node }) === undefined,
  ) as EdgeId[]
  const lines: ReactNode[] = []
  if (mine.length > 0)
    lines.push(
      <SubMenu key="disconnect" label="Disconnect" icon={Unplug}>
        {mine.map(({ id, from, to }) => (
          <MenuItem
            key={id}
            onSelect={() =>
              store.dispatch(
                edit([{ edit: 'removeEdges', operation: graph.operation.id, edges: [id] }], {
                  label: 'Disconnect',
                  policy: 'record',
                }),
              )
            }
          >
            {from.node === node ? `to ${titleOf(to.node)}` : `from ${titleOf(from.node)}`}
          </MenuItem>
        ))}
      </SubMenu>,
    )
  if (others.length > 0 && others.length <= mostListed)
    lines.push(
      <SubMenu key="splice" label="Put into edge" icon={GitCommitHorizontal}>
        {others.map((id) => (
          <MenuItem key={id} onSelect={() => void commandById('splice').run(store, { node, edge: id })}>
            {titleOf(edges[id]?.from.node ?? node)} → {titleOf(edges[id]?.to.node ?? node)}
          </MenuItem>
        ))}
      </SubMenu>,
    )
  return lines
}

/** The containers that what is chosen could be moved into. */
function containerLines(graph: CanvasGraph, store: ReturnType<typeof useEditorStore>): ReactNode[] {
  const command = commandById('move-into-container')
  if (!command.enabled(store.getState())) return []
  const containers = possibleHomes(graph, selectSelection(store.getState()).nodes)
  return containers.length > mostListed
    ? []
    : containers.map(({ id, title }) => (
        <MenuItem key={`into ${id}`} icon={LogIn} onSelect={() => void command.run(store, { container: id })}>
          Move into {title}
        </MenuItem>
      ))
}

/** A longer list is no help; the outline lists them beside their nodes. */
const mostListed = 20

function nameOf({ operation }: CanvasGraph, { on, id }: MenuPlace): string {
  const names: Readonly<Record<MenuPlace['on'], string>> = {
    node: operation.graph.nodes[id as NodeId]?.title ?? 'Node',
    note: 'Note',
    edge: 'Edge',
    canvas: 'Canvas',
  }
  return names[on]
}
