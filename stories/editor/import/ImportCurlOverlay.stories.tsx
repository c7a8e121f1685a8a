import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { ImportCurlOverlay } from '../../../src/editor/import/ImportCurlOverlay.tsx'
import { overlayOpened } from '../../../src/store/sessionSlice.ts'
import { onStage, stage, staged } from '../stage.tsx'

const meta = {
  title: 'Import/ImportCurlOverlay',
  component: ImportCurlOverlay,
  args: { text: 'curl https://api.example.com/v1/orders', into: undefined },
  decorators: [onStage],
  parameters: staged({ connector: null }),
} satisfies Meta<typeof ImportCurlOverlay>
export default meta
type Story = StoryObj<typeof meta>

/** As it opens over a page; Escape closes what the shell has open. */
export const Default: Story = {
  async play() {
    await screen.findByRole('dialog', { name: 'Import cURL' })
    // An overlay that the shell draws nothing for stands for this one: it is the one that is open.
    stage.store.dispatch(overlayOpened({ kind: 'rename', target: 'node', id: 'none' }))
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(stage.store.getState().session.overlay).toBeUndefined())
  },
}

export const Playground: Story = {}
