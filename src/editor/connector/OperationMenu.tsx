import { Copy, Pencil, Trash2 } from 'lucide-react'
import { selectCanEdit } from '../../store/selectors.ts'
import { PointMenu } from '../../ui/Menu.tsx'
import { MenuItem } from '../../ui/MenuItem.tsx'
import { useAppSelector, useCommand } from '../hooks.ts'
import type { MenuAt } from './operationMenuAt.ts'

const items = [
  { command: 'rename-operation', label: 'Rename', icon: Pencil, shortcut: 'F2' },
  { command: 'duplicate-operation', label: 'Duplicate', icon: Copy },
  { command: 'delete-operation', label: 'Delete', icon: Trash2, shortcut: 'Delete', danger: true },
] as const

/** What can be done with an operation of the list. */
export function OperationMenu({ menu, onClose }: { menu: MenuAt; onClose: () => void }) {
  const command = useCommand()
  const canEdit = useAppSelector(selectCanEdit)
  return (
    <PointMenu at={menu.at} onClose={onClose} label={menu.operation.title}>
      {items.map((item) => (
        <MenuItem
          key={item.command}
          icon={item.icon}
          shortcut={'shortcut' in item ? item.shortcut : undefined}
          danger={'danger' in item}
          unavailable={canEdit ? undefined : 'read only'}
          onSelect={() => command(item.command, { operation: menu.operation.id })}
        >
          {item.label}
        </MenuItem>
      ))}
    </PointMenu>
  )
}
