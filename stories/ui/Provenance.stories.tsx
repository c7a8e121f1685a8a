import type { Meta, StoryObj } from '@storybook/react-vite'
import { Provenance } from '../../src/ui/Provenance.tsx'

const meta = { title: 'UI/Provenance', component: Provenance, args: { origin: 'live' } } satisfies Meta<
  typeof Provenance
>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Recorded: Story = { args: { origin: 'recorded' } }
export const Pinned: Story = { args: { origin: 'pinned' } }
export const Edited: Story = { args: { origin: 'edited' } }
export const Sample: Story = { args: { origin: 'sample' } }
export const Simulated: Story = { args: { origin: 'simulated' } }
export const Large: Story = { args: { origin: 'simulated', size: 36 } }
