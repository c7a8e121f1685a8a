import type { Meta, StoryObj } from '@storybook/react-vite'
import { Globe } from 'lucide-react'
import { expect } from 'storybook/test'
import { Icon } from '../../src/ui/Icon.tsx'

const meta = { title: 'UI/Icon', component: Icon, args: { icon: Globe } } satisfies Meta<typeof Icon>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Small: Story = { args: { size: 12 } }
export const Named: Story = {
  args: { label: 'Request' },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('img', { name: 'Request' })).toBeVisible()
  },
}
