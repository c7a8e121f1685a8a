import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { VisuallyHidden } from '../../src/ui/VisuallyHidden.tsx'

const meta = {
  title: 'UI/VisuallyHidden',
  component: VisuallyHidden,
  args: { children: 'Read out, not drawn' },
} satisfies Meta<typeof VisuallyHidden>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    const words = canvas.getByText('Read out, not drawn')
    await expect(words.getBoundingClientRect().width).toBeLessThanOrEqual(1)
  },
}
export const Playground: Story = {}
