import type { Meta, StoryObj } from '@storybook/react-vite'
import { List, Table2 } from 'lucide-react'
import { expect, fn, userEvent } from 'storybook/test'
import { Segmented } from '../../src/ui/Segmented.tsx'
import { Held } from './fields.tsx'

const meta = {
  title: 'UI/Segmented',
  component: Segmented<string>,
  args: {
    label: 'Version',
    value: 'v2',
    choices: [
      { value: 'v2', label: 'v2' },
      { value: 'v1', label: 'v1' },
    ],
    onChange: fn(),
  },
  render: (args) => (
    <Held first={args.value}>{(value, set) => <Segmented {...args} value={value} onChange={set} />}</Held>
  ),
} satisfies Meta<typeof Segmented<string>>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.tab()
    await userEvent.keyboard('{ArrowRight}')
    await expect(canvas.getByRole('radio', { name: 'v1' })).toBeChecked()
    await expect(canvas.getByRole('radio', { name: 'v1' })).toHaveFocus()
  },
}
export const Playground: Story = {}
export const Icons: Story = {
  args: {
    label: 'Show as',
    value: 'tree',
    iconsOnly: true,
    choices: [
      { value: 'tree', label: 'Tree', icon: List },
      { value: 'table', label: 'Table', icon: Table2 },
    ],
  },
}
export const Disabled: Story = { args: { disabled: true } }
