import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, fn, screen, userEvent, within } from 'storybook/test'
import { ImportSchemaDialog } from '../../../src/editor/panels/inspector/controls/ImportSchemaDialog.tsx'
import { editor, framed } from '../canvas/frame.tsx'
import { field } from './fields.ts'

const meta = {
  title: 'Panels/ImportSchemaDialog',
  component: ImportSchemaDialog,
  args: { fields: [field('name', 'string')], onImport: fn(), onClose: fn() },
  decorators: [framed({ height: 640 })],
} satisfies Meta<typeof ImportSchemaDialog>
export default meta
type Story = StoryObj<typeof meta>

const paste = (value: unknown) =>
  fireEvent.change(screen.getByRole('textbox', { name: 'JSON Schema or sample value' }), {
    target: { value: typeof value === 'string' ? value : JSON.stringify(value, null, 2) },
  })

const schema = {
  type: 'object',
  title: 'Customer',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    mail: { type: 'string', format: 'email' },
    tags: { type: 'array', items: { type: 'string' } },
  },
}

/** What would come of it is shown before it is done: what is kept as schema, what is left out, what gets another name. */
export const Default: Story = {
  play: async ({ args, step }) => {
    paste(schema)
    const list = within(await screen.findByRole('group', { name: 'Fields to import' }))
    await step('each field is ticked, with what it is', async () => {
      await expect(list.getAllByRole('checkbox')).toHaveLength(3)
      await expect(list.getByText('List, of text')).toBeVisible()
      await expect(
        screen.getByText('“mail”: kept as JSON Schema, and checked as that (format).'),
      ).toBeVisible()
      await expect(
        screen.getByText('Of the whole: fields have no place for title; it is left out.'),
      ).toBeVisible()
    })
    await step('one that is called as another gets a number', async () => {
      await expect(
        screen.getByText('There is a field “name” already: the new one gets a number.'),
      ).toBeVisible()
      await userEvent.click(list.getByRole('checkbox', { name: 'tags' }))
      await userEvent.click(screen.getByRole('button', { name: 'Add 2 fields' }))
      await expect(args.onImport).toHaveBeenCalledWith(
        [
          expect.objectContaining({ name: 'name', title: 'name' }),
          expect.objectContaining({ name: 'name2', title: 'Name', required: true }),
          expect.objectContaining({ name: 'mail', schema: { format: 'email' } }),
        ],
        2,
      )
    })
  },
}
export const Playground: Story = { args: { fields: [] } }

/** A value is told from a schema, and can be read as the other. */
export const SampleValue: Story = {
  play: async () => {
    paste({ type: 'string', since: '2026-01-31' })
    await expect(await screen.findByRole('radio', { name: 'JSON Schema' })).toBeChecked()
    await userEvent.click(screen.getByRole('radio', { name: 'Sample value' }))
    const list = within(await screen.findByRole('group', { name: 'Fields to import' }))
    await expect(list.getByRole('checkbox', { name: 'since' })).toBeChecked()
    await expect(list.getByText('Date')).toBeVisible()
  },
}

/** Those that replace others of their name stay the same fields. */
export const Replace: Story = {
  play: async ({ args }) => {
    paste(schema)
    await userEvent.click(await screen.findByRole('radio', { name: 'Replace it' }))
    await userEvent.click(screen.getByRole('button', { name: 'Replace by 3 fields' }))
    const [imported] = (args.onImport as ReturnType<typeof fn>).mock.lastCall as [{ id: string }[]]
    await expect(imported[0]?.id).toBe('field-name')
  },
}

export const NoJson: Story = {
  play: async () => {
    paste('{ "type": ')
    await expect(await screen.findByText(/^This is no JSON\./)).toBeVisible()
    await expect(screen.getByRole('button', { name: 'Import' })).toHaveAttribute('aria-disabled', 'true')
  },
}

export const FromFile: Story = {
  play: async () => {
    editor.host.file = { name: 'input.json', bytes: new TextEncoder().encode('{ "name": "Ana" }') }
    await userEvent.click(screen.getByRole('button', { name: 'Choose a file' }))
    await expect(await screen.findByRole('checkbox', { name: 'name' })).toBeChecked()
  },
}
