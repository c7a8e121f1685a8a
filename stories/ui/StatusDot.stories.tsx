import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { StatusDot } from '../../src/ui/StatusDot.tsx'

const meta = {
  title: 'UI/StatusDot',
  component: StatusDot,
  args: { status: 'tested', words: true },
} satisfies Meta<typeof StatusDot>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Stale: Story = { args: { status: 'stale' } }
export const NeverRun: Story = { args: { status: 'never' } }
export const Failing: Story = { args: { status: 'failing' } }
export const Alone: Story = {
  args: { words: false },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Tested')).toBeInTheDocument()
  },
}
