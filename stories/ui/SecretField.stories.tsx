import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { SecretField } from '../../src/ui/SecretField.tsx'
import { Held, Narrow } from './fields.tsx'

const meta = {
  title: 'UI/SecretField',
  component: SecretField,
  args: { label: 'REST API key', draft: undefined, onChange: fn() },
  render: (args) => (
    <Narrow>
      <Held<string | undefined> first={args.draft}>
        {(draft, set) => (
          <SecretField
            {...args}
            draft={draft}
            onChange={(next) => {
              set(next)
              args.onChange(next)
            }}
          />
        )}
      </Held>
    </Narrow>
  ),
} satisfies Meta<typeof SecretField>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const field = canvas.getByLabelText('REST API key')
    await userEvent.type(field, 'kQz9')
    await expect(field).toHaveAttribute('type', 'password')
    await expect(canvas.getByText('hidden')).toBeVisible()
    await expect(args.onChange).toHaveBeenLastCalledWith('kQz9')
    const width = canvas.getByText('hidden').getBoundingClientRect().width
    await userEvent.type(field, 'a much longer one')
    await expect(canvas.getByText('hidden').getBoundingClientRect().width).toBe(width)
    await userEvent.click(canvas.getByRole('button', { name: 'Show REST API key' }))
    await expect(field).toHaveAttribute('type', 'text')
    await userEvent.click(canvas.getByRole('button', { name: 'Hide REST API key' }))
    await expect(field).toHaveAttribute('type', 'password')
  },
}
export const Playground: Story = {}
export const Kept: Story = {
  args: { kept: true },
  play: async ({ args, canvas }) => {
    await expect(canvas.getByText('hidden')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Replace REST API key' }))
    const field = canvas.getByLabelText('REST API key')
    await expect(field).toHaveFocus()
    await expect(field).toHaveValue('')
    await userEvent.keyboard('new')
    await userEvent.click(canvas.getByRole('button', { name: 'Keep the old one' }))
    await expect(args.onChange).toHaveBeenLastCalledWith(undefined)
  },
}
export const Hidden: Story = { args: { kept: true, hint: 'Kept in the vault of this runner.' } }
export const WithError: Story = { args: { error: 'REST API key is missing.' } }
export const Disabled: Story = { args: { disabled: true } }
