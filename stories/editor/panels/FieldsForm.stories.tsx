import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn, userEvent, within } from 'storybook/test'
import { FieldsForm, type FieldsFormProps } from '../../../src/editor/panels/inputs/FieldsForm.tsx'
import { framed } from '../canvas/frame.tsx'
import { everyType, field, nested } from './fields.ts'

const onChange = fn()

/** Whoever draws the form keeps what is filled in. */
function Kept({ input: first, ...props }: FieldsFormProps) {
  const [input, setInput] = useState(first)
  return (
    <FieldsForm
      {...props}
      input={input}
      onChange={(next) => {
        setInput(next)
        onChange(next)
      }}
    />
  )
}

const meta = {
  title: 'Panels/FieldsForm',
  component: Kept,
  decorators: [framed({ width: 280, height: 560 })],
  args: { fields: everyType, input: {}, onChange },
  beforeEach: () => void onChange.mockClear(),
} satisfies Meta<typeof Kept>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'name' }), 'Ana')
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'active' }), 'No')
    await expect(onChange).toHaveBeenLastCalledWith({ name: 'Ana', active: false })
    await userEvent.clear(canvas.getByRole('textbox', { name: 'name' }))
    await expect(onChange).toHaveBeenLastCalledWith({ active: false })
  },
}
export const Playground: Story = {}

/** What was sent and refused says all that is wrong, behind the fold too. */
export const Refused: Story = {
  args: {
    fields: [
      field('name', 'string', { required: true }),
      field('note', 'text', { required: true, advanced: true }),
    ],
    refused: true,
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/“name” is missing/)).toBeVisible()
    await expect(canvas.getByRole('textbox', { name: 'note' })).toHaveAttribute('aria-invalid', 'true')
  },
}

/** What another judge found wrong stands at its field, as what the fields say themselves. */
export const FurtherProblems: Story = {
  args: {
    input: { name: 'ana' },
    problems: [{ code: 'broken-rule', name: 'name', message: '“name” should begin with a capital.' }],
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('“name” should begin with a capital.')).toBeVisible()
  },
}

export const ReadOnly: Story = {
  args: { fields: nested, input: { address: { city: 'Rome' }, emails: ['a@b.c'] }, readOnly: true },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'City' })).toHaveAttribute('readonly')
    await expect(canvas.queryByRole('button', { name: 'Add to E-mails' })).toBeNull()
  },
}

/** Advanced members are behind a fold of their own; a default that was emptied does not come back. */
export const AdvancedMembers: Story = {
  args: {
    fields: [
      field('address', 'object', {
        title: 'Address',
        fields: [
          field('city', 'string', { title: 'City', default: 'Rome' }),
          field('floor', 'integer', { title: 'Floor', advanced: true }),
        ],
      }),
    ],
  },
  play: async ({ canvas }) => {
    const address = within(canvas.getByRole('group', { name: 'Address' }))
    await userEvent.clear(address.getByRole('textbox', { name: 'City' }))
    await expect(address.getByRole('textbox', { name: 'City' })).toHaveValue('')
    await expect(onChange).toHaveBeenLastCalledWith({ address: { city: '' } })
    await expect(address.queryByRole('textbox', { name: 'Floor' })).toBeNull()
    await userEvent.click(address.getByRole('button', { name: 'Advanced' }))
    await userEvent.type(address.getByRole('textbox', { name: 'Floor' }), '3')
    await expect(onChange).toHaveBeenLastCalledWith({ address: { city: '', floor: 3 } })
  },
}
