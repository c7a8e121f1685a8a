import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { NativeSelect } from '../../../src/editor/panels/NativeSelect.tsx'
import { Narrow } from '../../ui/fields.tsx'

const meta = {
  title: 'Panels/NativeSelect',
  component: NativeSelect<string>,
  args: {
    label: 'When empty',
    hint: 'What is sent where the value is empty.',
    value: 'omit',
    options: [
      { value: 'omit', label: 'Leave it out' },
      { value: 'send-empty', label: 'Send it empty' },
    ],
    onChange: fn(),
  },
  decorators: [
    (Story) => (
      <Narrow>
        <Story />
      </Narrow>
    ),
  ],
} satisfies Meta<typeof NativeSelect<string>>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  async play({ args, canvas }) {
    const select = canvas.getByRole('combobox', { name: 'When empty' })
    await expect(select).toHaveDisplayValue('Leave it out')
    await userEvent.selectOptions(select, 'Send it empty')
    await expect(args.onChange).toHaveBeenCalledWith('send-empty')
  },
}

/** A value of a later version, or one that a file brought, is shown as it is and not lost. */
export const UnknownValue: Story = {
  args: { value: 'send-null' },
  async play({ canvas }) {
    await expect(canvas.getByRole('combobox')).toHaveDisplayValue('send-null')
  },
}
