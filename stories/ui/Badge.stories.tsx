import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { Badge } from '../../src/ui/Badge.tsx'

const meta = { title: 'UI/Badge', component: Badge, args: { count: 250 } } satisfies Meta<typeof Badge>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByText('250')).toBeVisible()
  },
}
export const Playground: Story = {}
export const Thousands: Story = { args: { count: 1204 } }
export const Attention: Story = { args: { count: 3, tone: 'attention', unit: 'problems' } }
