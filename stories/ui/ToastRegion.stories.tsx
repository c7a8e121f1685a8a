import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import { ToastRegion } from '../../src/ui/ToastRegion.tsx'
import { currentToasts, dismissToast, showToast } from '../../src/ui/toasts.ts'

const meta = {
  title: 'UI/ToastRegion',
  component: ToastRegion,
  beforeEach: () => () => {
    for (const toast of currentToasts()) dismissToast(toast.id)
  },
} satisfies Meta<typeof ToastRegion>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    const undo = fn()
    showToast({ text: 'Get customer deleted', action: { label: 'Undo', onClick: undo } })
    await canvas.findByText('Get customer deleted')
    await expect(canvas.getByRole('region', { name: 'Messages' })).toHaveAttribute('aria-live', 'polite')
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expect(undo).toHaveBeenCalledOnce()
    await waitFor(() => expect(canvas.queryByText('Get customer deleted')).toBeNull())
  },
}
export const Playground: Story = {
  play: async ({ canvas }) => {
    showToast({ text: 'Copied 3 nodes', tone: 'done' })
    await canvas.findByText('Copied 3 nodes')
  },
}
export const AllTones: Story = {
  play: async ({ canvas }) => {
    showToast({ text: 'Opened in another tab' })
    showToast({ text: 'Saved as Back4App Customers.connector.json', tone: 'done' })
    showToast({
      text: 'The runner does not answer',
      tone: 'failed',
      action: { label: 'Try again', onClick: fn() },
    })
    await canvas.findByText('The runner does not answer')
  },
}
export const GoesByItself: Story = {
  args: { stayMs: 50 },
  play: async ({ canvas }) => {
    showToast({ text: 'Copied' })
    await canvas.findByText('Copied')
    await waitFor(() => expect(canvas.queryByText('Copied')).toBeNull())
  },
}
