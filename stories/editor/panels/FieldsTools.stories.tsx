import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, screen, userEvent, waitFor, within } from 'storybook/test'
import { Inspector } from '../../../src/editor/panels/inspector/Inspector.tsx'
import { undo } from '../../../src/store/edit.ts'
import { selectOperation } from '../../../src/store/selectors.ts'
import { readOnlyChanged, selected } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { editor, framed } from '../canvas/frame.tsx'

const prepare = (opened: OpenEditor) => void opened.store.dispatch(selected([opened.node('inputs')]))

/** Beside the fields of an operation: the form as its user will see it, and their JSON Schema in and out. */
const meta = {
  title: 'Panels/FieldsTools',
  component: Inspector,
  parameters: { layout: 'centered' },
  decorators: [framed({ prepare, width: 312, height: 640 })],
} satisfies Meta<typeof Inspector>
export default meta
type Story = StoryObj<typeof meta>

const fields = () =>
  selectOperation(editor.store.getState())?.graph.nodes[editor.node('inputs')]?.settings['fields'] as {
    name: string
  }[]

export const Default: Story = {
  play: async ({ canvas, step }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Preview' }))
    const sheet = within(await screen.findByRole('dialog', { name: 'Preview of the form' }))
    await step('the keyboard stays, and goes into the sheet with the next Tab', async () => {
      await expect(canvas.getByRole('button', { name: 'Preview' })).toHaveFocus()
      await userEvent.tab()
      await expect(sheet.getByRole('button', { name: 'Start over' })).toHaveFocus()
    })
    await step('a field that is added is there at once, and the sheet stays', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Add a field' }))
      await userEvent.keyboard('Number of the order')
      await userEvent.type(await sheet.findByRole('textbox', { name: 'Number of the order' }), '7')
      await expect(sheet.getByText(/"numberOfTheOrder": "7"/)).toBeVisible()
    })
    await step('what is tried out is no input of a run until it is used as that', async () => {
      await expect(editor.store.getState().session.inputs[editor.operation]).toBeUndefined()
      await userEvent.click(sheet.getByRole('button', { name: 'Use for the next run' }))
      await expect(editor.store.getState().session.inputs[editor.operation]).toEqual({
        numberOfTheOrder: '7',
      })
    })
    await step('Escape closes it, and the keyboard is where it was opened', async () => {
      await userEvent.keyboard('{Escape}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      await waitFor(() => expect(canvas.getByRole('button', { name: 'Preview' })).toHaveFocus())
    })
  },
}

export const Playground: Story = {}

/** An import is one step, which can be undone. */
export const Imported: Story = {
  play: async ({ canvas }) => {
    const before = fields()
    await userEvent.click(await canvas.findByRole('button', { name: 'JSON Schema of the fields' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Import JSON Schema…' }))
    fireEvent.change(await screen.findByRole('textbox', { name: 'JSON Schema or sample value' }), {
      target: { value: '{ "properties": { "a": {}, "b": {} } }' },
    })
    await userEvent.click(await screen.findByRole('button', { name: 'Add 2 fields' }))
    await expect(fields().map(({ name }) => name)).toEqual([...before.map(({ name }) => name), 'a', 'b'])
    editor.store.dispatch(undo())
    await expect(fields()).toEqual(before)
  },
}

export const Shown: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'JSON Schema of the fields' }))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Show JSON Schema' }))
    await expect(await screen.findByText(/draft\/2020-12\/schema/)).toBeVisible()
  },
}

export const ReadOnly: Story = {
  decorators: [
    framed({
      prepare: (opened) => {
        prepare(opened)
        opened.store.dispatch(readOnlyChanged('Open in another tab.'))
      },
      width: 312,
      height: 640,
    }),
  ],
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'JSON Schema of the fields' }))
    await expect(await screen.findByRole('menuitem', { name: /Import JSON Schema/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await userEvent.keyboard('{Escape}')
  },
}
