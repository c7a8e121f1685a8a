import type { Meta, StoryObj } from '@storybook/react-vite'
import { ChevronDown, Play, Trash2 } from 'lucide-react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { Button } from '../../src/ui/Button.tsx'

const meta = {
  title: 'UI/Button',
  component: Button,
  args: { children: 'Compare', onClick: fn() },
} satisfies Meta<typeof Button>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Compare' })).toHaveFocus()
    await userEvent.keyboard('{Enter} ')
    await expect(args.onClick).toHaveBeenCalledTimes(2)
  },
}
export const Playground: Story = {
  args: { variant: 'primary', icon: Play, shortcut: 'Mod+Enter', children: 'Run' },
}
export const Primary: Story = {
  args: { variant: 'primary', icon: Play, shortcut: 'Mod+Enter', children: 'Run' },
  play: async ({ canvas }) => {
    const button = canvas.getByRole('button', { name: 'Run' })
    await expect(button.getAttribute('aria-keyshortcuts')).toMatch(/^(Meta|Control)\+Enter$/)
  },
}
export const Ghost: Story = { args: { variant: 'ghost', children: 'Cancel' } }
export const Danger: Story = { args: { variant: 'danger', icon: Trash2, children: 'Delete' } }
export const Link: Story = { args: { variant: 'link', children: 'Change region' } }
export const WithChevron: Story = { args: { endIcon: ChevronDown, children: 'Production' } }
export const Sizes: Story = {
  render: (args) => (
    <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
      <Button {...args} size={28}>
        Panel
      </Button>
      <Button {...args} size={32}>
        Bar
      </Button>
      <Button {...args} size={36}>
        Form
      </Button>
    </div>
  ),
}
export const Pending: Story = {
  args: { pending: true, variant: 'primary', children: 'Publishing' },
  play: async ({ args, canvas }) => {
    const button = canvas.getByRole('button', { name: 'Publishing' })
    button.focus()
    await userEvent.keyboard('{Enter}')
    await expect(args.onClick).not.toHaveBeenCalled()
    await expect(button).toHaveAttribute('aria-busy', 'true')
  },
}
export const Unavailable: Story = {
  args: { unavailable: 'Two versions are published. Deprecate one first.', children: 'Publish' },
  play: async ({ args, canvas }) => {
    await userEvent.tab()
    const button = canvas.getByRole('button', { name: 'Publish' })
    await expect(button).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect(args.onClick).not.toHaveBeenCalled()
    await waitFor(() => expect(button).toHaveAccessibleDescription(/Deprecate one first/))
    await within(document.body).findByRole('tooltip')
  },
}
export const Disabled: Story = { args: { disabled: true, children: 'Publish' } }
