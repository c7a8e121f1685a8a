import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { RenameCredentialDialog } from '../../../src/editor/credentials/RenameCredentialDialog.tsx'
import { oneCredential } from '../credentials.ts'
import { onStage, staged } from '../stage.tsx'

const changeCredential = fn(async (_id: string, change: { title?: string }) => ({
  ...oneCredential(),
  ...change,
}))

const meta = {
  title: 'Credentials/RenameCredentialDialog',
  component: RenameCredentialDialog,
  args: { credential: oneCredential(), onClose: fn() },
  decorators: [onStage],
  parameters: staged({ connector: null, runner: { changeCredential } }),
} satisfies Meta<typeof RenameCredentialDialog>
export default meta
type Story = StoryObj<typeof meta>

/** A new title, and nothing else, goes to the runner: the values stay as they are. */
export const Default: Story = {
  async play({ args }) {
    await waitFor(() => expect(screen.getByLabelText('Title')).toHaveFocus())
    await userEvent.keyboard('Keys of Ana')
    await userEvent.click(screen.getByRole('button', { name: 'Rename' }))
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
    await expect(changeCredential).toHaveBeenLastCalledWith('credential1', { title: 'Keys of Ana' })
  },
}

export const Refused: Story = {
  parameters: staged({
    connector: null,
    runner: { changeCredential: () => Promise.reject(new Error('The runner does not answer.')) },
  }),
  async play({ args }) {
    await userEvent.type(await screen.findByLabelText('Title'), ' 2')
    await userEvent.click(screen.getByRole('button', { name: 'Rename' }))
    await expect(await screen.findByText('The runner does not answer.')).toBeVisible()
    await expect(args.onClose).not.toHaveBeenCalled()
  },
}
