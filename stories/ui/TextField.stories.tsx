import type { Meta, StoryObj } from '@storybook/react-vite'
import { Search } from 'lucide-react'
import { expect, fn, userEvent } from 'storybook/test'
import { Button } from '../../src/ui/Button.tsx'
import { Kbd } from '../../src/ui/Kbd.tsx'
import { TextField } from '../../src/ui/TextField.tsx'
import { Held, Narrow } from './fields.tsx'

const meta = {
  title: 'UI/TextField',
  component: TextField,
  args: { label: 'Name', value: 'skip', onChange: fn() },
  render: (args) => (
    <Narrow>
      <Held first={args.value}>
        {(value, set) => (
          <TextField
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
} satisfies Meta<typeof TextField>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const field = canvas.getByRole('textbox', { name: 'Name' })
    await userEvent.clear(field)
    await userEvent.type(field, 'limit')
    await expect(field).toHaveValue('limit')
    await expect(args.onChange).toHaveBeenLastCalledWith('limit')
  },
}
export const Playground: Story = { args: { hint: 'Sent as a query parameter.' } }
export const WithHint: Story = {
  args: {
    label: 'Base URL',
    mono: true,
    value: 'https://parseapi.back4app.com',
    hint: 'All paths begin here.',
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText('Base URL')).toHaveAccessibleDescription('All paths begin here.')
  },
}
export const WithError: Story = {
  args: {
    label: 'Region',
    value: '',
    error: (
      <>
        Region is missing. <Button variant="link">Type an ID</Button>
      </>
    ),
  },
  play: async ({ canvas }) => {
    const field = canvas.getByRole('textbox', { name: 'Region' })
    await expect(field).toBeInvalid()
    await expect(field).toHaveAccessibleDescription(/Region is missing/)
  },
}
export const Optional: Story = { args: { optional: true, value: '', placeholder: 'Changed since' } }
export const SearchBox: Story = {
  args: {
    label: 'Find an operation',
    hideLabel: true,
    value: '',
    size: 32,
    type: 'search',
    icon: Search,
    placeholder: 'Find an operation',
    end: <Kbd keys="/" hidden />,
  },
}
export const Large: Story = { args: { size: 36, value: 'Europe' } }
export const Disabled: Story = { args: { value: 'Choose a region first', disabled: true } }
