import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { RenameConnectorDialog } from '../../../src/editor/home/RenameConnectorDialog.tsx'
import { listing } from '../listings.ts'
import { asked, emptyShelf, onStage, staged } from '../stage.tsx'

const meta = {
  title: 'Home/RenameConnectorDialog',
  component: RenameConnectorDialog,
  args: { listing: listing('Order desk', 'shopping-cart', 0, []), onClose: fn() },
  decorators: [onStage],
  parameters: staged({ connector: null }),
} satisfies Meta<typeof RenameConnectorDialog>
export default meta
type Story = StoryObj<typeof meta>

const rename = async () => {
  await waitFor(() => expect(screen.getByLabelText('Title')).toHaveFocus())
  await userEvent.keyboard('Orders')
  await userEvent.click(screen.getByRole('button', { name: 'Rename' }))
}

export const Default: Story = {
  async play({ args }) {
    await rename()
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(asked).toEqual(['replace Orders'])
  },
}

/** Another tab has deleted it meanwhile. */
export const Gone: Story = {
  parameters: staged({ connector: null, host: { shelf: emptyShelf } }),
  async play({ args }) {
    await rename()
    await expect(await screen.findByText('The connector is not there any more.')).toBeVisible()
    await expect(args.onClose).not.toHaveBeenCalled()
  },
}
