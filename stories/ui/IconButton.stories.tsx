import type { Meta, StoryObj } from '@storybook/react-vite'
import { Map as MapIcon, Redo2, Undo2 } from 'lucide-react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { IconButton } from '../../src/ui/IconButton.tsx'

const meta = {
  title: 'UI/IconButton',
  component: IconButton,
  args: { icon: Undo2, label: 'Undo', shortcut: 'Mod+Z', onClick: fn() },
} satisfies Meta<typeof IconButton>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.tab()
    const button = canvas.getByRole('button', { name: 'Undo' })
    await expect(button).toHaveFocus()
    await expect(await within(document.body).findByRole('tooltip')).toHaveTextContent(/Undo(⌘Z|Ctrl Z)/)
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(within(document.body).queryByRole('tooltip')).toBeNull())
    await userEvent.keyboard('{Enter}')
    await expect(args.onClick).toHaveBeenCalledOnce()
  },
}
export const Playground: Story = {}
export const Secondary: Story = { args: { variant: 'secondary', size: 32 } }
export const Small: Story = { args: { size: 24 } }
export const Pressed: Story = {
  args: { icon: MapIcon, label: 'Minimap', shortcut: undefined, pressed: true },
}
export const Pending: Story = { args: { pending: true } }
export const Unavailable: Story = {
  args: { icon: Redo2, label: 'Redo', shortcut: 'Mod+Shift+Z', unavailable: 'Nothing was undone' },
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Redo' }))
    await expect(args.onClick).not.toHaveBeenCalled()
  },
}
