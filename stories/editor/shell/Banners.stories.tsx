import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor } from 'storybook/test'
import { Banners } from '../../../src/editor/shell/Banners.tsx'
import { readOnlyChanged, saveChanged } from '../../../src/store/sessionSlice.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { asked, loaded, onStage, stage, staged } from '../stage.tsx'

const meta = {
  title: 'Shell/Banners',
  component: Banners,
  decorators: [onStage],
  parameters: { layout: 'fullscreen', ...staged({ host: { presence: 'gone' } }) },
} satisfies Meta<typeof Banners>
export default meta
type Story = StoryObj<typeof meta>

const notSaved = ({ store }: OpenEditor) =>
  store.dispatch(
    saveChanged({
      kind: 'failed',
      reason: 'quota',
      message: 'This browser has no room left: your last changes are not saved. Free some, or export a copy.',
    }),
  )
const savedFiles = () => stage.host.saved.map(({ name }) => name)
const elsewhere = ({ store }: OpenEditor) =>
  store.dispatch(readOnlyChanged('This connector is open in another tab, which can edit it.'))

/** The runner is gone: what still works is said, and how to have the rest again. */
export const Default: Story = {
  async play({ canvas }) {
    await expect(canvas.getByText(/You can go on editing/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Ask again' }))
    await expect(asked).toEqual(['ask runner'])
  },
}

/** With no connector open there is nothing to export. */
export const NothingCanBeKept: Story = {
  parameters: staged({
    connector: null,
    host: { storageProblem: 'This browser does not let the page keep anything.' },
  }),
  async play({ canvas }) {
    await expect(canvas.getByText('This browser does not let the page keep anything.')).toBeVisible()
    await expect(canvas.queryByRole('button')).toBeNull()
  },
}

/** All at once, in a window with little room: every sentence and every way out can be read. */
export const AllAtOnce: Story = {
  parameters: staged({
    host: { presence: 'gone' },
    prepare: (editor) => {
      notSaved(editor)
      elsewhere(editor)
    },
  }),
  decorators: [
    (Story) => (
      <div style={{ width: 480 }}>
        <Story />
      </div>
    ),
  ],
  async play({ canvas }) {
    const names = canvas.getAllByRole('button').map(({ textContent }) => textContent)
    await expect(names).toEqual(['Export a copy', 'Try again', 'Take over', 'Ask again'])
    for (const name of names) await userEvent.click(canvas.getByRole('button', { name: name ?? '' }))
    await expect(asked).toEqual(['retry saving', 'take over', 'ask runner'])
    await waitFor(() => expect(savedFiles()).toEqual(['back4app-customers.connector.json']), loaded)
  },
}
