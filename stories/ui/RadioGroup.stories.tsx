import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { RadioGroup } from '../../src/ui/RadioGroup.tsx'
import { Held, Narrow } from './fields.tsx'

const meta = {
  title: 'UI/RadioGroup',
  component: RadioGroup<string>,
  args: {
    label: 'When the value is empty',
    value: 'omit',
    choices: [
      { value: 'omit', label: 'Leave it out', hint: 'The row is not sent.' },
      { value: 'empty', label: 'Send it empty', hint: 'As name= with nothing after it.' },
      { value: 'null', label: 'Send null' },
    ],
    onChange: fn(),
  },
  render: (args) => (
    <Narrow>
      <Held first={args.value}>{(value, set) => <RadioGroup {...args} value={value} onChange={set} />}</Held>
    </Narrow>
  ),
} satisfies Meta<typeof RadioGroup<string>>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.tab()
    await userEvent.keyboard('{ArrowDown}')
    await expect(canvas.getByRole('radio', { name: /Send it empty/ })).toBeChecked()
  },
}
export const Playground: Story = {}
export const WithError: Story = { args: { value: null, error: 'Choose what is sent.' } }
export const Disabled: Story = { args: { disabled: true } }
