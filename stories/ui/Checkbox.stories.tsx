import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { Checkbox } from '../../src/ui/Checkbox.tsx'
import { Held } from './fields.tsx'

const meta = {
  title: 'UI/Checkbox',
  component: Checkbox,
  args: { label: 'Send when empty', checked: false, onChange: fn() },
  render: (args) => (
    <Held first={args.checked}>
      {(checked, set) => <Checkbox {...args} checked={checked} onChange={set} />}
    </Held>
  ),
} satisfies Meta<typeof Checkbox>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.tab()
    await userEvent.keyboard(' ')
    await expect(canvas.getByRole('checkbox', { name: 'Send when empty' })).toBeChecked()
  },
}
export const Playground: Story = {}
export const Checked: Story = { args: { checked: true, hint: 'As an empty text.' } }
export const Mixed: Story = {
  args: { mixed: true, label: 'All operations' },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('checkbox')).toBePartiallyChecked()
  },
}
export const Disabled: Story = { args: { checked: true, disabled: true } }
