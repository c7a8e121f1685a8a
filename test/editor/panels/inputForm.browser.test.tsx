import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { undo } from '../../../src/store/edit.ts'
import { runAsked, runLost } from '../../../src/store/runSlice.ts'
import { selectConnector } from '../../../src/store/selectors.ts'
import { inputTyped } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../store/editor.ts'
import { openInspector, set, settings } from './open.tsx'

const field = (name: string, more: object = {}) => ({
  id: `f-${name}`,
  name,
  title: name.toUpperCase(),
  type: 'string',
  required: true,
  ...more,
})

const withFields = (...fields: readonly ReturnType<typeof field>[]) =>
  openInspector((opened) => {
    set(opened, 'inputs', ['fields'], fields)
    opened.store.dispatch(inputTyped({ operation: opened.operation, input: {} }))
  }, 'inputs')

const input = (name: string) =>
  page.getByRole('region', { name: 'Input' }).getByRole('textbox', { name, exact: true })

/** A run that the runner does not begin, for its input is not whole. */
function refuse({ store, operation, host }: OpenEditor, agoMs = 0): void {
  const connector = selectConnector(store.getState())?.id
  if (connector === undefined) throw new Error('No connector is open.')
  store.dispatch(runAsked({ connector, operation, atMs: host.now - agoMs }))
  const failure = { kind: 'input', message: '“A” is missing. Give it a text.', retryable: false } as const
  store.dispatch(runLost({ operation, failure, atMs: host.now - agoMs }))
}

describe('a run that was refused for its input', () => {
  test('marks what is missing and puts the focus there', async () => {
    const editor = withFields(field('a', { required: false }), field('b'), field('c'))
    await expect.element(input('B')).toBeVisible()
    await expect.element(input('B')).not.toHaveAttribute('aria-invalid', 'true')
    refuse(editor)
    await expect.element(input('B')).toHaveFocus()
    await expect.element(input('B')).toHaveAttribute('aria-invalid', 'true')
    await expect.element(input('C')).toHaveAttribute('aria-invalid', 'true')
    await expect.element(input('A')).not.toHaveAttribute('aria-invalid', 'true')
    await userEvent.keyboard('3')
    await expect.element(input('B')).not.toHaveAttribute('aria-invalid', 'true')
  })

  test('takes the focus from nobody where it is of an hour ago', async () => {
    const editor = withFields(field('a'), field('b'))
    await input('B').click()
    refuse(editor, 3_600_000)
    await expect.element(input('A')).toHaveAttribute('aria-invalid', 'true')
    await expect.element(input('B')).toHaveFocus()
  })

  test('opens the fold that what is missing stands behind', async () => {
    const editor = withFields(field('a', { required: false }), field('b', { advanced: true }))
    await expect.element(input('A')).toBeVisible()
    await expect.element(input('B')).not.toBeInTheDocument()
    refuse(editor)
    await expect.element(input('B')).toBeVisible()
    await expect.element(input('B')).toHaveFocus()
  })
})

describe('an input that a template names before there is one', () => {
  const box = (name: string) => page.getByRole('textbox', { name, exact: true })

  test('is added by the button beside the words, as one step, and is required in an address', async () => {
    const editor = openInspector((opened) => {
      set(opened, 'inputs', ['fields'], [])
      set(opened, 'request', ['url'], '/customers/{{ input.id }}')
    }, 'request')
    await expect.element(page.getByText('There is no input “id” yet.')).toBeVisible()
    await page.getByRole('button', { name: 'Add the input “id”' }).click()
    await expect.element(box('Address')).not.toHaveAttribute('aria-invalid', 'true')
    await expect.element(input('id')).toBeVisible()
    expect(settings(editor, 'inputs')?.['fields']).toMatchObject([
      { name: 'id', type: 'string', required: true },
    ])
    editor.store.dispatch(undo())
    expect(settings(editor, 'inputs')?.['fields']).toEqual([])
  })

  test('is told from one that was meant otherwise, and both are offered', async () => {
    openInspector((opened) => {
      set(opened, 'inputs', ['fields'], [field('customerId')])
      set(opened, 'request', ['url'], '/customers/{{ input.customerid }}')
    }, 'request')
    await expect.element(page.getByRole('button', { name: 'Write “customerId”' })).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Add the input “customerid”' })).toBeVisible()
  })

  test('is not offered where no input can be read, or where it is not the input that is missing', async () => {
    openInspector((opened) => {
      set(opened, 'request', ['url'], '/{{ nodes["Get customer"].id }}/{{ inputs.id }}')
    }, 'request')
    await expect.element(box('Address')).toHaveAttribute('aria-invalid', 'true')
    await expect.element(page.getByRole('button', { name: /^Add the input/ })).not.toBeInTheDocument()
  })
})
