import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { addNode } from '../../../src/store/graphThunks.ts'
import { openInspector, set, settings } from './open.tsx'

const row = (name: string) => ({ name, value: name, enabled: true, whenEmpty: 'omit' })
const withRows = (...names: readonly string[]) =>
  openInspector((opened) => set(opened, 'request', ['query'], names.map(row)), 'request')
const namesOf = (editor: ReturnType<typeof withRows>) =>
  ((settings(editor, 'request')?.['query'] ?? []) as { name: string }[]).map(({ name }) => name)
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const box = (name: string) => page.getByRole('textbox', { name, exact: true })
const handle = (name: string) => button(`Move “${name}”, with the arrow keys up and down`)

describe('the keyboard in a list of the inspector', () => {
  test('arrows on a handle go on moving the same row', async () => {
    const editor = withRows('a', 'b', 'c')
    await handle('a').click()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    await expect.poll(() => namesOf(editor)).toEqual(['b', 'c', 'a'])
    await expect.element(handle('a')).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{ArrowUp}')
    await expect.poll(() => namesOf(editor)).toEqual(['b', 'a', 'c'])
    await expect.element(handle('a')).toHaveFocus()
  })

  test('the unfolded options of a row go where the row goes', async () => {
    const editor = withRows('a', 'b', 'c')
    await button('Options of “a”').click()
    await button('Move “a” down').click()
    await button('Move “a” down').click()
    await expect.poll(() => namesOf(editor)).toEqual(['b', 'c', 'a'])
    await expect.element(button('Options of “a”')).toHaveAttribute('aria-expanded', 'true')
    await expect.element(button('Options of “b”')).toHaveAttribute('aria-expanded', 'false')
    await expect.element(button('Move “a” down')).toHaveFocus()
    await expect.element(button('Move “a” down')).toHaveAttribute('aria-disabled', 'true')
  })

  test('where a row is deleted the next one takes the focus, then the button that adds one', async () => {
    const editor = withRows('a', 'b')
    await button('Options of “a”').click()
    await button('Delete').click()
    await expect.element(box('Name of row 1 of Query')).toHaveFocus()
    await button('Options of “b”').click()
    await button('Delete').click()
    await expect.poll(() => namesOf(editor)).toEqual([])
    await expect.element(button('Add a parameter')).toHaveFocus()
  })

  test('a new input is named at once, and a deleted one leaves the focus in the list', async () => {
    const editor = openInspector((opened) => set(opened, 'inputs', ['fields'], []), 'inputs')
    await button('Add a field').click()
    await expect.element(box('Title')).toHaveFocus()
    await userEvent.keyboard('Customer ID')
    await expect
      .poll(() => settings(editor, 'inputs')?.['fields'])
      .toMatchObject([{ title: 'Customer ID', name: 'customerId' }])
    await button('Delete field').click()
    await expect.element(button('Add a field')).toHaveFocus()
  })

  test('a choice of an input', async () => {
    openInspector(
      (opened) =>
        set(opened, 'inputs', ['fields'], [{ id: 'f1', name: 'plan', title: 'Plan', type: 'enum' }]),
      'inputs',
    )
    await button(/^Plan plan/).click()
    await button('Add a choice').click()
    await expect.element(box('Value of choice 1')).toHaveFocus()
    await button('Delete choice 1').click()
    await expect.element(button('Add a choice')).toHaveFocus()
  })

  test('an error rule and its conditions', async () => {
    openInspector(() => {}, 'request')
    await button('Errors and limits').click()
    await button('Add a rule').click()
    await expect.element(box('Value of When 1')).toHaveFocus()
    await button('Add a condition').click()
    await expect.element(box('Value of When 2')).toHaveFocus()
    await button('Delete When 2').click()
    await expect.element(box('Value of When 1')).toHaveFocus()
    await button('Delete Rule 1').click()
    await expect.element(button('Add a rule')).toHaveFocus()
  })

  test('a step of a transform', async () => {
    openInspector((opened) => {
      opened.store.dispatch(addNode('transform'))
      set(opened, 'transform', ['steps'], [])
    }, 'transform')
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Add a step' }), 'Expand a list')
    await expect.element(box('List')).toHaveFocus()
    await button('Delete step 1').click()
    await expect.element(page.getByRole('combobox', { name: 'Add a step' })).toHaveFocus()
  })
})
