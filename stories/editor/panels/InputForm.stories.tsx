import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { useAppSelector } from '../../../src/editor/hooks.ts'
import { InputForm } from '../../../src/editor/panels/inputs/InputForm.tsx'
import type { Field } from '../../../src/model/document.ts'
import { edit } from '../../../src/store/edit.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { editor, framed } from '../canvas/frame.tsx'
import { everyType as everyTypeFields, nested as nestedFields } from './fields.ts'

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

const everyType = ask(everyTypeFields)
const nested = ask(nestedFields)

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

export const Nested: Story = {
  decorators: [framed({ prepare: (opened) => void nested(opened), width: 280, height: 560 })],
  play: async ({ canvas, step }) => {
    await step('members of an object have their own controls, and say what is wrong with them', async () => {
      const address = within(canvas.getByRole('group', { name: 'Address' }))
      await userEvent.type(address.getByRole('textbox', { name: 'Floor' }), 'x')
      await expect(address.getByText(/“Address › City” is missing/)).toBeVisible()
      await expect(address.getByText(/“Address › Floor” should be a whole number/)).toBeVisible()
      await userEvent.type(address.getByRole('textbox', { name: 'City' }), 'Rome')
      await userEvent.clear(address.getByRole('textbox', { name: 'Floor' }))
      await expect(typed()).toEqual({ address: { city: 'Rome' } })
    })
    await step('a list grows and shrinks, and the keyboard stays in it', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Add to E-mails' }))
      await expect(canvas.getByRole('textbox', { name: 'E-mail 1' })).toHaveFocus()
      await userEvent.keyboard('a@b.c')
      await userEvent.click(canvas.getByRole('button', { name: 'Add to E-mails' }))
      await userEvent.keyboard('d')
      await expect(canvas.getByText(/“E-mails › 2” should have 3 characters or more/)).toBeVisible()
      await userEvent.click(canvas.getByRole('button', { name: 'Take E-mail 2 away' }))
      await expect(canvas.getByRole('textbox', { name: 'E-mail 1' })).toHaveFocus()
      await expect(typed()).toMatchObject({ emails: ['a@b.c'] })
    })
    await step('one of several forms is chosen, and then filled in', async () => {
      const target = within(canvas.getByRole('group', { name: 'Send to' }))
      await userEvent.type(target.getByRole('textbox', { name: 'Customer number' }), '7')
      await expect(typed()).toMatchObject({ target: 7 })
      await userEvent.click(target.getByRole('radio', { name: 'Person' }))
      await expect(typed()).not.toHaveProperty('target')
      await userEvent.type(target.getByRole('textbox', { name: 'Name' }), 'Ana')
      await expect(typed()).toMatchObject({ target: { name: 'Ana' } })
    })
    await step('a file is read, and what depends on it is asked for', async () => {
      await expect(canvas.queryByRole('textbox', { name: 'Why' })).toBeNull()
      editor.host.file = { name: 'ana & co.png', bytes: new Uint8Array(2048) }
      await userEvent.click(canvas.getByRole('button', { name: 'Choose a file for Photo' }))
      await expect(await canvas.findByText('ana & co.png')).toBeVisible()
      await expect(canvas.getByText('2.0 kB')).toBeVisible()
      await expect(canvas.getByRole('textbox', { name: 'Why' })).toBeVisible()
      await userEvent.click(canvas.getByRole('button', { name: 'Take ana & co.png away' }))
      await expect(typed()).not.toHaveProperty('photo')
    })
    await step('a file that is too large is refused in words', async () => {
      editor.host.file = { name: 'film.mp4', bytes: new Uint8Array(5_000_001) }
      await userEvent.click(canvas.getByRole('button', { name: 'Choose a file for Photo' }))
      await expect(await canvas.findByText('film.mp4 is too large: 5 MB are the most.')).toBeVisible()
    })
  },
}
