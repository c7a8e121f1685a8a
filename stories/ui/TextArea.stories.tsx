import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { TextArea } from '../../src/ui/TextArea.tsx'
import { Held, Narrow } from './fields.tsx'

const meta = {
  title: 'UI/TextArea',
  component: TextArea,
  args: { label: 'Description', value: 'Gets one customer.', onChange: fn() },
  render: (args) => (
    <Narrow>
      <Held first={args.value}>{(value, set) => <TextArea {...args} value={value} onChange={set} />}</Held>
    </Narrow>
  ),
} satisfies Meta<typeof TextArea>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    const field = canvas.getByRole('textbox', { name: 'Description' })
    await userEvent.type(field, '{Enter}By its id.')
    await expect(field).toHaveValue('Gets one customer.\nBy its id.')
  },
}
export const Playground: Story = {}
export const Mono: Story = {
  args: { label: 'Body', mono: true, value: '{\n  "name": "{{ input.name }}"\n}' },
}
export const WithError: Story = {
  args: {
    label: 'Body',
    mono: true,
    value: '{ "name": ',
    error: 'This is not JSON: it ends inside an object.',
  },
}
