import type { Meta, StoryObj } from '@storybook/react-vite'
import { Maximize, Minus, Plus } from 'lucide-react'
import { expect, fn, userEvent } from 'storybook/test'
import { IconButton } from '../../src/ui/IconButton.tsx'
import { Toolbar, ToolbarLine } from '../../src/ui/Toolbar.tsx'

const meta = {
  title: 'UI/Toolbar',
  component: Toolbar,
  args: {
    label: 'Zoom',
    floating: true,
    children: (
      <>
        <IconButton icon={Minus} label="Zoom out" onClick={fn()} />
        <IconButton icon={Plus} label="Zoom in" onClick={fn()} />
        <ToolbarLine />
        <IconButton icon={Maximize} label="Fit" shortcut="F" onClick={fn()} />
      </>
    ),
  },
  decorators: [
    (Story) => (
      <div style={{ display: 'inline-flex' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof Toolbar>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Zoom out' })).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}')
    await expect(canvas.getByRole('button', { name: 'Zoom in' })).toHaveFocus()
    await userEvent.keyboard('{End}{ArrowRight}')
    await expect(canvas.getByRole('button', { name: 'Zoom out' })).toHaveFocus()
    await userEvent.keyboard('{ArrowLeft}')
    await userEvent.tab()
    await userEvent.tab({ shift: true })
    await expect(canvas.getByRole('button', { name: 'Fit' })).toHaveFocus()
  },
}
export const Playground: Story = {}
export const Vertical: Story = { args: { orientation: 'vertical' } }
export const Plain: Story = { args: { floating: false } }
