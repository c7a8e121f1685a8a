import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn, userEvent, within } from 'storybook/test'
import type { ChoicesHost } from '../../../src/editor/panels/inputs/choicesHost.ts'
import { FormPreview, type FormPreviewProps } from '../../../src/editor/panels/inputs/FormPreview.tsx'
import { createFakeClock } from '../../../src/engine/fakeClock.ts'
import type { OperationId } from '../../../src/model/ids.ts'
import { framed } from '../canvas/frame.tsx'
import { everyType, field } from './fields.ts'

function Kept({ input: first, ...props }: FormPreviewProps) {
  const [input, setInput] = useState(first)
  return <FormPreview {...props} input={input} onChange={setInput} />
}

const meta = {
  title: 'Panels/FormPreview',
  component: Kept,
  decorators: [framed({ width: 380, height: 620 })],
  args: { fields: everyType, input: {}, onChange: fn(), onUse: fn(), onClose: fn() },
} satisfies Meta<typeof Kept>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  args: {
    fields: [
      field('name', 'string', { title: 'Name', required: true }),
      field('age', 'integer', { default: 7 }),
    ],
  },
  play: async ({ canvas, step, args }) => {
    await step('what is wrong is counted, and shown when asked for', async () => {
      await expect(canvas.getByText('1 problem')).toBeVisible()
      await userEvent.click(canvas.getByRole('button', { name: 'Show' }))
      await expect(canvas.getByText(/“Name” is missing/)).toBeVisible()
    })
    await step('the JSON is what the operation would be given, defaults included', async () => {
      await userEvent.type(canvas.getByRole('textbox', { name: 'Name' }), 'Ana')
      await expect(canvas.getByText(/"name": "Ana"/)).toHaveTextContent('{ "name": "Ana", "age": 7 }')
      await expect(canvas.getByText('It could be run')).toBeVisible()
      await userEvent.click(canvas.getByRole('button', { name: 'Use for the next run' }))
      await expect(args.onUse).toHaveBeenCalled()
    })
    await step('starting over empties it', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Start over' }))
      await expect(canvas.getByRole('textbox', { name: 'Name' })).toHaveValue('')
    })
  },
}
export const Playground: Story = {}
export const NoFields: Story = { args: { fields: [] } }

const fed = field('customer', 'string', {
  title: 'Customer',
  options: {
    operation: 'customers' as OperationId,
    records: '',
    value: 'id',
    label: '{{ item.name }}',
    arguments: {},
  },
})
const host: ChoicesHost = {
  clock: createFakeClock({ jumps: true }),
  titleOf: () => 'List customers',
  labelOf: () => undefined,
  remember: () => {},
  ask: (options) => ({
    key: '',
    options,
    sent: [],
    waitsFor: [],
    searches: false,
    load: async () => ({ given: [{ id: 'cOitPJvgMW', name: 'Ana Novák' }] }),
  }),
}

/** Its dropdowns are filled as those of a run. */
export const LiveChoices: Story = {
  args: { fields: [fed], choices: host },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('combobox', { name: 'Customer' }))
    await userEvent.click(await within(document.body).findByRole('option', { name: /Ana Novák/ }))
    await expect(await canvas.findByText(/"customer": "cOitPJvgMW"/)).toBeVisible()
  },
}
/** Where the service cannot be asked, a value is typed, and a line says when there are choices. */
export const NobodyToAsk: Story = {
  args: { fields: [fed] },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('textbox', { name: 'Customer' })).toBeVisible()
    await expect(
      canvas.getByText('Choices from the service come when it is run with a credential.'),
    ).toBeVisible()
  },
}
