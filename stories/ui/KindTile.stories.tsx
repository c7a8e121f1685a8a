import type { Meta, StoryObj } from '@storybook/react-vite'
import { Globe, KeyRound } from 'lucide-react'
import { KindTile } from '../../src/ui/KindTile.tsx'

const meta = {
  title: 'UI/KindTile',
  component: KindTile,
  args: { icon: Globe, ink: 'var(--k-request)', tint: 'var(--k-request-tint)' },
} satisfies Meta<typeof KindTile>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {}
export const Playground: Story = {}
export const Large: Story = { args: { size: 32 } }
export const Small: Story = { args: { size: 20 } }
export const Inherits: Story = {
  args: { icon: KeyRound, ink: undefined, tint: undefined },
  decorators: [
    (Story) => (
      <div
        style={{ '--kind-ink': 'var(--k-auth)', '--kind-tint': 'var(--k-auth-tint)' } as React.CSSProperties}
      >
        <Story />
      </div>
    ),
  ],
}
export const Neutral: Story = { args: { ink: undefined, tint: undefined } }
