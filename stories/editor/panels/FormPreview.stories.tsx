import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fn, userEvent } from 'storybook/test'
import { FormPreview, type FormPreviewProps } from '../../../src/editor/panels/inputs/FormPreview.tsx'
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
