import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { HoldTools } from '../../../src/editor/panels/run/HoldTools.tsx'
import { selectGiven } from '../../../src/store/held.ts'
import { selectNode, selectRun } from '../../../src/store/selectors.ts'
import type { OpenEditor } from '../../../test/store/editor.ts'
import { useAppSelector } from '../../../src/editor/hooks.ts'
import { editor, framed } from '../canvas/frame.tsx'
import { lastRun } from './lastRun.ts'

/** The tools of the sample's request, after a run. */
function OfRequest() {
  const run = useAppSelector(selectRun)
  const node = useAppSelector((state) => selectNode(state, editor.node('request')))
  return (
    <div style={{ display: 'flex', gap: 8, padding: 8 }}>
      {node !== undefined && <HoldTools node={node} run={run} />}
    </div>
  )
}

const prepare = (opened: OpenEditor) => lastRun(opened)

const meta = {
  title: 'Panels/HoldTools',
  component: OfRequest,
  decorators: [framed({ height: 60, prepare })],
} satisfies Meta<typeof OfRequest>
export default meta
type Story = StoryObj<typeof meta>

const given = () => selectGiven(editor.store.getState(), editor.node('request'))

export const Default: Story = {
  play: async ({ canvas, step }) => {
    await step('what came is pinned, and runs again', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Pin' }))
      await expect(given()?.origin).toBe('pinned')
      await userEvent.click(canvas.getByRole('button', { name: 'Let it run' }))
      await expect(given()).toBeUndefined()
    })
    await step('it is kept under a name, and taken from there', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Samples' }))
      await userEvent.click(await screen.findByRole('menuitem', { name: 'Keep as a sample …' }))
      await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), '200')
      await userEvent.keyboard('{Enter}')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      await userEvent.click(canvas.getByRole('button', { name: 'Samples' }))
      await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: '200' }))
      await expect(given()).toMatchObject({ origin: 'sample', name: '200' })
    })
    await step('from here one gets to samples that the service would answer', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Samples' }))
      await userEvent.click(await screen.findByRole('menuitem', { name: 'Sample answers' }))
      await expect(editor.store.getState().session.sections['request/Sample answers']).toBe(true)
    })
  },
}

export const Playground: Story = {}

export const TooLarge: Story = {
  decorators: [
    framed({
      height: 60,
      prepare: (opened) => lastRun(opened, { cut: true }),
    }),
  ],
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Pin' })).toBeDisabled()
    await expect(canvas.getByRole('button', { name: 'Edit' })).toBeDisabled()
  },
}
