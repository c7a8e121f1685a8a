import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { RenameDialog } from '../../../src/editor/connector/RenameDialog.tsx'
import { undo } from '../../../src/store/edit.ts'
import { customers } from '../canvas/customers.ts'
import { onStage, stage, staged } from '../stage.tsx'

const connector = customers()
const meta = {
  title: 'Connector/RenameDialog',
  component: RenameDialog,
  args: { target: 'operation', id: connector.operations[0]?.id ?? '' },
  decorators: [onStage],
  parameters: staged({ connector }),
} satisfies Meta<typeof RenameDialog>
export default meta
type Story = StoryObj<typeof meta>

const now = () => stage.store.getState().document
const retitle = async (from: string, to: string) => {
  const field = await screen.findByRole('textbox', { name: 'Title' })
  await expect(field).toHaveValue(from)
  await waitFor(() => expect(field).toHaveFocus())
  await userEvent.keyboard(to)
  await userEvent.click(screen.getByRole('button', { name: 'Rename' }))
}

/** Title and name change together, as one step that can be undone. */
export const Default: Story = {
  async play() {
    await retitle('Get details of customer', 'Look up a customer')
    await waitFor(() =>
      expect(now().connector?.operations[0]).toMatchObject({
        title: 'Look up a customer',
        name: 'look-up-a-customer',
      }),
    )
    stage.store.dispatch(undo())
    await expect(now().connector?.operations[0]).toMatchObject({
      title: 'Get details of customer',
      name: 'get-details-of-customer',
    })
  },
}

export const OfTheConnector: Story = {
  args: { target: 'connector', id: connector.id },
  async play() {
    await retitle('Back4App Customers', 'Customers')
    await waitFor(() => expect(now().connector).toMatchObject({ title: 'Customers', name: 'customers' }))
  },
}
