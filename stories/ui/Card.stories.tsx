import type { Meta, StoryObj } from '@storybook/react-vite'
import { Globe, MoreHorizontal } from 'lucide-react'
import { expect, fn, userEvent } from 'storybook/test'
import { Card } from '../../src/ui/Card.tsx'
import { Chip } from '../../src/ui/Chip.tsx'
import { IconButton } from '../../src/ui/IconButton.tsx'
import { KindTile } from '../../src/ui/KindTile.tsx'

const more = fn()
const meta = {
  title: 'UI/Card',
  component: Card,
  args: {
    title: 'Back4App Customers',
    description: '11 operations',
    tile: <KindTile icon={Globe} size={32} />,
    actions: <IconButton icon={MoreHorizontal} label="More" onClick={more} />,
    footer: <Chip tone="accent">v3 draft</Chip>,
    onOpen: fn(),
  },
  decorators: [
    (Story) => (
      <div style={{ width: 320 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof Card>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Back4App Customers' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect(args.onOpen).toHaveBeenCalledOnce()
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    await expect(more).toHaveBeenCalled()
    await expect(args.onOpen).toHaveBeenCalledOnce()
  },
}
export const Playground: Story = {}
export const AsLink: Story = {
  args: { href: '#/connectors/1' },
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('link', { name: 'Back4App Customers' }))
    await expect(args.onOpen).toHaveBeenCalledOnce()
  },
}
export const Still: Story = { args: { onOpen: undefined, children: 'Nothing is opened by a press.' } }
export const LongTitle: Story = {
  args: { title: 'A connector whose name was given by somebody who had a great deal of time' },
}
