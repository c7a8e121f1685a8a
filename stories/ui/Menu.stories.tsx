import type { Meta, StoryObj } from '@storybook/react-vite'
import { Copy, MoreHorizontal, Pencil, Power, Share2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { IconButton } from '../../src/ui/IconButton.tsx'
import { Menu, type MenuPoint, PointMenu } from '../../src/ui/Menu.tsx'
import { MenuCheckItem, MenuGroup, MenuItem, MenuLine, SubMenu } from '../../src/ui/MenuItem.tsx'

const rename = fn()
const remove = fn()
const items = (
  <>
    <MenuItem icon={Pencil} shortcut="F2" onSelect={rename}>
      Rename
    </MenuItem>
    <MenuItem icon={Copy} shortcut="Mod+D" onSelect={fn()}>
      Duplicate
    </MenuItem>
    <MenuItem icon={Share2} unavailable="Publish it first" onSelect={fn()}>
      Share connector
    </MenuItem>
    <SubMenu label="Turn into" icon={Power}>
      <MenuItem onSelect={fn()}>List operation</MenuItem>
      <MenuItem onSelect={fn()}>Call operation</MenuItem>
    </SubMenu>
    <MenuLine />
    <MenuGroup label="View">
      <MenuCheckItem checked onChange={fn()}>
        Minimap
      </MenuCheckItem>
    </MenuGroup>
    <MenuLine />
    <MenuItem icon={Trash2} danger shortcut="Delete" onSelect={remove}>
      Delete
    </MenuItem>
  </>
)

const meta = {
  title: 'UI/Menu',
  component: Menu,
  args: { trigger: <IconButton icon={MoreHorizontal} label="More" variant="secondary" />, children: items },
} satisfies Meta<typeof Menu>
export default meta
type Story = StoryObj<typeof meta>

const settled = () => waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())

export const Default: Story = {
  play: async ({ canvas }) => {
    rename.mockClear()
    const button = canvas.getByRole('button', { name: 'More' })
    button.focus()
    await userEvent.keyboard('{Enter}')
    const page = within(document.body)
    const item = await page.findByRole('menuitem', { name: /Rename/ })
    await waitFor(() => expect(item).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await expect(rename).toHaveBeenCalledOnce()
    await waitFor(() => expect(page.queryByRole('menu')).toBeNull())
    await waitFor(() => expect(button).toHaveFocus())
  },
}
export const Playground: Story = {}
export const Open: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    const share = await within(document.body).findByRole('menuitem', { name: /Share connector/ })
    await expect(share).toHaveAttribute('aria-disabled', 'true')
    await settled()
  },
}
export const Submenu: Story = {
  play: async ({ canvas }) => {
    canvas.getByRole('button', { name: 'More' }).focus()
    await userEvent.keyboard('{Enter}')
    const page = within(document.body)
    const item = await page.findByRole('menuitem', { name: /Rename/ })
    await waitFor(() => expect(item).toHaveFocus())
    await userEvent.keyboard('t')
    await waitFor(() => expect(page.getByRole('menuitem', { name: /Turn into/ })).toHaveFocus())
    await userEvent.keyboard('{ArrowRight}')
    const inner = await page.findByRole('menuitem', { name: 'List operation' })
    await waitFor(() => expect(inner).toHaveFocus())
    await settled()
  },
}
export const AtAPoint: Story = {
  render: () => <PointStory />,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Open at a point' }))
    const menu = await within(document.body).findByRole('menu', { name: 'Get customers' })
    await waitFor(() => expect(menu.getBoundingClientRect().left).toBe(120))
    await waitFor(() => expect(menu).toContainElement(document.activeElement as HTMLElement))
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(within(document.body).queryByRole('menu')).toBeNull())
  },
}

function PointStory() {
  const [at, setAt] = useState<MenuPoint | null>(null)
  return (
    <>
      <button type="button" onClick={() => setAt({ x: 120, y: 80 })}>
        Open at a point
      </button>
      <PointMenu at={at} onClose={() => setAt(null)} label="Get customers">
        {items}
      </PointMenu>
    </>
  )
}
