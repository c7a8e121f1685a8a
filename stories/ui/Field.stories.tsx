import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { Chip } from '../../src/ui/Chip.tsx'
import { Field } from '../../src/ui/Field.tsx'
import { Narrow } from './fields.tsx'

const meta = {
  title: 'UI/Field',
  component: Field,
  args: { label: 'URL', children: (control) => <input {...control} defaultValue="/classes/Customer" /> },
  render: (args) => (
    <Narrow>
      <Field {...args} />
    </Narrow>
  ),
} satisfies Meta<typeof Field>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText('URL')).toHaveValue('/classes/Customer')
  },
}
export const Playground: Story = {}
export const HintAndError: Story = {
  args: { hint: 'Begins with a slash.', error: 'The path has a space in it.', required: true },
  play: async ({ canvas }) => {
    const field = canvas.getByLabelText('URL')
    await expect(field).toBeRequired()
    await expect(field).toHaveAccessibleDescription('The path has a space in it. Begins with a slash.')
  },
}
export const Aside: Story = { args: { aside: <Chip tone="accent">new</Chip>, optional: true } }
export const HiddenLabel: Story = { args: { hideLabel: true } }
