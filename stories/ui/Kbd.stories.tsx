import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { Kbd } from '../../src/ui/Kbd.tsx'

const meta = { title: 'UI/Kbd', component: Kbd, args: { keys: 'Mod+Enter', platform: 'mac' } } satisfies Meta<
  typeof Kbd
>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByText('⌘↵')).toBeVisible()
  },
}
export const Playground: Story = {}
export const Other: Story = {
  args: { platform: 'other' },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Ctrl ↵')).toBeVisible()
  },
}
export const Plain: Story = { args: { keys: 'Mod+Shift+Z', tone: 'plain' } }
export const Arrow: Story = { args: { keys: 'ArrowUp' } }
