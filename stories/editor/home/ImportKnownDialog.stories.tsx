import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { ImportKnownDialog } from '../../../src/editor/home/ImportKnownDialog.tsx'
import { overlayOpened } from '../../../src/store/sessionSlice.ts'
import { customers } from '../canvas/customers.ts'
import { loaded, onStage, stage, staged, type StageOptions } from '../stage.tsx'

const connector = customers()
const asking = (options: StageOptions = {}) =>
  staged({
    connector: null,
    prepare: ({ store }) => store.dispatch(overlayOpened({ kind: 'import', connector, known: 'Old desk' })),
    ...options,
  })

/** Drawn by the stage, as by the page: it is open for as long as the session says so. */
const meta = {
  title: 'Home/ImportKnownDialog',
  component: ImportKnownDialog,
  args: { connector, known: 'Old desk' },
  render: () => <></>,
  decorators: [onStage],
  parameters: asking(),
} satisfies Meta<typeof ImportKnownDialog>
export default meta
type Story = StoryObj<typeof meta>

const dialog = () => screen.findByRole('dialog', { name: 'Back4App Customers is here already' }, loaded)
const kept = () => [...stage.host.kept.values()]

/** What loses nothing is chosen before anybody chooses. */
export const Default: Story = {
  async play() {
    await dialog()
    const copy = screen.getByRole('radio', { name: /^As a copy/ })
    await expect(copy).toBeChecked()
    await waitFor(() => expect(copy).toHaveFocus())
  },
}

export const Copies: Story = {
  async play() {
    await dialog()
    await userEvent.click(screen.getByRole('button', { name: 'Import as a copy' }))
    await waitFor(() => expect(kept()).toHaveLength(1), loaded)
    await expect(kept()[0]?.id).not.toBe(connector.id)
  },
}

/** What cannot be undone is said before, and the button says what it will do. */
export const Replaces: Story = {
  async play() {
    await dialog()
    await userEvent.click(screen.getByRole('radio', { name: /^In place of the draft/ }))
    await expect(screen.getByText(/“Old desk” is now is replaced.*cannot be undone/)).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Replace the draft' }))
    await waitFor(() => expect(kept()[0]?.id).toBe(connector.id), loaded)
  },
}
