import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { Banner } from '../../src/ui/Banner.tsx'
import { Button } from '../../src/ui/Button.tsx'

const meta = {
  title: 'UI/Banner',
  component: Banner,
  args: {
    children: 'Open in another tab, so it is read-only here.',
    action: <Button size={28}>Take over</Button>,
  },
} satisfies Meta<typeof Banner>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Done: Story = {
  args: { tone: 'done', children: 'Proved on 3 pages, no gaps, no repeats.', action: undefined },
}
export const Waiting: Story = {
  args: {
    tone: 'waiting',
    children: 'This browser has no room left. Export the connector to keep it.',
    action: undefined,
  },
}
export const Failed: Story = {
  args: {
    tone: 'failed',
    children: 'The runner does not answer.',
    action: <Button size={28}>Try again</Button>,
  },
}
export const Dismissible: Story = {
  args: { onDismiss: fn(), action: undefined },
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Dismiss' }))
    await expect(args.onDismiss).toHaveBeenCalledOnce()
  },
}
