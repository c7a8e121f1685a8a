import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { Switch } from '../../src/ui/Switch.tsx'
import { Held } from './fields.tsx'

const meta = {
  title: 'UI/Switch',
  component: Switch,
  args: { label: 'For each page', on: true, onChange: fn() },
  render: (args) => <Held first={args.on}>{(on, set) => <Switch {...args} on={on} onChange={set} />}</Held>,
} satisfies Meta<typeof Switch>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.tab()
    await userEvent.keyboard(' ')
    await expect(canvas.getByRole('switch', { name: 'For each page' })).not.toBeChecked()
  },
}
export const Playground: Story = {}
export const Off: Story = { args: { on: false, hint: 'The first page only.' } }
export const Disabled: Story = { args: { disabled: true } }
