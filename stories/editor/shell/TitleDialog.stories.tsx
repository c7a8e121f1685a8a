import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { TitleDialog } from '../../../src/editor/shell/TitleDialog.tsx'

const meta = {
  title: 'Shell/TitleDialog',
  component: TitleDialog,
  args: {
    what: 'connector',
    title: 'Order desk',
    hint: 'Its file is called after it.',
    onClose: fn(),
    onRename: fn(),
  },
} satisfies Meta<typeof TitleDialog>
export default meta
type Story = StoryObj<typeof meta>

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' })
const rename = () => userEvent.click(screen.getByRole('button', { name: 'Rename' }))

/** The title is chosen when the dialog opens: what is typed takes its place. */
export const Default: Story = {
  async play({ args }) {
    await waitFor(() => expect(field()).toHaveFocus())
    await expect([field().selectionStart, field().selectionEnd]).toEqual([0, 'Order desk'.length])
    await userEvent.keyboard(' Orders ')
    await rename()
    await expect(args.onRename).toHaveBeenCalledWith('Orders')
    await waitFor(() => expect(args.onClose).toHaveBeenCalled())
  },
}

/** Nothing is no title; what refuses one is said, and what was typed is still there. */
export const Refused: Story = {
  args: { onRename: fn(() => Promise.reject(new Error('The connector is not there any more.'))) },
  async play({ args }) {
    await waitFor(() => expect(field()).toHaveFocus())
    await userEvent.keyboard('{Delete}')
    await rename()
    await expect(screen.getByText('A connector needs a title.')).toBeVisible()
    await expect(field()).toBeInvalid()
    await expect(args.onRename).not.toHaveBeenCalled()
    await userEvent.type(field(), 'Orders')
    await rename()
    await expect(await screen.findByText('The connector is not there any more.')).toBeVisible()
    await expect(field()).toHaveValue('Orders')
    await expect(args.onClose).not.toHaveBeenCalled()
  },
}

export const Pending: Story = {
  args: { onRename: fn(() => new Promise<void>(() => undefined)) },
  async play() {
    await rename()
    await expect(screen.getByRole('button', { name: 'Rename' })).toHaveAttribute('aria-busy', 'true')
  },
}
