import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { DeleteCredentialDialog } from '../../../src/editor/credentials/DeleteCredentialDialog.tsx'
import { oneCredential } from '../credentials.ts'
import { asked, onStage, staged } from '../stage.tsx'

const meta = {
  title: 'Credentials/DeleteCredentialDialog',
  component: DeleteCredentialDialog,
  args: { credential: oneCredential(), onClose: fn() },
  decorators: [onStage],
  parameters: staged({ connector: null }),
} satisfies Meta<typeof DeleteCredentialDialog>
export default meta
type Story = StoryObj<typeof meta>

const remove = async () => userEvent.click(await screen.findByRole('button', { name: 'Delete credential' }))

/** It interrupts, says what is lost, and begins where nothing is. */
export const Default: Story = {
  async play({ args }) {
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete Demo keys?' })
    await expect(dialog).toHaveAccessibleDescription(/cannot be undone/)
    await waitFor(() => expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus())
    await remove()
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(asked).toEqual(['delete credential credential1'])
  },
}

export const Refused: Story = {
  parameters: staged({
    connector: null,
    runner: { deleteCredential: () => Promise.reject(new Error('The runner does not answer.')) },
  }),
  async play({ args }) {
    await remove()
    await expect(await screen.findByRole('alert')).toHaveTextContent('The runner does not answer.')
    await expect(args.onClose).not.toHaveBeenCalled()
  },
}
