import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent } from 'storybook/test'
import { useAppSelector } from '../../../src/editor/hooks.ts'
import { InputForm } from '../../../src/editor/panels/inputs/InputForm.tsx'
import type { Field } from '../../../src/model/document.ts'
import { edit } from '../../../src/store/edit.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { editor, framed } from '../canvas/frame.tsx'

const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  id: `field-${name}` as Field['id'],
  name,
  title: name,
  type,
  required: false,
  description: '',
  placeholder: '',
  advanced: false,
  ...more,
})

const ask = (fields: readonly Field[]) => (opened: OpenEditor) =>
  opened.store.dispatch(
    edit(
      [
        {
          edit: 'setSetting',
          operation: opened.operation,
          node: opened.node('inputs'),
          path: ['fields'],
          value: fields as never,
        },
      ],
      { label: 'Set', policy: 'ignore' },
    ),
  )

const everyType = ask([
  field('name', 'string', { required: true, description: 'As it is printed' }),
  field('orderId', 'integer'),
  field('share', 'number'),
  field('active', 'boolean'),
  field('since', 'date'),
  field('plan', 'enum', {
    enum: [
      { value: 'solo', label: 'Solo' },
      { value: 'team', label: 'Team' },
    ],
  }),
  field('tags', 'list'),
  field('note', 'text', { advanced: true }),
])

function OfOpenOperation() {
  const operation = useAppSelector((state) => state.session.operation)
  return operation === undefined ? null : <InputForm operation={operation} />
}

const meta = {
  title: 'Panels/InputForm',
  component: OfOpenOperation,
} satisfies Meta<typeof OfOpenOperation>
export default meta
type Story = StoryObj<typeof meta>

const typed = () => editor.store.getState().session.inputs[editor.operation]

export const Default: Story = {
  decorators: [framed({ prepare: (opened) => void everyType(opened), width: 260, height: 640 })],
  play: async ({ canvas, step }) => {
    await step('integers keep all their digits, choices and lists their types', async () => {
      await userEvent.type(canvas.getByRole('textbox', { name: 'orderId' }), '9007199254740993')
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'active' }), 'Yes')
      await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'plan' }), 'Team')
      await userEvent.type(canvas.getByRole('textbox', { name: 'tags' }), '[[1, 2]')
      await expect(typed()).toEqual({
        orderId: 9_007_199_254_740_993n,
        active: true,
        plan: 'team',
        tags: [1, 2],
      })
    })
    await step('what does not fit is said in words and stays in the field', async () => {
      await userEvent.type(canvas.getByRole('textbox', { name: 'since' }), '31.1.2026')
      await expect(canvas.getByText(/“since” should be a date such as 2026-01-31/)).toBeVisible()
      await expect(canvas.getByRole('textbox', { name: 'since' })).toHaveValue('31.1.2026')
    })
    await step('what is missing is said once somebody has been there', async () => {
      const name = canvas.getByRole('textbox', { name: 'name' })
      await expect(canvas.queryByText(/“name” is missing/)).toBeNull()
      await userEvent.type(name, 'A{Backspace}')
      await expect(canvas.getByText(/“name” is missing/)).toBeVisible()
    })
    await step('advanced fields are behind a fold', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Advanced' }))
      await expect(canvas.getByRole('textbox', { name: 'note' })).toBeVisible()
    })
  },
}
export const Playground: Story = {
  decorators: [framed({ prepare: (opened) => void everyType(opened), width: 260, height: 640 })],
}
export const NoInputs: Story = {
  decorators: [framed({ prepare: (opened) => void ask([])(opened), width: 260, height: 80 })],
}
