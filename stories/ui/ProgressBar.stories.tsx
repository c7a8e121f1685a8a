import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { ProgressBar } from '../../src/ui/ProgressBar.tsx'

const meta = {
  title: 'UI/ProgressBar',
  component: ProgressBar,
  args: { label: 'Importing customers', value: 1204, max: 10_000, text: '1,204 of 10,000 records' },
} satisfies Meta<typeof ProgressBar>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    const bar = canvas.getByRole('progressbar', { name: 'Importing customers' })
    await expect(bar).toHaveAttribute('value', '1204')
  },
}
export const Playground: Story = {}
export const Unknown: Story = { args: { value: undefined, text: '1,204 so far' } }
export const Waiting: Story = { args: { tone: 'waiting', value: 6200 } }
export const Done: Story = { args: { tone: 'done', value: 10_000, text: '10,000 records' } }
export const Failed: Story = { args: { tone: 'failed', text: 'Stopped at 1,204' } }
