import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, fn, screen, userEvent } from 'storybook/test'
import { EditOutputDialog } from '../../../src/editor/panels/run/EditOutputDialog.tsx'
import { selectGiven } from '../../../src/store/held.ts'
import { customers, nodeOf } from '../canvas/customers.ts'
import { editor, framed } from '../canvas/frame.tsx'
import { customer } from './lastRun.ts'

const connector = customers()
const node = nodeOf(connector, 'request')
if (node === undefined) throw new Error('The sample has no request.')

const meta = {
  title: 'Panels/EditOutputDialog',
  component: EditOutputDialog,
  args: { node, records: [{ ...customer, tags: [...customer.tags] }], onClose: fn() },
  decorators: [framed({ connector, height: 560 })],
} satisfies Meta<typeof EditOutputDialog>
export default meta
type Story = StoryObj<typeof meta>

const type = (text: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: 'Value as JSON' }), { target: { value: text } })

/** Large whole numbers stay what they are; what is no JSON is said with its place, and nothing is lost. */
export const Default: Story = {
  play: async ({ args, step }) => {
    const field = await screen.findByRole('textbox', { name: 'Value as JSON' })
    await expect(field).toHaveTextContent('9007199254740993')
    await step('what is no JSON is not taken', async () => {
      type('{ "name": ')
      await userEvent.click(screen.getByRole('button', { name: 'Use it' }))
      await expect(field).toBeInvalid()
      await expect(args.onClose).not.toHaveBeenCalled()
    })
    await step('what is typed is held', async () => {
      type('{ "orderId": 9007199254740995 }')
      await userEvent.click(screen.getByRole('button', { name: 'Use it' }))
      await expect(args.onClose).toHaveBeenCalled()
      await expect(selectGiven(editor.store.getState(), editor.node('request'))).toEqual({
        origin: 'edited',
        records: [{ orderId: 9007199254740995n }],
      })
    })
  },
}

export const Playground: Story = {}
