import { Ellipsis } from 'lucide-react'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { MenuItem } from '../../ui/MenuItem.tsx'
import { type CardActs, cardActs } from './cardActs.ts'

/** The menu of a card; drawn open, because it is loaded by the press that opens it. */
export function CardMenu({ title, acts, onClose }: { title: string; acts: CardActs; onClose: () => void }) {
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} label={`More for ${title}`} />}
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      {cardActs.map(({ act, label, icon }) => (
        <MenuItem key={act} icon={icon} danger={act === 'remove'} onSelect={() => acts[act]()}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  )
}
