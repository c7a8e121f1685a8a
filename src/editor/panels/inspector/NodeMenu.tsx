import {
  CircleStop,
  Copy,
  CopyPlus,
  Ellipsis,
  FastForward,
  Focus,
  Pin,
  Power,
  Scissors,
  SquarePlay,
  StepForward,
  Trash2,
} from 'lucide-react'
import type { NodeId } from '../../../model/ids.ts'
import { commandById } from '../../../store/commands/list.ts'
import type { IconShape } from '../../../ui/Icon.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { MenuItem, MenuLine } from '../../../ui/MenuItem.tsx'
import { useCommand, useEditorStore } from '../../hooks.ts'

/** The commands that concern one node, in groups; each by its id, its words and keys as the command has them. */
const groups: readonly (readonly (readonly [id: string, icon: IconShape])[])[] = [
  [
    ['run-to-node', StepForward],
    ['run-node', SquarePlay],
    ['run-on', FastForward],
    ['hold-output', Pin],
    ['zoom-selection', Focus],
  ],
  [
    ['copy', Copy],
    ['cut', Scissors],
    ['duplicate', CopyPlus],
  ],
  [
    ['toggle-disabled', Power],
    ['dissolve', CircleStop],
    ['delete', Trash2],
  ],
]

/** What can be done with the node, as a menu. */
export function NodeMenu({ node, disabled }: { node: NodeId; disabled: boolean }) {
  const start = useCommand()
  const store = useEditorStore()
  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label="What can be done with the node" />}>
      {groups.flatMap((group, at) => [
        ...(at === 0 ? [] : [<MenuLine key={`line-${group[0]?.[0] ?? at}`} />]),
        ...group.flatMap(([id, icon]) => {
          const command = commandById(id)
          const enabled = command.enabled(store.getState())
          if (!enabled && id === 'dissolve') return []
          return [
            <MenuItem
              key={id}
              icon={icon}
              shortcut={command.shortcut?.[0]}
              danger={id === 'delete'}
              unavailable={enabled ? undefined : 'not now'}
              onSelect={() => start(id, { node })}
            >
              {id === 'toggle-disabled' ? (disabled ? 'Turn on' : 'Turn off') : command.label}
            </MenuItem>,
          ]
        }),
      ])}
    </Menu>
  )
}
