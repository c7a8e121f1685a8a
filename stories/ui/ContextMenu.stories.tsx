import type { Meta, StoryObj } from '@storybook/react-vite'
import { Copy, Trash2 } from 'lucide-react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { ContextMenu } from '../../src/ui/ContextMenu.tsx'
import { MenuItem } from '../../src/ui/MenuItem.tsx'

const copy = fn()
const meta = {
  title: 'UI/ContextMenu',
  component: ContextMenu,
  args: {
    label: 'Get customers',
    children: <p style={{ padding: 24, background: 'var(--surface-2)' }}>Press here with the right button</p>,
    menu: (
      <>
        <MenuItem icon={Copy} shortcut="Mod+C" onSelect={copy}>
          Copy
        </MenuItem>
        <MenuItem icon={Trash2} danger shortcut="Delete" onSelect={fn()}>
          Delete
        </MenuItem>
      </>
    ),
  },
} satisfies Meta<typeof ContextMenu>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    copy.mockClear()
    const area = canvas.getByText('Press here with the right button')
    await userEvent.pointer({ keys: '[MouseRight]', target: area })
    const page = within(document.body)
    const menu = await page.findByRole('menu', { name: 'Get customers' })
    await waitFor(() => expect(menu).toContainElement(document.activeElement as HTMLElement))
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect(copy).toHaveBeenCalledOnce()
    await waitFor(() => expect(page.queryByRole('menu')).toBeNull())
  },
}
export const Playground: Story = {}
export const Open: Story = {
  play: async ({ canvas }) => {
    await userEvent.pointer({ keys: '[MouseRight]', target: canvas.getByText(/Press here/) })
    await within(document.body).findByRole('menuitem', { name: /Delete/ })
    await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  },
}
