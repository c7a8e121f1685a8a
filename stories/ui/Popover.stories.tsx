import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { Button } from '../../src/ui/Button.tsx'
import { Popover } from '../../src/ui/Popover.tsx'
import { TextField } from '../../src/ui/TextField.tsx'

const meta = {
  title: 'UI/Popover',
  component: Popover,
  args: {
    title: 'Options from List regions',
    trigger: <Button>Options</Button>,
    children: <TextField label="Records at" mono value="results" onChange={fn()} />,
  },
} satisfies Meta<typeof Popover>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    const button = canvas.getByRole('button', { name: 'Options' })
    button.focus()
    await userEvent.keyboard('{Enter}')
    const page = within(document.body)
    await page.findByRole('dialog', { name: 'Options from List regions' })
    await waitFor(() => expect(page.getByRole('textbox', { name: 'Records at' })).toHaveFocus())
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(button).toHaveFocus())
  },
}
export const Playground: Story = {}
export const Open: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Options' }))
    await within(document.body).findByRole('dialog', { name: 'Options from List regions' })
    await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  },
}
export const HiddenTitle: Story = {
  args: { hideTitle: true },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Options' }))
    await within(document.body).findByRole('dialog', { name: 'Options from List regions' })
    await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  },
}
