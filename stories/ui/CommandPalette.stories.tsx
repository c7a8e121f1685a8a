import type { Meta, StoryObj } from '@storybook/react-vite'
import { Globe, Maximize, Play, Undo2 } from 'lucide-react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { CommandPalette, type PaletteItem } from '../../src/ui/CommandPalette.tsx'

const items: PaletteItem[] = [
  { id: 'run', label: 'Run the operation', group: 'Commands', icon: Play, shortcut: 'Mod+Enter' },
  {
    id: 'undo',
    label: 'Undo',
    group: 'Commands',
    icon: Undo2,
    shortcut: 'Mod+Z',
    unavailable: 'Nothing to undo',
  },
  { id: 'fit', label: 'Fit the graph', keywords: ['zoom'], group: 'Commands', icon: Maximize, shortcut: 'F' },
  { id: 'list', label: 'List customers', group: 'Operations', icon: Globe, detail: 'GET' },
  { id: 'get', label: 'Get customer', group: 'Operations', icon: Globe, detail: 'GET' },
]

const meta = {
  title: 'UI/CommandPalette',
  component: CommandPalette,
  args: { open: true, items, onClose: fn(), onChoose: fn(), label: 'Find a command or an operation' },
} satisfies Meta<typeof CommandPalette>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args }) => {
    const page = within(document.body)
    const line = await page.findByRole('combobox', { name: 'Find a command or an operation' })
    await waitFor(() => expect(line).toHaveFocus())
    await userEvent.keyboard('customer')
    await expect(page.getAllByRole('option')).toHaveLength(2)
    await userEvent.keyboard('{ArrowDown}')
    await expect(page.getByRole('option', { selected: true })).toHaveTextContent('Get customer')
    await userEvent.keyboard('{Enter}')
    await expect(args.onChoose).toHaveBeenCalledWith(items[4])
    await expect(args.onClose).toHaveBeenCalledOnce()
  },
}
export const Playground: Story = {}
export const FoundByKeyword: Story = {
  play: async () => {
    const page = within(document.body)
    await userEvent.type(await page.findByRole('combobox'), 'zoom')
    await expect(page.getByRole('option')).toHaveTextContent('Fit the graph')
  },
}
export const UnavailableIsNotChosen: Story = {
  play: async ({ args }) => {
    const page = within(document.body)
    await userEvent.type(await page.findByRole('combobox'), 'undo{Enter}')
    await expect(page.getByRole('option')).toHaveAttribute('aria-disabled', 'true')
    await expect(args.onChoose).not.toHaveBeenCalled()
  },
}
export const NothingFound: Story = {
  play: async () => {
    const page = within(document.body)
    await userEvent.type(await page.findByRole('combobox'), 'qqq')
    await page.findByText('Nothing is called “qqq”.')
  },
}
export const EscapeCloses: Story = {
  play: async ({ args }) => {
    const line = await within(document.body).findByRole('combobox')
    await waitFor(() => expect(line).toHaveFocus())
    await userEvent.keyboard('{Escape}')
    await expect(args.onClose).toHaveBeenCalledOnce()
  },
}
