import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { DraftField } from '../../../src/editor/panels/DraftField.tsx'
import { Narrow } from '../../ui/fields.tsx'

const meta = {
  title: 'Panels/DraftField',
  component: DraftField,
  args: {
    label: 'Name',
    value: 'get-customer',
    onCommit: fn((_value: string): string | undefined => undefined),
  },
  decorators: [
    (Story) => (
      <Narrow>
        <Story />
      </Narrow>
    ),
  ],
} satisfies Meta<typeof DraftField>
export default meta
type Story = StoryObj<typeof meta>

/** Nothing is handed on letter by letter: Enter does, and so does leaving the field. */
export const Default: Story = {
  async play({ args, canvas }) {
    const field = canvas.getByRole('textbox', { name: 'Name' })
    await userEvent.type(field, 's')
    await expect(args.onCommit).not.toHaveBeenCalled()
    await userEvent.keyboard('{Enter}')
    await userEvent.type(field, '-2')
    await userEvent.tab()
    await expect(args.onCommit.mock.calls).toEqual([['get-customers'], ['get-customer-2']])
  },
}

export const GivenUp: Story = {
  async play({ args, canvas }) {
    const field = canvas.getByRole('textbox', { name: 'Name' })
    await userEvent.type(field, 's{Escape}')
    await expect(field).toHaveValue('get-customer')
    await userEvent.tab()
    await expect(args.onCommit).not.toHaveBeenCalled()
  },
}

/** What was typed stays, with the reason; the next letter takes the reason away. */
export const Refused: Story = {
  args: { onCommit: fn((value: string): string | undefined => `Another operation is called “${value}”.`) },
  async play({ canvas }) {
    const field = canvas.getByRole('textbox', { name: 'Name' })
    await userEvent.type(field, 's{Enter}')
    await expect(field).toHaveAccessibleDescription(/Another operation is called “get-customers”\./)
    await expect(field).toBeInvalid()
    await userEvent.type(field, '2')
    await expect(field).toBeValid()
    await userEvent.keyboard('{Enter}')
  },
}
