import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { Button } from '../../src/ui/Button.tsx'
import { Tooltip } from '../../src/ui/Tooltip.tsx'

const meta = {
  title: 'UI/Tooltip',
  component: Tooltip,
  args: { text: 'Nothing is called until you press Run.', children: <Button>Import</Button> },
} satisfies Meta<typeof Tooltip>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    const button = canvas.getByRole('button', { name: 'Import' })
    await userEvent.tab()
    await within(document.body).findByRole('tooltip')
    await expect(button).toHaveAccessibleDescription('Nothing is called until you press Run.')
    await userEvent.tab()
    await waitFor(() => expect(within(document.body).queryByRole('tooltip')).toBeNull())
  },
}
export const Playground: Story = { args: { shortcut: 'Mod+K' } }
export const StaysUnderThePointer: Story = {
  play: async ({ canvas }) => {
    await userEvent.hover(canvas.getByRole('button', { name: 'Import' }))
    const tip = await within(document.body).findByRole('tooltip')
    await userEvent.hover(tip)
    await expect(tip).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(within(document.body).queryByRole('tooltip')).toBeNull())
  },
}
