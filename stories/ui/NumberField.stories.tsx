import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { NumberField } from '../../src/ui/NumberField.tsx'
import { Held, Narrow } from './fields.tsx'

const meta = {
  title: 'UI/NumberField',
  component: NumberField,
  args: { label: 'Timeout', value: 30, min: 1, max: 600, unit: 's', onChange: fn() },
  render: (args) => (
    <Narrow>
      <Held first={args.value}>
        {(value, set) => (
          <NumberField
            {...args}
            value={value}
            onChange={(next) => {
              set(next)
              args.onChange(next)
            }}
          />
        )}
      </Held>
    </Narrow>
  ),
} satisfies Meta<typeof NumberField>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const field = canvas.getByRole('spinbutton', { name: 'Timeout' })
    await userEvent.click(field)
    await userEvent.keyboard('{ArrowUp}{PageUp}{ArrowDown}')
    await expect(field).toHaveValue('40')
    await expect(args.onChange).toHaveBeenLastCalledWith(40)
  },
}
export const Playground: Story = {}
export const WrongStaysTyped: Story = {
  play: async ({ args, canvas }) => {
    const field = canvas.getByRole('spinbutton', { name: 'Timeout' })
    await userEvent.clear(field)
    await userEvent.type(field, '9000')
    await userEvent.tab()
    await expect(field).toHaveValue('9000')
    await expect(field).toHaveAccessibleDescription('The most is 600')
    await expect(args.onChange).not.toHaveBeenCalledWith(9000)
  },
}
export const Empty: Story = { args: { value: null, optional: true, placeholder: 'No limit' } }
