import type { Meta, StoryObj } from '@storybook/react-vite'
import { Spinner } from '../../src/ui/Spinner.tsx'

const meta = { title: 'UI/Spinner', component: Spinner, args: { label: 'Loading customers' } } satisfies Meta<
  typeof Spinner
>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Large: Story = { args: { size: 16 } }
