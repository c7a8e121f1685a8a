import type { Meta, StoryObj } from '@storybook/react-vite'
import { ReactFlowProvider } from '@xyflow/react'
import { expect, fn, userEvent } from 'storybook/test'
import { Grip } from '../../../src/editor/canvas/Grip.tsx'

const meta = {
  title: 'Canvas/Grip',
  component: Grip,
  args: {
    id: 'loop',
    name: 'Size of Every page, by arrow keys',
    width: 240,
    height: 120,
    least: () => ({ width: 160, height: 80 }),
    onSize: fn(),
  },
  decorators: [
    (Story) => (
      <ReactFlowProvider>
        <div style={{ padding: 24, background: 'var(--canvas)' }}>
          <div style={{ position: 'relative', width: 240, height: 120, border: '1px solid var(--accent)' }}>
            <Story />
          </div>
        </div>
      </ReactFlowProvider>
    ),
  ],
} satisfies Meta<typeof Grip>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas, args }) => {
    canvas.getByRole('button', { name: 'Size of Every page, by arrow keys' }).focus()
    await userEvent.keyboard('{ArrowRight}')
    await expect(args.onSize).toHaveBeenCalledWith({ width: 248, height: 120 }, 'resize:loop')
  },
}
export const Playground: Story = {}
