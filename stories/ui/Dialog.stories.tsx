import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { Button } from '../../src/ui/Button.tsx'
import { Dialog, type DialogProps } from '../../src/ui/Dialog.tsx'
import { TextField } from '../../src/ui/TextField.tsx'

function Opener(props: DialogProps) {
  const [open, setOpen] = useState(props.open)
  const close = () => {
    setOpen(false)
    props.onClose()
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Dialog {...props} open={open} onClose={close} />
    </>
  )
}

const meta = {
  title: 'UI/Dialog',
  component: Dialog,
  args: {
    open: true,
    onClose: fn(),
    title: 'Import cURL',
    description: 'Paste a command as the browser copies it.',
    children: (
      <TextField label="Command" mono value="curl -G https://parseapi.back4app.com" onChange={fn()} />
    ),
    note: 'Nothing is called until you press Run.',
    footer: (
      <>
        <Button size={28}>Cancel</Button>
        <Button size={28} variant="primary">
          Create operation
        </Button>
      </>
    ),
  },
  render: (args) => <Opener {...args} />,
} satisfies Meta<typeof Dialog>
export default meta
type Story = StoryObj<typeof meta>

const settled = () => waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())

export const Default: Story = {
  args: { open: false },
  play: async ({ args, canvas }) => {
    const opener = canvas.getByRole('button', { name: 'Open' })
    opener.focus()
    await userEvent.keyboard('{Enter}')
    const page = within(document.body)
    const dialog = await page.findByRole('dialog', { name: 'Import cURL' })
    await expect(dialog).toHaveAccessibleDescription('Paste a command as the browser copies it.')
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true))
    for (let presses = 0; presses < 6; presses += 1) {
      await userEvent.tab()
      await expect(opener).not.toHaveFocus()
    }
    await userEvent.keyboard('{Escape}')
    await expect(args.onClose).toHaveBeenCalled()
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(opener).toHaveFocus())
  },
}
export const Playground: Story = { play: settled }
export const Danger: Story = {
  args: {
    danger: true,
    size: 'small',
    title: 'Delete List regions?',
    description: 'Two dropdowns are filled by it. They stay, as problems, until another list fills them.',
    children: undefined,
    note: undefined,
    footer: (
      <>
        <Button size={28}>Cancel</Button>
        <Button size={28} variant="danger">
          Delete
        </Button>
      </>
    ),
  },
  play: async () => {
    await within(document.body).findByRole('alertdialog', { name: 'Delete List regions?' })
    await settled()
  },
}
export const Large: Story = { args: { size: 'large', aside: '9 of 11 operations ready' }, play: settled }
