import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button } from '../../src/ui/Button.tsx'
import { EmptyState } from '../../src/ui/EmptyState.tsx'

const meta = {
  title: 'UI/EmptyState',
  component: EmptyState,
  args: {
    children: 'The list answered with 0 records.',
    action: <Button variant="link">Change region</Button>,
  },
} satisfies Meta<typeof EmptyState>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Page: Story = {
  args: {
    place: 'page',
    children: 'There is no connector yet.',
    action: <Button variant="primary">New connector</Button>,
  },
}
export const FactAlone: Story = { args: { action: undefined } }
