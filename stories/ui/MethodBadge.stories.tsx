import type { Meta, StoryObj } from '@storybook/react-vite'
import { MethodBadge } from '../../src/ui/MethodBadge.tsx'

const meta = { title: 'UI/MethodBadge', component: MethodBadge, args: { method: 'GET' } } satisfies Meta<
  typeof MethodBadge
>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Post: Story = { args: { method: 'POST' } }
export const Delete: Story = { args: { method: 'DELETE' } }
