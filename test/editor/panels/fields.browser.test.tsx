import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { undo } from '../../../src/store/edit.ts'
import { focused, inputTyped } from '../../../src/store/sessionSlice.ts'
import { at, openInspector, set, settings } from './open.tsx'

const field = (name: string, more: object = {}) => ({
  id: `f-${name}`,
  name,
  title: name.toUpperCase(),
  type: 'string',
  ...more,
})
const address = field('a', { type: 'object', fields: [field('x'), field('y'), field('z')] })
const withFields = (...fields: readonly object[]) =>
  openInspector((opened) => {
    set(opened, 'inputs', ['fields'], fields as never)
    opened.store.dispatch(inputTyped({ operation: opened.operation, input: {} }))
  }, 'inputs')
type Editor = ReturnType<typeof withFields>

const inspector = page.getByRole('region', { name: /^Settings of/ })
const button = (name: string | RegExp) => inspector.getByRole('button', { name, exact: true })
const box = (name: string) => inspector.getByRole('textbox', { name, exact: true })
const handle = (name: string) => button(`Move ${name}, with the arrow keys up and down`)
const fieldAt = (editor: Editor, ...path: readonly (string | number)[]) =>
  at(settings(editor, 'inputs')?.['fields'], path)
const namesAt = (editor: Editor, ...path: readonly (string | number)[]) =>
  (fieldAt(editor, ...path) as { name: string }[]).map(({ name }) => name)

describe('fields within a field', () => {
  test('are put in another order by arrows, and the keyboard goes with them', async () => {
    const editor = withFields(address)
    await button(/^A a /).click()
    await handle('X').click()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    await expect.poll(() => namesAt(editor, 0, 'fields')).toEqual(['y', 'z', 'x'])
    await expect.element(handle('X')).toHaveFocus()
  })

  test('are described, have a default and may be advanced, each as one step', async () => {
    const editor = withFields(address)
    await button(/^A a /).click()
    await button(/^X /).click()
    const inside = inspector.getByRole('group', { name: 'Its fields of A' })
    const field = () => fieldAt(editor, 0, 'fields', 0)
    await inside.getByRole('textbox', { name: 'Default' }).fill('Rome')
    await expect.poll(field).toMatchObject({ default: 'Rome' })
    await inside.getByRole('textbox', { name: 'Placeholder' }).fill('Paris')
    await inside.getByRole('textbox', { name: 'Description' }).fill('Where it is')
    await inside.getByText('Advanced', { exact: true }).click()
    await expect
      .poll(field)
      .toMatchObject({ default: 'Rome', placeholder: 'Paris', description: 'Where it is', advanced: true })
    editor.store.dispatch(undo())
    await expect.poll(field).not.toMatchObject({ advanced: true })
    expect(field()).toMatchObject({ description: 'Where it is' })
    await inside.getByRole('textbox', { name: 'Default' }).fill('')
    await expect.poll(field).not.toHaveProperty('default')
  })

  test('leave the keyboard in their list when one is deleted', async () => {
    withFields(field('a', { type: 'object', fields: [field('x')] }))
    await button(/^A a /).click()
    await button(/^X /).click()
    await inspector
      .getByRole('group', { name: 'Its fields of A' })
      .getByRole('button', { name: 'Delete field' })
      .click()
    await expect.element(button('Add a field to A')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect
      .element(
        inspector.getByRole('group', { name: 'Its fields of A' }).getByRole('textbox', { name: 'Title' }),
      )
      .toHaveFocus()
  })

  test('open where a problem in them is gone to', async () => {
    const editor = withFields(field('b'), address)
    const setting = ['fields', 1, 'fields', 2, 'default']
    await expect.element(button(/^A a /)).toHaveAttribute('aria-expanded', 'false')
    editor.store.dispatch(focused({ operation: editor.operation, node: editor.node('inputs'), setting }))
    const inside = inspector.getByRole('group', { name: 'Its fields of A' })
    await expect.element(inside.getByRole('textbox', { name: 'Title' })).toHaveFocus()
    await expect.element(inside.getByRole('textbox', { name: 'Title' })).toHaveValue('Z')
  })
})

test('choices are put in another order by arrows, and a number stays one', async () => {
  const editor = withFields(
    field('a', { type: 'enum', enum: [1, 2].map((value) => ({ value, label: `${value}` })) }),
  )
  await button(/^A a /).click()
  await handle('choice 1').click()
  await userEvent.keyboard('{ArrowDown}')
  await expect.poll(() => fieldAt(editor, 0, 'enum')).toMatchObject([{ value: 2 }, { value: 1 }])
  await expect.element(handle('choice 2')).toHaveFocus()
  await box('Value of choice 1').fill('25')
  await expect.poll(() => fieldAt(editor, 0, 'enum', 0)).toMatchObject({ value: 25 })
})

describe('more rules, as JSON Schema', () => {
  test('are kept as they are typed, where they can be read', async () => {
    const editor = withFields(field('a'))
    await button(/^A a /).click()
    await button('More rules, as JSON Schema').click()
    const schema = box('JSON Schema of its value')
    await schema.fill('{ "pattern": "^[0-9]+$" }')
    await expect.poll(() => fieldAt(editor, 0)).toMatchObject({ schema: { pattern: '^[0-9]+$' } })
    await expect.element(schema).toHaveValue('{ "pattern": "^[0-9]+$" }')
    await schema.fill('{ "pattern": ')
    await expect.element(inspector.getByText(/What was there before is kept\./)).toBeVisible()
    expect(fieldAt(editor, 0)).toMatchObject({ schema: { pattern: '^[0-9]+$' } })
    await schema.fill('')
    await expect.poll(() => fieldAt(editor, 0)).not.toHaveProperty('schema')
  })

  test('are said in words in the form of the run', async () => {
    withFields(field('a', { schema: { pattern: '^[0-9]+$' } }))
    const form = page.getByRole('region', { name: 'Input' })
    await form.getByRole('textbox', { name: 'A' }).fill('x')
    await expect.element(form.getByText('“A” should match the pattern ^[0-9]+$.')).toBeVisible()
    await form.getByRole('textbox', { name: 'A' }).fill('7')
    await expect.element(form.getByRole('textbox', { name: 'A' })).not.toHaveAttribute('aria-invalid', 'true')
  })
})

test('elements of a list are put in another order by arrows, and the keyboard goes with them', async () => {
  const editor = withFields(field('a', { type: 'list', item: field('item', { title: 'Mail' }) }))
  const form = page.getByRole('region', { name: 'Input' })
  for (const text of ['one', 'two', 'three']) {
    await form.getByRole('button', { name: 'Add to A' }).click()
    await userEvent.keyboard(text)
  }
  const grip = (number: number) =>
    form.getByRole('button', { name: `Move Mail ${number}, with the arrow keys up and down` })
  await grip(1).click()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  await expect
    .poll(() => editor.store.getState().session.inputs[editor.operation])
    .toEqual({ a: ['two', 'three', 'one'] })
  await expect.element(grip(3)).toHaveFocus()
})
