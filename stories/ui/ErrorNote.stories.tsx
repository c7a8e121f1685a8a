import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, userEvent } from 'storybook/test'
import { ErrorNote } from '../../src/ui/ErrorNote.tsx'

const meta = {
  title: 'UI/ErrorNote',
  component: ErrorNote,
  args: {
    what: 'v3 cannot be published yet.',
    rule: 'Two versions may be published at once.',
    waysOut: [{ label: 'Deprecate v1', onClick: fn() }],
  },
} satisfies Meta<typeof ErrorNote>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Deprecate v1' }))
    await expect(args.waysOut?.[0]?.onClick).toHaveBeenCalledOnce()
  },
}
export const Playground: Story = {}
export const Alert: Story = {
  args: {
    alert: true,
    what: 'Back4App refused the key (401).',
    rule: undefined,
    waysOut: [
      { label: 'Try again', onClick: fn() },
      { label: 'Choose another credential', onClick: fn() },
    ],
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('alert')).toHaveTextContent('Back4App refused the key (401).')
  },
}
export const WordsAlone: Story = { args: { rule: undefined, waysOut: [] } }
/** It works all the same, but somebody should look: another picture and colour than a failure. */
export const Warning: Story = {
  args: {
    tone: 'warning',
    what: 'Nothing reads what “Transform” gives.',
    rule: undefined,
    waysOut: [{ label: 'Connect it to “Output”', onClick: fn() }],
  },
}
