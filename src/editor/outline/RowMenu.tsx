import {
  Cable,
  CopyPlus,
  Ellipsis,
  GitCommitHorizontal,
  LogIn,
  LogOut,
  Move,
  Pencil,
  Plus,
  Power,
  SlidersHorizontal,
  StepForward,
  Trash2,
  Ungroup,
  Unplug,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { EdgeId, NodeId } from '../../model/ids.ts'
import { commandById } from '../../store/commands/list.ts'
import type { CommandArgs } from '../../store/commands/command.ts'
import { firstOutput, legalTargets, portOf, spliceRefusal } from '../../store/connect.ts'
import { edit } from '../../store/edit.ts'
import { connect } from '../../store/graphThunks.ts'
import { possibleHomes } from '../../store/homes.ts'
import type { OutlineItem } from '../../store/outline.ts'
import { selectCanEdit } from '../../store/selectors.ts'
import { selected } from '../../store/sessionSlice.ts'
import type { IconShape } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { MenuItem, MenuLine, SubMenu } from '../../ui/MenuItem.tsx'
import { useAppSelector, useEditorStore } from '../hooks.ts'
import type { CanvasGraph } from '../canvas/graph.ts'

/** A longer list of ends is chosen from by the arrow keys, beginning with C. */
const mostListed = 30

/** Everything that can be done with a node, by its row. */
export function RowMenu({ graph, item }: { readonly graph: CanvasGraph; readonly item: OutlineItem }) {
  const [open, setOpen] = useState(false)
  return (
    <Menu
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Ellipsis} label={`Actions for ${item.title}`} tabIndex={open ? 0 : -1} />}
    >
      {open && <Lines graph={graph} item={item} />}
    </Menu>
  )
}

function Lines({ graph, item }: { readonly graph: CanvasGraph; readonly item: OutlineItem }) {
  const store = useEditorStore()
  const canEdit = useAppSelector(selectCanEdit)
  const { id, disabled } = item
  const { nodes } = graph.operation.graph
  const parent = nodes[nodes[id]?.parent as NodeId]
  /** Runs a command on this node: commands go by what is chosen. */
  const run = (command: string, args?: CommandArgs) => {
    store.dispatch(selected([id]))
    void commandById(command).run(store, args)
  }
  const line = (command: string, icon: IconShape, label: string, danger = false): ReactNode => {
    const shortcut = commandById(command).shortcut?.[0]
    return (
      <MenuItem
        key={command}
        icon={icon}
        {...(shortcut === undefined ? {} : { shortcut })}
        danger={danger}
        onSelect={() => run(command)}
      >
        {label}
      </MenuItem>
    )
  }
  if (!canEdit) return line('open-settings', SlidersHorizontal, 'Open settings')
  return (
    <>
      {line('open-settings', SlidersHorizontal, 'Open settings')}
      {line('rename-node', Pencil, 'Rename')}
      {line('run-to-node', StepForward, 'Run as far as this node')}
      <MenuLine />
      <AddAfter graph={graph} item={item} run={run} />
      <ConnectTo graph={graph} id={id} onMany={() => run('start-edge')} />
      <Disconnect graph={graph} item={item} />
      <PutInto graph={graph} id={id} />
      <MoveInto graph={graph} id={id} onInto={(container) => run('move-into-container', { container })} />
      {parent !== undefined && line('move-out-of-container', LogOut, `Move out of ${parent.title}`)}
      <SubMenu label="Move on the canvas" icon={Move}>
        {(['left', 'right', 'up', 'down'] as const).map((way) => (
          <MenuItem
            key={way}
            shortcut={commandById(`move-far-${way}`).shortcut?.[0] ?? ''}
            onSelect={() => run(`move-far-${way}`)}
          >
            {way[0]?.toUpperCase()}
            {way.slice(1)}
          </MenuItem>
        ))}
      </SubMenu>
      <MenuLine />
      {line('toggle-disabled', Power, disabled ? 'Turn on' : 'Turn off')}
      {line('duplicate', CopyPlus, 'Duplicate')}
      {item.canDissolve && line('dissolve', Ungroup, 'Dissolve, keep its contents')}
      {line('delete', Trash2, 'Delete', true)}
    </>
  )
}

interface LineProps {
  readonly graph: CanvasGraph
  readonly item: OutlineItem
}

function AddAfter({
  graph,
  item,
  run,
}: LineProps & { readonly run: (command: string, args: CommandArgs) => void }) {
  const node = graph.operation.graph.nodes[item.id]
  const from = node && firstOutput(graph.catalog, node)
  if (from === undefined || item.addAfter.length === 0) return null
  return (
    <SubMenu label="Add after" icon={Plus}>
      {item.addAfter.map((kind) => (
        <MenuItem key={kind} onSelect={() => run(`add-${kind}`, { from })}>
          {graph.catalog[kind]?.title ?? kind}
        </MenuItem>
      ))}
    </SubMenu>
  )
}

function ConnectTo({
  graph,
  id,
  onMany,
}: {
  readonly graph: CanvasGraph
  readonly id: NodeId
  readonly onMany: () => void
}) {
  const store = useEditorStore()
  const { nodes } = graph.operation.graph
  const node = nodes[id]
  const from = node && firstOutput(graph.catalog, node)
  const targets = from === undefined ? [] : legalTargets(graph, from)
  if (from === undefined || targets.length === 0) return null
  if (targets.length > mostListed)
    return (
      <MenuItem icon={Cable} onSelect={onMany}>
        Connect to …
      </MenuItem>
    )
  return (
    <SubMenu label="Connect to" icon={Cable}>
      {targets.map((target) => {
        const end = nodes[target.node]
        const port = end && portOf(graph.catalog, end, target)
        return (
          <MenuItem
            key={`${target.node} ${target.port}`}
            onSelect={() => store.dispatch(connect(from, target))}
          >
            {end?.title}, {port?.title ?? target.port}
          </MenuItem>
        )
      })}
    </SubMenu>
  )
}

function Disconnect({ graph, item }: LineProps) {
  const store = useEditorStore()
  const links = [
    ...item.from.map((link) => ({ link, words: `from ${link.number} ${link.title}` })),
    ...item.to.map((link) => ({ link, words: `to ${link.number} ${link.title}` })),
  ]
  if (links.length === 0) return null
  return (
    <SubMenu label="Disconnect" icon={Unplug}>
      {links.map(({ link, words }) => (
        <MenuItem
          key={link.edge}
          onSelect={() => {
            const done = store.dispatch(
              edit([{ edit: 'removeEdges', operation: graph.operation.id, edges: [link.edge] }], {
                label: 'Disconnect',
                policy: 'record',
              }),
            )
            if (done) store.extra.announce(`Disconnected ${words}`)
          }}
        >
          {words}
        </MenuItem>
      ))}
    </SubMenu>
  )
}

function PutInto({ graph, id }: { readonly graph: CanvasGraph; readonly id: NodeId }) {
  const store = useEditorStore()
  const { nodes, edges } = graph.operation.graph
  const fitting = (Object.keys(edges) as EdgeId[]).filter(
    (edge) => spliceRefusal(graph, edge, { node: id }) === undefined,
  )
  if (fitting.length === 0 || fitting.length > mostListed) return null
  return (
    <SubMenu label="Put between" icon={GitCommitHorizontal}>
      {fitting.map((edge) => (
        <MenuItem key={edge} onSelect={() => void commandById('splice').run(store, { node: id, edge })}>
          {nodes[edges[edge]?.from.node as NodeId]?.title} and {nodes[edges[edge]?.to.node as NodeId]?.title}
        </MenuItem>
      ))}
    </SubMenu>
  )
}

interface MoveIntoProps {
  readonly graph: CanvasGraph
  readonly id: NodeId
  readonly onInto: (container: NodeId) => void
}

function MoveInto({ graph, id, onInto }: MoveIntoProps) {
  const homes = possibleHomes(graph, [id])
  if (homes.length === 0 || homes.length > mostListed) return null
  return (
    <SubMenu label="Move into" icon={LogIn}>
      {homes.map((home) => (
        <MenuItem key={home.id} onSelect={() => onInto(home.id)}>
          {home.title}
        </MenuItem>
      ))}
    </SubMenu>
  )
}
