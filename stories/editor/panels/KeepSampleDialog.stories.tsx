import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent } from 'storybook/test'
import { KeepSampleDialog } from '../../../src/editor/panels/run/KeepSampleDialog.tsx'
import { selectHeld } from '../../../src/store/held.ts'
import { sampleKept } from '../../../src/store/sessionSlice.ts'
import { customers, nodeOf } from '../canvas/customers.ts'
import { editor, framed } from '../canvas/frame.tsx'

const connector = customers()
const node = nodeOf(connector, 'request')
if (node === undefined) throw new Error('The sample has no request.')

const meta = {
  title: 'Panels/KeepSampleDialog',
  component: KeepSampleDialog,
  args: { node, records: [{ name: 'Jonas Weber' }], onClose: fn() },
  decorators: [
    framed({
      connector,
      height: 360,
      prepare: ({ store }) => store.dispatch(sampleKept({ node: node.id, name: 'empty', records: [] })),
    }),
  ],
} satisfies Meta<typeof KeepSampleDialog>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args }) => {
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await userEvent.click(screen.getByRole('button', { name: 'Keep' }))
    await expect(name).toBeInvalid()
    await userEvent.type(name, '200{Enter}')
    await expect(args.onClose).toHaveBeenCalled()
    const names = selectHeld(editor.store.getState(), node.id)?.samples?.map((sample) => sample.name)
    await expect(names).toEqual(['empty', '200'])
  },
}

/** A name that is taken says that the sample will be replaced. */
export const Taken: Story = {
  play: async () => {
    await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'empty')
    await expect(screen.getByRole('button', { name: 'Replace it' })).toBeVisible()
  },
}

export const Playground: Story = {}
