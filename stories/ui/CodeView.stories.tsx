import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, spyOn, userEvent } from 'storybook/test'
import { CodeView } from '../../src/ui/CodeView.tsx'

const meta = {
  title: 'UI/CodeView',
  component: CodeView,
  args: {
    label: 'Request',
    text: "curl -G https://parseapi.back4app.com/classes/Customer \\\n  -H 'X-Parse-REST-API-Key: ••••••••' \\\n  -d limit=100 -d skip=0",
    onCopied: fn(),
  },
} satisfies Meta<typeof CodeView>
export default meta
type Story = StoryObj<typeof meta>

export const Default: Story = {
  play: async ({ args, canvas }) => {
    const write = spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await userEvent.tab()
    await expect(canvas.getByRole('region', { name: 'Request' })).toHaveFocus()
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expect(write).toHaveBeenCalledWith(args.text)
    await canvas.findByRole('button', { name: 'Copied' })
  },
}
export const Playground: Story = {}
export const Wrapped: Story = {
  args: { text: 'https://parseapi.back4app.com/classes/Customer?where='.repeat(6), wrap: true },
}
export const ClipboardRefused: Story = {
  play: async ({ args, canvas }) => {
    spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('Denied', 'NotAllowedError'))
    await userEvent.click(canvas.getByRole('button', { name: 'Copy Request' }))
    await expect(args.onCopied).not.toHaveBeenCalled()
    await expect(canvas.queryByRole('button', { name: 'Copied' })).toBeNull()
  },
}
export const MuchText: Story = {
  args: { text: 'x'.repeat(79).concat('\n').repeat(2_000) },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Show all 160,000 characters' }))
    await expect(canvas.queryByRole('button', { name: /Show all/ })).toBeNull()
  },
  decorators: [
    (Story) => (
      <div style={{ display: 'grid', height: 240 }}>
        <Story />
      </div>
    ),
  ],
}

/** What is pointed at: each with its number; of two that lie over each other the outer one, with both numbers. */
export const Marked: Story = {
  args: {
    label: 'Body of the answer',
    text: '{ "next": { "after": "YWJj" }, "session": "a1" }',
    marks: [
      { from: 10, to: 29, tone: 0, number: '1' },
      { from: 21, to: 27, tone: 2, number: '3' },
      { from: 42, to: 46, tone: 1, number: '2', title: 'The session' },
    ],
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('{ "after": "YWJj" }')).toHaveAttribute('data-number', '1 3')
    await expect(canvas.getByText('"a1"')).toHaveAttribute('data-number', '2')
  },
}
