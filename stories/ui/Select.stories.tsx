import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { Select } from '../../src/ui/Select.tsx'
import { Held, Narrow } from './fields.tsx'

const meta = {
  title: 'UI/Select',
  component: Select<string>,
  args: {
    label: 'Place',
    value: 'query',
    options: [
      { value: 'query', label: 'Query parameter' },
      { value: 'header', label: 'Header' },
      { value: 'body', label: 'Body path', detail: 'JSON' },
      { value: 'path', label: 'Path segment', disabled: true },
    ],
    onChange: fn(),
  },
  render: (args) => (
    <Narrow>
      <Held first={args.value}>
        {(value, set) => (
          <Select
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
} satisfies Meta<typeof Select<string>>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const select = canvas.getByRole('combobox', { name: 'Place' })
    select.focus()
    await userEvent.keyboard('{Enter}')
    await within(document.body).findByRole('listbox')
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect(args.onChange).toHaveBeenCalledWith('header')
    await waitFor(() => expect(select).toHaveTextContent('Header'))
    await waitFor(() => expect(select).toHaveFocus())
  },
}
export const Playground: Story = {}
export const Open: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('combobox', { name: 'Place' }))
    await within(document.body).findByRole('option', { name: 'Query parameter' })
    await waitFor(() => expect(document.querySelector('[data-starting-style]')).toBeNull())
  },
}
export const NothingChosen: Story = { args: { value: null, placeholder: 'Choose a place' } }
export const WithError: Story = { args: { value: null, error: 'Place is missing.' } }
export const WaitsForAnother: Story = {
  args: { value: null, placeholder: 'Choose a region first', disabled: true },
}
export const Large: Story = { args: { size: 36 } }
/** An empty text is a value like any other: “as it is”, “the default”. */
export const EmptyText: Story = {
  args: {
    value: '',
    options: [
      { value: '', label: 'GET the base URL' },
      { value: 'list', label: 'List customers' },
    ],
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('combobox', { name: 'Place' })).toHaveTextContent('GET the base URL')
  },
}
