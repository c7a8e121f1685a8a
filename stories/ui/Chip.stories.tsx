import type { Meta, StoryObj } from '@storybook/react-vite'
import { Check, Repeat } from 'lucide-react'
import { expect, fn, userEvent } from 'storybook/test'
import { Chip } from '../../src/ui/Chip.tsx'

const meta = { title: 'UI/Chip', component: Chip, args: { children: 'Max 1,000 pages' } } satisfies Meta<
  typeof Chip
>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Line: Story = { args: { tone: 'line' } }
export const Accent: Story = { args: { tone: 'accent', children: 'v3 draft' } }
export const Running: Story = { args: { tone: 'running', children: 'page 4' } }
export const Waiting: Story = { args: { tone: 'waiting', children: 'Again after 429' } }
export const Done: Story = { args: { tone: 'done', icon: Check, children: 'page 3' } }
export const Failed: Story = { args: { tone: 'failed', children: '404' } }
export const Reference: Story = {
  args: {
    tone: 'custom',
    ink: 'var(--k-pages)',
    tint: 'var(--k-pages-tint)',
    mono: true,
    icon: Repeat,
    children: 'page.cursor',
  },
}
export const Removable: Story = {
  args: { children: 'region', onRemove: fn(), removeLabel: 'Remove region' },
  play: async ({ args, canvas }) => {
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Remove region' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect(args.onRemove).toHaveBeenCalledOnce()
  },
}
export const Long: Story = {
  args: { children: 'A name that is much too long for the place it was given and must be cut' },
  decorators: [
    (Story) => (
      <div style={{ width: 160 }}>
        <Story />
      </div>
    ),
  ],
}
