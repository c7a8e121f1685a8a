import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { StatusLabel } from '../../src/ui/StatusLabel.tsx'

const meta = { title: 'UI/StatusLabel', component: StatusLabel, args: { status: 'running' } } satisfies Meta<
  typeof StatusLabel
>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Waiting: Story = {
  args: { status: 'waiting', children: 'Waits 12 s: the service asked for it' },
}
export const Done: Story = { args: { status: 'done', children: 'Finished in 1.07 s' } }
export const Failed: Story = { args: { status: 'failed', children: 'Back4App refused the key (401)' } }
export const Off: Story = { args: { status: 'off', children: 'Off, passed over' } }
export const IconOnly: Story = {
  args: { status: 'done', iconOnly: true },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Done')).toBeInTheDocument()
  },
}
